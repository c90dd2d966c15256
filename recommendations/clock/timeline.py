"""Coordinates of the picture of the clock: a row a step, time from left to right. Pure; whole numbers only.

The picture is as wide as a telephone shows it without shrinking its letters (see charts.py). What lies far behind the
funding (the binding period) stands at the right edge with an arrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recommendations.charts import Tick

WIDTH = 360
LEFT, RIGHT = 10, 350
TOP, ROW, FOOT = 36, 34, 22
END_Y, TODAY_Y = 11, 24
AFTER = timedelta(weeks=40)
"""How long after the end of the funding the picture still reaches."""
MARGIN = timedelta(days=7)
STRIDES = (1, 2, 3, 6, 12, 24, 60, 120, 600)
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """What the picture needs of a step."""

    short: str
    day: date
    day_text: str
    status: str
    status_text: str
    is_event: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`beyond`: the day lies right of the picture. `points`: of its arrow, or of an event's diamond; else empty."""

    text: str
    status: str
    is_event: bool
    beyond: bool
    text_y: int
    y: int
    x: int
    points: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`today`: None where it lies outside. `rows` in the order of the steps."""

    description: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    tick_y: int
    end_y: int
    today_y: int
    ticks: tuple[Tick, ...]
    today: Tick | None
    end: Tick
    rows: tuple[Row, ...]


def timeline(entries: Sequence[Entry], today: date, end: date) -> Timeline:
    """`{% include "charts/timeline.html" with timeline=clock.timeline only %}`."""
    scale = _scale([entry.day for entry in entries], today, end)
    bottom = TOP + ROW * len(entries)
    shown = scale.first <= today <= scale.last
    return Timeline(
        description=_description(entries, today),
        width=WIDTH,
        height=bottom + FOOT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=bottom,
        tick_y=bottom + 16,
        end_y=END_Y,
        today_y=TODAY_Y,
        ticks=_ticks(scale),
        today=_head(scale.x(today), "heute") if shown else None,
        end=_head(scale.x(end), "Förderende"),
        rows=tuple(_row(scale, entry, TOP + ROW * place) for place, entry in enumerate(entries)),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    first: date
    last: date

    def x(self, day: date) -> int:
        whole, part = (self.last - self.first).days, (min(day, self.last) - self.first).days
        return LEFT + ((RIGHT - LEFT) * part + whole // 2) // whole


def _scale(days: Sequence[date], today: date, end: date) -> Scale:
    """From the first step, and from today where that is before, to a while after the end of the funding."""
    last = end + AFTER
    near = [day for day in (*days, end) if day <= last]
    first = min([*near, today])
    return Scale(first - MARGIN, max([*near, *([today] if today <= last else [])]) + MARGIN)


def _ticks(scale: Scale) -> tuple[Tick, ...]:
    """First days of months, as many as have room."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    stride = next(stride for stride in STRIDES if months // stride <= MOST_TICKS - 1)
    start = scale.first.year * 12 + scale.first.month - 1
    starts = range(start + 1 + (-start - 1) % stride, scale.last.year * 12 + scale.last.month, stride)
    days = [date(*_month(number)) for number in starts]
    return tuple(Tick(scale.x(day), f"{day:%m/%Y}", _anchor(scale.x(day))) for day in days)


def _month(number: int) -> tuple[int, int, int]:
    return number // 12, number % 12 + 1, 1


def _anchor(x: int) -> str:
    if x < LEFT + 24:
        return "start"
    return "end" if x > RIGHT - 24 else "middle"


def _head(x: int, text: str) -> Tick:
    if x < LEFT + 40:
        return Tick(x, text, "start")
    return Tick(x, text, "end" if x > RIGHT - 40 else "middle")


def _row(scale: Scale, entry: Entry, top: int) -> Row:
    x, y = scale.x(entry.day), top + 24
    beyond = entry.day > scale.last
    points = f"{x - 8},{y - 6} {x},{y} {x - 8},{y + 6}" if beyond else _diamond(x, y) if entry.is_event else ""
    text = f"{entry.day_text}  {entry.short}"
    return Row(text, entry.status, entry.is_event, beyond, top + 12, y, x, points)


def _diamond(x: int, y: int) -> str:
    return f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"


def _description(entries: Sequence[Entry], today: date) -> str:
    rows = "; ".join(f"{entry.day_text} {entry.short} ({entry.status_text})" for entry in entries)
    return f"Zeitleiste der Fristen mit dem Stand vom {today:%d.%m.%Y}. {rows}."
