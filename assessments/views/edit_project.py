from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_assessment, get_editor
from assessments.forms import ProjectForm


@require_http_methods(["GET", "HEAD", "POST"])
def edit_project(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    project = assessment.project
    initial = {name: getattr(project, name) for name in ProjectForm.base_fields}
    form = ProjectForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_project(assessment=assessment, fields=form.cleaned_data, editor=get_editor(request))
        messages.success(request, "Die Angaben zum Vorhaben sind gespeichert.")
        return redirect("overview", assessment.pk)
    if assessment.is_submitted:
        return render(request, "submitted.html", {"assessment_id": assessment.pk}, status=409)
    context = {"assessment": assessment, "form": form}
    return render(request, "edit_project.html", context, status=422 if form.errors else 200)
