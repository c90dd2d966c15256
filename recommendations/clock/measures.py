"""Measures of the plan against the clock: by when each has to be done, by the step that its recommendation serves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from recommendations.clock.guide import MeasureLink, load_guide
from recommendations.clock.steps import Clock, Step, build_clock
from recommendations.document import Document, DocumentMeasure
from recommendations.plan import WAITING


class Dated(Protocol):
    """A measure of the plan or of a document."""

    @property
    def recommendation(self) -> str | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def status(self) -> str: ...


M = TypeVar("M", bound=Dated)


@dataclass(frozen=True, slots=True)
class MeasureDeadline(Generic[M]):
    """`latest`: the last day of the step that needs the measure; `why` it needs it."""

    measure: M
    step: Step
    latest: date
    why: str

    @property
    def is_late(self) -> bool:
        """Its step is still to be done, and it has no due date or one after the last day."""
        return not self.is_done and (self.measure.due is None or self.measure.due > self.latest)

    @property
    def is_done(self) -> bool:
        """The step is, whatever the measure still asks for."""
        return self.step.status == "done"

    @property
    def is_over(self) -> bool:
        return self.step.status == "passed"

    @property
    def starts_later(self) -> bool:
        return self.measure.start is not None and self.measure.start > self.latest

    @property
    def text(self) -> str:
        """Beside a due date that is the last day or lies after it; empty where there is time left or the step is
        done."""
        if self.is_done or (self.measure.due is not None and self.measure.due < self.latest):
            return ""
        if self.is_over:
            return f"Die Frist dafür lief am {self.step.day_text} ab ({self.step.short})."
        return f"Nach Ihren Fristen spätestens am {self.step.day_text} ({self.step.short})."

    @property
    def can_apply(self) -> bool:
        """Its due date can become the last day."""
        return self.is_late and not self.is_over and not self.starts_later


def measure_deadlines(document: Document, today: date) -> tuple[MeasureDeadline[DocumentMeasure], ...]:
    return deadlines(document.measures, build_clock(document, today))


def deadlines(measures: Iterable[M], clock: Clock) -> tuple[MeasureDeadline[M], ...]:
    """Of the measures that are open or running and whose recommendation serves a step with a day; in their order."""
    links = {link.recommendation: link for link in load_guide().measures}
    waiting = [measure for measure in measures if measure.status in WAITING]
    found = [_deadline(measure, links.get(measure.recommendation or ""), clock) for measure in waiting]
    return tuple(entry for entry in found if entry)


def step_for(clock: Clock, recommendation: str) -> Step | None:
    """The step with a day that a measure of this recommendation serves and that is still to be done."""
    link = next((link for link in load_guide().measures if link.recommendation == recommendation), None)
    step = clock.step(link.step) if link else None
    return step if step and step.day and step.status != "done" else None


def served_day(clock: Clock, recommendation: str | None) -> date | None:
    """Of the step that a measure of this recommendation serves, done or not needed as it may be."""
    link = next((link for link in load_guide().measures if link.recommendation == recommendation), None)
    steps = (*clock.steps, *clock.left_out)
    return next((step.day for step in steps if link and step.id == link.step), None)


def last_day(clock: Clock, recommendation: str) -> date | None:
    """By which a measure of this recommendation has to be done; None where the clock knows none or it is over."""
    step = step_for(clock, recommendation)
    return step.day if step and step.status != "passed" else None


def taken_text(clock: Clock, recommendation: str, due: date | None) -> str:
    """What is said of a measure that was just taken into the plan: that its due date is the clock's, or that the
    clock's day is over; empty where neither is so."""
    step = step_for(clock, recommendation)
    if step is None:
        return ""
    if step.status == "passed":
        return f"Die Frist dafür lief am {step.day_text} ab ({step.short})."
    return f"Termin nach Ihren Fristen: spätestens am {step.day_text} ({step.short})." if due == step.day else ""


def _deadline(measure: M, link: MeasureLink | None, clock: Clock) -> MeasureDeadline[M] | None:
    step = clock.step(link.step) if link else None
    if link is None or step is None or step.day is None:
        return None
    reasons = clock.outcome.reasons if clock.outcome else {}
    return MeasureDeadline(measure, step, step.day, reasons.get(link.recommendation, link.why))
