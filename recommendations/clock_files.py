"""The clock as a calendar file (ICS): an all-day event for each step and each measure of the plan.

The file depends on nothing but what is stored: the same project has the same bytes, on whatever day it is made. Each
event keeps its UID; SEQUENCE and LAST-MODIFIED come from the last change of the project, so that a calendar which reads
the file again updates its events. What is no longer needed, or has no day any more, is in it as cancelled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vText

from assessments.forms import clean_text
from recommendations.clock import Clock, MeasureDeadline, Step, load_guide, served_day
from recommendations.clock_past import Past
from recommendations.plan import WAITING

PRODUCT = "-//Verstetigungs-Check//Fristen//DE"
DOMAIN = "verstetigungs-check"
BEFORE = timedelta(days=14)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""SEQUENCE counts seconds from here: it grows with every change and fits into 31 bits until 2094."""
WHERE = "Aus dem Verstetigungs-Check, Seite „Fristen“."
PLAN = "Aus dem Verstetigungs-Check, Seite „Maßnahmenplan“."
PREFIXES = {"done": "Erledigt: ", "cancelled": "Kein Termin mehr: "}
"""For calendars that do not show whether an event is cancelled."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """`state`: "open", "done" or "cancelled"."""

    uid: str
    summary: str
    day: date
    description: str
    state: str


def step_appointments(clock: Clock, project_id: UUID) -> list[Appointment]:
    kept = [_of_step(step, project_id, "done" if step.status == "done" else "open") for step in clock.steps if step.day]
    return kept + [_of_step(step, project_id, "cancelled") for step in clock.left_out if step.day]


def _of_step(step: Step, project_id: UUID, state: str) -> Appointment:
    lines = [step.why, f"Berechnet: {step.basis}."]
    lines += ["Das ist eine Annahme."] if step.assumed else []
    lines += [text for text in (step.note, step.ask) if text]
    title = step.title if step.is_event else f"Frist: {step.title}"
    return Appointment(f"{project_id}-{step.id}@{DOMAIN}", title, step.day, "\n\n".join([*lines, WHERE]), state)


def measure_appointments(measures, deadlines: tuple[MeasureDeadline, ...], clock: Clock) -> list[Appointment]:
    """Of the measures that have a due date, or that the clock gives one or would, if they were still waited for."""
    latest = {entry.measure.pk: entry for entry in deadlines}
    found = [(measure, measure.due or served_day(clock, measure.recommendation)) for measure in measures]
    return [_of_measure(measure, day, latest.get(measure.pk)) for measure, day in found if day]


def _of_measure(measure, day: date, deadline: MeasureDeadline | None) -> Appointment:
    lines = [f"Zuständig: {measure.responsible}" if measure.responsible else "Zuständig: noch offen"]
    if deadline:
        needed = f"Gebraucht bis {deadline.latest:%d.%m.%Y}: {deadline.step.title}. {deadline.why}"
        lines.append(needed)
    is_open = measure.status in WAITING and (measure.due or deadline)
    state = "open" if is_open else "done" if measure.status == "done" else "cancelled"
    return Appointment(_uid(measure), f"Maßnahme: {measure.title}", day, "\n\n".join([*lines, PLAN]), state)


def _uid(measure) -> str:
    return f"{measure.pk}@{DOMAIN}"


def gone_appointments(measures, clock: Clock, project_id: UUID, past: Past, day: date) -> list[Appointment]:
    """Of all that had a day and has none: cancelled on `day`, since a calendar takes nothing without one."""
    dated = {step.id for step in (*clock.steps, *clock.left_out) if step.day}
    lost = [step for step in load_guide().steps if step.id in past.steps and step.id not in dated]
    gone = [Appointment(f"{project_id}-{step.id}@{DOMAIN}", step.title, day, WHERE, "cancelled") for step in lost]
    until = {step.id: past.steps[step.id] for step in lost}
    served = {link.recommendation: until[link.step] for link in load_guide().measures if link.step in until}
    undated = [entry for entry in measures if not entry.due and not served_day(clock, entry.recommendation)]
    return gone + [
        Appointment(_uid(measure), f"Maßnahme: {measure.title}", day, PLAN, "cancelled")
        for measure in undated
        if had_step(measure, served) or measure.title in past.measures
    ]


def had_step(measure, served: Mapping[str, datetime]) -> bool:
    """It was in the plan while the step that it serves had a day. `served`: {recommendation: when that one lost it}."""
    until = served.get(measure.recommendation)
    return until is not None and measure.created_at < until


def build_ics(appointments: list[Appointment], project: str, changed: datetime) -> bytes:
    """`changed`: when anything of the project was last changed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"Fristen: {in_a_line(project)}"))
    moment = changed.astimezone(UTC).replace(microsecond=0)
    for appointment in appointments:
        calendar.add_component(_event(appointment, project, moment))
    return calendar.to_ical()


def in_a_line(text: str) -> str:
    """Without what a calendar takes for the end of a line, or cannot hold: an uploaded document may have it."""
    return " ".join(clean_text(text).split())


def _event(appointment: Appointment, project: str, moment: datetime) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", max(0, int((moment - EPOCH).total_seconds())))
    event.add("summary", in_a_line(f"{PREFIXES.get(appointment.state, '')}{appointment.summary} ({project})"))
    event.add("description", clean_text(appointment.description))
    event.add("dtstart", appointment.day)
    event.add("dtend", appointment.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if appointment.state == "cancelled" else "CONFIRMED")
    if appointment.state == "open":
        event.add_component(_alarm(appointment.summary))
    return event


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", in_a_line(f"In zwei Wochen: {summary}"))
    alarm.add("trigger", -BEFORE)
    return alarm
