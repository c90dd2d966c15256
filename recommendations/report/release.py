"""The report of a release: what a funder takes into a meeting, with every figure in the annex.

It depends on the release, on the answers in force and on the day on which they were read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from assessments.instrument import Index
from recommendations.charts import IndexScale, ProfilePanel
from recommendations.days import short_day
from recommendations.matching import OWN
from recommendations.release_charts import release_panels, release_scale
from recommendations.release_json import build_json
from recommendations.release_notes import Note, kind_names, release_notes
from recommendations.release_table import PART, PERCENT, ReleaseFacts, Row, release_rows
from recommendations.release_texts import INDEX, LAND, NEEDS, REASONS, SIZE
from recommendations.release_view import (
    AnswerView,
    Cell,
    CellGroup,
    FigureView,
    Listed,
    Matrix,
    NeedView,
    Published,
    Silent,
    cell_matrix,
    figure_group,
    profile_groups,
    rank_needs,
    read_release,
)
from recommendations.report.cover import LONGEST_RUNNING
from recommendations.report.printable import clean, clean_line, shorten
from recommendations.report.render import render_pdf
from recommendations.report.wording import midnight

MOST_ANSWER = 2_000
FOREMOST = 3
CELLS_BESIDE = 6
"""So many columns of cells fit on a page."""
QUARTILES = 3
LETTERS = "abcd"
PROFILE = "Gesamtwerte und Profil"
PART_WORDS = {OWN: "selbst"}


@dataclass(frozen=True, slots=True)
class IndexBlock:
    figure: FigureView
    scale: IndexScale
    index: Index


@dataclass(frozen=True, slots=True)
class Beside:
    """A matrix in pieces that are as wide as a page: each the cells and the groups of rows beside them."""

    tables: tuple[tuple[tuple[Cell, ...], tuple[CellGroup, ...]], ...]
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One figure in one cell. `rows`: its statistics but the parts, which stand with the id of their source in `parts`.

    `letter`: of its reason, else empty.
    """

    id: str
    name: str
    rows: tuple[Row, ...]
    parts: tuple[tuple[str, Row], ...]
    day: date | None
    letter: str

    @property
    def parts_text(self) -> str:
        """„selbst 26, B1 8, S3 ≤ 5“."""
        return ", ".join(f"{source} {row.text}" for source, row in self.parts)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The statistics and what is shown of them: n, mean, quartiles, shares. A table cell costs 1 ms, so that the
        quartiles stand in one, and the shares: „12 / 30 / 55“, and „·“ where none of them is published."""
        n, mean, *spread = self.rows
        quartiles, shares = spread[:QUARTILES], spread[QUARTILES:]
        return tuple(_annex_texts(rows) for rows in ((n,), (mean,), quartiles, shares))


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """Figures with the same statistics, grouped by kind. `heads`: of the shares."""

    title: str
    heads: tuple[str, ...]
    groups: tuple[tuple[AnnexLine, ...], ...]
    has_parts: bool


@dataclass(frozen=True, slots=True)
class AnnexCell:
    id: str
    name: str
    tables: tuple[AnnexTable, ...]


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """`first`, `first_municipal`: the most urgent recommendations of each set, of those that are published.

    `silent`: cells of which nothing is published, by what the cell belongs to.
    """

    title: str
    programme: str
    funder: str
    running: str
    facts: ReleaseFacts
    notes: Mapping[str, tuple[Note, ...]]
    indices: tuple[IndexBlock, ...]
    needs: tuple[NeedView, ...]
    municipal: tuple[NeedView, ...]
    panels: tuple[ProfilePanel, ...]
    laender: Beside
    sizes: Beside
    annex: tuple[AnnexCell, ...]
    letters: tuple[tuple[str, str], ...]
    today: date

    @property
    def first(self) -> tuple[NeedView, ...]:
        return tuple(view for view in self.needs if view.figure.mean)[:FOREMOST]

    @property
    def first_municipal(self) -> tuple[NeedView, ...]:
        return tuple(view for view in self.municipal if view.figure.mean)[:FOREMOST]

    @property
    def has_answers(self) -> bool:
        return any(view.answer for view in self.needs)

    @property
    def has_older(self) -> bool:
        return any(line.day not in (None, self.facts.date) for cell in self.annex for line in _lines(cell))


def render_release(facts: ReleaseFacts, answers: Mapping[str, AnswerView], today: date, listed: Listed = None) -> bytes:
    """As PDF, with the JSON of the release attached. Raises render.ReportError."""
    attachment = {
        "name": "freigabe.json",
        "text": build_json(facts),
        "description": "Alle Werte dieser Freigabe mit Methode und Zeichenerklärung",
    }
    values = {"report": build_release_report(facts, answers, today, listed), "print": True}
    return render_pdf("report/release.html", values, stamp=midnight(facts.date), attachment=attachment)


def build_release_report(
    facts: ReleaseFacts, answers: Mapping[str, AnswerView], today: date, listed: Listed = None
) -> ReleaseReport:
    """`today`: the day on which the answers were in force, and the programme listed its municipalities so."""
    facts = replace(facts, programme=clean_line(facts.programme, 200), funder=clean_line(facts.funder, 200))
    published = read_release(day=facts.date, instrument=facts.instrument, policy=facts.policy, content=facts.content)
    cleaned = {key: replace(answer, text=clean(answer.text, MOST_ANSWER)) for key, answer in answers.items()}
    return ReleaseReport(
        title=f"Freigabe vom {short_day(facts.date)}: {facts.programme}",
        programme=facts.programme,
        funder=facts.funder,
        running=f"{shorten(facts.programme, LONGEST_RUNNING)} · Freigabe vom {short_day(facts.date)}",
        facts=facts,
        notes=_notes(facts),
        indices=_indices(published),
        needs=rank_needs(published, published.catalogue.funder, cleaned),
        municipal=rank_needs(published, published.catalogue.municipal),
        panels=release_panels(profile_groups(published)),
        laender=_beside(cell_matrix(published, LAND, listed)),
        sizes=_beside(cell_matrix(published, SIZE, listed)),
        annex=_annex(published, release_rows(facts)),
        letters=tuple(zip(LETTERS, REASONS.values(), strict=True)),
        today=today,
    )


def _notes(facts: ReleaseFacts) -> dict[str, tuple[Note, ...]]:
    return {group: tuple(notes) for group, notes in groupby(release_notes(facts), lambda note: note.group)}


def _indices(published: Published) -> tuple[IndexBlock, ...]:
    indices = {index.id: index for index in published.instrument.indices}
    rows = figure_group(published, INDEX).rows
    return tuple(IndexBlock(row, release_scale(row), indices[row.id]) for row in rows)


def _beside(matrix: Matrix) -> Beside:
    """The programme, the first column of a matrix, stands in each piece again."""
    programme, *others = range(len(matrix.cells))
    starts = range(0, len(others), CELLS_BESIDE - 1)
    pieces = [[programme, *others[start : start + CELLS_BESIDE - 1]] for start in starts]
    return Beside(tuple(_piece(matrix, places) for places in pieces), matrix.silent)


def _piece(matrix: Matrix, places: Sequence[int]) -> tuple[tuple[Cell, ...], tuple[CellGroup, ...]]:
    """The needs, set by set, and all other figures together."""
    needs = [group for group in matrix.groups if group.id in NEEDS]
    others = [row for group in matrix.groups if group.id not in NEEDS for row in group.rows]
    groups = (*needs, CellGroup(INDEX, PROFILE, tuple(others)))
    return tuple(matrix.cells[place] for place in places), tuple(_narrowed(group, places) for group in groups)


def _narrowed(group: CellGroup, places: Sequence[int]) -> CellGroup:
    rows = tuple(replace(row, figures=tuple(row.figures[place] for place in places)) for row in group.rows)
    return replace(group, rows=rows)


def _annex(published: Published, rows: Iterable[Row]) -> tuple[AnnexCell, ...]:
    """The cells of which something is published, each with all its figures."""
    titles = kind_names(published.instrument)
    cells = [_annex_cell(tuple(found), titles) for _, found in groupby(rows, lambda row: row.cell)]
    return tuple(cell for cell in cells if any(line.day for line in _lines(cell)))


def _annex_cell(rows: tuple[Row, ...], titles: Mapping[str, str]) -> AnnexCell:
    tables = (
        _annex_table(PROFILE, tuple(row for row in rows if row.kind not in NEEDS)),
        *(_annex_table(titles[kind], tuple(row for row in rows if row.kind == kind)) for kind in NEEDS),
    )
    return AnnexCell(rows[0].cell, rows[0].cell_name, tables)


def _annex_table(title: str, rows: tuple[Row, ...]) -> AnnexTable:
    groups = tuple(_annex_group(tuple(found)) for _, found in groupby(rows, lambda row: row.kind))
    heads = tuple(row.statistic_name.removeprefix("Anteil ") for row in groups[0][0].rows if row.unit == PERCENT)
    return AnnexTable(title, heads, groups, has_parts=bool(groups[0][0].parts))


def _annex_texts(rows: Sequence[Row]) -> tuple[str, str]:
    shown = [row.text for row in rows]
    return " ".join(row.statistic for row in rows), " / ".join(shown if any(row.date for row in rows) else shown[:1])


def _annex_group(rows: tuple[Row, ...]) -> tuple[AnnexLine, ...]:
    return tuple(_annex_line(tuple(found)) for _, found in groupby(rows, lambda row: row.figure))


def _annex_line(rows: tuple[Row, ...]) -> AnnexLine:
    mean = next(row for row in rows if row.statistic == "mean")
    return AnnexLine(
        id="" if mean.kind == INDEX else mean.figure,
        name=mean.figure_name,
        rows=tuple(row for row in rows if not row.statistic.startswith(PART)),
        parts=tuple((PART_WORDS.get(source, source), row) for source, row in _part_rows(rows)),
        day=date.fromisoformat(mean.date) if mean.date else None,
        letter=LETTERS[list(REASONS).index(mean.reason)] if mean.reason else "",
    )


def _part_rows(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    return [(row.statistic.removeprefix(PART), row) for row in rows if row.statistic.startswith(PART)]


def _lines(cell: AnnexCell) -> Iterable[AnnexLine]:
    return (line for table in cell.tables for group in table.groups for line in group)
