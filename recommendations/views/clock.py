from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment, get_viewer
from assessments.models import HistoryEntry
from recommendations.calendar_sources import find_offers
from recommendations.clock import build_clock, deadlines, load_guide
from recommendations.clock_files import build_ics, gone_appointments, measure_appointments, step_appointments
from recommendations.clock_past import read_past
from recommendations.export import get_document
from recommendations.views.files import file_name, send


@require_safe
def clock(request, assessment_id):
    return show_clock(request, get_assessment(request, assessment_id))


def show_clock(request, assessment, status=200, **context):
    clock, measures = get_clock(assessment)
    context |= {
        "assessment": assessment,
        "clock": clock,
        "intro": load_guide().intro,
        "late": [entry for entry in measures if entry.is_late],
        "applicable": any(entry.can_apply for entry in measures),
        "fitting": sum(not entry.is_late and not entry.is_done for entry in measures),
        "offers": find_offers(get_viewer(request), assessment) if assessment.rights.may_edit else (),
        "page_errors": status != 200,
    }
    return render(request, "clock.html", context, status=status)


def get_clock(assessment):
    """The clock of today, and the deadlines of the plan's measures."""
    clock = build_clock(get_document(assessment), timezone.localdate())
    return clock, deadlines(assessment.measures.in_order(), clock)


@require_safe
def clock_ics(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    clock, deadlines = get_clock(assessment)
    project, plan, changed = assessment.project, list(assessment.measures.in_order()), last_change(assessment)
    appointments = step_appointments(clock, project.pk)
    appointments += measure_appointments(plan, deadlines, clock)
    appointments += gone_appointments(plan, clock, project.pk, read_past(assessment), timezone.localdate(changed))
    content = build_ics(appointments, project.name, changed)
    return send(content, "text/calendar; charset=utf-8", file_name(assessment, "ics"))


def last_change(assessment):
    """When anything of the project was last changed, in any of its checks."""
    history = HistoryEntry.objects.filter(assessment__project=assessment.project_id)
    return history.aggregate(last=Max("at"))["last"] or assessment.created_at
