"""The latest days of council and committee, and of the proposal that they need."""

from collections.abc import Mapping
from datetime import date, timedelta

from recommendations.clock.calendar import Calendar
from recommendations.clock.days import day_text
from recommendations.clock.found import DAY, RECESS, WEEK, Found, back, is_open, moved, state_of, weeks_text
from recommendations.clock.guide import load_guide

UNTIL_END = "bis zum Ende der Förderung"
COUNCIL_FIRST = {
    "budget": "bis zum Haushaltsbeschluss",
    "tender": "bis zum Beginn der Vergabe",
    "recruiting": "bis zur Stellenausschreibung",
}
COUNCIL_FIRST_WITHOUT_OPERATION = {
    "notice": "bis zur Kündigungsfrist",
    "handover": "bis zum Beginn der Übergabe",
    "end": UNTIL_END,
}
"""Where the municipality does not go on with the operation itself."""


def council_days(calendar: Calendar, found: Mapping[str, Found]) -> dict[str, Found]:
    council = _council_meeting(calendar, found)
    steps = {"council": council}
    last = council
    meeting = "vor der Ratssitzung"
    if _first_body(calendar) == "committee":
        last, meeting = _committee_meeting(calendar, council), "vor der Ausschusssitzung"
        steps["committee"] = last
    steps["submission"] = back(calendar, "submission_weeks", last, meeting)
    steps["proposal"] = back(calendar, "cosign_weeks", steps["submission"], "vor dem Vorlagenschluss")
    return steps


def _council_limit(calendar: Calendar, found: Mapping[str, Found]) -> tuple[str, str]:
    """The step that needs the council's decision first, and how that reads."""
    reasons = COUNCIL_FIRST_WITHOUT_OPERATION if calendar.outcome in load_guide().outcomes else COUNCIL_FIRST
    needed = [step for step in reasons if step == "end" or is_open(calendar, step)]
    step = min(needed, key=lambda step: found[step].day, default="end")
    return step, f"{reasons.get(step, UNTIL_END)} am {day_text(found[step].day)}"


def _council_meeting(calendar: Calendar, found: Mapping[str, Found]) -> Found:
    step, what = _council_limit(calendar, found)
    limit = found[step].day
    if entered := _last_meeting(calendar.days("council"), limit, calendar.weeks("council_weeks")):
        return Found(entered, f"letzte eingetragene Sitzung {what}", found[step].assumed)
    ask = _ask_for_meetings(calendar, "council", "des Rates")
    if step == "budget":
        return Found(limit, "in der Sitzung, in der der Rat den Haushalt beschließt", found[step].assumed, ask)
    number = calendar.number("council_weeks")
    before = limit - number * WEEK
    day = calendar.meeting_day(before)
    basis = f"letzte Sitzung {what}, angenommen {weeks_text(number)} vorher{moved(before, day, RECESS)}"
    return Found(day, basis, True, ask)


def _last_meeting(days: tuple[date, ...], limit: date, distance: timedelta) -> date | None:
    """The last entered meeting up to this day; None where the entered ones do not reach as far."""
    before = [day for day in days if day <= limit]
    if before and (days[-1] > limit or limit - before[-1] <= distance):
        return before[-1]
    return None


def _committee_meeting(calendar: Calendar, council: Found) -> Found:
    what = f"der Ratssitzung am {day_text(council.day)}"
    distance = calendar.weeks("committee_weeks")
    entered = _last_meeting(calendar.days("committee"), council.day - DAY, distance + calendar.weeks("council_weeks"))
    if entered:
        return Found(entered, f"letzte eingetragene Sitzung vor {what}", council.assumed)
    number = calendar.number("committee_weeks")
    before = council.day - distance
    day = calendar.meeting_day(before)
    basis = f"letzte Sitzung vor {what}, angenommen {weeks_text(number)} vorher{moved(before, day, RECESS)}"
    return Found(day, basis, True, _ask_for_meetings(calendar, "committee", "des Ausschusses"))


def _ask_for_meetings(calendar: Calendar, name: str, whose: str) -> str:
    if calendar.is_entered(name):
        return (
            f"Von den eingetragenen Sitzungstagen {whose} liegt keiner in den Wochen davor; bitte prüfen und ergänzen."
        )
    return f"Sitzungstage {whose} eintragen."


def next_meeting(calendar: Calendar, step: str, today: date) -> str:
    """The next entered meeting that a proposal can still get into, in words; empty where none is known."""
    name = {"council": "council", "committee": "committee", "submission": _first_body(calendar)}.get(step)
    if name is None:
        return ""
    closings = [(day, calendar.working_day(day - calendar.weeks("submission_weeks"))) for day in calendar.days(name)]
    found = next(((day, closing) for day, closing in closings if closing >= today), None)
    if found is None:
        return ""
    what = {"council": "die Ratssitzung", "committee": "die Ausschusssitzung"}[name]
    day, closing = day_text(found[0]), day_text(found[1])
    return f"In {what} am {day} kommt die Vorlage noch, wenn sie bis zum {closing} beim Sitzungsdienst liegt."


def _first_body(calendar: Calendar) -> str:
    """Who gets the proposal first."""
    return "committee" if calendar.has_committee and state_of(calendar, "committee") != "skip" else "council"
