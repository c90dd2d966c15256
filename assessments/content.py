"""Reader of content files (TOML): checks every table key by key and collects all faults before it complains. Pure."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Check = Callable[[Any], str | None]
"""Says in German what is wrong with a value; None where nothing is."""
Keys = Mapping[str, Check]


class ContentError(ValueError):
    """Content that cannot be used. `faults`: one German line each, all that were found."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def text(value: Any) -> str | None:
    if not isinstance(value, str):
        return "ist kein Text"
    return None if value.strip() else "ist leer"


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "ist weder true noch false"


def one_of(*words: str) -> Check:
    return lambda value: None if value in words else f"ist nicht eines von: {', '.join(words)}"


def whole(low: int, high: int) -> Check:
    def check(value: Any) -> str | None:
        return None if type(value) is int and low <= value <= high else f"ist keine ganze Zahl von {low} bis {high}"

    return check


def number(low: float, high: float) -> Check:
    def check(value: Any) -> str | None:
        return None if type(value) in (int, float) and low <= value <= high else f"ist keine Zahl von {low} bis {high}"

    return check


def percent(value: Any) -> str | None:
    """A share from 0 to 1 with at most two decimals, so that the engine can count with whole hundredths."""
    if type(value) not in (int, float) or not 0 <= value <= 1:
        return "ist keine Zahl von 0 bis 1"
    return None if round(value * 100) / 100 == value else "hat mehr als zwei Nachkommastellen"


def list_of(check: Check, low: int, high: int) -> Check:
    def check_list(value: Any) -> str | None:
        if not isinstance(value, list) or not low <= len(value) <= high:
            return f"ist keine Liste mit {low} bis {high} Einträgen" if low < high else f"hat nicht {low} Einträge"
        reasons = (check(entry) for entry in value)
        return next((f"Eintrag {place}: {reason}" for place, reason in enumerate(reasons, 1) if reason), None)

    return check_list


def map_of(check: Check) -> Check:
    def check_map(value: Any) -> str | None:
        if not isinstance(value, dict):
            return "ist keine Tabelle"
        return next((f"{key}: {reason}" for key, entry in value.items() if (reason := check(entry))), None)

    return check_map


def table_of(keys: Keys) -> Check:
    return lambda value: next(iter(key_faults(value, keys)), None)


def key_faults(table: Any, keys: Keys, optional: frozenset[str] = frozenset()) -> list[str]:
    if not isinstance(table, dict):
        return ["ist keine Tabelle"]
    missing = [f"„{key}“ fehlt" for key in keys if key not in table and key not in optional]
    unknown = [f"„{key}“ ist hier nicht vorgesehen" for key in table if key not in keys]
    wrong = [f"„{key}“ {reason}" for key in keys if key in table and (reason := keys[key](table[key]))]
    return missing + unknown + wrong


@dataclass(slots=True)
class ContentFolder:
    """The TOML files of one folder and the faults found in them so far."""

    path: Path
    faults: list[str] = field(default_factory=list)

    def table(self, name: str, keys: Keys, optional: frozenset[str] = frozenset()) -> dict[str, Any] | None:
        """The whole file as one table; None, with the faults noted, where it cannot be used."""
        data = self._load(name)
        if data is None:
            return None
        faults = key_faults(data, keys, optional)
        self.faults += [f"{name}: {fault}" for fault in faults]
        return None if faults else data

    def tables(self, name: str, key: str, keys: Keys, optional: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
        """The faultless ones of the tables [[key]], the only key of the file; the faults of the others are noted."""
        data = self._load(name)
        if data is None:
            return []
        rows = data.get(key)
        if list(data) != [key] or not isinstance(rows, list):
            self.faults.append(f"{name}: besteht nicht allein aus [[{key}]]")
            return []
        found = [(row, key_faults(row, keys, optional)) for row in rows]
        for place, (row, faults) in enumerate(found, 1):
            label = row.get("id", row.get("number", f"Nr. {place}")) if isinstance(row, dict) else f"Nr. {place}"
            self.faults += [f"{name}, {label}: {fault}" for fault in faults]
        return [row for row, faults in found if not faults]

    def compare(self, what: str, expected: Iterable[Any], found: Iterable[Any]) -> None:
        """Note what is missing, what is unknown and what is there more than once."""
        wanted, counted = list(expected), Counter(found)
        self.faults += [f"{what} {entry}: fehlt" for entry in wanted if entry not in counted]
        self.faults += [f"{what} {entry}: ist nicht vorgesehen" for entry in counted if entry not in wanted]
        self.faults += [f"{what} {entry}: steht {count}-mal da" for entry, count in counted.items() if count > 1]

    def _load(self, name: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads((self.path / name).read_bytes().decode("utf-8"))
        except OSError:
            self.faults.append(f"{name}: Datei fehlt oder ist nicht lesbar")
        except UnicodeDecodeError:
            self.faults.append(f"{name}: ist nicht in UTF-8 geschrieben")
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{name}: ist kein gültiges TOML ({error})")
        return None


def checksum(folder: Path) -> str:
    """SHA-256 over names and bytes of the TOML files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
