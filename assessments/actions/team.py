"""The people of a municipality."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.actions.history import Kind, record
from assessments.models import Answer, HistoryEntry, Invitation, Membership, Municipality

FORMER = "ehemaliges Mitglied"
LEAD = Membership.Role.LEAD


class LastLead(Exception):
    """It would leave the team without an active Leitung."""


class StillMember(Exception):
    """The name of a member of the team is not replaced."""


def lock_team(municipality):
    """The municipality, locked: two who change its team at once come one after the other."""
    return Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)


def lock_as_lead(municipality, editor):
    """The municipality, locked. Raises PermissionDenied where the editor is not, or no longer, of its Leitung."""
    team = lock_team(municipality)
    if not team.memberships.filter(user=editor.user_id, role=LEAD).exists():
        raise PermissionDenied
    return team


def get_member(team, user_id):
    """Raises Membership.DoesNotExist."""
    return team.memberships.select_related("user").get(user=user_id)


@transaction.atomic
def change_role(*, membership, role, editor):
    """Raises PermissionDenied, LastLead, Membership.DoesNotExist where the person was removed meanwhile."""
    team = lock_as_lead(membership.municipality, editor)
    stored = get_member(team, membership.user_id)
    if stored.role == role:
        return
    require_other_lead(team, stored)
    before, stored.role = stored.role, role
    stored.save(update_fields=["role"])
    record_about(Kind.ROLE_CHANGED, stored, editor, before, role)
    revoke_made_by(team, stored, editor)


@transaction.atomic
def remove_member(*, membership, editor):
    """Raises PermissionDenied, LastLead, Membership.DoesNotExist."""
    team = lock_as_lead(membership.municipality, editor)
    end_membership(team, get_member(team, membership.user_id), editor)


@transaction.atomic
def leave_team(*, municipality, editor):
    """Raises LastLead, Membership.DoesNotExist."""
    team = lock_team(municipality)
    end_membership(team, get_member(team, editor.user_id), editor)


def end_membership(team, stored, editor):
    require_other_lead(team, stored)
    revoke_made_by(team, stored, editor)
    stored.delete()
    record_about(Kind.MEMBER_REMOVED, stored, editor, stored.role, None)


def require_other_lead(team, membership):
    """Raises LastLead where the membership is the only active Leitung; a deactivated account leads nothing."""
    others = team.memberships.filter(role=LEAD, user__is_active=True).exclude(pk=membership.pk)
    if membership.role == LEAD and not others.exists():
        raise LastLead


def revoke_made_by(team, membership, editor):
    """The open invitations of one who is no longer Leitung: nobody may come back by a link that he made himself."""
    now = timezone.now()
    for invitation in team.invitations.open(now).filter(created_by=membership.user_id):
        revoke(invitation, now, editor)


def revoke(invitation, now, editor):
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    record(
        kind=Kind.INVITATION_REVOKED,
        editor=editor,
        municipality=invitation.municipality,
        subject=invitation.email,
        changes={"role": [invitation.role, None]},
    )


def add_member(team, user, role, editor):
    membership = Membership.objects.create(municipality=team, user=user, role=role)
    record_about(Kind.MEMBER_JOINED, membership, editor, None, role)
    return membership


def record_about(kind, membership, editor, before, after):
    record(
        kind=kind,
        editor=editor,
        municipality=membership.municipality,
        subject=membership.user.shown_name,
        changes={"role": [before, after]},
        person_id=membership.user_id,
    )


@transaction.atomic
def replace_name(*, municipality, user):
    """Takes name and address of a former member out of what the municipality holds: history, answers, invitations.

    Raises StillMember.
    """
    team = lock_team(municipality)
    if team.memberships.filter(user=user).exists():
        raise StillMember
    invitations = Invitation.objects.filter(municipality=team, accepted_by=user)
    addresses = {user.email, *invitations.values_list("email", flat=True)} - {""}
    entries = HistoryEntry.objects.filter(municipality=team)
    entries.filter(person=user).update(subject=FORMER, person=None)
    of_invitations = entries.filter(kind__in=(Kind.MEMBER_INVITED, Kind.INVITATION_REVOKED))
    of_invitations.filter(subject__in=addresses).update(subject=FORMER)
    entries.filter(actor=user).update(actor_name=FORMER, actor=None)
    invitations.update(email="")
    answers = Answer.objects.filter(assessment__project__tenant=team, editor_key=user.pk.hex)
    answers.update(edited_by=FORMER, editor_key="")
