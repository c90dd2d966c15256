"""The figures of one assessment that count in a release (disclosure.md, "Unit" and "A release"). Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assessments.instrument import load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.matching import OWN, PRESSURE_UNKNOWN


@dataclass(frozen=True, slots=True)
class Value:
    """A score, index or need, 0–100. `parts`: points by source, of needs only; a source that is missing counts 0."""

    value: float
    parts: Mapping[str, float] = field(default_factory=dict)


Values = dict[str, Value]
Packed = float | list[float] | None


@cache
def figure_ids(instrument: str) -> tuple[str, ...]:
    """Dimensions, indices, recommendations, each in the order of the instrument. Raises InstrumentError."""
    content, catalogue = load_instrument(instrument), load_catalogue(instrument)
    dimensions, indices = [entry.id for entry in content.dimensions], [entry.id for entry in content.indices]
    return (*dimensions, *indices, *[entry.id for entry in catalogue.recommendations])


@cache
def _sources(instrument: str) -> Mapping[str, tuple[str, ...]]:
    """The sources that each need has in any case, in the order in which its parts are told."""
    catalogue = load_catalogue(instrument)
    return {entry.id: (OWN, *[key for key, _ in entry.weights]) for entry in catalogue.recommendations}


def assessment_values(result: Mapping[str, Any]) -> Values:
    """From a stored result (evaluation_data). A figure that is null there is absent.

    The parts of a need have every linked dimension: 0 where its score is unknown.
    """
    key = result["instrument"]
    plain = {name: row["score"] for name, row in result["dimensions"].items()}
    plain |= {name: row["value"] for name, row in result["indices"].items()}
    found = {name: Value(float(value)) for name, value in plain.items() if value is not None}
    sets = result["recommendations"]
    found |= {row["id"]: _need(key, row) for row in sets["municipal"] + sets["funder"] if row["need"] is not None}
    return {name: found[name] for name in figure_ids(key) if name in found}


def _need(instrument: str, row: Mapping[str, Any]) -> Value:
    points = {part["source"]: float(part["points"]) for part in row["parts"]}
    return Value(float(row["need"]), {**dict.fromkeys(_sources(instrument)[row["id"]], 0.0), **points})


def pack_values(instrument: str, values: Mapping[str, Value]) -> list[Packed]:
    """For JSON: in the order of figure_ids a number, of a need [need, *points in order], null where absent."""
    return [_pack(values.get(name)) for name in figure_ids(instrument)]


def _pack(value: Value | None) -> Packed:
    if value is None:
        return None
    return [value.value, *value.parts.values()] if value.parts else value.value


def unpack_values(instrument: str, data: Sequence[Packed]) -> Values:
    """The inverse of pack_values."""
    sources = _sources(instrument)
    return {
        name: _unpack(sources.get(name, ()), packed)
        for name, packed in zip(figure_ids(instrument), data, strict=True)
        if packed is not None
    }


def _unpack(sources: tuple[str, ...], packed: float | list[float]) -> Value:
    if not isinstance(packed, list):
        return Value(float(packed))
    return Value(float(packed[0]), dict(zip((*sources, PRESSURE_UNKNOWN), map(float, packed[1:]), strict=False)))


def mean_values(values: Sequence[Mapping[str, Value]]) -> Values:
    """What a municipality with several projects counts with: the mean of those that have the figure."""
    names = dict.fromkeys(name for entry in values for name in entry)
    return {name: _mean([entry[name] for entry in values if name in entry]) for name in names}


def _mean(values: Sequence[Value]) -> Value:
    parts = {
        source: math.fsum(entry.parts.get(source, 0.0) for entry in values) / len(values)
        for source in part_sources(entry.parts for entry in values)
    }
    return Value(math.fsum(entry.value for entry in values) / len(values), parts)


def part_sources(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The sources of several needs in the order of their parts, PRESSURE_UNKNOWN last."""
    met = dict.fromkeys(source for entry in parts for source in entry)
    return (*[source for source in met if source != PRESSURE_UNKNOWN], *[PRESSURE_UNKNOWN] * (PRESSURE_UNKNOWN in met))
