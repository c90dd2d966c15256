"""What the decision rests on, in the report: dates, the decision path, costs and effect. Each only where something is
said of it; a document that says nothing of the decision has none of these chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from recommendations.clock import Clock, build_clock
from recommendations.costs import CostSheet, build_costs
from recommendations.decision_path import Path
from recommendations.document import Document
from recommendations.entry_list import SPECS
from recommendations.indicators import IndicatorView, build_indicators
from recommendations.report.path import build_path_chapter
from recommendations.report.printable import clean, clean_line


@dataclass(frozen=True, slots=True)
class Decision:
    clock: Clock | None = None
    path: Path | None = None
    costs: CostSheet | None = None
    indicators: tuple[IndicatorView, ...] = ()


def has_decision(document: Document) -> bool:
    return bool(document.entries or document.costs or document.indicators)


def build_decision(document: Document, today: date | None) -> Decision:
    """`today`: None for a report without these chapters, which is the same on every day."""
    if today is None or not has_decision(document):
        return Decision()
    printable = _printable(document)
    clock, costs = build_clock(printable, today), build_costs(printable, today)
    return Decision(
        clock=clock if clock.funding_end else None,
        path=build_path_chapter(document),
        costs=None if costs.is_empty else costs,
        indicators=build_indicators(printable, today),
    )


def _printable(document: Document) -> Document:
    """Its typed texts fit for paper."""
    return replace(
        document,
        entries=_clean_entries(document.entries),
        costs=tuple(map(_clean_row, document.costs)),
        indicators=tuple(
            replace(_clean_row(entry), readings=tuple(map(_clean_row, entry.readings))) for entry in document.indicators
        ),
    )


def _clean_entries(entries: Mapping[str, str]) -> dict[str, str]:
    kinds = {"text": clean, "line": clean_line}
    return {key: kinds.get(SPECS[key].kind, str)(value) for key, value in entries.items()}


def _clean_row(row: Any) -> Any:
    texts = {field.name: getattr(row, field.name) for field in fields(row)}
    return replace(row, **{name: clean_line(value, 1_000) for name, value in texts.items() if isinstance(value, str)})
