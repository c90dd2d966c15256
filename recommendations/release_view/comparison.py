"""Two releases of a programme side by side, and one figure over all of them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from recommendations.release_texts import PROGRAMME, TOO_FEW
from recommendations.release_view.cells import all_groups
from recommendations.release_view.figures import FigureGroup, FigureView, Published, figure_view, read_figure
from recommendations.wording import NOTHING, change_text


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """`change_text`: difference of the numbers shown; „–“ where one is missing, a bound, or of an earlier release."""

    id: str
    title: str
    before: FigureView
    after: FigureView
    change_text: str


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    id: str
    title: str
    rows: tuple[ComparedFigure, ...]


@dataclass(frozen=True, slots=True)
class ReleasePoint:
    """A figure in one of the releases. `is_last`: in the one that is looked at."""

    day: date
    figure: FigureView
    is_last: bool


def compare_releases(before: Published, after: Published, cell: str = PROGRAMME) -> tuple[ComparedGroup, ...]:
    """Every figure of a cell in two releases of the same version of the instrument."""
    groups = all_groups(after, cell)
    return tuple(ComparedGroup(group.id, group.title, _rows(before, group, cell)) for group in groups)


def _rows(before: Published, group: FigureGroup, cell: str) -> tuple[ComparedFigure, ...]:
    pairs = [(figure_view(before, row.id, cell), row) for row in group.rows]
    return tuple(ComparedFigure(new.id, new.name, old, new, _change(old, new)) for old, new in pairs)


def _change(before: FigureView, after: FigureView) -> str:
    """disclosure.md, "Releases over time": a kept value says nothing about the release it stands in."""
    if before.kept or after.kept or before.mean is None or after.mean is None:
        return NOTHING
    if before.mean.bound or after.mean.bound:
        return NOTHING
    return change_text(before.mean.value, after.mean.value)


def figure_history(
    published: Published, figure: str, found: Iterable[tuple[date, Mapping[str, Any] | None]]
) -> tuple[ReleasePoint, ...]:
    """`found`: (date of a release, the figure in it) of the releases up to this one, oldest first."""
    return tuple(
        ReleasePoint(day, _at(published, figure, day, entry or {"reason": TOO_FEW}), day == published.date)
        for day, entry in found
    )


def _at(published: Published, figure: str, day: date, entry: Mapping[str, Any]) -> FigureView:
    return read_figure(replace(published, date=day), figure, entry)
