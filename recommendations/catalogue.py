"""The two sets of recommendations: texts, links and the numbers of the matching (method.md 3). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assessments.content import (
    ContentError,
    ContentFolder,
    Keys,
    list_of,
    map_of,
    number,
    one_of,
    percent,
    table_of,
    text,
    whole,
)
from assessments.instrument import Instrument, instrument_keys, load_instrument

FOLDER = Path(__file__).parent / "catalogues"
EFFORTS = ("klein", "mittel", "groß")
HORIZONS = ("sofort", "bis 3 Monate", "bis 12 Monate")
Audience = Literal["municipal", "funder"]


class CatalogueError(ContentError):
    """The catalogue does not exist or its files are faulty."""


@dataclass(frozen=True, slots=True)
class Link:
    dimension: str
    weight: int


@dataclass(frozen=True, slots=True)
class Step:
    """`when`: in words; `weeks`: the latest, counted from the decision; `result`: what lies on the table afterwards."""

    who: str
    when: str
    weeks: int
    text: str
    result: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Its id is that of its own item. `cluster`: that item's dimension. `message`: to funders; None for municipal."""

    id: str
    audience: Audience
    cluster: str
    title: str
    source: str
    links: tuple[Link, ...]
    about: str
    why: str
    steps: tuple[Step, ...]
    goal: str
    pitfalls: tuple[str, ...]
    small: str
    role: str
    effort: str
    horizon: str
    message: str | None
    weights: tuple[tuple[str, int], ...] = field(init=False, repr=False)
    """The links as plain pairs, for the engine."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", tuple((link.dimension, link.weight) for link in self.links))


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """`alpha`: the share of the own gap in a need. `unknown_*`: what stands in, 0–1. `*_from`: lowest need or level."""

    key: str
    alpha: float
    unknown_pressure: float
    unknown_gap: float
    high_from: float
    medium_from: float
    sustained_from: int
    municipal: tuple[Recommendation, ...]
    funder: tuple[Recommendation, ...]
    _by_id: Mapping[str, Recommendation] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: entry for entry in self.recommendations})

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Both sets, in the order of the instrument."""
        return self.municipal + self.funder

    def recommendation(self, recommendation_id: str) -> Recommendation:
        """Raises KeyError."""
        return self._by_id[recommendation_id]

    def has_recommendation(self, recommendation_id: object) -> bool:
        return recommendation_id in self._by_id


@cache
def load_catalogue(key: str) -> Catalogue:
    """The catalogue of an instrument, checked, read once per process. Raises CatalogueError, InstrumentError."""
    if key not in instrument_keys():
        raise CatalogueError([f"Zum Instrument „{key}“ gibt es keinen Katalog"])
    return read_catalogue(FOLDER / key, load_instrument(key))


FRAME_KEYS = {
    "instrument": text,
    "alpha": percent,
    "unknown_pressure": percent,
    "unknown_gap": percent,
    "high_from": number(0, 100),
    "medium_from": number(0, 100),
    "sustained_from": whole(1, 4),
    "municipal_part": text,
    "municipal_files": list_of(text, 1, 20),
    "funder_part": text,
    "funder_files": list_of(text, 1, 20),
    "links": map_of(text),
}
LINK_KEYS = {"dimension": text, "weight": whole(1, 9)}
STEP_KEYS = {"who": text, "when": text, "weeks": whole(1, 52), "text": text, "result": text}
RECOMMENDATION_KEYS = {
    "id": text,
    "title": text,
    "source": text,
    "links": list_of(table_of(LINK_KEYS), 1, 9),
    "about": text,
    "why": text,
    "steps": list_of(table_of(STEP_KEYS), 3, 5),
    "goal": text,
    "pitfalls": list_of(text, 1, 2),
    "small": text,
    "role": text,
    "effort": one_of(*EFFORTS),
    "horizon": one_of(*HORIZONS),
}
FUNDER_KEYS = {**RECOMMENDATION_KEYS, "message": text}
NUMBERS = ("alpha", "unknown_pressure", "unknown_gap", "high_from", "medium_from", "sustained_from")


def read_catalogue(path: Path, instrument: Instrument) -> Catalogue:
    """The catalogue in a folder, checked against its instrument. Raises CatalogueError with every fault."""
    folder = ContentFolder(path)
    frame = folder.table("catalogue.toml", FRAME_KEYS)
    if frame is None:
        raise CatalogueError(folder.faults)
    if frame["instrument"] != instrument.key:
        folder.faults.append(f"catalogue.toml: gehört nicht zum Instrument {instrument.key}")
    if frame["medium_from"] > frame["high_from"]:
        folder.faults.append("catalogue.toml: „medium_from“ ist größer als „high_from“")
    municipal = [row for name in frame["municipal_files"] for row in _rows(folder, name, RECOMMENDATION_KEYS)]
    funder = [row for name in frame["funder_files"] for row in _rows(folder, name, FUNDER_KEYS)]
    _check_ids(folder, instrument, frame["municipal_part"], municipal)
    _check_ids(folder, instrument, frame["funder_part"], funder)
    _check_links(folder, instrument, frame, municipal + funder)
    if folder.faults:
        raise CatalogueError(folder.faults)
    return Catalogue(
        key=frame["instrument"],
        **{key: frame[key] for key in NUMBERS},
        municipal=_build(instrument, "municipal", municipal),
        funder=_build(instrument, "funder", funder),
    )


Rows = list[dict[str, Any]]


def _rows(folder: ContentFolder, name: str, keys: Keys) -> Rows:
    return folder.tables(name, "recommendations", keys)


def _check_ids(folder: ContentFolder, instrument: Instrument, part_id: str, rows: Rows) -> None:
    expected = [item.id for item in instrument.items if item.part == part_id]
    if not expected:
        folder.faults.append(f"catalogue.toml: den Teil „{part_id}“ gibt es im Instrument nicht")
    folder.compare("Empfehlung", expected, [row["id"] for row in rows])


def _check_links(folder: ContentFolder, instrument: Instrument, frame: dict[str, Any], rows: Rows) -> None:
    """Each recommendation links as the table in catalogue.toml says, to dimensions that exist."""
    links, parts = frame["links"], (frame["municipal_part"], frame["funder_part"])
    expected = [item.id for item in instrument.items if item.part in parts]
    folder.compare("Verknüpfung in catalogue.toml", expected, list(links))
    dimensions = {dimension.id for dimension in instrument.dimensions}
    for row in rows:
        written = " ".join(f"{link['dimension']}·{link['weight']}" for link in row["links"])
        if written != links.get(row["id"], written):
            folder.faults.append(f"Empfehlung {row['id']}: verknüpft {written} statt {links[row['id']]}")
        linked = [link["dimension"] for link in row["links"]]
        folder.faults += [f"Empfehlung {row['id']}: {key} gibt es nicht" for key in linked if key not in dimensions]
        if len(set(linked)) < len(linked):
            folder.faults.append(f"Empfehlung {row['id']}: verknüpft eine Dimension doppelt")


def _build(instrument: Instrument, audience: Audience, rows: Rows) -> tuple[Recommendation, ...]:
    by_id = {row["id"]: _recommendation(instrument, audience, row) for row in rows}
    return tuple(by_id[item.id] for item in instrument.items if item.id in by_id)


def _recommendation(instrument: Instrument, audience: Audience, row: dict[str, Any]) -> Recommendation:
    return Recommendation(
        **{
            **row,
            "audience": audience,
            "cluster": instrument.item(row["id"]).dimension,
            "links": tuple(Link(**link) for link in row["links"]),
            "steps": tuple(Step(**step) for step in row["steps"]),
            "pitfalls": tuple(row["pitfalls"]),
            "message": row.get("message"),
        }
    )
