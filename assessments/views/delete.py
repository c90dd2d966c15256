from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import Right, get_assessment, get_editor
from assessments.actions import delete_assessment
from assessments.forms import DeleteForm
from assessments.models import Survey


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.LEAD)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        delete_assessment(assessment=assessment, editor=get_editor(request))
        return redirect("deleted")
    context = {
        "assessment": assessment,
        "form": form,
        "answers": assessment.answers.count(),
        "survey": Survey.objects.counted().of(assessment),
    }
    return render(request, "delete.html", context, status=422 if form.errors else 200)


@require_safe
def deleted(request):
    return render(request, "deleted.html")
