from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_assessment, get_editor
from assessments.forms import FundingForm


@require_http_methods(["GET", "HEAD", "POST"])
def edit_funding(request, assessment_id):
    """The period of the funding, which may be extended after the check was submitted."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    initial = {name: getattr(assessment.project, name) for name in FundingForm.base_fields}
    form = FundingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_funding(assessment=assessment, fields=form.cleaned_data, editor=get_editor(request))
        messages.success(request, "Der Zeitraum der Förderung ist gespeichert; die Fristen sind neu berechnet.")
        return redirect("clock", assessment.pk)
    context = {"assessment": assessment, "form": form}
    return render(request, "edit_funding.html", context, status=422 if form.errors else 200)
