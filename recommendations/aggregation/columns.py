"""The values of a release figure by figure. Pure.

The 600,000 values of a large release lie far apart in memory: to look each up again for each of its cells takes several
times as long as to read them once, municipality by municipality.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import cast

from recommendations.figures import Packed, Value, find_layout, lay_out

# Below every number: in rising order it stands first.
ABSENT = -math.inf
Pick = Callable[[Sequence[float]], Sequence[float]]
"""Takes what stands at the places of a cell out of a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure by place of the municipality: ABSENT where it does not have it.

    `points`: of a need, by source; 0 where the municipality does not have the source, or the need.
    """

    numbers: Sequence[float]
    points: Mapping[str, Sequence[float]]

    def numbers_at(self, pick: Pick) -> list[float]:
        """In rising order."""
        numbers = sorted(pick(self.numbers))
        return numbers[bisect_right(numbers, ABSENT) :]

    def sum_points(self, pick: Pick) -> dict[str, float]:
        return {source: math.fsum(pick(points)) for source, points in self.points.items()}


def picker(places: Sequence[int]) -> Pick:
    """An itemgetter takes a third of the time of one place after the other."""
    return itemgetter(*places) if len(places) > 1 else lambda column: [column[place] for place in places]


def read_columns(values: Sequence[Mapping[str, Value]], figures: Sequence[str]) -> list[Column]:
    """One of each figure. `values`: of each municipality."""
    names = tuple(figures)
    layout = find_layout(values, names)
    rows = [lay_out(entry, names, layout) for entry in values]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return [_read_column(column, sources) for column, sources in zip(columns, layout, strict=True)]


def _read_column(column: Sequence[Packed], sources: Sequence[str]) -> Column:
    if not sources:
        plain = cast(Sequence[float | None], column)
        return Column([ABSENT if number is None else number for number in plain], {})
    absent = [ABSENT, *[0.0] * len(sources)]
    rows = [packed or absent for packed in cast(Sequence[list[float] | None], column)]
    # Where PRESSURE_UNKNOWN is packed, it stands behind the sources: both stop before it.
    numbers, *points = zip(*rows, strict=False)
    return Column(numbers, dict(zip(sources, points, strict=False)))
