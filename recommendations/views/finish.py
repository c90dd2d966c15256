from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import metrics
from assessments.access import get_assessment_to_edit, get_editor, hand_over_link
from assessments.actions import AssessmentSubmitted
from assessments.models import Survey
from recommendations import actions
from recommendations.result import build_result
from recommendations.views.result import get_evaluation

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@FORM_METHODS
def submit(request, assessment_id):
    """Says what freezes, then freezes it. One that is frozen already leads to its result."""
    assessment = get_assessment_to_edit(request, assessment_id)
    if request.method == "POST":
        try:
            actions.finish(assessment=assessment, editor=get_editor(request))
        except AssessmentSubmitted:
            messages.info(request, "Dieser Check war schon abgeschlossen; es wurde nichts geändert.")
        else:
            metrics.count("checks_submitted", by="team" if assessment.project.tenant_id else "link")
            messages.success(request, "Der Check ist abgeschlossen.")
        return redirect("result", assessment.pk)
    if assessment.is_submitted:
        return redirect("result", assessment.pk)
    context = {
        "assessment": assessment,
        "result": build_result(get_evaluation(assessment), assessment.scope),
        "survey": Survey.objects.counted().of(assessment),
    }
    return render(request, "submit.html", context)


@FORM_METHODS
def continue_assessment(request, assessment_id):
    """Copies a frozen assessment with its plan into a new one, which gets its own link."""
    assessment = get_assessment_to_edit(request, assessment_id)
    if not assessment.is_submitted:
        messages.info(request, "Dieser Check ist noch offen; Sie können ihn weiter bearbeiten.")
        return redirect("overview", assessment.pk)
    if request.method != "POST":
        return render(request, "continue_assessment.html", {"assessment": assessment})
    copy, token = actions.continue_assessment(assessment=assessment, editor=get_editor(request))
    metrics.count("checks_started", by="copy")
    if token is None:
        return redirect("overview", copy.pk)
    hand_over_link(request, token)
    return redirect("personal_link", copy.pk)
