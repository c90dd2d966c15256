"""The clock: every step with its latest day, its reason and its status on a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from recommendations.clock.calendar import OUTCOME, Calendar, is_known, read_calendar
from recommendations.clock.dates import SEE_GRANT, find_days
from recommendations.clock.days import day_text, whole_months
from recommendations.clock.found import Found, state_of
from recommendations.clock.guide import LANES, Outcome, StepText, load_guide
from recommendations.clock.meetings import next_meeting
from recommendations.clock.settings import Setting, settings_of
from recommendations.clock.timeline import Entry, Timeline, timeline
from recommendations.document import Document
from recommendations.entry_list import SPECS

SOON = timedelta(weeks=4)
STATUS_WORDS = {
    "done": "erledigt",
    "passed": "Termin verstrichen",
    "soon": "in den nächsten vier Wochen",
    "later": "später",
    "unknown": "nicht eingetragen",
}
EVENT_WORDS = {"passed": "vorbei"}
Status = Literal["done", "passed", "soon", "later", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """`day`: the latest one, None where it is not known. `basis`: what it is computed from. `possible`: what can still
    be done, where the day is over. `is_event`: it happens by itself; nobody can be late for it."""

    id: str
    lane: str
    lane_title: str
    title: str
    short: str
    why: str
    day: date | None
    basis: str
    assumed: bool
    ask: str
    note: str
    status: Status
    status_text: str
    is_event: bool
    possible: tuple[str, ...]

    @property
    def day_text(self) -> str:
        return day_text(self.day) if self.day else "offen"

    @property
    def sentence(self) -> str:
        """„Spätestens am 30.06.2026: Die Mittel bei der Kämmerei anmelden“."""
        if self.day is None or self.is_event:
            return f"{self.day_text}: {self.title}"
        return f"Spätestens am {self.day_text}: {self.title}"


@dataclass(frozen=True, slots=True)
class Clock:
    """`funding_end`: None where the project names none that can be reckoned with; then there are no steps.

    `months_left`: whole months from today, 0 once it is over. `steps`: by day, without what the municipality does not
    need (`left_out`); unknown ones last. `next_step`: the first task that is not over. `too_late`: tasks whose day is
    over and which nobody marked as done. `money`: where the money after the funding has to stand, or what holds of it
    on the way that was chosen; `outcome`: that way, where it is one without an operation of the municipality. `unused`:
    what is entered and not reckoned with, in words.
    """

    today: date
    funding_end: date | None
    months_left: int | None
    budget: str
    money: str
    outcome: Outcome | None
    steps: tuple[Step, ...]
    left_out: tuple[Step, ...]
    settings: tuple[Setting, ...]
    unused: tuple[str, ...]
    timeline: Timeline | None

    @property
    def way(self) -> str:
        """The title of that way; empty where there is none."""
        return dict(SPECS[OUTCOME].choices)[self.outcome.id] if self.outcome else ""

    @property
    def ended(self) -> bool:
        return self.funding_end is not None and self.funding_end < self.today

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.status in ("soon", "later") and not step.is_event), None)

    @property
    def too_late(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.status == "passed" and not step.is_event)

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)


def build_clock(document: Document, today: date) -> Clock:
    end = document.project.funding_end if document.project else None
    if not is_known(end):
        return Clock(today, None, None, "", "", None, (), (), (), (), None)
    calendar = read_calendar(document, end)
    found = find_days(calendar)
    steps = sorted(_all_steps(calendar, found, today), key=lambda step: step.day or date.max)
    skipped = {step.id for step in steps if state_of(calendar, step.id) == "skip"}
    shown = tuple(step for step in steps if step.id not in skipped)
    return Clock(
        today=today,
        funding_end=end,
        months_left=whole_months(today, end),
        budget=calendar.budget_text,
        money=_money(calendar),
        outcome=load_guide().outcomes.get(calendar.outcome),
        steps=shown,
        left_out=tuple(step for step in steps if step.id in skipped),
        settings=settings_of(calendar),
        unused=calendar.unused,
        timeline=timeline(_entries(shown), today, end),
    )


def _money(calendar: Calendar) -> str:
    way = load_guide().outcomes.get(calendar.outcome)
    return way.money if way else f"Das Geld danach muss im Haushalt {calendar.budget_text} stehen"


def _all_steps(calendar: Calendar, found: Mapping[str, Found], today: date) -> list[Step]:
    way = load_guide().outcomes.get(calendar.outcome)
    other = way.texts if way else {}
    steps = [other.get(text.id, text) for text in load_guide().steps if text.id in found or text.id == "binding"]
    return [_step(calendar, text, found.get(text.id), today) for text in steps]


def _step(calendar: Calendar, text: StepText, found: Found | None, today: date) -> Step:
    status = _status(found, state_of(calendar, text.id), today)
    return Step(
        id=text.id,
        lane=text.lane,
        lane_title=LANES[text.lane],
        title=text.title,
        short=text.short,
        why=text.why,
        day=found.day if found else None,
        basis=found.basis if found else "nicht eingetragen",
        assumed=bool(found and found.assumed),
        ask=found.ask if found else SEE_GRANT,
        note=found.note if found else "",
        status=status,
        status_text=EVENT_WORDS.get(status, STATUS_WORDS[status]) if text.is_event else STATUS_WORDS[status],
        is_event=text.is_event,
        possible=_possible(calendar, text, today) if status == "passed" else (),
    )


def _possible(calendar: Calendar, text: StepText, today: date) -> tuple[str, ...]:
    meeting = next_meeting(calendar, text.id, today)
    return (meeting, *text.possible) if meeting else text.possible


def _status(found: Found | None, state: str, today: date) -> Status:
    if found is None:
        return "unknown"
    if state == "done":
        return "done"
    if found.day < today:
        return "passed"
    return "soon" if found.day - today <= SOON else "later"


def _entries(steps: tuple[Step, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(step.short, step.day, step.day_text, step.status, step.status_text, step.is_event)
        for step in steps
        if step.day
    )
