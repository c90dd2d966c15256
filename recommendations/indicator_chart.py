"""Coordinates of an indicator's line: its readings over time. Pure; whole numbers only (as in charts.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise

from recommendations.amounts import number_text
from recommendations.charts import Tick
from recommendations.document_decision import DocumentIndicator
from recommendations.lines import Line

WIDTH, HEIGHT, RIGHT, TOP, BOTTOM = 360, 190, 346, 18, 160
DIGIT, GAP = 7, 12
STEPS = 4
MANY = 40


@dataclass(frozen=True, slots=True)
class IndicatorMark:
    """`kind`: "baseline", "measured" or "estimated"; `label`: of the last one only."""

    x: int
    y: int
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """`{% include "charts/indicator.html" with chart=chart only %}`. `levels`: height and number of the lines across;
    `target_y`: of the target's line, None without one; `target_label_y`: of its words."""

    title: str
    description: str
    width: int
    height: int
    left: int
    right: int
    tick_y: int
    radius: int
    levels: tuple[tuple[int, str], ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    marks: tuple[IndicatorMark, ...]
    target_y: int | None
    target_label: str
    target_label_y: int


@dataclass(frozen=True, slots=True)
class _Point:
    day: date
    value: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and values to places. `numbers`: at the lines across, from the lowest to the highest."""

    left: int
    first: date
    last: date
    numbers: tuple[Decimal, ...]

    def x(self, day: date) -> int:
        if self.first == self.last:
            return (self.left + RIGHT) // 2
        share = Decimal((day - self.first).days) / (self.last - self.first).days
        return self.left + GAP + _whole((RIGHT - GAP - self.left - GAP) * share)

    def y(self, value: Decimal) -> int:
        low, high = self.numbers[0], self.numbers[-1]
        return BOTTOM - _whole((BOTTOM - TOP) * (value - low) / (high - low))


def indicator_chart(indicator: DocumentIndicator) -> IndicatorChart | None:
    """None without a reading. A baseline is drawn where its day is known, a target as a line across."""
    points = _points(indicator)
    if not indicator.readings:
        return None
    scale = _scale(indicator, points)
    marks = tuple(_mark(scale, point, is_last=point is points[-1]) for point in points)
    target_y = None if indicator.target is None else scale.y(indicator.target)
    return IndicatorChart(
        title=f"{indicator.title} ({indicator.unit})",
        description=_description(indicator),
        width=WIDTH,
        height=HEIGHT,
        left=scale.left,
        right=RIGHT,
        tick_y=BOTTOM + 20,
        radius=2 if len(points) > MANY else 4,
        levels=tuple((scale.y(number), number_text(number)) for number in scale.numbers),
        ticks=_ticks(scale),
        lines=tuple(Line(before.x, before.y, after.x, after.y) for before, after in pairwise(marks)),
        marks=marks,
        target_y=target_y,
        target_label="" if indicator.target is None else f"Ziel {number_text(indicator.target)}",
        target_label_y=0 if target_y is None else _beside(target_y),
    )


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _points(indicator: DocumentIndicator) -> list[_Point]:
    """By day; a baseline stands before a reading of its day."""
    points = [_Point(reading.day, reading.value, reading.basis) for reading in indicator.readings]
    if indicator.baseline is not None and indicator.baseline_day is not None:
        points.insert(0, _Point(indicator.baseline_day, indicator.baseline, "baseline"))
    return sorted(points, key=lambda point: point.day)


def _scale(indicator: DocumentIndicator, points: Sequence[_Point]) -> _Scale:
    days, values = [point.day for point in points], [point.value for point in points]
    if indicator.target is not None:
        values.append(indicator.target)
        days += [indicator.target_day] if indicator.target_day else []
    numbers = _numbers(min(values), max(values))
    longest = max(len(number_text(number)) for number in numbers)
    return _Scale(GAP + DIGIT * longest, min(days), max(days), numbers)


def _numbers(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round numbers that enclose all values, in steps of 1, 2 or 5 times a power of ten."""
    if low == high:
        low, high = low - 1, high + 1
    finest = Decimal(1).scaleb(((high - low) / STEPS).adjusted())
    step = next(finest * factor for factor in (1, 2, 5, 10) if finest * factor * STEPS >= high - low)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple((first + place) * step for place in range(int(last - first) + 1))


def _mark(scale: _Scale, point: _Point, is_last: bool) -> IndicatorMark:
    label = number_text(point.value) if is_last else ""
    return IndicatorMark(scale.x(point.day), scale.y(point.value), point.kind, label)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    if scale.first == scale.last:
        return (Tick(scale.x(scale.first), f"{scale.first:%d.%m.%Y}", "middle"),)
    return (Tick(scale.left, f"{scale.first:%d.%m.%Y}", "start"), Tick(RIGHT, f"{scale.last:%d.%m.%Y}", "end"))


def _beside(y: int) -> int:
    """Above a line, below it near the upper edge."""
    return y + 14 if y < TOP + 14 else y - 5


def _description(indicator: DocumentIndicator) -> str:
    first, last = indicator.readings[0], indicator.readings[-1]
    said = [f"{indicator.title}, {indicator.unit}."]
    if first is last:
        said.append(f"Ein Messwert: {first.day:%d.%m.%Y}, {number_text(first.value)}.")
    else:
        ends = [f"{reading.day:%d.%m.%Y} ({number_text(reading.value)})" for reading in (first, last)]
        said.append(f"{len(indicator.readings)} Messwerte vom {ends[0]} bis zum {ends[1]}.")
    if indicator.baseline is not None:
        said.append(f"Ausgangswert {number_text(indicator.baseline)}.")
    if indicator.target is not None:
        by = f" bis zum {indicator.target_day:%d.%m.%Y}" if indicator.target_day else ""
        said.append(f"Ziel {number_text(indicator.target)}{by}.")
    return " ".join([*said, "Alle Werte stehen in der Tabelle."])
