"""Further reading to each recommendation, from public sources (guides/reading.toml). Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recommendations.entry_list import read_guide


@dataclass(frozen=True, slots=True)
class Source:
    """`year`: None where the source names none. `address`: to be typed; never a link."""

    title: str
    publisher: str
    year: int | None
    address: str

    @property
    def edition(self) -> str:
        """„BBSR, 2024“."""
        return f"{self.publisher}, {self.year}" if self.year else self.publisher


@dataclass(frozen=True, slots=True)
class Reading:
    """`finds`: what one finds there about this recommendation."""

    source: Source
    finds: str


def further_reading(recommendation_id: str) -> tuple[Reading, ...]:
    """In the order of the guide; empty for a recommendation that has none."""
    return load_readings().get(recommendation_id, ())


@cache
def load_readings() -> Mapping[str, tuple[Reading, ...]]:
    """{recommendation: readings}. Raises KeyError where a source is missing."""
    return group_readings(read_guide("reading"))


def group_readings(guide: Mapping[str, Any]) -> Mapping[str, tuple[Reading, ...]]:
    sources = {key: source_of(data) for key, data in guide["source"].items()}
    found: dict[str, list[Reading]] = defaultdict(list)
    for entry in guide["reading"]:
        found[entry["recommendation"]].append(Reading(sources[entry["source"]], entry["finds"]))
    return {key: tuple(readings) for key, readings in found.items()}


def source_of(data: Mapping[str, Any]) -> Source:
    return Source(data["title"], data["publisher"], data.get("year"), data["address"])
