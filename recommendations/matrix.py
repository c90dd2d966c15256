"""Coordinates of the portfolio's matrix: readiness against the months to the end of funding. Pure.

Every coordinate is a whole number, so that no template can localise it (as in charts.py). Funding that has ended has a
column of its own on the left, more than 36 months one on the right: there the place within says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from assessments.instrument import Stage
from assessments.scoring import whole_points as whole
from recommendations.charts import Tick
from recommendations.portfolio import Row
from recommendations.wording import points_text

WIDTH, HEIGHT = 360, 332
LEFT, RIGHT, TOP, BOTTOM = 26, 354, 24, 290
SIDE = 50
"""Width of the columns beside the months."""
MOST_MONTHS, DAYS_A_MONTH = 36, 30.4375
RADIUS, STEP = 9, 9


@dataclass(frozen=True, slots=True)
class Dot:
    """A project. `x`, `y`: where it stands; `true_x`, `true_y`: where it belongs, another place where dots met.

    `firm`: its check is submitted.
    """

    number: int
    x: int
    y: int
    true_x: int
    true_y: int
    firm: bool

    @property
    def is_moved(self) -> bool:
        return (self.x, self.y) != (self.true_x, self.true_y)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stage. `y`: of its upper end."""

    y: int
    height: int
    title: str
    title_y: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the key: the project with its number."""

    number: int
    row: Row
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A project that has no place in the matrix. `reason`: what it lacks."""

    id: UUID
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """`side`: width of the columns beside the months, `late_left`: where the right one begins, `depth`: their height.

    `levels`: height and number of the lines across. `grid`: x of those between the months. `key`: by number."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    middle: int
    depth: int
    side: int
    late_left: int
    radius: int
    description: str
    zones: tuple[Zone, ...]
    ticks: tuple[Tick, ...]
    grid: tuple[int, ...]
    levels: tuple[tuple[int, str], ...]
    dots: tuple[Dot, ...]
    key: tuple[Entry, ...]
    missing: tuple[Missing, ...]


def portfolio_matrix(rows: Sequence[Row], stages: tuple[Stage, ...]) -> Matrix:
    """`{% include "charts/matrix.html" with matrix=matrix only %}`. Numbers follow the order of `rows`."""
    placed = _placed(rows)
    return Matrix(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        middle=(LEFT + RIGHT) // 2,
        depth=BOTTOM - TOP,
        side=SIDE,
        late_left=RIGHT - SIDE,
        radius=RADIUS,
        description=_description(len(placed)),
        zones=_zones(stages),
        ticks=_ticks(),
        grid=tuple(_x_of_months(months) for months in (12, 24)),
        levels=tuple((_y(value), str(value)) for value in (0, 20, 40, 60, 80, 100)),
        dots=_dots(placed),
        key=tuple(Entry(number, row, _key_text(row)) for number, (row, _, _) in enumerate(placed, 1)),
        missing=tuple(Missing(row.id, row.name, lack) for row in rows if (lack := _lack(row))),
    )


def _value(row: Row) -> float | None:
    return row.readiness.value if row.readiness else None


def _placed(rows: Sequence[Row]) -> list[tuple[Row, float, int]]:
    """With readiness and days: those that have both."""
    return [(row, value, row.days) for row in rows if (value := _value(row)) is not None and row.days is not None]


def _lack(row: Row) -> str:
    """What a project lacks for a place; empty where nothing."""
    present = (("keine Reife", _value(row) is not None), ("kein Förderende", row.days is not None))
    return " und ".join(word for word, there in present if not there)


def _description(count: int) -> str:
    return (
        "Matrix: nach oben die Verstetigungsreife von 0 bis 100, nach rechts die Monate bis zum Ende der Förderung. "
        f"Eingetragene Vorhaben: {count}. Nummern und Werte stehen in der Liste dazu."
    )


def _key_text(row: Row) -> str:
    """„Reife 48, endet in 143 Tagen“."""
    return f"Reife {points_text(_value(row))}, {row.end_text}"


def _y(value: float) -> int:
    return BOTTOM - whole((BOTTOM - TOP) * value / 100)


def _x_of_months(months: float) -> int:
    inner = RIGHT - LEFT - 2 * SIDE
    return LEFT + SIDE + whole(inner * months / MOST_MONTHS)


def _x(days: int) -> int:
    """The middle of a side column for funding that has ended or lasts longer than the scale."""
    if days < 0:
        return LEFT + SIDE // 2
    months = days / DAYS_A_MONTH
    return RIGHT - SIDE // 2 if months > MOST_MONTHS else _x_of_months(months)


def _ticks() -> tuple[Tick, ...]:
    inner = [Tick(_x_of_months(months), str(months), "middle") for months in (0, 12, 24, 36)]
    return (Tick(LEFT, "vorbei", "start"), *inner, Tick(RIGHT, "später", "end"))


def _zones(stages: tuple[Stage, ...]) -> tuple[Zone, ...]:
    limits = [0.0, *(stage.below for stage in stages if stage.below is not None), 100.0]
    return tuple(
        Zone(_y(above), _y(below) - _y(above), stage.title, _y(above) + 13)
        for stage, (below, above) in zip(stages, pairwise(limits), strict=True)
    )


def _dots(placed: Iterable[tuple[Row, float, int]]) -> tuple[Dot, ...]:
    """Each where it belongs, or at the nearest free place, so that every number can be read."""
    dots: list[Dot] = []
    for number, (row, value, days) in enumerate(placed, 1):
        true_x, true_y = _x(days), _y(value)
        x, y = _free_place(true_x, true_y, dots)
        dots.append(Dot(number, x, y, true_x, true_y, row.check.submitted is not None))
    return tuple(dots)


def _free_place(x: int, y: int, dots: Sequence[Dot]) -> tuple[int, int]:
    """The nearest place in the same column without another dot; the true one where there is none left."""
    candidates = ((x + dx, y + dy) for dx, dy in OFFSETS)
    inside = (place for place in candidates if _column(place[0]) == _column(x) and TOP <= place[1] <= BOTTOM)
    return next((place for place in inside if _is_free(place, dots)), (x, y))


def _column(x: int) -> int:
    """0: ended, 1: the months, 2: later; -1: outside the frame."""
    if not LEFT <= x <= RIGHT:
        return -1
    return (x >= LEFT + SIDE) + (x > RIGHT - SIDE)


def _is_free(place: tuple[int, int], dots: Sequence[Dot]) -> bool:
    return all((place[0] - dot.x) ** 2 + (place[1] - dot.y) ** 2 >= (2 * RADIUS) ** 2 for dot in dots)


OFFSETS = sorted(
    ((STEP * right, STEP * down) for right in range(-35, 36) for down in range(-35, 36)),
    key=lambda offset: (offset[0] ** 2 + offset[1] ** 2, offset),
)
"""From near to far; the first one is none at all."""
