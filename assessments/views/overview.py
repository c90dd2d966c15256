from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import (
    editable_municipalities,
    get_assessment_to_edit,
    get_editor,
    get_fresh_link,
    set_editor_name,
)
from assessments.actions import get_answers
from assessments.forms import EditorForm
from assessments.instrument import load_instrument
from assessments.models import Survey
from assessments.progress import measure_progress


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request, assessment_id):
    assessment = get_assessment_to_edit(request, assessment_id)
    form = EditorForm(request.POST if request.method == "POST" else None, initial={"editor": get_editor(request).name})
    if request.method == "POST" and form.is_valid():
        set_editor_name(request, form.cleaned_data["editor"])
        return redirect("overview", assessment.pk)
    instrument = load_instrument(assessment.instrument)
    context = {
        "assessment": assessment,
        "instrument": instrument,
        "progress": measure_progress(instrument, assessment.is_quick, get_answers(assessment)),
        "form": form,
        "editor": get_editor(request),
        "survey": Survey.objects.counted().of(assessment),
        "may_adopt": assessment.rights.by_link and bool(editable_municipalities(request)),
        "has_fresh_link": get_fresh_link(request, assessment.link_hash) is not None,
    }
    return render(request, "overview.html", context, status=422 if form.errors else 200)
