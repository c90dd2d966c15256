"""An account goes: what is the person's alone is deleted, what belongs to others stays without the name."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from assessments.actions import FORMER, LastLead, TeamsChanged, leave_team
from assessments.actions.erasure import delete_account, leave_all_teams, named_in
from assessments.models import Answer, Assessment, HistoryEntry, Membership, Municipality, User
from recommendations.actions import erase_account, withdraw_share
from recommendations.actions.people import EDITED
from recommendations.models import Share, SharedFigures
from tests.cast import editor_of, make_assessment, make_invitation, make_member, make_municipality, make_user
from tests.person_story import Person, traces
from tests.programmes import make_programme, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return Person()


def erase(user, ending=()):
    erase_account(user=user, ending={municipality.pk for municipality in ending}, editor=editor_of(user))


def test_nothing_tells_of_the_person_any_more(person):
    known = traces(*person.names)
    assert known >= {
        "account.EmailAddress",
        "assessments.Answer",
        "assessments.Claim",
        "assessments.HistoryEntry",
        "assessments.Invitation",
        "assessments.Membership",
        "assessments.User",
        "mfa.Authenticator",
        "recommendations.CostLine",
        "recommendations.Entry",
        "recommendations.FunderAnswer",
        "recommendations.FunderMembership",
        "recommendations.Indicator",
        "recommendations.Measure",
        "recommendations.Reading",
        "recommendations.Release",
        "recommendations.Share",
        "sessions.Session",
        "socialaccount.SocialAccount",
        "usersessions.UserSession",
    }

    erase(person.user)

    assert traces(*person.names) == set()


def test_what_belongs_to_others_stays_without_the_name(person):
    kept = (Answer, Assessment, *EDITED, Share, SharedFigures, Municipality)
    before = [model.objects.count() for model in kept]
    entries = HistoryEntry.objects.count()

    erase(person.user)

    assert [model.objects.count() for model in kept] == before
    assert {answer.edited_by for answer in Answer.objects.filter(note__contains="Bauhof")} == {FORMER}
    for model in EDITED:
        assert set(model.objects.values_list("edited_by", "editor_key")) == {(FORMER, "")}
    assert Share.objects.get(pk=person.shared.pk).shared_by_name == FORMER
    # The end of the membership, and of the invitation that the person had made.
    assert HistoryEntry.objects.count() == entries + 2
    ended = HistoryEntry.objects.get(kind="member_removed", municipality=person.municipality)
    assert (ended.subject, ended.actor_name, ended.actor, ended.person) == (FORMER, FORMER, None, None)
    assert not person.municipality.invitations.filter(revoked_at=None).exists()


def test_the_release_and_the_answer_of_the_funder_stay(person):
    erase(person.user)

    person.release.refresh_from_db()
    assert person.release.created_by is None
    assert person.programme.answers.get().created_by is None


def test_every_session_ends(person):
    client = person.clients[1]
    assert client.get(reverse("account")).status_code == 200
    others = Session.objects.count()

    erase(person.user)

    assert client.get(reverse("account")).status_code == 302
    assert Session.objects.count() == others - 2


def test_colleague_notices_nothing_but_the_name(person):
    before = traces(person.colleague.email)

    erase(person.user)

    assert traces(person.colleague.email) == before == {"assessments.User"}
    assert list(person.municipality.memberships.values_list("user", flat=True)) == [person.colleague.pk]


# The last Leitung


@pytest.fixture
def municipality():
    return make_municipality()


def test_last_lead_of_others_stays(municipality):
    lead, reader = make_member(municipality, "lead"), make_member(municipality, "read")

    with pytest.raises(LastLead):
        erase(lead, [municipality])

    assert set(Membership.objects.values_list("user", flat=True)) == {lead.pk, reader.pk}
    assert not HistoryEntry.objects.exists()


def test_only_member_has_to_say_that_the_account_of_the_municipality_ends(municipality):
    lead = make_member(municipality, "lead")

    with pytest.raises(LastLead):
        erase(lead)

    assert User.objects.filter(pk=lead.pk).exists()


def test_account_of_the_municipality_ends_with_all_it_holds(municipality):
    lead = make_member(municipality, "lead")
    blocked = make_member(municipality, "read", "gesperrt@musterbach.example")
    User.objects.filter(pk=blocked.pk).update(is_active=False)
    for _ in range(2):
        make_assessment({"B1.1": 2}, tenant=municipality)
    make_invitation(municipality)
    other, _ = make_assessment(tenant=make_municipality("Nachbarbach (erfunden)"))

    erase(lead, [municipality])

    assert list(Assessment.objects.all()) == [other]
    assert list(Municipality.objects.all()) == [other.project.municipality]
    assert list(Membership.objects.all()) == []
    assert list(HistoryEntry.objects.values_list("assessment", flat=True)) == [other.pk]
    assert list(User.objects.all()) == [blocked]


def test_municipality_of_a_programme_stays_there_and_shares_nothing_any_more(municipality):
    lead = make_member(municipality, "lead")
    programme = make_programme(municipalities=[municipality])
    make_share(programme, municipality, editor=editor_of(lead))
    assert SharedFigures.objects.count() == 1

    erase(lead, [municipality])

    assert (Share.objects.count(), SharedFigures.objects.count(), Assessment.objects.count()) == (0, 0, 0)
    assert programme.participations.get().municipality == municipality


@pytest.mark.parametrize("role", ["edit", "lead"])
def test_account_of_the_municipality_stays_where_somebody_joined_meanwhile(municipality, role):
    lead = make_member(municipality, "lead")
    make_assessment(tenant=municipality)
    make_member(municipality, role, "neu@musterbach.example")

    if role == "lead":
        erase(lead, [municipality])
    else:
        with pytest.raises(LastLead):
            erase(lead, [municipality])

    assert Assessment.objects.count() == 1


def test_who_withdrew_a_share_is_forgotten(person):
    withdraw_share(share=person.shared, editor=person.editor)
    assert Share.objects.get(pk=person.shared.pk).withdrawn_by_name == person.editor.name

    erase(person.user)

    assert Share.objects.get(pk=person.shared.pk).withdrawn_by_name == FORMER


def test_whoever_came_into_a_team_meanwhile_is_asked_again(municipality, monkeypatch):
    """The first look at the teams is from before somebody let the person in."""
    user, seen = make_user(), []

    def late(asked):
        found = named_in(asked)
        if not seen:
            seen.append(make_member_of(municipality, asked))
        return found

    monkeypatch.setattr("assessments.actions.erasure.named_in", late)
    with pytest.raises(TeamsChanged):
        erase(user)

    assert User.objects.filter(pk=user.pk).exists()


def make_member_of(municipality, user):
    return Membership.objects.create(user=user, municipality=municipality, role="read")


def test_account_that_is_gone_already(municipality):
    user = make_user()
    same = User.objects.get(pk=user.pk)
    erase(user)

    with pytest.raises(User.DoesNotExist):
        erase(same)


def test_former_member_of_a_team_without_account_keeps_nothing(municipality):
    make_member(municipality, "lead")
    reader = make_member(municipality, "read")
    leave_team(municipality=municipality, editor=editor_of(reader))

    assert leave_all_teams(user=reader, ending=set(), editor=editor_of(reader)) == []
    delete_account(user=reader)

    assert municipality.history.get().subject == FORMER
