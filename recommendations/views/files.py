import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from assessments.instrument import CURRENT
from assessments.municipalities import search_key
from recommendations.document import document_text
from recommendations.drawing import DrawingBusy, cached
from recommendations.export import get_document
from recommendations.report import render_blank_questionnaire, render_report
from recommendations.report.decision import has_decision
from recommendations.report.render import ReportError
from recommendations.spreadsheet import build_spreadsheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
logger = logging.getLogger(__name__)


def send(content, content_type, name):
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def file_name(assessment, ending):
    """verstetigungs-check-musterbach-2026-03-31.json: ASCII letters, digits and hyphens only."""
    place = slugify(search_key(assessment.project.municipality.name))[:60].strip("-") or "kommune"
    day = timezone.localdate(assessment.submitted_at or assessment.created_at)
    return f"verstetigungs-check-{place}-{day:%Y-%m-%d}.{ending}"


@require_safe
def download_json(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    text = document_text(get_document(assessment))
    return send(text, "application/json; charset=utf-8", file_name(assessment, "json"))


@require_safe
def download_xlsx(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document = get_document(assessment)
    content = cached(request, "xlsx", f"xlsx:{document_text(document)}", lambda: build_spreadsheet(document))
    return send(content, XLSX, file_name(assessment, "xlsx"))


@require_safe
def report_pdf(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document, today = get_document(assessment), timezone.localdate()
    what = f"report:{today if has_decision(document) else ''}:{document_text(document)}"
    try:
        content = cached(request, "pdf", what, lambda: render_report(document, today))
    except ReportError as error:
        return failed(request, error, assessment)
    return send(content, "application/pdf", file_name(assessment, "pdf"))


@require_safe
def blank_questionnaire(request):
    """The questions on paper; ?umfang=kurz for those of the quick check."""
    scope = "quick" if request.GET.get("umfang") == "kurz" else "full"
    try:
        content = cached(request, "pdf", f"blank:{CURRENT}:{scope}", lambda: render_blank_questionnaire(CURRENT, scope))
    except ReportError as error:
        return failed(request, error)
    return send(content, "application/pdf", f"verstetigungs-check-fragebogen-{scope}.pdf")


def failed(request, error, assessment=None):
    if isinstance(error, DrawingBusy):
        response = render(request, "drawing_busy.html", status=503)
        response["Retry-After"] = "10"
        return response
    logger.error("no PDF: %s", error)
    return render(request, "report_failed.html", {"reason": str(error), "assessment": assessment}, status=503)
