"""A municipality's own figures beside the published ones of a cell that it belongs to. Pure.

Compared is only what has published quartiles, so at least eight municipalities (disclosure.md, "What a municipality
gets back"). Of everything else a row holds nothing but the own figure and why there is no comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.scoring import whole_points
from recommendations.figures import Value
from recommendations.release_texts import FUNDER, INDEX, LEGEND, MUNICIPAL, NEEDS
from recommendations.release_view import FigureGroup, FigureView, Published, Statistic, all_groups
from recommendations.wording import NOTHING, points_text

# In the units of the view box of templates/charts/benchmark.html.
LEFT, TRACK, MIDDLE, DIAMOND = 8, 344, 13, 7
# Where groups stand that are not parts of the profile.
ORDER = {INDEX: 0, MUNICIPAL: 2, FUNDER: 3}
NOTES = {
    INDEX: "Hoch ist günstig, nur beim Hemmnisdruck ungünstig.",
    MUNICIPAL: "Ein hoher Bedarf heißt: Hier ist mehr zu tun.",
    FUNDER: "Ein hoher Bedarf heißt: Hier müsste von Fördergebern mehr kommen.",
}
BELOW, WITHIN, ABOVE = "below", "within", "above"


@dataclass(frozen=True, slots=True)
class Scale:
    """One figure on a scale from 0 to 100: the box from quartile to quartile, the mean, and `own`, the points of the
    diamond, empty without a value."""

    box_x: int
    box_width: int
    mean: int
    own: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is published of a figure. `date`: of the release that computed it; `kept`: that is an earlier one.

    `place`: BELOW, WITHIN or ABOVE the quartiles; empty without an own value. `beyond`: how many points outside them.
    """

    n: int
    mean: str
    lower: str
    median: str
    upper: str
    date: date
    kept: bool
    place: str
    beyond: int
    scale: Scale


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """`own`: „43“, or „–“ where the municipality has no value. `reason`: why there is no comparison, else empty."""

    id: str
    name: str
    own: str
    comparison: Comparison | None
    reason: str


@dataclass(frozen=True, slots=True)
class BenchmarkGroup:
    """`id`: the kind of its figures."""

    id: str
    title: str
    rows: tuple[BenchmarkRow, ...]

    @property
    def note(self) -> str:
        """Which way is better; empty for the profile, where 100 is always best."""
        return NOTES.get(self.id, "")

    @property
    def is_need(self) -> bool:
        return self.id in NEEDS

    @property
    def compared(self) -> tuple[BenchmarkRow, ...]:
        return tuple(row for row in self.rows if row.comparison)


def build_benchmark(published: Published, cell: str, own: Mapping[str, Value]) -> tuple[BenchmarkGroup, ...]:
    """`own`: by figure, of the release's version of the instrument. The needs come last."""
    groups = tuple(_group(group, own, published.quartiles_from) for group in all_groups(published, cell))
    return tuple(sorted(groups, key=lambda group: ORDER.get(group.id, 1)))


def count_compared(published: Published, cell: str) -> int:
    """Of how many figures quartiles are published in the cell."""
    return sum(bool(row.quartiles) for group in all_groups(published, cell) for row in group.rows)


def profile_rows(groups: tuple[BenchmarkGroup, ...], place: str) -> tuple[BenchmarkRow, ...]:
    """The dimensions at this place, the farthest from the middle half first; a higher score is always better."""
    rows = [row for group in groups if group.id not in ORDER for row in group.compared]
    found = [row.comparison for row in rows]
    at = [(row, each.beyond) for row, each in zip(rows, found, strict=True) if each and each.place == place]
    return tuple(row for row, _ in sorted(at, key=lambda pair: -pair[1]))


def _group(group: FigureGroup, own: Mapping[str, Value], least: int) -> BenchmarkGroup:
    return BenchmarkGroup(group.id, group.title, tuple(_row(row, own.get(row.id), least) for row in group.rows))


def _row(figure: FigureView, own: Value | None, least: int) -> BenchmarkRow:
    text = points_text(own.value) if own else NOTHING
    points = whole_points(own.value) if own else None
    comparison = _comparison(figure, points)
    if comparison:
        return BenchmarkRow(figure.id, figure.name, text, comparison, "")
    reason = f"{LEGEND} (verglichen wird ab {least})" if figure.mean else figure.reason_text
    return BenchmarkRow(figure.id, figure.name, text, None, reason)


def _comparison(figure: FigureView, own: int | None) -> Comparison | None:
    """None where no quartiles are published."""
    if not figure.quartiles or figure.mean is None or figure.n is None or figure.date is None:
        return None
    lower, median, upper = figure.quartiles
    return Comparison(
        n=figure.n,
        mean=figure.mean.text,
        lower=lower.text,
        median=median.text,
        upper=upper.text,
        date=figure.date,
        kept=figure.kept,
        place="" if own is None else _place(own, lower, upper),
        beyond=0 if own is None else max(lower.value - own, own - upper.value, 0),
        scale=_scale(figure.mean, lower, upper, own),
    )


def _place(own: int, lower: Statistic, upper: Statistic) -> str:
    """A limit such as „≤ 5“ doesn't say where in it the quartile lies, so nothing lies beyond it."""
    if own < lower.value and lower.bound != "at_most":
        return BELOW
    return ABOVE if own > upper.value and upper.bound != "at_least" else WITHIN


def _scale(mean: Statistic, lower: Statistic, upper: Statistic, own: int | None) -> Scale:
    left, right = _x(lower.value), _x(upper.value)
    return Scale(left, right - left, _x(mean.value), "" if own is None else _diamond(_x(own)))


def _x(value: int) -> int:
    """Where 0–100 lies on the track."""
    return LEFT + whole_points(TRACK * value / 100)


def _diamond(x: int) -> str:
    return f"{x},{MIDDLE - DIAMOND} {x + DIAMOND},{MIDDLE} {x},{MIDDLE + DIAMOND} {x - DIAMOND},{MIDDLE}"
