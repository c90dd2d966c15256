from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment, get_editor, get_viewer
from recommendations import actions
from recommendations.calendar_forms import TakeCalendarForm
from recommendations.calendar_sources import find_calendars
from recommendations.clock.takeover import build_offers
from recommendations.export import get_entries
from recommendations.wording import count_text

NOTHING = "Es wurde nichts übernommen: Was dort steht, ist hier schon eingetragen."


@require_http_methods(["GET", "HEAD", "POST"])
def take_calendar(request, assessment_id):
    """What another project of the municipality knows of its calendar and this one lacks."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    calendars = find_calendars(get_viewer(request), assessment.project)
    offers = build_offers(get_entries(assessment.project), calendars, assessment.project.funding_end)
    form = TakeCalendarForm(calendars, offers, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return show_offers(request, assessment, offers, form, 422 if form.is_bound else 200)
    source, base = form.cleaned_data["project"], form.base()
    try:
        taken = actions.take_calendar(assessment=assessment, source=source, base=base, editor=get_editor(request))
    except actions.CalendarChanged:
        form = TakeCalendarForm(calendars, offers, chosen=source)
        return show_offers(request, assessment, offers, form, 409)
    tell_taken(request, taken, len(base) - taken, form.name)
    return redirect("edit_calendar", assessment.pk)


def show_offers(request, assessment, offers, form, status):
    context = {"assessment": assessment, "offers": offers, "form": form, "changed": status == 409}
    return render(request, "take_calendar.html", context, status=status)


def tell_taken(request, taken, left, name):
    if not taken:
        messages.info(request, NOTHING)
        return
    count = count_text(taken, "Angabe ist", "Angaben sind")
    text = f"{count} aus dem Kalender von „{name}“ übernommen; die Fristen sind neu berechnet."
    if left:
        rest = count_text(left, "Angabe wurde", "Angaben wurden")
        text += f" {rest} nicht übernommen: Hier ist inzwischen etwas anderes eingetragen."
    messages.success(request, text)
