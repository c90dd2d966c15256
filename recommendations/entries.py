"""What a project says of its decision beside the answers: dates of its calendar, gates, texts of its papers. Pure.

Each has a key and one text in its canonical form, as Entry and the document store it. An area (clock, decision path,
concept, proposal, costs) names its specs in its own module; entry_list.py collects them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

EntryKind = Literal["line", "text", "choice", "date", "dates", "whole", "euro", "decimal"]
LONGEST_TEXT, LONGEST_LINE = 5000, 200
MOST_DATES = 60
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
EURO = re.compile(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{2}")
DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,2}[1-9])?")


@dataclass(frozen=True, slots=True)
class EntrySpec:
    """`key`: "area.name". `choices`: (value, words) of a choice. `least`, `most`: of a whole number or a decimal.

    Canonical forms: "2027-03-31"; dates in order, joined by one space; "12"; "1250.00"; "2.5". Empty: nothing said.
    """

    key: str
    label: str
    kind: EntryKind
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    longest: int = LONGEST_TEXT
    least: int = 0
    most: int = 999_999_999

    def fault(self, value: str) -> str | None:
        """Why a value that is not empty is none of this entry; None where it is one."""
        if self.kind in ("line", "text"):
            return self._text_fault(value)
        if self.kind == "choice":
            return None if value in dict(self.choices) else "Der Wert steht nicht zur Auswahl"
        if self.kind in ("date", "dates"):
            return self._dates_fault(value.split(" "))
        return self._number_fault(value)

    def _text_fault(self, value: str) -> str | None:
        if self.kind == "line" and "\n" in value:
            return "Erwartet wird eine Zeile"
        longest = min(self.longest, LONGEST_LINE) if self.kind == "line" else self.longest
        return f"Höchstens {longest} Zeichen" if len(value) > longest else None

    def _dates_fault(self, values: list[str]) -> str | None:
        try:
            days = [date.fromisoformat(value) for value in values]
        except ValueError:
            return "Erwartet wird ein Datum wie 2027-06-30"
        if any(day.isoformat() != value for day, value in zip(days, values, strict=True)):
            return "Erwartet wird ein Datum wie 2027-06-30"
        if not all(EARLIEST <= day <= LATEST for day in days):
            return "Das Jahr muss zwischen 1990 und 2100 liegen"
        most = 1 if self.kind == "date" else MOST_DATES
        if len(days) > most or days != sorted(set(days)):
            return f"Erwartet werden höchstens {most} Tage, jeder einmal, in ihrer Reihenfolge"
        return None

    def _number_fault(self, value: str) -> str | None:
        form = {"whole": NUMBER, "euro": EURO, "decimal": DECIMAL}[self.kind]
        # Of euros the limit is in whole ones: 999,999,999.99 is within 999,999,999.
        if not form.fullmatch(value) or not self.least <= self._number(value) <= self.most:
            return f"Erwartet wird eine Zahl von {self.least} bis {self.most}"
        return None

    def _number(self, value: str) -> Decimal | int:
        return int(Decimal(value)) if self.kind == "euro" else Decimal(value)


def day_of(entries: Mapping[str, str], key: str) -> date | None:
    value = entries.get(key)
    return date.fromisoformat(value) if value else None


def days_of(entries: Mapping[str, str], key: str) -> tuple[date, ...]:
    """In their order; empty where none is said."""
    return tuple(date.fromisoformat(value) for value in entries.get(key, "").split())


def whole_of(entries: Mapping[str, str], key: str) -> int | None:
    value = entries.get(key)
    return int(value) if value else None


def decimal_of(entries: Mapping[str, str], key: str) -> Decimal | None:
    """Of a decimal or an amount in euros."""
    value = entries.get(key)
    return Decimal(value) if value else None
