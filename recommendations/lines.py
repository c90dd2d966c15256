"""Coordinates of the lines of a project: one index over its checks. Pure; whole numbers only (as in charts.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assessments.scoring import whole_points as whole
from recommendations.charts import Tick
from recommendations.trend import Point, Series

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 30, 340, 14, 164
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """A check. `y`: None where it has no value. `low`, `high`: heights of the band's ends, None where there is none."""

    x: int
    y: int | None
    label: str
    label_y: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class LineChart:
    """`lines` join checks that can be compared. `levels`: height and number of the lines across."""

    title: str
    description: str
    width: int
    height: int
    left: int
    right: int
    tick_y: int
    levels: tuple[tuple[int, str], ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


def line_chart(series: Series) -> LineChart:
    """`{% include "charts/line.html" with chart=chart only %}`. From check to check it is the same distance."""
    marks = tuple(_mark(point, x) for point, x in zip(series.points, _places(len(series.points)), strict=True))
    return LineChart(
        title=series.title,
        description=_description(series),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        tick_y=BOTTOM + 18,
        levels=tuple((_y(value), str(value)) for value in (0, 20, 40, 60, 80, 100)),
        ticks=_ticks(series.points, marks),
        lines=_lines(series.points, marks),
        marks=marks,
    )


def _y(value: float) -> int:
    return BOTTOM - whole((BOTTOM - TOP) * value / 100)


def _places(count: int) -> list[int]:
    """One alone stands in the middle; else from a bit after the left edge to a bit before the right one."""
    if count == 1:
        return [(LEFT + RIGHT) // 2]
    first, last = LEFT + 24, RIGHT - 16
    return [first + whole((last - first) * place / (count - 1)) for place in range(count)]


def _mark(point: Point, x: int) -> Mark:
    figure = point.figure
    y = None if figure is None or figure.value is None else _y(figure.value)
    has_band = figure is not None and figure.band != ""
    high = _y(figure.high) if has_band and figure and figure.high is not None else None
    return Mark(
        x=x,
        y=y,
        label=figure.value_text if figure and y is not None else "",
        label_y=_label_y(y, high),
        low=_y(figure.low) if has_band and figure and figure.low is not None else None,
        high=high,
    )


def _label_y(y: int | None, high: int | None) -> int:
    """Above the dot and its band; below the upper edge in any case."""
    above = min(height for height in (y, high, BOTTOM) if height is not None)
    return max(TOP - 2, above - 8)


def _ticks(points: Sequence[Point], marks: Sequence[Mark]) -> tuple[Tick, ...]:
    """The months of the checks; of many, every second, third, … and the last one."""
    step = -(-len(points) // MOST_LABELS)
    last = len(points) - 1
    return tuple(
        Tick(mark.x, f"{point.check.created:%m/%Y}", "middle")
        for place, (point, mark) in enumerate(zip(points, marks, strict=True))
        if (last - place) % step == 0
    )


def _lines(points: Sequence[Point], marks: Sequence[Mark]) -> tuple[Line, ...]:
    pairs = zip(points[1:], pairwise(marks), strict=True)
    return tuple(
        Line(before.x, before.y, after.x, after.y)
        for point, (before, after) in pairs
        if point.trend and point.trend.points is not None and before.y is not None and after.y is not None
    )


def _description(series: Series) -> str:
    rows = "; ".join(f"{point.check.created:%d.%m.%Y}: {_text(point)}" for point in series.points)
    return f"{series.title} je Check, Punkte von 0 bis 100, in Klammern die Bandbreite. {rows}."


def _text(point: Point) -> str:
    figure = point.figure
    if figure is None:
        return "nicht erhoben"
    if figure.value is None:
        return f"kein Wert, {figure.reason}"
    return f"{figure.value_text} ({figure.band})" if figure.band else figure.value_text
