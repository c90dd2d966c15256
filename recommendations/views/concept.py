from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from recommendations.concept import PAGE, build_concept
from recommendations.export import get_document


@require_safe
def concept(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    built = build_concept(get_document(assessment), timezone.localdate())
    return render(request, "concept.html", {"assessment": assessment, "concept": built, "page": PAGE})
