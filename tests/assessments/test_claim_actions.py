import pytest

from assessments.actions import (
    AlreadyMember,
    ClaimDecided,
    Kind,
    TeamExists,
    TooManyClaims,
    claim_municipality,
    grant_claim,
    refuse_claim,
)
from assessments.models import Claim, HistoryEntry, Membership, Municipality
from tests.cast import make_assessment, make_member, make_user

pytestmark = pytest.mark.django_db

AGS = "09999001"


def town(ags=AGS, name="Musterbach (erfunden)"):
    return Municipality.objects.create(ags=ags, name=name, land="09", size_class=2, search_key="musterbach")


def typed(name="Zweckverband Mustertal (erfunden)", land="09", size_class=2):
    return Municipality(name=name, land=land, size_class=size_class)


def claim(user, municipality, own_ags=None):
    return claim_municipality(user=user, municipality=municipality, function="Leitung Hauptamt", own_ags=own_ags)


def memberships():
    return list(Membership.objects.values_list("user__email", "municipality__name", "role"))


def test_claim_waits_for_the_operator():
    made = claim(make_user(), town())

    assert (made.granted, made.decided_at, made.function) == (None, None, "Leitung Hauptamt")
    assert memberships() == []


@pytest.mark.parametrize("make", [town, typed])
def test_the_same_claim_twice_is_one(make):
    user, municipality = make_user(), make()

    assert claim(user, municipality) == claim(user, municipality)
    assert Claim.objects.count() == 1


def test_typed_in_names_that_read_alike_are_one_claim():
    user = make_user()

    assert claim(user, typed("Zweckverband Müstertal")) == claim(user, typed("zweckverband  Muestertal"))
    assert claim(user, typed("Zweckverband Müstertal", land="08")).pk
    assert Claim.objects.count() == 2
    assert not Municipality.objects.exists()


def test_number_of_open_claims_is_limited():
    user = make_user()
    for number in range(5):
        claim(user, typed(f"Amt {number}"))

    with pytest.raises(TooManyClaims):
        claim(user, typed("Amt 6"))


def test_member_claims_nothing():
    municipality = town()

    with pytest.raises(AlreadyMember):
        claim(make_member(municipality, "read"), municipality)


def test_own_domain_decides_for_a_municipality_that_nobody_uses():
    user, municipality = make_user("a@musterbach.example"), town()

    made = claim(user, municipality, own_ags=AGS)

    assert (made.granted, made.decided_by) == (True, "E-Mail-Domäne")
    assert memberships() == [("a@musterbach.example", municipality.name, "lead")]
    entry = HistoryEntry.objects.get()
    assert (entry.kind, entry.actor_name, entry.person) == (Kind.MEMBER_JOINED, "E-Mail-Domäne", user)


def with_team(municipality):
    make_member(municipality, "read")


def with_project(municipality):
    make_assessment(tenant=municipality)


def with_other_claim(municipality):
    claim(make_user("b@example.org"), municipality)


@pytest.mark.parametrize("prepare", [with_team, with_project, with_other_claim])
def test_own_domain_leaves_the_decision_to_the_operator(prepare):
    municipality = town()
    prepare(municipality)
    before = memberships()

    assert claim(make_user(), municipality, own_ags=AGS).granted is None
    assert memberships() == before


def test_own_domain_of_another_municipality_decides_nothing():
    assert claim(make_user(), town(), own_ags="09999002").granted is None
    assert claim(make_user("b@example.org"), typed(), own_ags=AGS).granted is None


def test_grant_makes_the_lead_of_a_municipality_without_a_team():
    municipality = town()
    made = claim(make_user("a@example.org"), municipality)

    assert grant_claim(claim=made) == municipality

    made.refresh_from_db()
    assert (made.granted, made.decided_by) == (True, "Betrieb")
    assert memberships() == [("a@example.org", municipality.name, "lead")]


@pytest.mark.parametrize("prepare", [with_team, with_project])
def test_grant_beside_a_team_needs_a_role(prepare):
    municipality = town()
    prepare(municipality)
    made = claim(make_user("a@example.org"), municipality)

    with pytest.raises(TeamExists):
        grant_claim(claim=made)
    assert Claim.objects.get().granted is None

    grant_claim(claim=made, role="read")
    assert Membership.objects.get(user=made.user).role == "read"


def test_two_claims_never_end_in_one_tenant_by_themselves():
    municipality = town()
    first, second = (claim(make_user(f"{name}@example.org"), municipality, own_ags=AGS) for name in "ab")

    assert first.granted
    assert second.granted is None
    with pytest.raises(TeamExists):
        grant_claim(claim=second)


def test_typed_in_municipality_is_made_at_the_grant_and_found_by_the_next():
    first, second = (claim(make_user(f"{name}@example.org"), typed()) for name in "ab")
    assert not Municipality.objects.exists()

    municipality = grant_claim(claim=first)

    assert (municipality.name, municipality.ags, municipality.size_class) == (typed().name, None, 2)
    first.refresh_from_db()
    assert first.municipality == municipality
    with pytest.raises(TeamExists):
        grant_claim(claim=second)
    assert grant_claim(claim=second, role="edit") == municipality
    assert Municipality.objects.count() == 1


def test_who_came_by_invitation_meanwhile_keeps_the_role():
    municipality = town()
    user = make_user()
    made = claim(user, municipality)
    Membership.objects.create(user=user, municipality=municipality, role="read")

    grant_claim(claim=made, role="lead")

    assert Membership.objects.get().role == "read"
    assert Claim.objects.get().granted


def test_refusal_makes_no_member_and_no_municipality():
    made = claim(make_user(), typed())

    refuse_claim(claim=made)

    assert (Claim.objects.get().granted, memberships(), Municipality.objects.count()) == (False, [], 0)


@pytest.mark.parametrize("decide", [grant_claim, refuse_claim])
def test_decided_claim_stays_decided(decide):
    made = claim(make_user(), town())
    refuse_claim(claim=made)

    with pytest.raises(ClaimDecided):
        decide(claim=made)

    assert memberships() == []
    assert claim(made.user, made.municipality).pk != made.pk
