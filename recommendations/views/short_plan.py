from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import get_assessment, get_assessment_to_edit, get_editor
from recommendations import actions
from recommendations.clock import build_clock, last_day
from recommendations.document import document_text
from recommendations.drawing import cached
from recommendations.export import get_document
from recommendations.report import render_short_plan
from recommendations.report.render import ReportError
from recommendations.short_plan import MEASURES, build_short_plan
from recommendations.views.files import failed, file_name, send
from recommendations.views.result import find_choice, get_evaluation


@require_http_methods(["GET", "HEAD", "POST"])
def short_plan(request, assessment_id):
    """Three measures on one page. POST takes the proposals on it into the plan."""
    assessment = get_assessment_to_edit(request, assessment_id)
    if request.method == "POST":
        take_proposals(request, assessment)
        return redirect("short_plan", assessment.pk)
    built = build_short_plan(get_document(assessment), timezone.localdate())
    return render(request, "short_plan.html", {"assessment": assessment, "plan": built})


def take_proposals(request, assessment):
    """Those that the page showed, whatever has become of their order. Raises Http404 for what the catalogue lacks."""
    evaluation, today, editor = get_evaluation(assessment), timezone.localdate(), get_editor(request)
    matches = [find_choice(evaluation, key)[0] for key in request.POST.getlist("take")[:MEASURES]]
    clock = build_clock(get_document(assessment), today)
    days = {match.recommendation.id: last_day(clock, match.recommendation.id) for match in matches}
    try:
        taken = actions.take_recommendations(
            assessment=assessment, matches=matches, today=today, editor=editor, latest=days
        )
    except actions.PlanFull:
        messages.warning(request, f"Der Plan hat schon {actions.MOST_MEASURES} Maßnahmen; entfernen Sie zuerst eine.")
        return
    new = sum(entry.is_new for entry in taken)
    if new:
        what = "Eine Maßnahme steht" if new == 1 else f"{new} Maßnahmen stehen"
        messages.success(request, f"{what} jetzt im Plan.{told_days(taken, days)}")
    else:
        messages.info(request, "Es wurde nichts geändert.")


def told_days(taken, days):
    """How many of the new measures are due on the clock's day; begins with a space, empty where none is."""
    new = [entry.measure for entry in taken if entry.is_new]
    count = sum(measure.due == days[measure.recommendation] for measure in new)
    what = "einer Maßnahme" if count == 1 else f"{count} Maßnahmen"
    return f" Bei {what} ist der Termin der letzte Tag nach Ihren Fristen." if count else ""


@require_safe
def short_plan_pdf(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document, today = get_document(assessment), timezone.localdate()
    key = f"short_plan:{today}:{document_text(document)}"
    try:
        content = cached(request, "pdf", key, lambda: render_short_plan(document, today))
    except ReportError as error:
        return failed(request, error, assessment)
    name = file_name(assessment, "pdf").replace("verstetigungs-check-", "kurzplan-", 1)
    return send(content, "application/pdf", name)
