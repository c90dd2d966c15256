"""What an instrument is: parts, dimensions, items, stages, indices (method.md 1, 2). Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

LEVELS = 5
QUESTIONS_PER_PAGE = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One statement with five levels. `hinders`: a higher level is worse (barriers); `ask`: who knows the answer.

    `continues`: the item of the instrument's predecessor that it can be compared with; None where there is none.
    """

    id: str
    dimension: str
    part: str
    hinders: bool
    label: str
    quick: bool
    source: str
    statement: str
    help: str
    ask: str
    anchors: tuple[str, ...]
    continues: str | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """`short`: for chart labels; `source`: the section of the report it comes from."""

    id: str
    part: str
    title: str
    short: str
    description: str
    source: str
    items: tuple[Item, ...]
    item_ids: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "item_ids", tuple(item.id for item in self.items))


@dataclass(frozen=True, slots=True)
class Part:
    """`noun`: one of its dimensions in the singular, as in „Hemmnis“; `level_0`, `level_4`: the ends of its scale."""

    id: str
    noun: str
    hinders: bool
    title: str
    question: str
    intro: str
    level_0: str
    level_4: str
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of readiness. `below`: the value that is no longer in it; None for the last."""

    number: int
    title: str
    description: str
    below: float | None


@dataclass(frozen=True, slots=True)
class Index:
    """Mean of the means of its groups of dimensions. `measure`: of their scores, or 100 × of their deficits.

    `staged`: its value has a stage.
    """

    id: str
    title: str
    description: str
    measure: Literal["score", "deficit"]
    staged: bool
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Instrument:
    """`source`: citation of the report; `minimum_coverage`: share of answered items below which an index is hidden.

    `continues`: the key of its predecessor, the version before it; None for the first.

    `unit`: the number of parts a deficit of 1 is divided into, so that every mean of a dimension is a whole number.
    """

    name: str
    version: str
    title: str
    licence: str
    source: str
    source_licence: str
    parts: tuple[Part, ...]
    stages: tuple[Stage, ...]
    indices: tuple[Index, ...]
    minimum_coverage: float
    continues: str | None = None
    dimensions: tuple[Dimension, ...] = field(init=False)
    items: tuple[Item, ...] = field(init=False)
    quick_items: tuple[Item, ...] = field(init=False)
    unit: int = field(init=False)
    _by_id: Mapping[str, Item] = field(init=False, repr=False)
    _dimension_by_id: Mapping[str, Dimension] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        dimensions = tuple(dimension for part in self.parts for dimension in part.dimensions)
        items = tuple(item for dimension in dimensions for item in dimension.items)
        derived = {
            "dimensions": dimensions,
            "items": items,
            "quick_items": tuple(item for item in items if item.quick),
            "unit": math.lcm(100, (LEVELS - 1) * math.lcm(*(len(dimension.items) for dimension in dimensions))),
            "_by_id": {item.id: item for item in items},
            "_dimension_by_id": {dimension.id: dimension for dimension in dimensions},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def key(self) -> str:
        return f"{self.name}-{self.version}"

    def has_item(self, item_id: object) -> bool:
        return item_id in self._by_id

    def item(self, item_id: str) -> Item:
        """Raises KeyError."""
        return self._by_id[item_id]

    def dimension(self, dimension_id: str) -> Dimension:
        """Raises KeyError."""
        return self._dimension_by_id[dimension_id]

    def part(self, part_id: str) -> Part:
        """Raises KeyError."""
        found = {part.id: part for part in self.parts}
        return found[part_id]

    def index_of(self, dimension_id: str) -> Index:
        """The index that the dimension counts in; each counts in one."""
        return next(index for index in self.indices if any(dimension_id in group for group in index.groups))


def question_pages(instrument: Instrument, part_id: str, quick: bool) -> tuple[tuple[Dimension, ...], ...]:
    """The pages of a part, each the dimensions on it with the items asked there; none where quick asks nothing.

    A page is closed as soon as it has two items; a last page with a single one joins the page before.
    """
    pages: list[list[Dimension]] = [[]]
    for dimension in instrument.part(part_id).dimensions:
        asked = tuple(item for item in dimension.items if item.quick or not quick)
        if asked:
            pages[-1].append(replace(dimension, items=asked))
        if _count(pages[-1]) >= QUESTIONS_PER_PAGE:
            pages.append([])
    if _count(pages[-1]) < QUESTIONS_PER_PAGE and len(pages) > 1:
        pages[-2:] = [pages[-2] + pages[-1]]
    return tuple(tuple(page) for page in pages if page)


def _count(page: list[Dimension]) -> int:
    return sum(len(dimension.items) for dimension in page)
