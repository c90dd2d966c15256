"""Accounts that end while somebody else does something with the same people."""

import pytest

from assessments.models import Assessment, HistoryEntry, Membership, User
from tests.accounts.people import confirm_identity
from tests.cast import log_in, make_assessment, make_member, make_municipality
from tests.test_parallel import together
from tests.test_parallel_teams import post

pytestmark = pytest.mark.django_db(transaction=True)


def deleter(user, *ending):
    client = log_in(user)
    confirm_identity(client)
    ticks = {f"end_{municipality.pk.hex}": "on" for municipality in ending}
    return post(client, "delete_account", [], {"email": user.email, **ticks})


@pytest.mark.parametrize("_", range(3))
def test_two_leads_delete_their_accounts_and_a_third_stays(_):
    municipality = make_municipality()
    leads = [make_member(municipality, "lead", f"{name}@musterbach.example") for name in "ab"]
    make_member(municipality, "read", "c@musterbach.example")

    done = together([deleter(user) for user in leads])

    assert sorted(done) == [302, 422]
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["lead", "read"]
    assert User.objects.count() == 2


def test_lead_deletes_the_account_while_the_other_lead_leaves():
    municipality = make_municipality()
    first, second = (make_member(municipality, "lead", f"{name}@musterbach.example") for name in "ab")
    leave = post(log_in(second), "leave_team", [municipality.pk], {"sure": "on"})

    done = together([deleter(first), leave])

    assert sorted(done) == [302, 422]
    assert Membership.objects.get().role == "lead"


def test_account_is_deleted_once_from_five_windows():
    municipality = make_municipality()
    user = make_member(municipality, "lead", "a@musterbach.example")
    make_assessment(tenant=municipality)

    done = together([deleter(user, municipality) for _ in range(5)])

    assert set(done) == {302}
    assert [model.objects.count() for model in (User, Membership, Assessment, HistoryEntry)] == [0, 0, 0, 0]


def test_account_is_deleted_while_the_lead_removes_the_person():
    municipality = make_municipality()
    lead, person = (make_member(municipality, role, f"{role}@musterbach.example") for role in ("lead", "edit"))
    HistoryEntry.objects.create(
        municipality=municipality,
        kind="answer",
        actor=person,
        actor_name="edit Musterbach",
        at=municipality.memberships.first().created_at,
    )
    member = municipality.memberships.get(user=person)
    remove = post(log_in(lead), "remove_member", [municipality.pk, member.pk], {"sure": "on"})

    done = together([deleter(person), remove])

    assert done[0] == 302
    assert done[1] in {302, 404}
    assert set(HistoryEntry.objects.exclude(actor=lead).values_list("actor_name", flat=True)) == {"ehemaliges Mitglied"}
