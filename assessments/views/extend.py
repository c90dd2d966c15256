from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.access import get_assessment
from assessments.actions import extend_assessment


@require_POST
def extend(request, assessment_id):
    """From the quick check to the full one."""
    assessment = get_assessment(request, assessment_id)
    extend_assessment(assessment=assessment)
    messages.success(request, "Ihr Check umfasst jetzt alle Fragen. Ihre bisherigen Antworten sind übernommen.")
    return redirect("overview", assessment.pk)
