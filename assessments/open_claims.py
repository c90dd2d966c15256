"""The open claims, with what the operator has to know to decide them."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from assessments.actions import target_of
from assessments.models import Claim, Membership, Municipality, Project
from assessments.municipalities import LAENDER, search_key


def describe_open():
    """Every open claim with what the decision needs: a constant number of queries."""
    found = list(Claim.objects.filter(granted=None).select_related("user", "municipality"))
    targets = [target_of(claim) for claim in found]
    verified = EmailAddress.objects.filter(user__in=[claim.user_id for claim in found], verified=True)
    proven = set(verified.values_list("user_id", "email"))
    used = used_targets(found)
    return [
        {
            "claim": claim,
            "land": dict(LAENDER).get(claim.land),
            "verified": (claim.user_id, claim.user.email) in proven,
            "rivals": targets.count(target) - 1,
            "has_team": target in used,
        }
        for claim, target in zip(found, targets, strict=True)
    ]


def used_targets(found):
    """Of the claimed municipalities those with a team or projects, in the form of target_of."""
    ids = [claim.municipality_id for claim in found if claim.municipality_id]
    used = set(Membership.objects.filter(municipality__in=ids).values_list("municipality", flat=True))
    used |= set(Project.objects.filter(tenant__in=ids).values_list("tenant", flat=True))
    keys = [search_key(claim.name) for claim in found if not claim.municipality_id]
    in_use = Q(memberships__isnull=False) | Q(held_projects__isnull=False)
    typed_in = Municipality.objects.filter(in_use, ags=None, search_key__in=keys)
    return used | set(typed_in.values_list("search_key", "land", "size_class"))
