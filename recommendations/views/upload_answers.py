from django.contrib import messages
from django.core.signing import BadSignature
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments import metrics
from assessments.access import Right, get_assessment, get_editor
from assessments.actions import AssessmentSubmitted
from assessments.instrument import load_instrument
from assessments.limits import count
from recommendations import actions
from recommendations.answer_sheet import build_marked, compare
from recommendations.answer_sheet_forms import (
    AnswerSheetForm,
    pack_changes,
    pack_lines,
    read_confirmed,
    read_lines,
)
from recommendations.drawing import cached
from recommendations.views.blank_xlsx import own_name
from recommendations.views.files import XLSX, send

MOST_FAULTS = 100


@require_http_methods(["GET", "HEAD", "POST"])
def upload_answers(request, assessment_id):
    """A filled-in table is read and shown; what it changes is stored only after that, by confirm_answers."""
    assessment = get_open_assessment(request, assessment_id)
    if request.method != "POST":
        return show_form(request, assessment, AnswerSheetForm(assessment))
    count(request, "upload")
    form = AnswerSheetForm(assessment, request.POST, request.FILES)
    if form.is_valid():
        metrics.count("uploads", outcome="accepted")
        return show_changes(request, assessment, form.cleaned_data["file"].given)
    metrics.count("uploads", outcome="refused")
    return show_form(request, assessment, form)


def get_open_assessment(request, assessment_id):
    """Raises Http404, PermissionDenied, AssessmentSubmitted."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    if assessment.is_submitted:
        raise AssessmentSubmitted
    return assessment


def show_form(request, assessment, form):
    context = {"assessment": assessment, "form": form}
    if form.sheet and form.sheet.faults:
        faults = form.sheet.faults
        packed = pack_lines(assessment, form.sheet.lines())
        context |= {"faults": faults[:MOST_FAULTS], "rest": len(faults[MOST_FAULTS:]), "packed": packed}
    return render(request, "upload_answers.html", context, status=422 if form.is_bound else 200)


def show_changes(request, assessment, given, meanwhile=frozenset()):
    """`meanwhile`: the questions that somebody else answered after the changes were shown first."""
    stored = {row.item: row for row in assessment.answers.filter(item__in=given)}
    changes = compare(load_instrument(assessment.instrument), given, stored, meanwhile)
    context = {
        "assessment": assessment,
        "changes": changes,
        "packed": pack_changes(assessment, changes),
        "meanwhile": meanwhile,
    }
    return render(request, "confirm_answers.html", context, status=409 if meanwhile else 200)


@require_POST
def confirm_answers(request, assessment_id):
    assessment = get_open_assessment(request, assessment_id)
    try:
        confirmed = read_confirmed(assessment, request.POST)
    except BadSignature:
        return begin_again(request, assessment)
    try:
        saved = actions.upload_answers(
            assessment=assessment, answers=confirmed.answers, base=confirmed.base, editor=get_editor(request)
        )
    except actions.AnswersChanged as conflict:
        return show_changes(request, assessment, confirmed.answers, frozenset(conflict.current))
    tell_saved(request, saved)
    return redirect("overview", assessment.pk)


def begin_again(request, assessment):
    messages.warning(request, "Diese Vorschau gilt nicht mehr. Bitte laden Sie die Tabelle noch einmal hoch.")
    return redirect("upload_answers", assessment.pk)


def tell_saved(request, saved):
    if saved:
        what = "Eine Antwort ist" if saved == 1 else f"{saved} Antworten sind"
        messages.success(request, f"{what} aus der Tabelle übernommen.")
    else:
        messages.info(request, "Es wurde nichts geändert.")


@require_POST
def marked_copy(request, assessment_id):
    """The table as it was uploaded, with what is wrong beside each faulty cell."""
    assessment = get_open_assessment(request, assessment_id)
    try:
        lines = read_lines(assessment, request.POST)
    except BadSignature:
        return begin_again(request, assessment)
    key = f"marked_copy:{assessment.instrument}:{assessment.scope}:{lines}"
    content = cached(request, "xlsx", key, lambda: build_marked(assessment.instrument, assessment.scope, lines))
    return send(content, XLSX, own_name(assessment, "fragebogen-bitte-pruefen"))
