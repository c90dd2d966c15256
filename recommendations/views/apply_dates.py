from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.access import Right, get_assessment, get_editor
from recommendations import actions
from recommendations.views.clock import get_clock, show_clock
from recommendations.wording import count_text

NOTHING = "Wählen Sie mindestens eine Maßnahme aus, die den berechneten Tag bekommen soll."


@require_POST
def apply_dates(request, assessment_id):
    """Chosen measures become due on their last day."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    base = read_chosen(request.POST.getlist("measure"))
    _, measures = get_clock(assessment)
    days = {entry.measure.pk: entry.latest for entry in measures if entry.can_apply and entry.measure.pk in base}
    if not days:
        return show_clock(request, assessment, 422, error=NOTHING)
    try:
        changed = actions.apply_dates(assessment=assessment, days=days, base=base, editor=get_editor(request))
    except actions.MeasureChanged as conflict:
        return show_clock(request, assessment, 409, changed=conflict.current, chosen=set(days))
    count = count_text(changed, "Maßnahme hat", "Maßnahmen haben")
    messages.success(request, f"{count} jetzt den letzten möglichen Tag als Termin.")
    return redirect("clock", assessment.pk)


def read_chosen(values):
    """{id: the revision that was shown} of values like "<id>:3"; others are left out."""
    pairs = [value.partition(":") for value in values]
    return {UUID(key): int(number) for key, _, number in pairs if is_id(key) and is_number(number)}


def is_id(text):
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 10
