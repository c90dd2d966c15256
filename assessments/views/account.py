from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_viewer
from assessments.models import Assessment, HistoryEntry, Municipality

REFUSALS_SHOWN = timedelta(days=90)


@require_safe
@login_required
def account(request):
    own = request.user.memberships.select_related("municipality").order_by("municipality__search_key")
    by_link = Assessment.objects.visible_to(get_viewer(request)).filter(project__tenant=None)
    context = {
        "memberships": own,
        "may_edit_one": any(membership.role != membership.Role.READ for membership in own),
        "claims": undecided_or_refused(request.user),
        "former": former_municipalities(request.user),
        "by_link": by_link.select_related("project__municipality"),
    }
    return render(request, "account.html", context)


def undecided_or_refused(user):
    lately = timezone.now() - REFUSALS_SHOWN
    shown = Q(granted=None) | Q(granted=False, decided_at__gt=lately)
    return user.claims.filter(shown).select_related("municipality")


def former_municipalities(user):
    """Those whose team's history names the person, who is no longer in the team."""
    entries = HistoryEntry.objects.of_team().filter(Q(actor=user) | Q(person=user)).order_by()
    return Municipality.objects.filter(pk__in=entries.values("municipality")).exclude(memberships__user=user)
