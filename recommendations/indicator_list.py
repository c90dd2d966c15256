"""The catalogue of indicators (guides/indicators.toml). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommendations.entry_list import read_guide

DIRECTIONS = ("up", "down")


@dataclass(frozen=True, slots=True)
class CatalogueIndicator:
    """`direction`: what is better, "up" or "down". `fields`: of municipal work in which it fits; `recommendations`:
    ids of those that it serves."""

    id: str
    theme: str
    title: str
    definition: str
    unit: str
    direction: str
    source: str
    method: str
    example: str
    fields: tuple[str, ...]
    recommendations: tuple[str, ...]


def load_indicators(data: Mapping[str, Any]) -> dict[str, CatalogueIndicator]:
    """{id: indicator} in their order. Raises ValueError for an id that is there twice, an unknown theme or an empty
    text, TypeError for a key that is missing or unknown."""
    found = [_indicator(row) for row in data["indicator"]]
    by_id = {entry.id: entry for entry in found}
    if len(by_id) != len(found):
        raise ValueError("two indicators have the same id")
    if any(entry.theme not in data["themes"] or entry.direction not in DIRECTIONS for entry in found):
        raise ValueError("an indicator has an unknown theme or direction")
    return by_id


def _indicator(row: Mapping[str, Any]) -> CatalogueIndicator:
    if not all(row.values()):
        raise ValueError(f"an indicator has an empty text: {row.get('id')}")
    values: dict[str, Any] = {}
    for name, value in row.items():
        values[name] = tuple(value) if isinstance(value, list) else value
    return CatalogueIndicator(**values)


def by_theme() -> list[tuple[str, list[CatalogueIndicator]]]:
    """[(theme in words, its indicators)] in the order of the themes."""
    return [(words, [entry for entry in INDICATORS.values() if entry.theme == key]) for key, words in THEMES.items()]


_GUIDE = read_guide("indicators")
THEMES: dict[str, str] = _GUIDE["themes"]
INDICATORS = load_indicators(_GUIDE)
INDICATOR_IDS = tuple(INDICATORS)
