"""What an operator must say. Its own details come from the settings, see README."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.actions.purge import KEPT


@require_safe
def imprint(request):
    return render(request, "imprint.html")


@require_safe
def privacy(request):
    context = {
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
        "can_mail": bool(settings.EMAIL_HOST),
        "kept_days": KEPT.days,
        "abandoned_days": settings.PURGE_ABANDONED_DAYS,
    }
    return render(request, "privacy.html", context)


@require_safe
def accessibility(request):
    return render(request, "accessibility.html")
