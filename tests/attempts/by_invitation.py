"""An invitation that is revoked, expired, used up or for somebody else."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from assessments.actions import accept_invitation, invite_member, remove_member, revoke_invitation
from assessments.models import Invitation
from tests.accounts.people import make_verified_user
from tests.attempts.world import Attempt
from tests.cast import editor_of, log_in, make_member, make_user


def accept_in(world, invitation, token, user):
    """What the link comes to for this user, or, where it opens the page, the button there."""
    client = log_in(user)
    opened = world.ask(client, f"/einladung/{token}/")
    return world.ask(client, reverse("invitation", args=[invitation.pk]), {}) if opened == 303 else opened


def invitation_by(close, **fields):
    """The rightful person accepts one; another of the same kind is closed after its link was opened."""

    def attempt(world):
        rightful = accept_in(world, *world.town.invite(**fields), make_user("neu@musterbach.example"))
        invitation, token = world.town.invite(**fields)
        client = log_in(make_user("fremd@example.org"))
        client.get(f"/einladung/{token}/")
        close(world, invitation)
        return rightful, world.ask(client, reverse("invitation", args=[invitation.pk]), {})

    return attempt


def revoke(world, invitation):
    revoke_invitation(invitation=invitation, editor=editor_of(world.town.lead))


def expire(world, invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def use(world, invitation):
    """By somebody else, who is then removed again: the link is used up all the same."""
    user = make_user("schneller@musterbach.example")
    accept_invitation(invitation=invitation, addresses=set(), editor=editor_of(user))
    remove_member(membership=world.town.membership(user), editor=editor_of(world.town.lead))


def replay_by_the_same_person(world):
    invitation, token = world.town.invite()
    user = make_user("neu@musterbach.example")
    first = accept_in(world, invitation, token, user)
    remove_member(membership=world.town.membership(user), editor=editor_of(world.town.lead))
    return first, accept_in(world, invitation, token, user)


def other_address(world):
    first = accept_in(world, *world.town.invite(email="neu@musterbach.example"), make_user("neu@musterbach.example"))
    invitation = world.town.invite(email="leitung@musterbach.example")
    return first, accept_in(world, *invitation, make_user("fremd@example.org"))


def unverified_address(world):
    world.settings.EMAIL_HOST = "mail.example.org"
    rightful = make_verified_user("neu@musterbach.example")
    first = accept_in(world, *world.town.invite(email=rightful.email), rightful)
    claimed = make_user("leitung@musterbach.example")
    return first, accept_in(world, *world.town.invite(email=claimed.email), claimed)


def own_invitation_after_downgrade(world):
    second = make_member(world.town.municipality, "lead", "zweite@musterbach.example")
    made = [
        invite_member(municipality=world.town.municipality, role="lead", email="", editor=editor_of(second))
        for _ in range(2)
    ]
    first = accept_in(world, *made[0], make_user("neu@musterbach.example"))
    remove_member(membership=world.town.membership(second), editor=editor_of(world.town.lead))
    return first, accept_in(world, *made[1], second)


INVITATIONS = (
    Attempt("invitation after it was revoked", invitation_by(revoke), 302, 410),
    Attempt("invitation after it expired", invitation_by(expire), 302, 410),
    Attempt("invitation after somebody else used it", invitation_by(use), 302, 410),
    Attempt("invitation again, after being removed", replay_by_the_same_person, 302, 410),
    Attempt("invitation for another address", other_address, 302, 409),
    Attempt("invitation for an address that is only said to be the own", unverified_address, 302, 409),
    Attempt("invitation that a former lead kept for himself", own_invitation_after_downgrade, 302, 410),
)
