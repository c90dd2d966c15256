"""The indices of each perspective side by side, each from the medians of its respondents. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessments.differences import GROUP_NAMES
from assessments.disagreement import Views, group_answers
from assessments.instrument import Instrument
from assessments.scoring import Answer, IndexScore, score
from recommendations.wording import band_text, points_text

COMMON = "Gemeinsame Antworten"
NO_VALUE = points_text(None)


@dataclass(frozen=True, slots=True)
class IndexCell:
    """`value_text`: „–“ where fewer answers than half have a level; `stage_text`: empty where there is none."""

    title: str
    value_text: str
    band_text: str
    stage_text: str


@dataclass(frozen=True, slots=True)
class PerspectiveRow:
    """`count`: respondents, 0 for the row of the common answers."""

    title: str
    count: int
    cells: tuple[IndexCell, ...]


@dataclass(frozen=True, slots=True)
class PerspectiveTable:
    """`missing`: the titles of the indices that have no value in any row; their cells are left out."""

    rows: tuple[PerspectiveRow, ...]
    missing: tuple[str, ...]


def perspective_table(instrument: Instrument, views: Views, common: Mapping[str, Answer]) -> PerspectiveTable:
    rows = perspective_rows(instrument, views, common)
    filled = {cell.title for row in rows for cell in row.cells if cell.value_text != NO_VALUE}
    missing = tuple(index.title for index in instrument.indices if rows and index.title not in filled)
    kept = tuple(replace(row, cells=tuple(cell for cell in row.cells if cell.title in filled)) for row in rows)
    return PerspectiveTable(kept if filled else (), missing)


def perspective_rows(instrument: Instrument, views: Views, common: Mapping[str, Answer]) -> tuple[PerspectiveRow, ...]:
    """One row a perspective, then the common answers; empty where perspectives must not be shown."""
    if views.anonymous:
        return ()
    rows = [(GROUP_NAMES[group], count, group_answers(views, group)) for group, count in views.respondents.items()]
    return tuple(_row(instrument, *row) for row in [*rows, (COMMON, 0, common)])


def _row(instrument: Instrument, title: str, count: int, answers: Mapping[str, Answer]) -> PerspectiveRow:
    indices = score(instrument, answers).indices
    return PerspectiveRow(title, count, tuple(_cell(index.title, indices[index.id]) for index in instrument.indices))


def _cell(title: str, found: IndexScore) -> IndexCell:
    stage = f"Stufe {found.stage.number} {found.stage.title}" if found.stage else ""
    figure = found.figure
    return IndexCell(title, points_text(figure.value), band_text(figure.low, figure.high), stage)
