"""All that a paper draws on, computed once: a document, read on a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recommendations.clock import Clock, build_clock
from recommendations.costs import CostSheet, build_costs
from recommendations.decision_path import Path, build_path
from recommendations.document import Document, DocumentProject
from recommendations.entries import day_of
from recommendations.evaluation import evaluate
from recommendations.indicators import IndicatorView, build_indicators
from recommendations.result import Result, build_result

NAMELESS = "Das Vorhaben"


@dataclass(frozen=True, slots=True)
class Known:
    document: Document
    today: date
    path: Path
    costs: CostSheet
    clock: Clock
    indicators: tuple[IndicatorView, ...]
    result: Result

    @property
    def entries(self) -> Mapping[str, str]:
        return self.document.entries

    @property
    def project(self) -> DocumentProject | None:
        return self.document.project

    @property
    def name(self) -> str:
        return f"„{self.project.name}“" if self.project else NAMELESS

    @property
    def municipality(self) -> str:
        return self.document.municipality.name if self.document.municipality else ""

    @property
    def end(self) -> date | None:
        return self.project.funding_end if self.project else None

    @property
    def decided_on(self) -> date:
        """The day of the session; today where none is entered or it is over."""
        meeting = day_of(self.entries, "proposal.meeting")
        return max(self.today, meeting) if meeting else self.today

    @property
    def is_over(self) -> bool:
        """Whether the funding is over when the council decides."""
        return self.end is not None and self.end < self.decided_on

    @property
    def outcome(self) -> str | None:
        """Its id; the suggested one where none is chosen, None where neither is known."""
        return self.path.outcome.id if self.path.outcome else None


def know(document: Document, today: date) -> Known:
    evaluation = evaluate(document.instrument, document.answers)
    return Known(
        document=document,
        today=today,
        path=build_path(document),
        costs=build_costs(document, today),
        clock=build_clock(document, today),
        indicators=build_indicators(document, today),
        result=build_result(evaluation, document.mode),
    )
