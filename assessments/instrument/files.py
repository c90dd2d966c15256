"""Reads an instrument from its TOML files and checks it. Pure."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

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
from assessments.instrument.model import LEVELS, Dimension, Index, Instrument, Item, Part, Stage

CURRENT = "verstetigung-2026.1"
FOLDER = Path(__file__).parent.parent / "instruments"


class InstrumentError(ContentError):
    """The instrument does not exist or its files are faulty."""


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
    "continues": text,
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
    "continues": text,
}
# The key of the version before, and the id of its item that an item continues: the first version has none.
CONTINUED = frozenset({"continues"})
Rows = list[dict[str, Any]]


def read_instrument(path: Path) -> Instrument:
    """The instrument in a folder. Raises InstrumentError with every fault."""
    folder = ContentFolder(path)
    frame = folder.table("instrument.toml", FRAME_KEYS, CONTINUED)
    if frame is None:
        raise InstrumentError(folder.faults)
    parts = folder.tables("parts.toml", "parts", PART_KEYS)
    dimensions = folder.tables("dimensions.toml", "dimensions", DIMENSION_KEYS)
    stages = folder.tables("stages.toml", "stages", STAGE_KEYS)
    items = [row for name in frame["item_files"] for row in folder.tables(name, "items", ITEM_KEYS, CONTINUED)]
    _check_frame(folder, frame)
    _check_texts(folder, frame, parts, dimensions, stages, items)
    _check_continued(folder, frame, items)
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


def _check_continued(folder: ContentFolder, frame: dict[str, Any], items: Rows) -> None:
    """Every item continues at most one that the version before has, and that rises in the same direction."""
    here, before = _hinders(frame), _hinders(_frame_before(folder, frame))
    continued = {row["id"]: row["continues"] for row in items if "continues" in row}
    counted = Counter(continued.values())
    folder.faults += [
        f"Frage {item}: setzt {earlier} fort, {reason}"
        for item, earlier in continued.items()
        for reason in _reasons_against(before.get(earlier), here.get(item), counted[earlier])
    ]


def _reasons_against(before: bool | None, here: bool | None, count: int) -> list[str]:
    """`before`, `here`: whether a higher level is worse; None where there is no such item."""
    found = []
    if before is None:
        found.append("die es in der Fassung davor nicht gibt")
    elif here is not None and before != here:
        found.append("obwohl nur eine von beiden ein Hemmnis misst")
    if count > 1:
        found.append(f"wie noch {count - 1} andere")
    return found


def _frame_before(folder: ContentFolder, frame: dict[str, Any]) -> dict[str, Any]:
    """The frame of the version before, empty where there is none. Notes one that is missing and a circle."""
    seen, found = [folder.path.name], [frame]
    while key := found[-1].get("continues"):
        earlier = ContentFolder(folder.path.parent / key).table("instrument.toml", FRAME_KEYS, CONTINUED)
        if key in seen or earlier is None:
            reason = "setzt sich selbst fort" if key in seen else f"„{key}“ gibt es nicht oder ist fehlerhaft"
            folder.faults.append(f"instrument.toml: „continues“: {reason}")
            break
        seen.append(key)
        found.append(earlier)
    return found[1] if len(found) > 1 else {"parts": []}


def _hinders(frame: dict[str, Any]) -> dict[str, bool]:
    return {item: part["hinders"] for part in frame["parts"] for ids in part["dimensions"].values() for item in ids}


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
        continues=frame.get("continues"),
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
