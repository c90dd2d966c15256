"""The figures of a release beside each other for the Länder or the size classes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.release_texts import (
    CELL_NAMES,
    GROUP_TITLES,
    PROGRAMME,
    TOO_FEW,
    cell_name,
    listed_wait_text,
    reason_text,
    wait_text,
)
from recommendations.release_view.figures import (
    FigureGroup,
    FigureView,
    Published,
    figure_group,
    figure_view,
    profile_groups,
)

Listed = Mapping[str, int] | None
"""{cell: municipalities that the programme lists there}: cells without one are left out; None names every cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`short`: its name as head of a column."""

    id: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """One figure; `figures`: in the order of the matrix's cells."""

    id: str
    title: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class CellGroup:
    id: str
    title: str
    rows: tuple[CellRow, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Cells of which nothing is published, for the same reason and waiting for the same."""

    names: tuple[str, ...]
    reason: str
    reason_text: str
    wait_text: str

    @property
    def names_text(self) -> str:
        return ", ".join(self.names)


@dataclass(frozen=True, slots=True)
class FigureCells:
    """`rows`: the cells in which the figure is published; the others are in `silent`."""

    rows: tuple[tuple[Cell, FigureView], ...]
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells`: the programme, then those of which something is published; the others are in `silent`.

    A cell that nobody shared in and one with too few look the same: who shared is not shown.
    """

    cells: tuple[Cell, ...]
    groups: tuple[CellGroup, ...]
    silent: tuple[Silent, ...]

    @property
    def has_cells(self) -> bool:
        return len(self.cells) > 1


def all_groups(published: Published, cell: str = PROGRAMME) -> tuple[FigureGroup, ...]:
    """Every figure of a cell: the funder's needs, the municipal ones, the indices, the profile."""
    groups = tuple(figure_group(published, kind, cell) for kind in GROUP_TITLES)
    return (*groups, *profile_groups(published, cell))


def cell_matrix(published: Published, partition: str, listed: Listed = None) -> Matrix:
    """`partition`: release_texts.LAND or SIZE."""
    keys = _keys(partition)
    shown = (PROGRAMME, *(key for key in keys if is_published(published, key)))
    return Matrix(
        cells=tuple(_cell(key) for key in shown),
        groups=tuple(_group(published, group, shown) for group in all_groups(published)),
        silent=_silent(published, {key: _reason(published, key) for key in keys if key not in shown}, listed),
    )


def is_published(published: Published, cell: str) -> bool:
    return any("mean" in found for found in published.content.get(cell, {}).values())


def published_cells(*releases: Published) -> tuple[Cell, ...]:
    """Every cell of which something is published in one of them, the programme first."""
    return tuple(_cell(key) for key in CELL_NAMES if any(is_published(each, key) for each in releases))


def figure_cells(published: Published, figure: str, partition: str, listed: Listed = None) -> FigureCells:
    """One figure in the cells of a partition."""
    found = {key: figure_view(published, figure, key) for key in _keys(partition)}
    return FigureCells(
        rows=tuple((_cell(key), view) for key, view in found.items() if view.mean),
        silent=_silent(published, {key: view.reason for key, view in found.items() if not view.mean}, listed),
    )


def _cell(key: str) -> Cell:
    name = cell_name(key)
    return Cell(key, name, name.removesuffix(" Einwohnerinnen und Einwohner"))


def _group(published: Published, group: FigureGroup, cells: tuple[str, ...]) -> CellGroup:
    rows = tuple(
        CellRow(row.id, row.name, tuple(figure_view(published, row.id, cell) for cell in cells)) for row in group.rows
    )
    return CellGroup(group.id, group.title, rows)


def _keys(partition: str) -> list[str]:
    return [key for key in CELL_NAMES if key.startswith(f"{partition}:")]


def _silent(published: Published, reasons: Mapping[str, str], listed: Listed) -> tuple[Silent, ...]:
    """Cells with the same reason together, "too_few" last."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell, reason in reasons.items():
        if listed is None or listed.get(cell):
            found.setdefault((reason, _wait_text(published, cell, reason, listed)), []).append(cell_name(cell))
    ordered = sorted(found.items(), key=lambda entry: (entry[0][0] == TOO_FEW, entry[0]))
    return tuple(Silent(tuple(names), reason, reason_text(reason), wait) for (reason, wait), names in ordered)


def _wait_text(published: Published, cell: str, reason: str, listed: Listed) -> str:
    if listed is None:
        return wait_text(reason, published.mean_from)
    return listed_wait_text(reason, published.mean_from, listed[cell])


def _reason(published: Published, cell: str) -> str:
    """The reason for all figures; of several the first that is not "too_few"."""
    found = [entry["reason"] for entry in published.content.get(cell, {}).values()]
    return next((reason for reason in found if reason != TOO_FEW), TOO_FEW)
