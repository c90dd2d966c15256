from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.access import Right, get_assessment, get_editor
from assessments.forms import editor_text, moment_text
from recommendations import actions
from recommendations.amounts import number_text
from recommendations.document_decision import MOST_READINGS
from recommendations.indicator_forms import ReadingForm
from recommendations.models import Indicator, Reading
from recommendations.views.plan import FORM_METHODS, show_form


@FORM_METHODS
def add_reading(request, assessment_id, indicator_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    indicator = get_object_or_404(assessment.project.indicators, pk=indicator_id)
    data = request.POST if request.method == "POST" else None
    form = ReadingForm(data, initial={"day": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            save(request, assessment, indicator, form)
        except actions.ReadingThere as there:
            return show_other(request, assessment, indicator, there.current)
        except actions.ReadingsFull:
            form.add_error(None, f"Es gibt schon {MOST_READINGS} Messwerte; entfernen Sie zuerst einen.")
        except Indicator.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, f"Der Messwert zu „{indicator.title}“ ist gespeichert.")
            return redirect("indicators", assessment.pk)
    return show_form(request, "add_reading.html", assessment, form, indicator=indicator)


def save(request, assessment, indicator, form):
    actions.save_reading(
        assessment=assessment,
        indicator=indicator,
        fields=form.reading_fields(),
        seen=form.cleaned_data["seen"],
        editor=get_editor(request),
    )


def show_other(request, assessment, indicator, current):
    """What was typed stays in the form; saving it again replaces the reading of that day, which stands above it."""
    data = request.POST.copy()
    data["seen"] = actions.stamp(current)
    context = {
        "assessment": assessment,
        "indicator": indicator,
        "form": ReadingForm(data),
        "current": current,
        "current_value": number_text(current.value),
        "changed_by": editor_text(current, get_editor(request)),
        "changed_when": moment_text(current.updated_at),
    }
    return render(request, "add_reading.html", context, status=409)


@FORM_METHODS
def remove_reading(request, assessment_id, reading_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    owned = Reading.objects.select_related("indicator").filter(indicator__project=assessment.project)
    reading = get_object_or_404(owned, pk=reading_id)
    if request.method != "POST":
        return show_reading(request, assessment, reading)
    seen, editor = request.POST.get("seen", ""), get_editor(request)
    try:
        actions.remove_reading(assessment=assessment, reading=reading, seen=seen, editor=editor)
    except actions.ReadingThere as there:
        return show_reading(request, assessment, there.current, status=409)
    messages.success(request, f"Der Messwert vom {reading.day:%d.%m.%Y} ist entfernt.")
    return redirect("indicators", assessment.pk)


def show_reading(request, assessment, reading, status=200):
    context = {"assessment": assessment, "reading": reading, "changed": status != 200}
    context |= {"value": number_text(reading.value), "seen": actions.stamp(reading)}
    return render(request, "remove_reading.html", context, status=status)
