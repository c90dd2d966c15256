from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from recommendations.document import document_text
from recommendations.drawing import cached
from recommendations.export import get_document
from recommendations.papers.concept_paper import build_concept_paper
from recommendations.papers.docx_file import draw_docx
from recommendations.papers.proposal import build_proposal_paper
from recommendations.report.paper import render_paper
from recommendations.report.render import ReportError
from recommendations.views.files import failed, file_name, send

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def proposal_docx(request, assessment_id):
    return send_docx(request, assessment_id, "ratsvorlage", build_proposal_paper)


@require_safe
def proposal_pdf(request, assessment_id):
    return send_pdf(request, assessment_id, "ratsvorlage", build_proposal_paper)


@require_safe
def concept_docx(request, assessment_id):
    return send_docx(request, assessment_id, "verstetigungskonzept", build_concept_paper)


@require_safe
def concept_pdf(request, assessment_id):
    return send_pdf(request, assessment_id, "verstetigungskonzept", build_concept_paper)


def send_docx(request, assessment_id, name, build):
    assessment = get_assessment(request, assessment_id)
    document, today = get_document(assessment), timezone.localdate()
    what = f"{name}.docx:{today}:{document_text(document)}"
    content = cached(request, "docx", what, lambda: draw_docx(build(document, today)))
    return send(content, DOCX, paper_name(assessment, name, "docx"))


def send_pdf(request, assessment_id, name, build):
    assessment = get_assessment(request, assessment_id)
    document, today = get_document(assessment), timezone.localdate()
    what = f"{name}.pdf:{today}:{document_text(document)}"
    try:
        content = cached(request, "pdf", what, lambda: render_paper(build(document, today)))
    except ReportError as error:
        return failed(request, error, assessment)
    return send(content, "application/pdf", paper_name(assessment, name, "pdf"))


def paper_name(assessment, name, ending):
    """ratsvorlage-musterbach-2026-03-31.docx."""
    return file_name(assessment, ending).replace("verstetigungs-check", name, 1)
