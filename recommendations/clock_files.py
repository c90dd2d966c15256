"""The clock as a calendar file (ICS): an all-day event for each step and each measure of the plan.

The file depends on nothing but what is stored: the same project has the same bytes, on whatever day it is made. Each
event keeps its UID; SEQUENCE and LAST-MODIFIED come from the last change of the project, so that a calendar which reads
the file again updates its events. What is no longer needed is in it as cancelled.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vText

from assessments.forms import clean_text
from recommendations.clock import Clock, MeasureDeadline, Step
from recommendations.plan import WAITING

PRODUCT = "-//Verstetigungs-Check//Fristen//DE"
DOMAIN = "verstetigungs-check"
BEFORE = timedelta(days=14)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""SEQUENCE counts seconds from here: it grows with every change and fits into 31 bits until 2094."""
WHERE = "Aus dem Verstetigungs-Check, Seite „Fristen“."


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


def measure_appointments(measures, deadlines: tuple[MeasureDeadline, ...]) -> list[Appointment]:
    """Of the measures that have a due date, or that the clock gives one."""
    latest = {entry.measure.pk: entry for entry in deadlines}
    found = [(measure, latest.get(measure.pk)) for measure in measures]
    return [_of_measure(measure, entry) for measure, entry in found if measure.due or entry]


def _of_measure(measure, deadline: MeasureDeadline | None) -> Appointment:
    lines = [f"Zuständig: {measure.responsible}" if measure.responsible else "Zuständig: noch offen"]
    if deadline:
        needed = f"Gebraucht bis {deadline.latest:%d.%m.%Y}: {deadline.step.title}. {deadline.why}"
        lines.append(needed)
    state = "open" if measure.status in WAITING else "done" if measure.status == "done" else "cancelled"
    day = measure.due or deadline.latest
    where = "Aus dem Verstetigungs-Check, Seite „Maßnahmenplan“."
    return Appointment(f"{measure.pk}@{DOMAIN}", f"Maßnahme: {measure.title}", day, "\n\n".join([*lines, where]), state)


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
    event.add(
        "summary", in_a_line(f"{'Erledigt: ' if appointment.state == 'done' else ''}{appointment.summary} ({project})")
    )
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
