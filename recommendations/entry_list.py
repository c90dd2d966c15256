"""Every entry that a project can make, from the guides (guides/*.toml), in their order. Pure."""

import tomllib
from pathlib import Path
from typing import Any

from recommendations.entries import LONGEST_TEXT, EntrySpec

GUIDES = Path(__file__).parent / "guides"
AREAS = ("calendar", "path", "concept", "costs", "proposal")


def read_guide(name: str) -> dict[str, Any]:
    """A guide as TOML gives it; its tables `entry` are the specs, what else it holds is read by its area."""
    with (GUIDES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _spec(area: str, data: dict[str, Any]) -> EntrySpec:
    return EntrySpec(
        key=f"{area}.{data['key']}",
        label=data["label"],
        kind=data["kind"],
        help=data.get("help", ""),
        choices=tuple((value, words) for value, words in data.get("choices", [])),
        longest=data.get("longest", LONGEST_TEXT),
        least=data.get("least", 0),
        most=data.get("most", 999_999_999),
    )


def load_specs() -> dict[str, EntrySpec]:
    """{key: spec}. Raises ValueError where a key is there twice."""
    found = [_spec(area, data) for area in AREAS for data in read_guide(area).get("entry", [])]
    specs = {spec.key: spec for spec in found}
    if len(specs) != len(found):
        raise ValueError("two entries have the same key")
    return specs


SPECS = load_specs()
