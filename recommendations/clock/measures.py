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
        """It has no due date, or one after the last day."""
        return self.measure.due is None or self.measure.due > self.latest

    @property
    def is_over(self) -> bool:
        return self.step.status == "passed"

    @property
    def starts_later(self) -> bool:
        return self.measure.start is not None and self.measure.start > self.latest

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


def _deadline(measure: M, link: MeasureLink | None, clock: Clock) -> MeasureDeadline[M] | None:
    step = clock.step(link.step) if link else None
    if link is None or step is None or step.day is None:
        return None
    return MeasureDeadline(measure, step, step.day, link.why)
