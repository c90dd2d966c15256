from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import Right, get_assessment, get_editor
from assessments.forms import editor_text, moment_text
from recommendations import actions
from recommendations.clock import build_clock, deadlines
from recommendations.export import get_document
from recommendations.forms import MeasureForm
from recommendations.models import Measure
from recommendations.plan import costs, is_overdue, status_counts

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    measures = list(assessment.measures.in_order())
    today = timezone.localdate()
    once, yearly = costs(measures)
    days = last_days(assessment, measures, today)
    context = {
        "assessment": assessment,
        "measures": [(measure, is_overdue(measure, today), days.get(measure.pk, "")) for measure in measures],
        "counts": status_counts(measures, Measure.Status.choices),
        "overdue": sum(is_overdue(measure, today) for measure in measures),
        "once": once,
        "yearly": yearly,
    }
    return render(request, "plan.html", context)


def last_days(assessment, measures, today):
    """{id: what is said beside its due date} of those that have to be done by a day of the clock."""
    if not measures or assessment.project.funding_end is None:
        return {}
    found = deadlines(measures, build_clock(get_document(assessment), today))
    return {entry.measure.pk: entry.text for entry in found}


@FORM_METHODS
def add_measure(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    form = MeasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            measure = actions.add_measure(
                assessment=assessment, fields=form.measure_fields(), editor=get_editor(request)
            )
        except actions.PlanFull:
            form.add_error(None, f"Der Plan hat schon {actions.MOST_MEASURES} Maßnahmen; entfernen Sie zuerst eine.")
        else:
            messages.success(request, f"„{measure.title}“ steht jetzt im Plan.")
            return redirect("plan", assessment.pk)
    return show_form(request, "add_measure.html", assessment, form)


@FORM_METHODS
def edit_measure(request, assessment_id, measure_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    measure = assessment.measures.filter(pk=measure_id).first()
    if measure is None:
        return keep_typed(request, assessment)
    form = MeasureForm(request.POST if request.method == "POST" else None, initial=MeasureForm.initial_of(measure))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_measure(
                measure=measure,
                fields=form.measure_fields(),
                base_revision=form.cleaned_data["revision"],
                editor=get_editor(request),
            )
        except actions.MeasureChanged as conflict:
            return show_conflict(request, assessment, form, conflict.current)
        except Measure.DoesNotExist:
            return keep_typed(request, assessment)
        messages.success(request, f"„{form.cleaned_data['title']}“ ist gespeichert.")
        return redirect("plan", assessment.pk)
    return show_form(request, "edit_measure.html", assessment, form, measure=measure)


def show_form(request, template, assessment, form, **context):
    status = 422 if form.is_bound else 200
    return render(request, template, {"assessment": assessment, "form": form, **context}, status=status)


def keep_typed(request, assessment):
    """The measure was removed meanwhile: what was typed is shown again and can be saved as a new one."""
    if request.method != "POST":
        raise Http404
    context = {"assessment": assessment, "form": MeasureForm(request.POST), "removed": True}
    return render(request, "add_measure.html", context, status=409)


def show_conflict(request, assessment, form, current):
    """What was typed stays in the form, now made against the stored measure, whose other values stand above it."""
    differences = form.differences(current)
    data = request.POST.copy()
    data["revision"] = str(current.revision)
    context = {
        "assessment": assessment,
        "form": MeasureForm(data, initial=MeasureForm.initial_of(current)),
        "measure": current,
        "differences": differences,
        "changed_by": editor_text(current, get_editor(request)),
        "changed_when": moment_text(current.updated_at),
    }
    return render(request, "edit_measure.html", context, status=409)


@FORM_METHODS
def remove_measure(request, assessment_id, measure_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    measure = get_object_or_404(assessment.measures, pk=measure_id)
    context = {"assessment": assessment, "measure": measure}
    if request.method != "POST":
        return render(request, "remove_measure.html", context)
    try:
        actions.remove_measure(measure=measure, base_revision=read_revision(request), editor=get_editor(request))
    except actions.MeasureChanged as conflict:
        context |= {"measure": conflict.current, "changed": True}
        return render(request, "remove_measure.html", context, status=409)
    messages.success(request, f"„{measure.title}“ ist entfernt.")
    return redirect("plan", assessment.pk)


def read_revision(request):
    """The revision the page showed; 0, which no measure has, where the form was tampered with."""
    value = request.POST.get("revision", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
