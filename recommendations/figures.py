"""The figures of one assessment that count in a release (disclosure.md, "Unit" and "A release"). Pure."""

import math
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from assessments.instrument import load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.matching import OWN, PRESSURE_UNKNOWN


class Value(NamedTuple):
    """A score, index or need, 0–100. `points`: of needs only, by source; a source that is missing counts 0.

    A tuple of tuples: all values of a need mostly share one `sources`.
    """

    value: float
    points: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def parts(self) -> Mapping[str, float]:
        return dict(zip(self.sources, self.points, strict=True))


def need_value(value: float, parts: Mapping[str, float]) -> Value:
    return Value(value, tuple(parts.values()), tuple(parts))


Values = dict[str, Value]
Packed = float | list[float] | None
Layout = tuple[tuple[str, ...], ...]
"""By figure the sources of its points, PRESSURE_UNKNOWN not among them."""


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


@cache
def part_ids(instrument: str) -> Mapping[str, tuple[str, ...]]:
    """By need what its parts are called where they are judged like figures: „F1.1/own“, „F1.1/B1“, …

    Not PRESSURE_UNKNOWN, which is no part of a release: most have 0 of it, and a mean of 0 would tell so of each.
    """
    return {need: tuple(part_id(need, source) for source in sources) for need, sources in _sources(instrument).items()}


@cache
def judged_ids(instrument: str) -> tuple[str, ...]:
    """All that the attacker judges: the figures, then the parts of the needs."""
    return (*figure_ids(instrument), *[part for parts in part_ids(instrument).values() for part in parts])


def part_id(need: str, source: str) -> str:
    return f"{need}/{source}"


@cache
def part_maxima(instrument: str) -> Mapping[str, Mapping[str, float]]:
    """By need and source what a part is at most, as long as every linked dimension is known."""
    catalogue = load_catalogue(instrument)
    own, pressure = 100 * catalogue.alpha, 100 * (1 - catalogue.alpha)
    return {
        entry.id: {
            OWN: own,
            **{key: pressure * weight / sum(dict(entry.weights).values()) for key, weight in entry.weights},
            PRESSURE_UNKNOWN: pressure * catalogue.unknown_pressure,
        }
        for entry in catalogue.recommendations
    }


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
    return need_value(float(row["need"]), {**dict.fromkeys(_sources(instrument)[row["id"]], 0.0), **points})


def pack_values(instrument: str, values: Mapping[str, Value]) -> list[Packed]:
    """For JSON: in the order of figure_ids a number, of a need [need, *points in order], null where absent."""
    return [_pack(values.get(name)) for name in figure_ids(instrument)]


def _pack(value: Value | None) -> Packed:
    if value is None:
        return None
    return [value.value, *value.points] if value.points else value.value


def unpack_values(instrument: str, data: Sequence[Packed]) -> Values:
    """The inverse of pack_values."""
    shapes = _shapes(instrument)
    return {
        name: Value(packed[0], tuple(packed[1:]), shapes[name, len(packed)])
        if isinstance(packed, list)
        else Value(packed)
        for name, packed in zip(figure_ids(instrument), data, strict=True)
        if packed is not None
    }


@cache
def _shapes(instrument: str) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """The sources of each need by how many numbers it is packed in."""
    shapes = {}
    for name, sources in _sources(instrument).items():
        for each in (sources, (*sources, PRESSURE_UNKNOWN)):
            shapes[name, 1 + len(each)] = each
    return shapes


@dataclass(frozen=True, slots=True, eq=False)
class PackedValues(Mapping[str, Value]):
    """What pack_values made, unpacked only where it is looked into."""

    instrument: str
    data: Sequence[Packed]

    def __getitem__(self, name: str) -> Value:
        return unpack_values(self.instrument, self.data)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(unpack_values(self.instrument, self.data))

    def __len__(self) -> int:
        return len(unpack_values(self.instrument, self.data))

    def items(self) -> ItemsView[str, Value]:
        return unpack_values(self.instrument, self.data).items()

    def in_order(self, figures: tuple[str, ...]) -> Sequence[Packed]:
        """Raises ValueError where it is not what pack_values made."""
        names = figure_ids(self.instrument)
        if len(self.data) != len(names):
            raise ValueError(f"{len(self.data)} figures are not those of {self.instrument}")
        if figures == names:
            return self.data
        found = dict(zip(names, self.data, strict=True))
        return [found.get(figure) for figure in figures]


def find_layout(values: Sequence[Mapping[str, Value]], figures: tuple[str, ...]) -> Layout:
    """One that holds all of the values."""
    instruments = sorted({entry.instrument for entry in values if isinstance(entry, PackedValues)})
    found: list[Layout] = [((),) * len(figures), *[_packed_layout(each, figures) for each in instruments]]
    found += [_layout_of(entry, figures) for entry in values if not isinstance(entry, PackedValues)]
    return tuple(tuple(s for s in part_sources(each) if s != PRESSURE_UNKNOWN) for each in zip(*found, strict=True))


@cache
def _packed_layout(instrument: str, figures: tuple[str, ...]) -> Layout:
    return tuple(_sources(instrument).get(figure, ()) for figure in figures)


def _layout_of(values: Mapping[str, Value], figures: tuple[str, ...]) -> Layout:
    return tuple(values[figure].sources if figure in values else () for figure in figures)


def lay_out(values: Mapping[str, Value], figures: tuple[str, ...], layout: Layout) -> Sequence[Packed]:
    """By figure a number, of a need [need, *points by the layout] and perhaps more, None where absent.

    As it was packed, mostly: a release reads 600,000 of them.
    """
    if isinstance(values, PackedValues) and _packed_layout(values.instrument, figures) == layout:
        return values.in_order(figures)
    return [
        None if (value := values.get(figure)) is None else _lay_out(value, sources)
        for figure, sources in zip(figures, layout, strict=True)
    ]


def _lay_out(value: Value, sources: tuple[str, ...]) -> Packed:
    parts = value.parts
    return [value.value, *[parts.get(source, 0.0) for source in sources]] if sources else value.value


def mean_values(values: Sequence[Mapping[str, Value]]) -> Values:
    """What a municipality with several projects counts with: the mean of those that have the figure."""
    names = dict.fromkeys(name for entry in values for name in entry)
    return {name: _mean([entry[name] for entry in values if name in entry]) for name in names}


def _mean(values: Sequence[Value]) -> Value:
    parts = [entry.parts for entry in values]
    means = {
        source: math.fsum(entry.get(source, 0.0) for entry in parts) / len(values) for source in part_sources(parts)
    }
    return need_value(math.fsum(entry.value for entry in values) / len(values), means)


def part_sources(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The sources of several needs in the order of their parts, PRESSURE_UNKNOWN last."""
    met = dict.fromkeys(source for entry in parts for source in entry)
    return (*[source for source in met if source != PRESSURE_UNKNOWN], *[PRESSURE_UNKNOWN] * (PRESSURE_UNKNOWN in met))
