from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_assessment, get_editor
from assessments.project_forms import EditProjectForm
from assessments.views.errors import submitted


@require_http_methods(["GET", "HEAD", "POST"])
def edit_project(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    initial = EditProjectForm.initial_of(assessment.project)
    form = EditProjectForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return save(request, assessment, form)
    if assessment.is_submitted:
        return submitted(request, assessment.pk)
    return show(request, assessment, form, 422 if form.errors else 200)


def save(request, assessment, form):
    fields, seen = form.project_fields(), form.cleaned_data["seen"]
    try:
        actions.edit_project(assessment=assessment, fields=fields, seen=seen, editor=get_editor(request))
    except actions.ProjectChanged as conflict:
        differences = form.differences(conflict.current)
        return show(request, assessment, form.against(conflict.current), 409, differences=differences)
    messages.success(request, "Die Angaben zum Vorhaben sind gespeichert.")
    return redirect("overview", assessment.pk)


def show(request, assessment, form, status, **context):
    return render(request, "edit_project.html", {"assessment": assessment, "form": form, **context}, status=status)
