"""Asking to be the first of a municipality, and what becomes of it."""

from django.db import transaction
from django.utils import timezone

from assessments.access import Editor
from assessments.actions.assessments import add_typed_municipality
from assessments.actions.invitations import AlreadyMember
from assessments.actions.team import LEAD, add_member, lock_team
from assessments.models import Claim, Municipality, User
from assessments.municipalities import search_key

OPERATOR = Editor(key="", name="Betrieb")
DOMAIN_RULE = Editor(key="", name="E-Mail-Domäne")
MOST_OPEN = 5


class TooManyClaims(Exception):
    """The person has MOST_OPEN open claims already."""


class ClaimDecided(Exception):
    """Somebody decided the claim meanwhile."""


class TeamExists(Exception):
    """The municipality has a team: whoever grants the claim has to say in which role the person joins it."""


@transaction.atomic
def claim_municipality(*, user, municipality, function, own_ags):
    """`municipality`: a stored one, or a new one as typed in, which is not stored before the claim is granted.
    `own_ags`: the one of the person's proven e-mail domain, or None; it decides for a municipality that nobody else
    claims or uses. The same open claim twice is one. Raises AlreadyMember, TooManyClaims.
    """
    if not municipality._state.adding and municipality.memberships.filter(user=user).exists():
        raise AlreadyMember
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    present = list(user.claims.filter(granted=None).select_related("municipality"))
    same = next((claim for claim in present if target_of(claim) == target_of_typed(municipality)), None)
    if same:
        return same
    if len(present) >= MOST_OPEN:
        raise TooManyClaims
    claim = create_claim(user, municipality, function)
    if own_ags and municipality.ags == own_ags and is_untouched(lock_team(municipality), claim):
        add_member(municipality, user, LEAD, DOMAIN_RULE)
        decide(claim, DOMAIN_RULE, granted=True)
    return claim


def create_claim(user, municipality, function):
    fields = {"user": user, "function": function, "created_at": timezone.now()}
    if municipality._state.adding:
        typed = {name: getattr(municipality, name) for name in ("name", "land", "size_class")}
        return Claim.objects.create(**fields, **typed)
    return Claim.objects.create(**fields, municipality=municipality)


def target_of(claim):
    """What makes two claims one: the municipality of the directory, or the same name as typed in."""
    return claim.municipality_id or (search_key(claim.name), claim.land, claim.size_class)


def target_of_typed(municipality):
    if municipality._state.adding:
        return search_key(municipality.name), municipality.land, municipality.size_class
    return municipality.pk


def is_untouched(municipality, claim):
    """Nobody belongs to it, it holds no project, and nobody else claims it."""
    others = municipality.claims.filter(granted=None).exclude(pk=claim.pk)
    kept = (municipality.memberships, municipality.held_projects, others)
    return not any(relation.exists() for relation in kept)


@transaction.atomic
def grant_claim(*, claim, role=None, editor=OPERATOR):
    """`role`: that in a team that exists already; None makes the person the Leitung of a municipality without one.

    Raises ClaimDecided, TeamExists.
    """
    stored = lock_claim(claim)
    municipality = find_claimed(stored)
    if municipality is None:
        typed = {"name": stored.name, "land": stored.land, "size_class": stored.size_class}
        municipality = add_typed_municipality(**typed)
    team = lock_team(municipality)
    if not team.memberships.filter(user=stored.user).exists():
        if role is None and (team.memberships.exists() or team.held_projects.exists()):
            raise TeamExists
        add_member(team, stored.user, role or LEAD, editor)
    stored.municipality = team
    decide(stored, editor, granted=True)
    return team


@transaction.atomic
def refuse_claim(*, claim, editor=OPERATOR):
    """Raises ClaimDecided."""
    decide(lock_claim(claim), editor, granted=False)


def lock_claim(claim):
    """Raises ClaimDecided."""
    stored = Claim.objects.select_for_update(of=("self",)).select_related("user", "municipality").get(pk=claim.pk)
    if stored.decided_at:
        raise ClaimDecided
    return stored


def find_claimed(claim):
    """The claimed municipality; of a typed-in one the tenant of the same name, land and size; else None."""
    if claim.municipality_id:
        return claim.municipality
    typed_in = Municipality.objects.filter(ags=None, memberships__isnull=False)
    same = typed_in.filter(search_key=search_key(claim.name), land=claim.land, size_class=claim.size_class)
    return same.first()


def decide(claim, editor, *, granted):
    claim.decided_at, claim.granted, claim.decided_by = timezone.now(), granted, editor.name
    claim.save(update_fields=["municipality", "decided_at", "granted", "decided_by"])
