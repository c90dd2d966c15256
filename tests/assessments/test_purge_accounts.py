"""Accounts that nobody ever confirmed, and claims that were decided."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.actions import claim_municipality, create_user, grant_claim, purge, refuse_claim
from assessments.actions.purge import KEPT
from assessments.models import Claim, Membership, User
from recommendations.models import FunderMembership
from tests.cast import log_in, make_municipality, make_user
from tests.programmes import make_programme

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
LONG_AGO, LATELY = NOW - KEPT - DAY, NOW - KEPT + DAY
EMAIL = "niemand@musterbach.example"


def make_claim(**fields):
    """Of a person who logged in, decided at this moment."""
    user = make_user(f"{Claim.objects.count()}-anfrage@musterbach.example", last_login=NOW)
    values = {"function": "Leitung Hauptamt", "created_at": LONG_AGO, "granted": False, **fields}
    return Claim.objects.create(user=user, municipality=make_municipality(), **values)


def make_unconfirmed(created_at=LONG_AGO, **fields):
    """Signed up with an address that was never confirmed."""
    user = make_user(EMAIL, **fields)
    User.objects.filter(pk=user.pk).update(created_at=created_at)
    EmailAddress.objects.create(user=user, email=EMAIL, primary=True)
    return user


def test_account_that_was_never_confirmed_goes_with_its_address():
    make_unconfirmed()

    assert purge.purge_accounts(now=NOW) == 1
    assert (User.objects.count(), EmailAddress.objects.count()) == (0, 0)


def confirm(user):
    EmailAddress.objects.filter(user=user).update(verified=True)


def appoint(user):
    FunderMembership.objects.create(user=user, programme=make_programme())


def join(user):
    Membership.objects.create(user=user, municipality=make_municipality(), role="read")


@pytest.mark.parametrize("because", [confirm, log_in, appoint, join], ids=lambda each: each.__name__)
def test_account_of_which_something_came_stays(because):
    because(make_unconfirmed())

    assert purge.purge_accounts(now=NOW) == 0
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{"created_at": LATELY}, {"is_staff": True}, {"is_superuser": True}], ids=["young", "staff", "superuser"]
)
def test_young_account_and_those_of_the_operator_stay(fields):
    make_unconfirmed(**fields)

    assert purge.purge_accounts(now=NOW) == 0


def test_account_that_the_operator_made_stays():
    user = create_user(email=EMAIL)
    User.objects.filter(pk=user.pk).update(created_at=LONG_AGO)

    assert purge.purge_accounts(now=NOW) == 0


@pytest.mark.parametrize("decide", [grant_claim, refuse_claim], ids=["granted", "refused"])
def test_decided_claim_goes_and_the_membership_stays(decide):
    user = make_user()
    claim = claim_municipality(user=user, municipality=make_municipality(), function="Hauptamt", own_ags=None)
    decide(claim=claim)
    assert purge.purge_claims(now=NOW + KEPT - DAY) == 0

    assert purge.purge_claims(now=NOW + KEPT + DAY) == 1
    assert Claim.objects.count() == 0
    assert user.memberships.count() == (decide is grant_claim)


def test_open_claim_stays():
    make_claim(granted=None)

    assert purge.purge_claims(now=NOW + 10 * KEPT) == 0
