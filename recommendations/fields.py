"""Takes the values of a JSON object one by one and notes what is wrong with them, each with its path. Pure."""

import re
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from assessments.scoring import Fault

T = TypeVar("T")
# What no database takes, and signs that turn the writing direction: with them a text reads as another one.
NEVER_STORED = re.compile("[\0\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Fields:
    """One JSON object: its values are taken out one by one; what is wrong with them is noted with its path.

    A faulty value is taken as None; nobody sees it, since a document with faults is never returned.
    """

    def __init__(self, data: dict[str, Any], path: str, faults: list[Fault], ignored: tuple[str, ...] = ()) -> None:
        self.data, self.path, self.faults = data, path, faults
        self.seen = set(ignored)

    def take(self, key: str, convert: Callable[[Any], T]) -> T:
        self.seen.add(key)
        if key not in self.data:
            self.fault(key, "Der Schlüssel fehlt")
            return cast(T, None)
        try:
            return convert(self.data[key])
        except ValueError as error:
            self.fault(key, str(error))
            return cast(T, None)

    def fault(self, key: str, reason: str) -> None:
        self.faults.append(Fault(self.path + key, reason))

    def close(self) -> None:
        for key in self.data:
            if key not in self.seen:
                self.fault(key, "Der Schlüssel ist hier nicht vorgesehen")


def nested(outer: Fields, key: str, build: Callable[[Fields], T]) -> T | None:
    data = outer.take(key, or_none(an_object))
    return None if data is None else built(outer, f"{key}.", data, build)


def built(outer: Fields, path: str, data: dict[str, Any], build: Callable[[Fields], T]) -> T:
    taken = Fields(data, path, outer.faults)
    made = build(taken)
    taken.close()
    return made


# Converters: from a JSON value to that of the document; they raise ValueError with a German reason.


def or_none(convert: Callable[[Any], T]) -> Callable[[Any], T | None]:
    return lambda value: None if value is None else convert(value)


def an_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("Erwartet wird ein Objekt")
    return value


def list_of_objects(longest: int) -> Callable[[Any], list[dict[str, Any]]]:
    def convert(value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list) or len(value) > longest:
            raise ValueError(f"Erwartet wird eine Liste mit höchstens {longest} Einträgen")
        return [an_object(entry) for entry in value]

    return convert


def text(longest: int, shortest: int = 0) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("Erwartet wird ein Text")
        if not shortest <= len(value.strip()) or len(value) > longest:
            raise ValueError(f"Erwartet wird ein Text mit {shortest} bis {longest} Zeichen")
        if re.search(NEVER_STORED, value):
            raise ValueError("Der Text enthält Zeichen, die sich nicht speichern lassen")
        return value

    return convert


def one_of(*words: str) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if value not in words:
            raise ValueError(f"Erlaubt sind: {', '.join(words)}")
        return cast(str, value)

    return convert


def whole(low: int, high: int) -> Callable[[Any], int]:
    def convert(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"Erwartet wird eine ganze Zahl von {low} bis {high}")
        return value

    return convert


def _matching(pattern: str, reason: str) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(reason)
        return value

    return convert


ags_code = _matching(r"\d{8}", "Erwartet wird ein Text aus acht Ziffern")
_amount_text = _matching(r"\d{1,9}(\.\d{1,2})?", "Erwartet wird ein Betrag als Text, zum Beispiel „1250.00“")
_date_text = _matching(r"\d{4}-\d\d-\d\d", "Erwartet wird ein Datum wie 2026-03-31")
_moment_text = _matching(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)",
    "Erwartet wird ein Zeitpunkt wie 2026-03-31T12:00:00+00:00",
)


def amount(value: Any) -> Decimal:
    return Decimal(_amount_text(value))


def a_date(value: Any) -> date:
    try:
        return date.fromisoformat(_date_text(value))
    except ValueError:
        raise ValueError("Erwartet wird ein Datum wie 2026-03-31") from None


def moment(value: Any) -> datetime:
    try:
        return datetime.fromisoformat(_moment_text(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("Erwartet wird ein Zeitpunkt wie 2026-03-31T12:00:00+00:00") from None


def number(low: Decimal, high: Decimal, places: int) -> Callable[[Any], Decimal]:
    """A number as text with at most so many decimal places, for example "-12.5"."""
    form = _matching(rf"-?\d{{1,12}}(\.\d{{1,{places}}})?", "Erwartet wird eine Zahl als Text, zum Beispiel „12.5“")

    def convert(value: Any) -> Decimal:
        found = Decimal(form(value))
        if not low <= found <= high:
            raise ValueError(f"Erwartet wird eine Zahl von {low} bis {high}")
        return found

    return convert


def plain(value: Any) -> Any:
    """The inverse of the converters: JSON values of dataclasses, sequences of them, dates (ISO 8601) and decimals."""
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
