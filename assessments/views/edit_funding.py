from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_assessment, get_editor
from assessments.project_forms import EditFundingForm


@require_http_methods(["GET", "HEAD", "POST"])
def edit_funding(request, assessment_id):
    """The period of the funding, which may be extended after the check was submitted."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    initial = EditFundingForm.initial_of(assessment.project)
    form = EditFundingForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_bound or not form.is_valid():
        return show(request, assessment, form, 422 if form.is_bound else 200)
    fields, seen = form.project_fields(), form.cleaned_data["seen"]
    try:
        actions.edit_funding(assessment=assessment, fields=fields, seen=seen, editor=get_editor(request))
    except actions.ProjectChanged as conflict:
        return show(request, assessment, form.against(conflict.current), 409, current=conflict.current)
    messages.success(request, "Der Zeitraum der Förderung ist gespeichert; die Fristen sind neu berechnet.")
    return redirect("clock", assessment.pk)


def show(request, assessment, form, status, **context):
    return render(request, "edit_funding.html", {"assessment": assessment, "form": form, **context}, status=status)
