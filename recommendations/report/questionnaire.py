"""The blank questionnaire for workshops: the items of the quick or the full check, part by part."""

from dataclasses import dataclass
from typing import Literal

from assessments.instrument import Instrument, Item, Part, load_instrument

Scope = Literal["quick", "full"]
SCOPE_TITLES = {"quick": "Kurzcheck", "full": "Vollständiger Check"}


@dataclass(frozen=True, slots=True)
class BlankPart:
    title: str
    question: str
    intro: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """`sheets`: each part begins on a new page, so that groups can share the parts out."""

    instrument: Instrument
    title: str
    scope_title: str
    count: int
    minutes: int
    sheets: bool
    parts: tuple[BlankPart, ...]


def build_questionnaire(instrument_key: str, scope: Scope) -> Questionnaire:
    instrument = load_instrument(instrument_key)
    items = instrument.quick_items if scope == "quick" else instrument.items
    asked = frozenset(item.id for item in items)
    parts = tuple(_part(part, asked) for part in instrument.parts)
    return Questionnaire(
        instrument=instrument,
        title=f"{instrument.title}: Fragebogen, {SCOPE_TITLES[scope]}",
        scope_title=SCOPE_TITLES[scope],
        count=len(items),
        minutes=5 if scope == "quick" else 20,
        sheets=scope == "full",
        parts=tuple(part for part in parts if part.items),
    )


def _part(part: Part, asked: frozenset[str]) -> BlankPart:
    items = (item for dimension in part.dimensions for item in dimension.items)
    return BlankPart(part.title, part.question, part.intro, tuple(item for item in items if item.id in asked))
