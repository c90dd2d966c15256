"""Each rule of disclosure.md, changed by one or left out, makes a test of that rule fail."""

from dataclasses import replace
from math import floor

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Assessment
from recommendations.actions import sharing
from recommendations.aggregation import content, decisions, rules, timeline
from recommendations.attacker import Attacker
from tests.cast import make_municipality
from tests.programmes import make_programme
from tests.recommendations import test_aggregation as first
from tests.recommendations import test_release_history as history
from tests.recommendations import test_sharing_actions as shares

pytestmark = pytest.mark.django_db
PROPOSE, COMPUTE, EARLIER = rules.propose, content._compute, timeline.Structure.earlier
FAILURES = (AssertionError, KeyError, IntegrityError, pytest.fail.Exception)


class Careless:
    """Lets everything through."""

    def __init__(self, least):
        pass

    def add(self, unknowns):
        pass

    def publish_all(self, candidates):
        return [True for _ in candidates]


def computed_with(**thresholds):
    return lambda column, places, policy, date: COMPUTE(column, places, replace(policy, **thresholds), date)


def one_more_changed(self, ledger):
    return {cell: replace(found, changed=found.changed + 1) for cell, found in EARLIER(self, ledger).items()}


def lock_drafts_too(municipality, ids):
    return list(Assessment.objects.select_related("project").filter(pk__in=ids, project__tenant=municipality))


def share_a_draft():
    before = transaction.savepoint()
    town = make_municipality()
    try:
        shares.test_what_cannot_be_shared(town, make_programme(municipalities=[town]), shares.open_one)
    finally:
        transaction.savepoint_rollback(before)


MUTATIONS = {
    "mean from four": (
        (decisions, "propose", lambda counts, earlier, policy: PROPOSE(counts, earlier, replace(policy, mean=4))),
        lambda: first.test_primary_below_five_nothing_is_published(4),
    ),
    "mean from six": (
        (decisions, "propose", lambda counts, earlier, policy: PROPOSE(counts, earlier, replace(policy, mean=6))),
        lambda: first.test_statistics_need_their_number_of_municipalities(5, False, False),
    ),
    "quartiles from seven": (
        (content, "_compute", computed_with(quartiles=7)),
        lambda: first.test_statistics_need_their_number_of_municipalities(7, False, False),
    ),
    "quartiles from nine": (
        (content, "_compute", computed_with(quartiles=9)),
        lambda: first.test_statistics_need_their_number_of_municipalities(8, True, False),
    ),
    "shares from nine": (
        (content, "_compute", computed_with(shares=9)),
        lambda: first.test_statistics_need_their_number_of_municipalities(9, True, False),
    ),
    "shares from eleven": (
        (content, "_compute", computed_with(shares=11)),
        lambda: first.test_statistics_need_their_number_of_municipalities(10, True, True),
    ),
    "no secondary suppression": (
        (rules, "suppress_secondary", lambda counts, least: set()),
        first.test_secondary_is_decided_per_figure,
    ),
    "no comparison with what was released": (
        (timeline.Structure, "earlier", lambda self, ledger: {}),
        lambda: history.test_value_is_compared_with_the_last_published_one(
            "a b c d e f", "a b c d e f g", history.KEPT
        ),
    ),
    "four changed are enough": (
        (timeline.Structure, "earlier", one_more_changed),
        lambda: history.test_value_is_compared_with_the_last_published_one(
            "a b c d e f", "a2 b2 c2 d2 e f", history.KEPT
        ),
    ),
    "no attacker": (
        (decisions, "Attacker", Careless),
        history.test_attacker_refuses_the_smaller_cell_of_a_difference,
    ),
    "attacker content with one": (
        (decisions, "Attacker", lambda least: Attacker(1)),
        history.test_attacker_refuses_the_smaller_cell_of_a_difference,
    ),
    "means are told to the end of the scale": (
        (content, "bounded", lambda number: {"value": floor(number + 0.5), "bound": None}),
        first.test_extremes_hide_that_all_say_the_same,
    ),
    "shares are told to the end of the scale": (
        (content, "share", lambda count, whole: {"value": 100 * count // whole, "bound": None}),
        first.test_extremes_hide_that_all_say_the_same,
    ),
    "drafts are shared": ((sharing, "lock_shareable", lock_drafts_too), share_a_draft),
}


def fails(test):
    try:
        test()
    except FAILURES:
        return True
    return False


@pytest.mark.parametrize("name", MUTATIONS)
def test_changed_rule_makes_a_test_fail(name, monkeypatch):
    change, test = MUTATIONS[name]
    assert not fails(test)

    monkeypatch.setattr(*change)

    assert fails(test)
