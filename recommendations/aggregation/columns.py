"""The values of a release figure by figure, as arrays of numbers. Pure.

The 600,000 values of a large release lie far apart in memory: to look each up again for each of its cells takes several
times as long as to read them once, municipality by municipality.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.figures import Value, part_sources

ABSENT = math.nan


@dataclass(frozen=True, slots=True)
class Column:
    """A figure by place of the municipality; ABSENT where it does not have the figure, or the source of points."""

    numbers: "array[float]"
    points: "Mapping[str, array[float]]"

    def numbers_at(self, places: Sequence[int]) -> list[float]:
        """In rising order."""
        return sorted(present(self.numbers, places))

    def sum_points(self, places: Sequence[int]) -> dict[str, float]:
        """By source that any of the municipalities has."""
        found = {source: present(column, places) for source, column in self.points.items()}
        return {source: math.fsum(points) for source, points in found.items() if points}


def present(column: "array[float]", places: Sequence[int]) -> list[float]:
    """ABSENT is the number that does not equal itself."""
    return [number for place in places if (number := column[place]) == number]


@dataclass(slots=True)
class Shape:
    """The municipalities whose needs have the same sources, and their points one after another."""

    places: list[int] = field(default_factory=list)
    points: "array[float]" = field(default_factory=lambda: array("d"))


def read_columns(values: Iterable[Mapping[str, Value]], figures: Sequence[str]) -> list[Column]:
    """One of each figure. `values`: of each municipality."""
    numbers = [array("d") for _ in figures]
    shapes: list[dict[tuple[str, ...], Shape]] = [defaultdict(Shape) for _ in figures]
    nothing = Value(ABSENT)
    for place, entry in enumerate(values):
        for figure, column, found in zip(figures, numbers, shapes, strict=True):
            number, points, sources = entry.get(figure, nothing)
            column.append(number)
            if points:
                shape = found[sources]
                shape.places.append(place)
                shape.points.extend(points)
    return [Column(column, _by_source(found, len(column))) for column, found in zip(numbers, shapes, strict=True)]


def _by_source(shapes: Mapping[tuple[str, ...], Shape], count: int) -> "dict[str, array[float]]":
    columns = {source: array("d", [ABSENT]) * count for source in part_sources(shapes)}
    for sources, shape in shapes.items():
        for number, source in enumerate(sources):
            column = columns[source]
            for place, points in zip(shape.places, shape.points[number :: len(sources)], strict=True):
                column[place] = points
    return columns
