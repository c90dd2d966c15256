from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from recommendations.decision_overview import build_overview
from recommendations.export import get_document


@require_safe
def decision(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    overview = build_overview(get_document(assessment), timezone.localdate())
    return render(request, "decision.html", {"assessment": assessment, "overview": overview})
