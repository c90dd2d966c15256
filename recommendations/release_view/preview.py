"""What a release does not publish anew and what to wait for; for the next one before any figure is computed. Pure.

A cell that nobody shared in and one with too few look the same, and so does their number of municipalities: what is
said of a cell beyond the decisions is how many municipalities the programme lists there, which everybody knows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from recommendations.release_texts import (
    CELL_NAMES,
    PROGRAMME,
    TOO_FEW,
    cell_name,
    listed_wait_text,
    reason_text,
    wait_text,
)
from recommendations.release_view.figures import Published, figure_view


class Decided(Protocol):
    """Of a figure in a cell: aggregation.Decision."""

    @property
    def status(self) -> str: ...

    @property
    def reason(self) -> str | None: ...

    @property
    def kept(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many values of a cell are not published anew, and what to wait for. `since`: the date of the older values
    that stay; None where nothing is shown."""

    count: int
    since: date | None
    reason_text: str
    wait_text: str


@dataclass(frozen=True, slots=True)
class CellPreview:
    """`listed`: municipalities of the programme in the cell. `new`: values that are computed."""

    id: str
    name: str
    listed: int
    new: int
    withheld: tuple[Withheld, ...]


def preview_cells(
    decisions: Mapping[str, Mapping[str, Decided]], listed: Mapping[str, int], figures: int, least: int
) -> tuple[CellPreview, ...]:
    """Of every cell in which the programme lists municipalities, or in which something is decided to be shown.

    `figures`: how many there are; `least`: municipalities that a mean needs.
    """
    named = [cell for cell in CELL_NAMES if listed.get(cell) or _is_shown(decisions.get(cell, {}))]
    return tuple(_cell(cell, decisions.get(cell, {}), listed.get(cell, 0), figures, least) for cell in named)


def _is_shown(decided: Mapping[str, Decided]) -> bool:
    return any(entry.status != "none" for entry in decided.values())


def _cell(cell: str, decided: Mapping[str, Decided], listed: int, figures: int, least: int) -> CellPreview:
    new = sum(entry.status == "new" for entry in decided.values())
    found = Counter((entry.kept or "", entry.reason or TOO_FEW) for entry in decided.values() if entry.status != "new")
    found[("", TOO_FEW)] += figures - len(decided)
    waits = {reason: _wait_text(cell, reason, least, listed) for _, reason in found}
    return CellPreview(cell, cell_name(cell), listed, new, _withheld(found, waits))


def release_notices(published: Published, cell: str, listed: Mapping[str, int]) -> tuple[Withheld, ...]:
    """What a stored release does not publish anew of a cell. `listed`: municipalities of the programme by cell."""
    views = [figure_view(published, figure, cell) for figure in published.kinds]
    found = Counter((view.date.isoformat() if view.date else "", view.reason) for view in views if view.reason)
    waits = {reason: _wait_text(cell, reason, published.mean_from, listed.get(cell, 0)) for _, reason in found}
    return _withheld(found, waits)


def _withheld(found: Counter[tuple[str, str]], waits: Mapping[str, str]) -> tuple[Withheld, ...]:
    """`found`: how often each (ISO date of the value that stays or "", reason) occurs; `waits`: by reason."""
    return tuple(
        Withheld(count, date.fromisoformat(kept) if kept else None, reason_text(reason), waits[reason])
        for (kept, reason), count in sorted(found.items())
        if count
    )


def _wait_text(cell: str, reason: str, least: int, listed: int) -> str:
    return wait_text(reason, least) if cell == PROGRAMME else listed_wait_text(reason, least, listed)
