"""Invitations to a municipality's team."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.actions.history import Kind, record
from assessments.actions.team import add_member, lock_as_lead, lock_team, revoke
from assessments.addresses import same_case
from assessments.models import Invitation, User

VALID = timedelta(days=14)
MOST_OPEN = 50


class TooManyInvitations(Exception):
    """MOST_OPEN invitations of the municipality are open already."""


class InvitationClosed(Exception):
    """It was accepted or revoked, or it expired."""


class OtherAddress(Exception):
    """The invitation is for an address that is not proven to belong to the account."""


class AlreadyMember(Exception):
    """Nothing changes, least of all the role; the invitation stays open."""


@transaction.atomic
def invite_member(*, municipality, role, email, editor):
    """`email` is empty where whoever has the link may come. Returns (invitation, token).

    Raises PermissionDenied, TooManyInvitations.
    """
    team = lock_as_lead(municipality, editor)
    now = timezone.now()
    if team.invitations.open(now).count() >= MOST_OPEN:
        raise TooManyInvitations
    token = new_token()
    invitation = Invitation.objects.create(
        municipality=team,
        role=role,
        email=email,
        link_hash=hash_token(token),
        created_by_id=editor.user_id,
        created_at=now,
        expires_at=now + VALID,
    )
    changes = {"role": [None, role]}
    record(kind=Kind.MEMBER_INVITED, editor=editor, municipality=team, subject=email, changes=changes)
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation, editor):
    """Raises PermissionDenied, InvitationClosed."""
    lock_as_lead(invitation.municipality, editor)
    revoke(get_open(invitation), timezone.now(), editor)


@transaction.atomic
def accept_invitation(*, invitation, addresses, editor):
    """`addresses`: those that the account is proven to own (addresses.own_addresses).

    Raises InvitationClosed, OtherAddress, AlreadyMember.
    """
    team = lock_team(invitation.municipality)
    stored = get_open(invitation)
    if stored.email and same_case(stored.email) not in addresses:
        raise OtherAddress
    if team.memberships.filter(user=editor.user_id).exists():
        raise AlreadyMember
    stored.accepted_at, stored.accepted_by_id = timezone.now(), editor.user_id
    stored.save(update_fields=["accepted_at", "accepted_by"])
    return add_member(team, User.objects.get(pk=editor.user_id), stored.role, editor)


def get_open(invitation):
    """As stored now; the lock on the municipality is held. Raises InvitationClosed."""
    found = Invitation.objects.open(timezone.now()).filter(pk=invitation.pk).select_related("municipality").first()
    if found is None:
        raise InvitationClosed
    return found
