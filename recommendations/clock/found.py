"""A day that the clock has found, how steps back are counted, and which steps the municipality still has before it."""

from dataclasses import dataclass
from datetime import date, timedelta

from recommendations.clock.calendar import Calendar
from recommendations.clock.days import day_text
from recommendations.clock.guide import STATE, load_guide
from recommendations.wording import count_text

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
BEFORE_COUNCIL = ("path", "costs", "proposal", "submission", "committee")
"""What lies behind a municipality whose council has decided."""
NO_WORKING_DAY = "kein Arbeitstag"
RECESS = "Sitzungspause oder kein Arbeitstag"


@dataclass(frozen=True, slots=True)
class Found:
    """`basis`: what the day is computed from, in words. `assumed`: something in it was not entered. `ask`: what to
    enter or look up; `note`: what does not fit. Both may be empty."""

    day: date
    basis: str
    assumed: bool = False
    ask: str = ""
    note: str = ""


def state_of(calendar: Calendar, step: str) -> str:
    """ "done", "skip" where the municipality does not need the step or its outcome leaves it out, else empty."""
    outcome = load_guide().outcomes.get(calendar.outcome)
    if outcome and step not in outcome.steps:
        return "skip"
    entered = calendar.text(STATE + step)
    if not entered and step in BEFORE_COUNCIL:
        return "done" if calendar.text(f"{STATE}council") == "done" else ""
    return entered


def is_open(calendar: Calendar, step: str) -> bool:
    """It is still to be done."""
    return state_of(calendar, step) == ""


def weeks_text(weeks: int) -> str:
    return count_text(weeks, "Woche", "Wochen")


def moved(before: date, day: date, why: str = NO_WORKING_DAY) -> str:
    return "" if before == day else f"; vorgezogen vom {day_text(before)} ({why})"


def back(calendar: Calendar, name: str, of: Found, what: str) -> Found:
    """So many weeks before another step, on a working day; `what`: "vor …", without the date."""
    number = calendar.number(name)
    before = of.day - number * WEEK
    day = calendar.working_day(before)
    basis = f"{weeks_text(number)} {what} am {day_text(of.day)}{moved(before, day)}"
    return Found(day, basis, of.assumed or not calendar.is_entered(name))
