from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from assessments.instrument import CURRENT
from recommendations.answer_sheet import build_blank, build_filled
from recommendations.document import document_text
from recommendations.drawing import cached
from recommendations.export import get_document
from recommendations.views.files import XLSX, file_name, send


@require_safe
def blank_xlsx(request):
    """The questions as a table to fill in; ?umfang=kurz for those of the quick check."""
    scope = "quick" if request.GET.get("umfang") == "kurz" else "full"
    content = cached(request, "xlsx", f"blank_xlsx:{CURRENT}:{scope}", lambda: build_blank(CURRENT, scope))
    return send(content, XLSX, f"verstetigungs-check-fragebogen-{scope}.xlsx")


@require_safe
def answers_xlsx(request, assessment_id):
    """The same with the answers and notes of a check, to go on with."""
    assessment = get_assessment(request, assessment_id)
    document = get_document(assessment)
    content = cached(request, "xlsx", f"answers_xlsx:{document_text(document)}", lambda: build_filled(document))
    return send(content, XLSX, own_name(assessment))


def own_name(assessment, word="fragebogen"):
    return file_name(assessment, "xlsx").replace("verstetigungs-check-", f"{word}-", 1)
