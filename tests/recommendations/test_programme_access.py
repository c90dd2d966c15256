import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from assessments.access import Right
from recommendations.access import (
    get_participation,
    get_programme,
    get_release,
    is_funder,
    own_programmes,
    programmes_of,
)
from recommendations.models import Participation, Release
from tests.cast import make_member, make_municipality, make_user
from tests.programmes import make_funder, make_programme, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_municipality()


@pytest.fixture
def programme(town):
    return make_programme("Digitale Orte (erfunden)", [town])


@pytest.fixture
def release(programme):
    return Release.objects.create(
        programme=programme,
        date=timezone.localdate(),
        instrument="verstetigung-2026.1",
        policy={},
        listed=1,
        shared=0,
        content={},
        digest="",
        created_at=timezone.now(),
    )


def by(user):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return request


def strangers(town):
    other = make_programme("Anderes (erfunden)")
    operator = make_user("betrieb@programm.example", is_staff=True, is_superuser=True)
    return [None, make_user(), make_member(town, "lead"), make_funder(other, "fremd@programm.example"), operator]


def test_funder_reads_the_own_programme(programme, release):
    request = by(make_funder(programme))

    assert is_funder(request)
    assert list(own_programmes(request)) == [programme]
    assert get_programme(request, programme.pk) == programme
    assert get_release(request, release.pk) == release


def test_release_comes_with_its_programme(programme, release, django_assert_num_queries):
    request = by(make_funder(programme))

    with django_assert_num_queries(1):
        assert get_release(request, release.pk).programme == programme


def test_stranger_reads_none(town, programme, release):
    for user in strangers(town):
        request = by(user)
        assert programme not in own_programmes(request)
        for gate, key in ((get_programme, programme.pk), (get_release, release.pk)):
            with pytest.raises(Http404):
                gate(request, key)


def test_programme_without_funders_is_nobodys(programme, release):
    """Neither that of whoever is not logged in."""
    assert not is_funder(by(None))
    with pytest.raises(Http404):
        get_release(by(None), release.pk)


def test_user_of_a_funder_and_a_municipality_is_both(town, programme, release):
    user = make_member(town, "read")
    programme.funders.create(user=user)

    assert get_release(by(user), release.pk) == release
    assert get_participation(by(user), town.pk, programme.pk).municipality == town


@pytest.mark.parametrize(("role", "right"), [("lead", Right.LEAD), ("edit", Right.EDIT), ("read", Right.READ)])
def test_member_in_a_programme(town, programme, role, right):
    request = by(make_member(town, role))

    found = get_participation(request, town.pk, programme.pk, right)

    assert (found.municipality, found.programme, found.takes_part) == (town, programme, True)
    assert found.municipality.rights.right == right
    if right < Right.LEAD:
        with pytest.raises(PermissionDenied):
            get_participation(request, town.pk, programme.pk, Right.LEAD)


def test_programme_that_the_municipality_is_not_in(town, programme):
    other = make_programme("Anderes (erfunden)", [make_municipality("Nachbarbach (erfunden)")])
    request = by(make_member(town, "lead"))

    assert list(programmes_of(town)) == [programme]
    for key in (other.pk, uuid.uuid4()):
        with pytest.raises(Http404):
            get_participation(request, town.pk, key)


def test_who_is_no_member_sees_no_participation(town, programme):
    for user in (None, make_user(), make_member(make_municipality("Nachbarbach (erfunden)"), "lead")):
        with pytest.raises(Http404):
            get_participation(by(user), town.pk, programme.pk)


def test_who_left_the_list_still_reads_its_consents(town, programme):
    make_share(programme, town)
    Participation.objects.all().delete()

    found = get_participation(by(make_member(town, "lead")), town.pk, programme.pk)

    assert (found.programme, found.takes_part) == (programme, False)
    assert list(programmes_of(town)) == [programme]


def test_programme_of_two_rounds_is_told_once(town, programme):
    Participation.objects.create(programme=programme, municipality=town, round="2")
    make_share(programme, town)

    assert list(programmes_of(town)) == [programme]
