"""Reader of the official directory of municipalities (GV100AD, Destatis GV-ISys). Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LAENDER = (
    ("08", "Baden-Württemberg"),
    ("09", "Bayern"),
    ("11", "Berlin"),
    ("12", "Brandenburg"),
    ("04", "Bremen"),
    ("02", "Hamburg"),
    ("06", "Hessen"),
    ("13", "Mecklenburg-Vorpommern"),
    ("03", "Niedersachsen"),
    ("05", "Nordrhein-Westfalen"),
    ("07", "Rheinland-Pfalz"),
    ("10", "Saarland"),
    ("14", "Sachsen"),
    ("15", "Sachsen-Anhalt"),
    ("01", "Schleswig-Holstein"),
    ("16", "Thüringen"),
)
SIZE_CLASSES = (
    (1, "unter 5.000 Einwohnerinnen und Einwohner"),
    (2, "5.000 bis unter 20.000"),
    (3, "20.000 bis unter 100.000"),
    (4, "100.000 und mehr"),
)
SIZE_LIMITS = (5_000, 20_000, 100_000)

# The published files have 220 characters a line, the description of the format says 224: both are read.
RECORD_LENGTHS = (220, 224)
RECORD_TYPES = {"10", "20", "30", "40", "50", "60"}
UNINHABITED_AREA = "66"
INHABITED_AREA = "65"
MUNICIPALITY_KINDS = {"60", "61", "62", "63", "64", "65", "66", "67"}
LONGEST_KEY = 240
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One municipality. `district`: name of its Kreis, or its own for a kreisfreie Stadt."""

    ags: str
    name: str
    kind: str
    land: str
    district: str
    postcode: str
    population: int
    area_ha: int
    as_of: date


@dataclass(frozen=True, slots=True)
class LineFault:
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"Zeile {self.line}, {self.field}: {self.reason}"


class DirectoryError(ValueError):
    """The file is not a GV100AD file as specified. `faults` names line and field of each fault."""

    def __init__(self, faults: list[LineFault]) -> None:
        super().__init__(f"{len(faults)} Fehler, der erste: {faults[0]}")
        self.faults = faults


def size_class(population: int) -> int:
    """1–4 as in SIZE_CLASSES (disclosure.md, "A release")."""
    return 1 + sum(population >= limit for limit in SIZE_LIMITS)


def search_key(text: str) -> str:
    """Lower case, umlauts as ae/oe/ue/ss, no accents or punctuation: "Köln" and "koeln" meet at "koeln".

    At most LONGEST_KEY characters: one sign like "㎯" becomes several letters.
    """
    lowered = unicodedata.normalize("NFC", text).casefold().translate(UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_KEY]


def read_directory(lines: Iterable[str]) -> list[DirectoryEntry]:
    """Every municipality of a GV100AD file (without the two kinds of gemeindefreie Gebiete), in file order.

    Raises DirectoryError with every fault found; an empty file or one without municipalities is a fault.
    """
    faults: list[LineFault] = []
    districts: dict[str, str] = {}
    entries: dict[str, DirectoryEntry] = {}
    number = 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        found = check_record(number, line)
        faults += found
        if found:
            continue
        if line[:2] == "40":
            districts[line[10:15]] = line[22:72].strip()
        elif line[:2] == "60":
            read_municipality(number, line, districts, entries, faults)
    if not entries and not faults:
        faults.append(LineFault(max(number, 1), "Satzart", "Die Datei enthält keine Gemeinde (Satzart 60)."))
    if faults:
        raise DirectoryError(faults)
    return list(entries.values())


def check_record(number: int, line: str) -> list[LineFault]:
    """Faults that every kind of record can have."""
    if len(line) not in RECORD_LENGTHS:
        return [LineFault(number, "Satzlänge", f"{len(line)} statt {RECORD_LENGTHS[0]} Zeichen.")]
    if line[:2] not in RECORD_TYPES:
        return [LineFault(number, "Satzart", f"„{line[:2]}“ ist keine bekannte Satzart.")]
    if parse_day(line[2:10]) is None:
        return [LineFault(number, "Gebietsstand", f"„{line[2:10]}“ ist kein Datum JJJJMMTT.")]
    if line[10:12] not in dict(LAENDER):
        return [LineFault(number, "Land", f"„{line[10:12]}“ ist kein Landesschlüssel.")]
    return []


def read_municipality(
    number: int,
    line: str,
    districts: dict[str, str],
    entries: dict[str, DirectoryEntry],
    faults: list[LineFault],
) -> None:
    """Adds the municipality of this record to `entries`, or what is wrong with it to `faults`."""
    kind = line[122:124]
    if kind in {INHABITED_AREA, UNINHABITED_AREA}:
        return
    found = check_municipality(number, line, districts)
    if line[10:18] in entries:
        found.append(LineFault(number, "AGS", f"{line[10:18]} kommt mehrfach vor."))
    faults += found
    as_of = parse_day(line[2:10])
    if found or as_of is None:
        return
    entries[line[10:18]] = DirectoryEntry(
        ags=line[10:18],
        name=line[22:72].strip(),
        kind=kind,
        land=line[10:12],
        district=districts[line[10:15]],
        postcode=line[165:170].strip(),
        population=int(line[139:150]),
        area_ha=int(line[128:139]),
        as_of=as_of,
    )


def check_municipality(number: int, line: str, districts: dict[str, str]) -> list[LineFault]:
    checks = (
        ("AGS", is_digits(line[10:18]), f"„{line[10:18]}“ hat keine 8 Ziffern."),
        ("Name", bool(line[22:72].strip()), "Der Name fehlt."),
        ("Textkennzeichen", line[122:124] in MUNICIPALITY_KINDS, f"„{line[122:124]}“ ist nicht bekannt."),
        ("Fläche", is_digits(line[128:139]), f"„{line[128:139]}“ ist keine Zahl."),
        ("Bevölkerung", is_digits(line[139:150]), f"„{line[139:150]}“ ist keine Zahl."),
        ("PLZ", is_digits(line[165:170]), f"„{line[165:170]}“ hat keine 5 Ziffern."),
        ("Kreis", line[10:15] in districts, f"Der Kreis {line[10:15]} steht nicht davor in der Datei."),
    )
    return [LineFault(number, field, reason) for field, holds, reason in checks if not holds]


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def parse_day(text: str) -> date | None:
    if not is_digits(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
