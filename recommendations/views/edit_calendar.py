from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment, get_viewer
from recommendations.calendar_sources import find_offers
from recommendations.clock import build_clock, load_guide
from recommendations.export import get_document
from recommendations.views.entries import edit_entries

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@FORM_METHODS
def edit_calendar(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    guide = load_guide()
    done, message = (
        reverse("clock", args=[assessment.pk]),
        "Der Kalender ist gespeichert; die Fristen sind neu berechnet.",
    )
    context = {
        "groups": guide.groups,
        "clock": build_clock(get_document(assessment), timezone.localdate()),
        "offers": find_offers(get_viewer(request), assessment),
    }
    return edit_entries(request, assessment, guide.setting_keys, "edit_calendar.html", done, message, **context)


@FORM_METHODS
def edit_steps(request, assessment_id):
    """Which steps are done, and which the municipality does not need."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    done, message = reverse("clock", args=[assessment.pk]), "Der Stand der Schritte ist gespeichert."
    return edit_entries(request, assessment, load_guide().state_keys, "edit_steps.html", done, message)
