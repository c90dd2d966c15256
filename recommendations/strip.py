"""Coordinates of the dot strip: who chose which level of one item, in the units of its view box. Pure.

Five columns for the levels and two for „weiß nicht“ and „entfällt“. A perspective is a plate with its two letters, and
its number where several of it chose the same; in an anonymous survey each respondent is a dot. No colour tells them
apart. Every coordinate is a whole number.
"""

from dataclasses import dataclass

from assessments.differences import ItemView
from assessments.disagreement import EVERYBODY, Tally
from assessments.instrument import LEVELS

WIDTH = 360
FIRST, STEP = 29, 46
OTHERS = (273, 331)
PLATE_WIDTH, PLATE_HEIGHT, PLATE_STEP = 42, 18, 21
DOTS_BESIDE, DOT_STEP, RADIUS = 3, 13, 5
TOP, AXIS = 4, 22
OTHER_LABELS = ("weiß nicht", "entfällt")


@dataclass(frozen=True, slots=True)
class Column:
    """`common`: this is the common answer; its label stands in a frame."""

    x: int
    label: str
    frame_x: int
    frame_width: int
    common: bool


@dataclass(frozen=True, slots=True)
class Plate:
    x: int
    y: int
    middle: int
    text_y: int
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Strip:
    """`span`: x and width of the line from the lowest to the highest level, None with fewer than two different ones."""

    description: str
    width: int
    height: int
    base: int
    label_y: int
    frame_y: int
    plate_width: int
    plate_height: int
    radius: int
    columns: tuple[Column, ...]
    plates: tuple[Plate, ...]
    dots: tuple[Dot, ...]
    span: tuple[int, int] | None


def strip_chart(view: ItemView) -> Strip:
    """`{% include "charts/strip.html" with strip=strip only %}`."""
    rows = _stacks(view)
    height = max((_stack_height(view, stack) for stack in rows), default=0)
    base = TOP + max(height, PLATE_STEP)
    return Strip(
        description=_description(view),
        width=WIDTH,
        height=base + AXIS,
        base=base,
        label_y=base + 16,
        frame_y=base + 3,
        plate_width=PLATE_WIDTH,
        plate_height=PLATE_HEIGHT,
        radius=RADIUS,
        columns=_columns(view),
        plates=() if _is_anonymous(view) else _plates(rows, base),
        dots=_dots(rows, base) if _is_anonymous(view) else (),
        span=_span(view.tally),
    )


def _is_anonymous(view: ItemView) -> bool:
    return any(group.id == EVERYBODY for group in view.groups)


def _xs() -> tuple[int, ...]:
    return (*(FIRST + STEP * level for level in range(LEVELS)), *OTHERS)


def _stacks(view: ItemView) -> list[list[tuple[str, int]]]:
    """What stands above each column: (letters, count) of every group that chose it."""
    counts = [
        (group.short, (*group.tally.levels, group.tally.unknown, group.tally.not_applicable)) for group in view.groups
    ]
    return [[(short, row[place]) for short, row in counts if row[place]] for place in range(len(_xs()))]


def _stack_height(view: ItemView, stack: list[tuple[str, int]]) -> int:
    if _is_anonymous(view):
        return -(-sum(count for _, count in stack) // DOTS_BESIDE) * DOT_STEP
    return len(stack) * PLATE_STEP


def _columns(view: ItemView) -> tuple[Column, ...]:
    values = [choice.value for choice in view.choices]
    labels = (*(str(level) for level in range(LEVELS)), *OTHER_LABELS)
    chosen = None if view.common is None else str(view.common)
    widths = [22 if len(label) == 1 else 56 for label in labels]
    return tuple(
        Column(x, label, x - width // 2, width, value == chosen)
        for x, label, width, value in zip(_xs(), labels, widths, values, strict=True)
    )


def _plates(rows: list[list[tuple[str, int]]], base: int) -> tuple[Plate, ...]:
    return tuple(
        _plate(x, base - PLATE_STEP * (place + 1), short if count == 1 else f"{short} {count}")
        for x, stack in zip(_xs(), rows, strict=True)
        for place, (short, count) in enumerate(stack)
    )


def _plate(x: int, y: int, text: str) -> Plate:
    return Plate(x - PLATE_WIDTH // 2, y, x, y + 13, text)


def _dots(rows: list[list[tuple[str, int]]], base: int) -> tuple[Dot, ...]:
    counts = [sum(count for _, count in stack) for stack in rows]
    return tuple(_dot(x, place, count, base) for x, count in zip(_xs(), counts, strict=True) for place in range(count))


def _dot(x: int, place: int, count: int, base: int) -> Dot:
    """Rows of DOTS_BESIDE, each in the middle of its column."""
    row, column = divmod(place, DOTS_BESIDE)
    beside = min(DOTS_BESIDE, count - row * DOTS_BESIDE)
    return Dot(x + DOT_STEP * (2 * column - beside + 1) // 2, base - 8 - DOT_STEP * row)


def _span(tally: Tally) -> tuple[int, int] | None:
    if not tally.range:
        return None
    low, high = _xs()[tally.chosen[0]], _xs()[tally.chosen[-1]]
    return low, high - low


def _description(view: ItemView) -> str:
    groups = "; ".join(f"{group.title}: {group.words}" for group in view.groups)
    common = f" Gemeinsame Antwort: {view.common_text}" if view.common_text else ""
    return f"Antworten zu {view.item.id} {view.item.label} auf der Skala von 0 bis 4. {groups or 'Keine'}.{common}"
