from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.access import Right, get_assessment, get_editor
from recommendations import actions
from recommendations.cost_forms import CostForm
from recommendations.costs import build_costs
from recommendations.document_decision import MOST_COSTS
from recommendations.export import get_document
from recommendations.models import CostLine
from recommendations.views.plan import FORM_METHODS, read_revision, show_form
from recommendations.views.rows import show_conflict


def get_years(assessment):
    return build_costs(get_document(assessment), timezone.localdate()).years


@FORM_METHODS
def add_cost(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    form = CostForm(request.POST if request.method == "POST" else None, years=get_years(assessment))
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.add_cost(assessment=assessment, fields=form.row_fields(), editor=get_editor(request))
        except actions.CostsFull:
            form.add_error(None, f"Es gibt schon {MOST_COSTS} Positionen; entfernen Sie zuerst eine.")
        else:
            messages.success(request, f"„{line.label}“ steht jetzt im Kostenblatt.")
            return redirect("costs", assessment.pk)
    return show_form(request, "add_cost.html", assessment, form)


@FORM_METHODS
def edit_cost(request, assessment_id, cost_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    line = assessment.project.cost_lines.filter(pk=cost_id).first()
    if line is None:
        return keep_typed(request, assessment)
    data = request.POST if request.method == "POST" else None
    form = CostForm(data, years=get_years(assessment), initial=CostForm.initial_of(line))
    if not form.is_bound or not form.is_valid():
        return show_form(request, "edit_cost.html", assessment, form, line=line)
    try:
        actions.edit_cost(
            assessment=assessment,
            line=line,
            fields=form.row_fields(),
            base_revision=form.cleaned_data["revision"],
            editor=get_editor(request),
        )
    except actions.CostChanged as conflict:
        context = {"assessment": assessment, "line": conflict.current}
        return show_conflict(request, "edit_cost.html", form, conflict.current, **context)
    except CostLine.DoesNotExist:
        return keep_typed(request, assessment)
    messages.success(request, f"„{form.cleaned_data['label']}“ ist gespeichert.")
    return redirect("costs", assessment.pk)


def keep_typed(request, assessment):
    """The line was removed meanwhile: what was typed is shown again and can be saved as a new one."""
    if request.method != "POST":
        raise Http404
    form = CostForm(request.POST, years=get_years(assessment))
    return render(request, "add_cost.html", {"assessment": assessment, "form": form, "removed": True}, status=409)


@FORM_METHODS
def remove_cost(request, assessment_id, cost_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    line = get_object_or_404(assessment.project.cost_lines, pk=cost_id)
    context = {"assessment": assessment, "line": line}
    if request.method != "POST":
        return render(request, "remove_cost.html", context)
    revision, editor = read_revision(request), get_editor(request)
    try:
        actions.remove_cost(assessment=assessment, line=line, base_revision=revision, editor=editor)
    except actions.CostChanged as conflict:
        context |= {"line": conflict.current, "changed": True}
        return render(request, "remove_cost.html", context, status=409)
    messages.success(request, f"„{line.label}“ ist entfernt.")
    return redirect("costs", assessment.pk)
