"""Opens a file from outside as a workbook: checked before anything reads it, and small however it was packed."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice

from openpyxl import load_workbook

from recommendations.answer_sheet.model import MOST_COLUMNS, MOST_ROWS

LARGEST_FILE, LARGEST_CONTENT = 500_000, 4_000_000
MOST_PARTS, MOST_TAGS = 200, 60_000
OLE = b"\xd0\xcf\x11\xe0"
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z0-9:]{1,20})[\"']")
NO_WORKBOOK = "Die Datei ist keine Excel-Tabelle (.xlsx). Speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“."
DAMAGED = "Die Datei ist beschädigt und lässt sich nicht lesen. Speichern Sie die Tabelle noch einmal als .xlsx."
LOCKED = (
    "Die Datei ist mit einem Kennwort verschlüsselt oder im alten Format .xls gespeichert. "
    "Speichern Sie sie ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“."
)
TOO_LARGE = (
    "Die Datei ist größer, als eine ausgefüllte Tabelle sein kann. Entfernen Sie Bilder und zusätzliche Blätter."
)


class SheetError(Exception):
    """The file cannot be read as a filled-in table; the message says why, in German."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind`: as the file says: "n" number, "s" text, "f" formula, "e" error, "b" boolean, "d" date."""

    value: object
    kind: str


EMPTY = Cell(None, "n")
Table = list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Book:
    """`tables`: the first rows of each sheet, by its title. `merged`: areas of merged cells in any sheet."""

    tables: dict[str, Table]
    merged: tuple[str, ...]


def open_book(raw: bytes) -> Book:
    """Raises SheetError. Macros, pictures and links to other files are never looked at."""
    parts = read_parts(raw)
    try:
        return Book(read_tables(repacked(parts)), find_merged(parts))
    except Exception as error:
        # Whatever the library trips over in a file that anybody may have made.
        raise SheetError(DAMAGED) from error


def read_parts(raw: bytes) -> dict[str, bytes]:
    """The XML in the file, no more of it than fits, whatever its directory says of the sizes. Raises SheetError."""
    if len(raw) > LARGEST_FILE:
        raise SheetError(TOO_LARGE)
    if raw.startswith(OLE):
        raise SheetError(LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return unpack(packed)
    except zipfile.BadZipFile as error:
        raise SheetError(DAMAGED if raw.startswith(b"PK") else NO_WORKBOOK) from error
    except (zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise SheetError(DAMAGED) from error


def unpack(packed: zipfile.ZipFile) -> dict[str, bytes]:
    entries = packed.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise SheetError(TOO_LARGE)
    wanted = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if any(entry.compress_type not in PACKED_AS or entry.flag_bits & 1 for entry in wanted):
        raise SheetError(DAMAGED)
    parts = {}
    for entry in wanted:
        with packed.open(entry) as stream:
            # read() without a size would unpack all there is before it cuts.
            parts[entry.filename] = stream.read(entry.file_size)
    if sum(content.count(b"<") for content in parts.values()) > MOST_TAGS:
        raise SheetError(TOO_LARGE)
    if any(b"\0" in content or b"<!DOCTYPE" in content for content in parts.values()):
        raise SheetError(DAMAGED)
    if "[Content_Types].xml" not in parts:
        raise SheetError(NO_WORKBOOK)
    return parts


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    file.seek(0)
    return file


def read_tables(file: io.BytesIO) -> dict[str, Table]:
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        return {sheet.title: read_rows(sheet) for sheet in book.worksheets[:10]}
    finally:
        book.close()


def read_rows(sheet) -> Table:
    """One row more than are read, which tells whether there are too many."""
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return [tuple(Cell(cell.value, cell.data_type) for cell in row) for row in islice(rows, MOST_ROWS + 1)]


def find_merged(parts: dict[str, bytes]) -> tuple[str, ...]:
    sheets = [content for name, content in parts.items() if "worksheets/" in name]
    return tuple(found.decode() for content in sheets for found in MERGED.findall(content))
