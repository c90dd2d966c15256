from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions import (
    FORMER,
    AlreadyMember,
    InvitationClosed,
    Kind,
    LastLead,
    OtherAddress,
    StillMember,
    TooManyInvitations,
    accept_invitation,
    change_role,
    invite_member,
    leave_team,
    remove_member,
    replace_name,
    revoke_invitation,
    save_answer,
)
from assessments.actions.invitations import MOST_OPEN
from assessments.models import HistoryEntry, Invitation, Membership
from tests.cast import editor_of, make_assessment, make_invitation, make_member, make_municipality, make_user

pytestmark = pytest.mark.django_db


class Team:
    def __init__(self):
        self.municipality = make_municipality()
        self.lead = make_member(self.municipality, "lead", "leitung@musterbach.example")
        self.edit = make_member(self.municipality, "edit", "fachamt@musterbach.example")

    def of(self, user):
        return Membership.objects.select_related("municipality").get(user=user)

    def roles(self):
        found = self.municipality.memberships.select_related("user")
        return {member.user.email.partition("@")[0]: member.role for member in found}

    def change(self, user, role, by=None):
        change_role(membership=self.of(user), role=role, editor=editor_of(by or self.lead))

    def invite(self, role="read", email="", by=None):
        return invite_member(municipality=self.municipality, role=role, email=email, editor=editor_of(by or self.lead))

    def accept(self, invitation, user, addresses=()):
        return accept_invitation(invitation=invitation, addresses=set(addresses), editor=editor_of(user))


@pytest.fixture
def team():
    return Team()


def latest():
    entry = HistoryEntry.objects.latest("at", "id")
    return entry.kind, entry.subject, entry.changes, entry.actor_name, entry.person_id


def test_change_of_a_role_is_recorded(team):
    team.change(team.edit, "read")

    assert team.roles() == {"leitung": "lead", "fachamt": "read"}
    changes = {"role": ["edit", "read"]}
    assert latest() == (Kind.ROLE_CHANGED, "edit Musterbach", changes, "lead Musterbach", team.edit.pk)


def test_the_same_role_changes_nothing(team):
    team.change(team.lead, "lead")

    assert not HistoryEntry.objects.exists()


@pytest.mark.parametrize("role", ["edit", "read"])
def test_last_lead_is_not_downgraded(team, role):
    with pytest.raises(LastLead):
        team.change(team.lead, role)

    assert team.roles()["leitung"] == "lead"


def test_lead_beside_another_may_be_downgraded_by_himself(team):
    make_member(team.municipality, "lead", "zweite@musterbach.example")

    team.change(team.lead, "read")

    assert team.roles() == {"leitung": "read", "fachamt": "edit", "zweite": "lead"}


def test_a_deactivated_account_is_no_lead_to_rely_on(team):
    second = make_member(team.municipality, "lead", "zweite@musterbach.example")
    second.is_active = False
    second.save()

    with pytest.raises(LastLead):
        team.change(team.lead, "read")

    team.change(second, "read")
    assert team.roles()["zweite"] == "read"


def test_who_is_not_lead_changes_nobody(team):
    with pytest.raises(PermissionDenied):
        team.change(team.lead, "read", by=team.edit)
    with pytest.raises(PermissionDenied):
        remove_member(membership=team.of(team.lead), editor=editor_of(team.edit))
    with pytest.raises(PermissionDenied):
        team.invite(by=team.edit)
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation=make_invitation(team.municipality)[0], editor=editor_of(team.edit))


def test_removal_is_recorded(team):
    remove_member(membership=team.of(team.edit), editor=editor_of(team.lead))

    assert team.roles() == {"leitung": "lead"}
    changes = {"role": ["edit", None]}
    assert latest() == (Kind.MEMBER_REMOVED, "edit Musterbach", changes, "lead Musterbach", team.edit.pk)


def test_removal_of_who_is_gone(team):
    gone = team.of(team.edit)
    leave_team(municipality=team.municipality, editor=editor_of(team.edit))

    with pytest.raises(Membership.DoesNotExist):
        remove_member(membership=gone, editor=editor_of(team.lead))


def test_last_lead_cannot_be_removed_and_not_leave(team):
    with pytest.raises(LastLead):
        remove_member(membership=team.of(team.lead), editor=editor_of(team.lead))
    with pytest.raises(LastLead):
        leave_team(municipality=team.municipality, editor=editor_of(team.lead))

    assert team.roles()["leitung"] == "lead"


@pytest.mark.parametrize("step", ["downgrade", "remove"])
def test_open_invitations_of_a_former_lead_are_revoked(team, step):
    second = make_member(team.municipality, "lead", "zweite@musterbach.example")
    own, other = team.invite(by=second)[0], team.invite()[0]

    if step == "downgrade":
        team.change(second, "edit")
    else:
        remove_member(membership=team.of(second), editor=editor_of(team.lead))

    open_ones = Invitation.objects.open(timezone.now())
    assert list(open_ones) == [other]
    with pytest.raises(InvitationClosed):
        team.accept(own, second)


def test_invitation_makes_a_member_once(team):
    invitation, _ = team.invite("read")
    first, second = make_user("neu@musterbach.example", "Kämmerei"), make_user("zweit@musterbach.example")

    team.accept(invitation, first)

    assert team.roles() == {"leitung": "lead", "fachamt": "edit", "neu": "read"}
    assert latest() == (Kind.MEMBER_JOINED, "Kämmerei", {"role": [None, "read"]}, "Kämmerei", first.pk)
    with pytest.raises(InvitationClosed):
        team.accept(invitation, second)


def test_invitation_is_recorded_with_its_address_and_without_its_token(team):
    invitation, token = team.invite("edit", "neu@musterbach.example")

    assert latest()[:3] == (Kind.MEMBER_INVITED, "neu@musterbach.example", {"role": [None, "edit"]})
    assert token not in str(list(Invitation.objects.values()) + list(HistoryEntry.objects.values()))
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)


def test_revoked_invitation_is_closed(team):
    invitation, _ = team.invite("edit", "neu@musterbach.example")

    revoke_invitation(invitation=invitation, editor=editor_of(team.lead))

    assert latest()[:3] == (Kind.INVITATION_REVOKED, "neu@musterbach.example", {"role": ["edit", None]})
    with pytest.raises(InvitationClosed):
        team.accept(invitation, make_user(), {"neu@musterbach.example"})
    with pytest.raises(InvitationClosed):
        revoke_invitation(invitation=invitation, editor=editor_of(team.lead))


def test_expired_invitation_is_closed(team):
    expired, _ = make_invitation(team.municipality, expires_at=timezone.now())

    with pytest.raises(InvitationClosed):
        team.accept(expired, make_user())


@pytest.mark.parametrize(
    ("invited", "own", "accepted"),
    [
        ("neu@musterbach.example", "neu@musterbach.example", True),
        ("Neu@Musterbach.example", "neu@musterbach.example", True),
        ("neu@musterbach.example", "alt@musterbach.example", False),
        # The Kelvin sign, whose lower case is a plain k.
        ("\u212aarl@musterbach.example", "karl@musterbach.example", False),
    ],
    ids=["same", "other case", "other", "look-alike"],
)
def test_address_of_the_invitation(team, invited, own, accepted):
    invitation, _ = make_invitation(team.municipality, email=invited)
    user = make_user()

    if accepted:
        team.accept(invitation, user, {own})
    else:
        with pytest.raises(OtherAddress):
            team.accept(invitation, user, {own})

    assert Membership.objects.filter(user=user).exists() == accepted


def test_member_keeps_the_role_and_the_invitation_stays_open(team):
    invitation, _ = team.invite("read")

    with pytest.raises(AlreadyMember):
        team.accept(invitation, team.lead)

    assert team.roles()["leitung"] == "lead"
    assert Invitation.objects.open(timezone.now()).get() == invitation


def test_number_of_open_invitations_is_limited(team):
    for _ in range(MOST_OPEN):
        make_invitation(team.municipality)

    with pytest.raises(TooManyInvitations):
        team.invite()


def test_name_of_a_former_member_is_replaced_everywhere(team):
    person = make_user("frueher@musterbach.example", "Stabsstelle Digitales")
    team.accept(team.invite("edit", "alias@musterbach.example")[0], person, {"alias@musterbach.example"})
    assessment, _ = make_assessment(tenant=team.municipality)
    save_answer(assessment=assessment, item="B1.1", value="2", note="", base_revision=0, editor=editor_of(person))
    leave_team(municipality=team.municipality, editor=editor_of(person))

    def traces():
        stored = [*HistoryEntry.objects.values(), *assessment.answers.values(), *Invitation.objects.values("email")]
        text = str(stored)
        return [word for word in ("Stabsstelle", "alias@", "frueher@", person.pk.hex) if word in text]

    assert traces() == ["Stabsstelle", "alias@", person.pk.hex]

    replace_name(municipality=team.municipality, user=person)

    assert traces() == []
    assert assessment.answers.get().edited_by == FORMER
    assert HistoryEntry.objects.filter(actor_name=FORMER).count() == 3
    assert HistoryEntry.objects.filter(subject=FORMER).count() == 3


def test_name_in_another_municipality_stays(team):
    other = make_municipality("Nachbarbach (erfunden)")
    person = make_user()
    for municipality in (team.municipality, other):
        accept_invitation(invitation=make_invitation(municipality)[0], addresses=set(), editor=editor_of(person))
    leave_team(municipality=team.municipality, editor=editor_of(person))

    replace_name(municipality=team.municipality, user=person)

    assert set(other.history.values_list("actor_name", "subject")) == {(person.name, person.name)}


def test_name_of_a_member_stays(team):
    with pytest.raises(StillMember):
        replace_name(municipality=team.municipality, user=team.lead)
