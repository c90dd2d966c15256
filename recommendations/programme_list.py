"""Reader of a list of programmes and their municipalities (CSV). Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.municipalities import LineFault, is_digits

COLUMNS = ("programme", "round", "municipality", "ags", "level", "project", "role", "source", "note")
NEEDED = ("programme", "municipality", "ags")
LIMITS = {"programme": 200, "round": 120, "project": 200}
MUNICIPAL_LEVEL = "Gemeinde"
KEPT = ("programme", "round", "municipality", "ags", "project")
AGS_DIGITS, DISTRICT_DIGITS = 8, 5

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """That a municipality takes part in a programme. `line`: where the list says so, from 1."""

    line: int
    programme: str
    round: str
    municipality: str
    ags: str
    project: str

    @property
    def key(self) -> Key:
        return self.programme, self.ags, self.round, self.project


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """`faults`: in the order of the lines; a faulty line is not in `entries`."""

    entries: tuple[Listed, ...]
    faults: tuple[LineFault, ...]


class ListError(ValueError):
    """It cannot be read as such a list at all."""


def read_programmes(text: str) -> ProgrammeList:
    """`text`: the whole file, with or without BOM; the first line decides between comma and semicolon.

    Raises ListError where a needed column is missing or the file is no CSV.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    _, columns = next(rows, (1, []))
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ListError(f"Es fehlen die Spalten {', '.join(missing)}. Erwartet werden: {', '.join(COLUMNS)}.")
    found: dict[Key, Listed] = {}
    faults: list[LineFault] = []
    for line, fields in rows:
        row = dict(zip(columns, fields, strict=False))
        entry = Listed(line, *[row.get(name, "") for name in KEPT])
        wrong = _check_row(line, columns, fields, row) or _check_repeated(entry, found)
        faults += wrong
        if not wrong:
            found[entry.key] = entry
    return ProgrammeList(tuple(found.values()), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the number of their first line, their fields in NFC without blanks around."""
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            fields = [" ".join(unicodedata.normalize("NFC", field).split()) for field in row]
            if any(fields):
                yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListError(f"Zeile {line} ist nicht als CSV lesbar ({error}).") from error


def _check_row(line: int, columns: list[str], fields: list[str], row: dict[str, str]) -> list[LineFault]:
    if len(fields) != len(columns):
        return [LineFault(line, "Spalten", f"{len(fields)} statt {len(columns)} Felder.")]
    long = [name for name, limit in LIMITS.items() if len(row.get(name, "")) > limit]
    faults = [LineFault(line, name, f"hat mehr als {LIMITS[name]} Zeichen.") for name in long]
    faults += [LineFault(line, name, reason) for name in KEPT if (reason := invisible_fault(row.get(name, "")))]
    if not row["programme"]:
        faults.append(LineFault(line, "programme", "Der Name des Programms fehlt."))
    reason = ags_fault(row["ags"], row.get("level", ""))
    if reason:
        faults.append(LineFault(line, "ags", ": ".join(filter(None, (row["municipality"], reason)))))
    return faults


def invisible_fault(text: str) -> str | None:
    hidden = next((character for character in text if not character.isprintable()), None)
    return None if hidden is None else f"enthält ein unsichtbares Zeichen (U+{ord(hidden):04X})."


def ags_fault(ags: str, level: str) -> str | None:
    if not ags:
        return "Der Schlüssel fehlt."
    if is_digits(ags) and len(ags) == DISTRICT_DIGITS:
        return f"{ags} ist der Schlüssel eines Kreises; teilnehmen können Gemeinden (8 Ziffern)."
    if not is_digits(ags) or len(ags) != AGS_DIGITS:
        return f"„{ags}“ ist kein Gemeindeschlüssel (8 Ziffern)."
    if level not in {"", MUNICIPAL_LEVEL}:
        return f"Die Ebene ist „{level}“; teilnehmen können nur Gemeinden."
    return None


def _check_repeated(entry: Listed, found: Mapping[Key, Listed]) -> list[LineFault]:
    if entry.key not in found:
        return []
    reason = f"{entry.municipality} steht mit Programm, Runde und Vorhaben schon in Zeile {found[entry.key].line}."
    return [LineFault(entry.line, "ags", reason)]
