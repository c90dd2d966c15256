"""While a release is made nothing is collected; afterwards all is as it was."""

import gc

import pytest

from recommendations.actions import ReleaseRefused, prepare_release
from recommendations.actions.releases import without_collector
from tests.programmes import ago, make_programme, make_release, six_of_eight, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def collector():
    yield gc
    gc.enable()


def test_collector_rests_meanwhile(collector):
    with without_collector():
        assert not collector.isenabled()

    assert collector.isenabled()


@pytest.mark.parametrize("make", [make_release, lambda programme: prepare_release(programme=programme, day=today())])
def test_collector_works_again_afterwards(collector, make):
    make(six_of_eight())

    assert collector.isenabled()


def test_collector_works_again_after_a_refusal(collector):
    with pytest.raises(ReleaseRefused):
        make_release(make_programme(), ago(1))

    assert collector.isenabled()


def test_collector_that_rested_before_rests_on(collector):
    collector.disable()

    make_release(six_of_eight())

    assert not collector.isenabled()
