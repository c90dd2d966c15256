from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from assessments.agenda import BUDGETS
from recommendations.document import document_text
from recommendations.drawing import cached
from recommendations.export import get_document
from recommendations.report import render_agenda
from recommendations.report.agenda import build_agenda
from recommendations.report.render import ReportError
from recommendations.views.files import failed, file_name, send
from recommendations.views.perspectives import show_waiting


def budget(request):
    return next((minutes for minutes in BUDGETS if request.GET.get("minuten") == str(minutes)), BUDGETS[0])


@require_safe
def agenda(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document = get_document(assessment)
    if document.views is None:
        return show_waiting(request, assessment)
    minutes = budget(request)
    context = {
        "assessment": assessment,
        "agenda": build_agenda(document, minutes),
        "budgets": BUDGETS,
        "writable": assessment.rights.may_edit and not assessment.is_submitted,
    }
    return render(request, "agenda.html", context)


@require_safe
def agenda_pdf(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document, minutes = get_document(assessment), budget(request)
    if document.views is None:
        return redirect("agenda", assessment.pk)
    try:
        content = cached(
            request, "pdf", f"agenda:{minutes}:{document_text(document)}", lambda: render_agenda(document, minutes)
        )
    except ReportError as error:
        return failed(request, error, assessment)
    name = file_name(assessment, "pdf").replace("verstetigungs-check-", f"tagesordnung-{minutes}-minuten-", 1)
    return send(content, "application/pdf", name)
