"""The action plan on paper: rows in the order of the plan page, and its sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.templatetags.figures import euro
from recommendations.days import short_day
from recommendations.document import DocumentMeasure
from recommendations.plan import COUNTED, WAITING, CostSum, costs
from recommendations.report.printable import clean, clean_line
from recommendations.report.wording import STATUS_WORDS
from recommendations.wording import PRIORITY_WORDS

# Characters: what one note may have, and all of them together; a plan with many measures shortens each.
LONGEST_NOTE, SHORTEST_NOTE, ALL_NOTES = 2_000, 200, 40_000
RANKS = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`due`: for the order of the next steps; None last."""

    recommendation: str
    title: str
    responsible: str
    period: str
    due: date | None
    due_text: str
    status: str
    status_word: str
    priority_word: str
    once: str
    yearly: str
    note: str
    decline_reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`once`, `yearly`: sums over what is open, running or done; empty where no amount was given."""

    rows: tuple[PlanRow, ...]
    once: str
    yearly: str
    without_amount: int

    @property
    def wanted(self) -> tuple[PlanRow, ...]:
        """What is still to be done, the next due first."""
        rows = [row for row in self.rows if row.status in WAITING]
        return tuple(sorted(rows, key=lambda row: row.due or date.max))


def build_plan(measures: Iterable[DocumentMeasure]) -> Plan:
    """By priority, then by due date, without one last, then as they stand in the document."""
    ordered = sorted(measures, key=lambda entry: (RANKS[entry.priority], entry.due or date.max))
    once, yearly = costs(ordered)
    longest = max(SHORTEST_NOTE, min(LONGEST_NOTE, ALL_NOTES // max(1, len(ordered))))
    return Plan(
        rows=tuple(_row(entry, longest) for entry in ordered),
        once=_sum(once),
        yearly=_sum(yearly),
        without_amount=sum(_names_no_amount(entry) for entry in ordered),
    )


def _sum(found: CostSum) -> str:
    return "" if found.total is None else euro(found.total)


def _names_no_amount(entry: DocumentMeasure) -> bool:
    return entry.status in COUNTED and entry.cost_once is None and entry.cost_yearly is None


def _row(entry: DocumentMeasure, longest: int) -> PlanRow:
    return PlanRow(
        recommendation=entry.recommendation or "",
        title=clean_line(entry.title),
        responsible=clean_line(entry.responsible) or "noch offen",
        period=_period(entry.start, entry.due),
        due=entry.due,
        due_text=short_day(entry.due) if entry.due else "ohne Termin",
        status=entry.status,
        status_word=STATUS_WORDS[entry.status],
        priority_word=PRIORITY_WORDS[entry.priority],
        once="" if entry.cost_once is None else euro(entry.cost_once),
        yearly="" if entry.cost_yearly is None else euro(entry.cost_yearly),
        note=clean(entry.note, longest),
        decline_reason=clean_line(entry.decline_reason, 500),
    )


def _period(start: date | None, due: date | None) -> str:
    if start and due:
        return f"{short_day(start)} bis {short_day(due)}"
    if due:
        return f"bis {short_day(due)}"
    return f"ab {short_day(start)}" if start else "ohne Termin"
