"""Strict reader of JSON, and of one record of `score`: {"instrument": …, "answers": {…}} (method.md 6). Pure."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.instrument import InstrumentError, load_instrument
from assessments.scoring import Fault, check_answers


class DamagedJSON(ValueError):
    """Bytes that are not one JSON value in UTF-8; the message is German."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands where the JSON has something that is read in different ways: NaN, Infinity, a key given twice."""

    reason: str


# A tuple: "dict | list | Refused" would be put together anew for each value.
HOLDING = (dict, list, Refused)


def parse_json(raw: bytes) -> object:
    """The value, with a Refused wherever something in it cannot be trusted. Raises DamagedJSON."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise DamagedJSON("Am Anfang steht eine Byte-Reihenfolge-Marke (BOM); erwartet wird UTF-8 ohne BOM")
    try:
        return _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DamagedJSON(f"Kein gültiges UTF-8 (ab Byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise DamagedJSON(f"Kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno})") from None
    except RecursionError:
        raise DamagedJSON("Zu tief verschachtelt") from None
    except ValueError:
        raise DamagedJSON("Eine Zahl hat zu viele Ziffern") from None


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        made |= {key: Refused("Der Schlüssel kommt mehrfach vor") for key, count in counted.items() if count > 1}
    return made


_DECODER = json.JSONDecoder(
    object_pairs_hook=_make_object,
    parse_constant=lambda literal: Refused(f"{literal} ist in JSON kein gültiger Wert"),
)


def refusals(value: object, key: str | None = None) -> list[Fault]:
    """Every Refused in a parsed value, with the key it stands under; None where it stands under none.

    A loop, not a recursion: the parser reads what is nested deeper than Python's calls may be.
    """
    faults: list[Fault] = []
    waiting = [(key, value)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, Refused):
            faults.append(Fault(key, value.reason))
        elif isinstance(value, dict):
            waiting += [(name, entry) for name, entry in reversed(value.items()) if _may_hold(entry)]
        elif isinstance(value, list):
            waiting += [(key, entry) for entry in reversed(value) if _may_hold(entry)]
    return faults


def _may_hold(value: object) -> bool:
    return isinstance(value, HOLDING)


def check_record(data: object) -> list[Fault]:
    """What keeps a parsed record from being scored. Keys beside the two are left alone, so a document is one too."""
    if not isinstance(data, dict):
        return refusals(data) or [Fault(None, "Erwartet wird ein Objekt mit „instrument“ und „answers“")]
    refused = refusals(data)
    named = {fault.id for fault in refused}
    return refused + [fault for fault in _faults(data) if fault.id not in named]


def _faults(data: Mapping[str, Any]) -> list[Fault]:
    missing = [Fault(key, "Der Schlüssel fehlt") for key in ("instrument", "answers") if key not in data]
    if missing:
        return missing
    if not isinstance(data["answers"], dict):
        return [Fault("answers", "Erwartet wird ein Objekt mit den Antworten")]
    if not isinstance(data["instrument"], str):
        return [Fault("instrument", "Erwartet wird der Name des Instruments als Text")]
    try:
        instrument = load_instrument(data["instrument"])
    except InstrumentError as error:
        return [Fault("instrument", error.faults[0])]
    return check_answers(instrument, data["answers"])
