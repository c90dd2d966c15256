from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.access import Right, get_assessment, get_editor
from assessments.actions import extend_assessment


@require_POST
def extend(request, assessment_id):
    """From the quick check to the full one."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    extend_assessment(assessment=assessment, editor=get_editor(request))
    messages.success(request, "Ihr Check umfasst jetzt alle Fragen. Ihre bisherigen Antworten sind übernommen.")
    return redirect("overview", assessment.pk)
