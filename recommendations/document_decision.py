"""What the decision rests on, as a document tells it: entries, costs and indicators. Pure.

Three keys, which older documents lack: "entries" {"calendar.…": "2027-03-31"}, "costs" and "indicators" (with their
readings): lists of objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from recommendations.entry_list import SPECS
from recommendations.fields import (
    Fields,
    a_date,
    amount,
    an_object,
    built,
    list_of_objects,
    number,
    one_of,
    or_none,
    plain,
    text,
    whole,
)
from recommendations.indicator_list import INDICATOR_IDS

SIDES = {"cost": "Kosten", "relief": "Entlastung"}
COST_KINDS = {
    "staff": "Personal",
    "software": "Software und Lizenzen",
    "hardware": "Geräte und Ersatz",
    "hosting": "Betrieb und Hosting",
    "connection": "Datenverbindungen",
    "service": "Wartung und Dienstleistung",
    "training": "Schulung und Öffentlichkeitsarbeit",
    "other": "Sonstiges",
    "income": "Einnahmen",
    "saving": "Eingesparte Ausgaben",
}
BASES = {"measured": "belegt", "estimated": "geschätzt", "unknown": "noch nicht bekannt"}
READING_BASES = {"measured": "gemessen", "estimated": "geschätzt"}
DIRECTIONS = {"up": "soll steigen", "down": "soll sinken"}
MOST_COSTS, MOST_INDICATORS, MOST_READINGS = 60, 20, 60
MOST_FTE = Decimal("999.99")
MOST_VALUE = Decimal("99999999999")
"""Eleven digits before the comma, three after it."""


@dataclass(frozen=True, slots=True)
class DocumentCost:
    """A line of the sheet. Amounts in euros, None where unknown. `from_year`: 1–5, counted from the first year after
    the funding; `funded_share`: per cent that the grant pays today."""

    side: str
    kind: str
    label: str
    basis: str
    once: Decimal | None
    yearly: Decimal | None
    fte: Decimal | None
    from_year: int
    funded_share: int | None
    assumption: str


@dataclass(frozen=True, slots=True)
class DocumentReading:
    day: date
    value: Decimal
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentIndicator:
    """`catalogue_id`: None for an own one. `direction`: what is better, "up" or "down". `readings`: by day."""

    catalogue_id: str | None
    title: str
    definition: str
    unit: str
    source: str
    method: str
    direction: str
    baseline: Decimal | None
    baseline_day: date | None
    target: Decimal | None
    target_day: date | None
    readings: tuple[DocumentReading, ...]


def take_entries(outer: Fields) -> dict[str, str]:
    """In the order of the list; empty values are none."""
    if "entries" not in outer.data:
        return {}
    data = outer.take("entries", an_object) or {}
    taken = Fields(data, "entries.", outer.faults)
    found = {key: taken.take(key, _entry(key)) for key in SPECS if key in data}
    taken.close()
    return {key: value for key, value in found.items() if value}


def _entry(key: str) -> Any:
    spec = SPECS[key]

    def convert(value: Any) -> str:
        stored = text(spec.longest)(value)
        if stored and (fault := spec.fault(stored)):
            raise ValueError(fault)
        return stored

    return convert


def take_costs(outer: Fields) -> tuple[DocumentCost, ...]:
    return tuple(_rows(outer, "costs", MOST_COSTS, _cost))


def take_indicators(outer: Fields) -> tuple[DocumentIndicator, ...]:
    return tuple(_rows(outer, "indicators", MOST_INDICATORS, _indicator))


def _rows(outer: Fields, key: str, most: int, build: Any) -> list[Any]:
    rows = (outer.take(key, list_of_objects(most)) or []) if key in outer.data else []
    return [built(outer, f"{outer.path}{key}.{place}.", row, build) for place, row in enumerate(rows, 1)]


def _cost(taken: Fields) -> DocumentCost:
    return DocumentCost(
        side=taken.take("side", one_of(*SIDES)),
        kind=taken.take("kind", one_of(*COST_KINDS)),
        label=taken.take("label", text(200, 1)),
        basis=taken.take("basis", one_of(*BASES)),
        once=taken.take("once", or_none(amount)),
        yearly=taken.take("yearly", or_none(amount)),
        fte=taken.take("fte", or_none(number(Decimal(0), MOST_FTE, 2))),
        from_year=taken.take("from_year", whole(1, 5)),
        funded_share=taken.take("funded_share", or_none(whole(0, 100))),
        assumption=taken.take("assumption", text(1000)),
    )


def _indicator(taken: Fields) -> DocumentIndicator:
    value = number(-MOST_VALUE, MOST_VALUE, 3)
    return DocumentIndicator(
        catalogue_id=taken.take("catalogue_id", or_none(one_of(*INDICATOR_IDS))),
        title=taken.take("title", text(200, 1)),
        definition=taken.take("definition", text(1000)),
        unit=taken.take("unit", text(60, 1)),
        source=taken.take("source", text(300)),
        method=taken.take("method", text(1000)),
        direction=taken.take("direction", one_of(*DIRECTIONS)),
        baseline=taken.take("baseline", or_none(value)),
        baseline_day=taken.take("baseline_day", or_none(a_date)),
        target=taken.take("target", or_none(value)),
        target_day=taken.take("target_day", or_none(a_date)),
        readings=_readings(taken),
    )


def _readings(taken: Fields) -> tuple[DocumentReading, ...]:
    found = _rows(taken, "readings", MOST_READINGS, _reading)
    days = [reading.day for reading in found if reading.day is not None]
    if len(set(days)) != len(days):
        taken.fault("readings", "Für einen Tag gibt es mehr als einen Messwert")
    return tuple(sorted((row for row in found if row.day is not None), key=lambda row: row.day))


def _reading(taken: Fields) -> DocumentReading:
    return DocumentReading(
        day=taken.take("day", a_date),
        value=taken.take("value", number(-MOST_VALUE, MOST_VALUE, 3)),
        basis=taken.take("basis", one_of(*READING_BASES)),
        note=taken.take("note", text(300)),
    )


def decision_data(
    entries: Mapping[str, str], costs: tuple[DocumentCost, ...], indicators: tuple[DocumentIndicator, ...]
) -> dict[str, Any]:
    """What of it the document's JSON holds: nothing where nothing is said."""
    data = {
        "entries": {key: entries[key] for key in SPECS if entries.get(key)},
        "costs": plain(costs),
        "indicators": plain(indicators),
    }
    return {key: value for key, value in data.items() if value}
