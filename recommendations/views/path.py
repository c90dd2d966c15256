from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from recommendations.decision_path import build_path
from recommendations.export import get_document
from recommendations.known_facts import decision_step
from recommendations.path_guide import PATH_GUIDE


@require_safe
def path(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document = get_document(assessment)
    context = {
        "assessment": assessment,
        "path": build_path(document),
        "page": PATH_GUIDE.page,
        "step": decision_step(document, timezone.localdate()),
    }
    return render(request, "path.html", context)
