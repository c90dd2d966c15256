from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from recommendations.export import get_document
from recommendations.papers.proposal import build_proposal


@require_safe
def proposal(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    built = build_proposal(get_document(assessment), timezone.localdate())
    return render(request, "proposal.html", {"assessment": assessment, "proposal": built})
