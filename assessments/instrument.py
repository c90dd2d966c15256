"""The instrument: what is asked, in which order, and how it is grouped (method.md 1, 2). Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assessments.content import (
    ContentError,
    ContentFolder,
    flag,
    list_of,
    map_of,
    number,
    one_of,
    percent,
    table_of,
    text,
    whole,
)

CURRENT = "verstetigung-2026.1"
FOLDER = Path(__file__).parent / "instruments"
LEVELS = 5
QUESTIONS_PER_PAGE = 2


class InstrumentError(ContentError):
    """The instrument does not exist or its files are faulty."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement with five levels. `hinders`: a higher level is worse (barriers); `ask`: who knows the answer."""

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


def instrument_keys() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/instrument.toml")))


@cache
def load_instrument(key: str) -> Instrument:
    """The instrument, checked, read once per process. Raises InstrumentError with every fault."""
    if key not in instrument_keys():
        raise InstrumentError([f"Das Instrument „{key}“ gibt es nicht; vorhanden: {', '.join(instrument_keys())}"])
    return read_instrument(FOLDER / key)


FRAME_KEYS = {
    "name": text,
    "version": text,
    "title": text,
    "licence": text,
    "source": text,
    "source_licence": text,
    "minimum_coverage": percent,
    "stage_limits": list_of(number(0, 100), 1, 9),
    "item_files": list_of(text, 1, 20),
    "quick": list_of(text, 1, 200),
    "parts": list_of(
        table_of({"id": text, "noun": text, "hinders": flag, "dimensions": map_of(list_of(text, 1, 9))}), 1, 9
    ),
    "indices": list_of(
        table_of(
            {
                "id": text,
                "title": text,
                "description": text,
                "measure": one_of("score", "deficit"),
                "staged": flag,
                "groups": list_of(list_of(text, 1, 20), 1, 9),
            }
        ),
        1,
        9,
    ),
}
PART_KEYS = {"id": text, "title": text, "question": text, "intro": text, "level_0": text, "level_4": text}
DIMENSION_KEYS = {"id": text, "title": text, "short": text, "description": text, "source": text}
STAGE_KEYS = {"number": whole(1, 9), "title": text, "description": text}
ITEM_KEYS = {
    "id": text,
    "label": text,
    "quick": flag,
    "source": text,
    "statement": text,
    "help": text,
    "ask": text,
    "anchors": list_of(text, LEVELS, LEVELS),
}
Rows = list[dict[str, Any]]


def read_instrument(path: Path) -> Instrument:
    """The instrument in a folder. Raises InstrumentError with every fault."""
    folder = ContentFolder(path)
    frame = folder.table("instrument.toml", FRAME_KEYS)
    if frame is None:
        raise InstrumentError(folder.faults)
    parts = folder.tables("parts.toml", "parts", PART_KEYS)
    dimensions = folder.tables("dimensions.toml", "dimensions", DIMENSION_KEYS)
    stages = folder.tables("stages.toml", "stages", STAGE_KEYS)
    items = [row for name in frame["item_files"] for row in folder.tables(name, "items", ITEM_KEYS)]
    _check_frame(folder, frame)
    _check_texts(folder, frame, parts, dimensions, stages, items)
    if folder.faults:
        raise InstrumentError(folder.faults)
    return _build(frame, parts, dimensions, stages, items)


def _check_frame(folder: ContentFolder, frame: dict[str, Any]) -> None:
    if folder.path.name != f"{frame['name']}-{frame['version']}":
        folder.faults.append("instrument.toml: Name und Version stimmen nicht mit dem Ordner überein")
    if sorted(set(frame["stage_limits"])) != frame["stage_limits"]:
        folder.faults.append("instrument.toml: „stage_limits“ steigt nicht an")
    grouped = [entry for index in frame["indices"] for group in index["groups"] for entry in group]
    folder.compare("Dimension in den Indizes", _dimension_ids(frame), grouped)
    doubled = [entry for part in frame["parts"] for ids in part["dimensions"].values() for entry in ids]
    folder.compare("Frage in instrument.toml", set(doubled), doubled)


def _check_texts(
    folder: ContentFolder, frame: dict[str, Any], parts: Rows, dimensions: Rows, stages: Rows, items: Rows
) -> None:
    folder.compare("Teil", [part["id"] for part in frame["parts"]], [row["id"] for row in parts])
    folder.compare("Dimension", _dimension_ids(frame), [row["id"] for row in dimensions])
    folder.compare("Stufe", range(1, len(frame["stage_limits"]) + 2), [row["number"] for row in stages])
    folder.compare("Frage", _item_ids(frame), [row["id"] for row in items])
    folder.compare("Kurzcheck-Frage", frame["quick"], [row["id"] for row in items if row["quick"]])


def _dimension_ids(frame: dict[str, Any]) -> list[str]:
    return [entry for part in frame["parts"] for entry in part["dimensions"]]


def _item_ids(frame: dict[str, Any]) -> list[str]:
    return [entry for part in frame["parts"] for ids in part["dimensions"].values() for entry in ids]


def _build(frame: dict[str, Any], parts: Rows, dimensions: Rows, stages: Rows, items: Rows) -> Instrument:
    kept = ("name", "version", "title", "licence", "source", "source_licence", "minimum_coverage")
    part_texts, dimension_texts = _by(parts), _by(dimensions)
    item_texts = _by(items)
    return Instrument(
        **{key: frame[key] for key in kept},
        parts=tuple(_part(row, part_texts, dimension_texts, item_texts) for row in frame["parts"]),
        stages=tuple(
            Stage(**row, below=below)
            for row, below in zip(
                sorted(stages, key=lambda row: row["number"]), [*frame["stage_limits"], None], strict=True
            )
        ),
        indices=tuple(
            Index(**{**row, "groups": tuple(tuple(group) for group in row["groups"])}) for row in frame["indices"]
        ),
    )


Texts = dict[str, dict[str, Any]]


def _by(rows: Rows) -> Texts:
    return {row["id"]: row for row in rows}


def _part(row: dict[str, Any], parts: Texts, dimensions: Texts, items: Texts) -> Part:
    def build_item(item_id: str, dimension_id: str) -> Item:
        texts = {**items[item_id], "anchors": tuple(items[item_id]["anchors"])}
        return Item(**texts, dimension=dimension_id, part=row["id"], hinders=row["hinders"])

    return Part(
        **parts[row["id"]],
        noun=row["noun"],
        hinders=row["hinders"],
        dimensions=tuple(
            Dimension(**dimensions[key], part=row["id"], items=tuple(build_item(entry, key) for entry in ids))
            for key, ids in row["dimensions"].items()
        ),
    )
