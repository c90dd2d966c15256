from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from assessments.access import Right, get_assessment, get_editor
from recommendations import actions
from recommendations.document_decision import MOST_INDICATORS
from recommendations.indicator_forms import IndicatorForm
from recommendations.indicator_list import INDICATORS
from recommendations.models import Indicator
from recommendations.views.plan import FORM_METHODS, read_revision, show_form
from recommendations.views.rows import show_conflict


@FORM_METHODS
def add_indicator(request, assessment_id):
    """?kennzahl=<id> fills in the texts of the catalogue; without it, or with an unknown one, it is an own one."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    data = request.POST if request.method == "POST" else None
    entry = INDICATORS.get((data or request.GET).get("catalogue_id" if data else "kennzahl", ""))
    form = IndicatorForm(data, initial=IndicatorForm.initial_from(entry) if entry else None)
    if form.is_bound and form.is_valid():
        try:
            added = actions.add_indicator(assessment=assessment, fields=form.row_fields(), editor=get_editor(request))
        except actions.IndicatorsFull:
            form.add_error(None, f"Es gibt schon {MOST_INDICATORS} Kennzahlen; entfernen Sie zuerst eine.")
        else:
            messages.success(request, f"„{added.title}“ ist angelegt. Tragen Sie jetzt den ersten Messwert ein.")
            return redirect("indicators", assessment.pk)
    return show_form(request, "add_indicator.html", assessment, form, entry=entry)


@FORM_METHODS
def edit_indicator(request, assessment_id, indicator_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    indicator = assessment.project.indicators.filter(pk=indicator_id).first()
    if indicator is None:
        return keep_typed(request, assessment)
    data = request.POST if request.method == "POST" else None
    form = IndicatorForm(data, initial=IndicatorForm.initial_of(indicator))
    if not form.is_bound or not form.is_valid():
        return show_form(request, "edit_indicator.html", assessment, form, indicator=indicator)
    try:
        actions.edit_indicator(
            assessment=assessment,
            indicator=indicator,
            fields=form.row_fields(),
            base_revision=form.cleaned_data["revision"],
            editor=get_editor(request),
        )
    except actions.IndicatorChanged as conflict:
        context = {"assessment": assessment, "indicator": conflict.current}
        return show_conflict(request, "edit_indicator.html", form, conflict.current, **context)
    except Indicator.DoesNotExist:
        return keep_typed(request, assessment)
    messages.success(request, f"„{form.cleaned_data['title']}“ ist gespeichert.")
    return redirect("indicators", assessment.pk)


def keep_typed(request, assessment):
    """The indicator was removed meanwhile: what was typed is shown again and can be saved as a new one."""
    if request.method != "POST":
        raise Http404
    context = {"assessment": assessment, "form": IndicatorForm(request.POST), "removed": True}
    return render(request, "add_indicator.html", context, status=409)


@FORM_METHODS
def remove_indicator(request, assessment_id, indicator_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    indicator = get_object_or_404(assessment.project.indicators, pk=indicator_id)
    context = {"assessment": assessment, "indicator": indicator, "readings": indicator.readings.count()}
    if request.method != "POST":
        return render(request, "remove_indicator.html", context)
    revision, editor = read_revision(request), get_editor(request)
    try:
        actions.remove_indicator(assessment=assessment, indicator=indicator, base_revision=revision, editor=editor)
    except actions.IndicatorChanged as conflict:
        context |= {"indicator": conflict.current, "changed": True}
        return render(request, "remove_indicator.html", context, status=409)
    messages.success(request, f"„{indicator.title}“ ist entfernt.")
    return redirect("indicators", assessment.pk)
