"""Reads a filled-in table cell by cell: every fault with its cell, what is wrong and what may stand there."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

from assessments.forms import clean_text
from assessments.instrument import load_instrument
from assessments.templatetags.figures import grouped
from recommendations.answer_sheet.archive import EMPTY, Cell, SheetError, open_book
from recommendations.answer_sheet.model import (
    ALLOWED,
    ANSWER,
    FORMAT_VERSION,
    ID,
    INSTRUMENT,
    LONGEST_NOTE,
    MOST_ROWS,
    NOTE,
    QUESTIONS_SHEET,
    README_SHEET,
    VERSION,
    CellFault,
    Line,
    SheetRow,
)

README_ROWS = 60
LONGEST_SHOWN, LONGEST_KEPT = 80, 3_000
MANY_ROWS = 80
LEVEL = re.compile(r"(?:stufe )?([0-4])(?:[.,]0+)?")
OTHERS = {
    "weiss nicht": "unknown",
    "trifft nicht zu": "not_applicable",
    "trifft auf uns nicht zu": "not_applicable",
}
# How a table writes a carriage return, and an underscore that would else begin such a code.
CARRIAGE_RETURN, UNDERSCORE = "_x000D_", "_x005F_"
SPACE = re.compile(r"\s+")
QUOTES = "„“”\"'‚‘"
FRESH = "Laden Sie die Tabelle hier neu herunter und übertragen Sie die Antworten."


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """`rows`: those that say something, in their order."""

    rows: tuple[SheetRow, ...]

    @property
    def faults(self) -> tuple[CellFault, ...]:
        return tuple(fault for row in self.rows for fault in row.faults)

    @property
    def given(self) -> dict[str, tuple[str | None, str | None]]:
        """{item: (answer, note)}, None for what the table leaves as it is; only where there are no faults."""
        said = [row for row in self.rows if (row.value, row.note) != (None, None)]
        return {row.item: (row.value, row.note) for row in said}

    def lines(self) -> list[Line]:
        """For the marked copy. Of a table with very many rows the notes are shortened."""
        longest = LONGEST_KEPT if len(self.rows) <= MANY_ROWS else LONGEST_SHOWN
        return [Line(row.item, row.typed_answer, shown(row.typed_note, longest), row_text(row)) for row in self.rows]


def row_text(row: SheetRow) -> str:
    return " ".join(f"{fault.wrong} {fault.allowed}" for fault in row.faults)


def read_answer_sheet(raw: bytes, instrument_key: str) -> ReadSheet:
    """Raises SheetError where the file is no table of this instrument."""
    book = open_book(raw)
    check_origin(book.tables, instrument_key)
    if book.merged:
        areas = ", ".join(book.merged[:5])
        raise SheetError(f"In der Tabelle sind Zellen verbunden ({areas}). Heben Sie die Verbindung auf.")
    head, *rows = book.tables[QUESTIONS_SHEET] or [()]
    if len(rows) >= MOST_ROWS:
        raise SheetError(f"Im Blatt „{QUESTIONS_SHEET}“ stehen mehr als {MOST_ROWS} Zeilen. {FRESH}")
    columns = find_columns(head)
    reader = RowReader(load_instrument(instrument_key), columns)
    found = (reader.read(number, row) for number, row in enumerate(rows, 2))
    return ReadSheet(tuple(row for row in found if row is not None))


def check_origin(tables, instrument_key: str) -> None:
    """Raises SheetError for a table of something else."""
    missing = [title for title in (README_SHEET, QUESTIONS_SHEET) if title not in tables]
    if missing:
        raise SheetError(f"Das Blatt „{missing[0]}“ fehlt. {FRESH}")
    said = {plain(row[0]): plain(row[1]) for row in tables[README_SHEET][:README_ROWS] if len(row) > 1}
    found = said.get(INSTRUMENT, "")
    if found != instrument_key:
        other = f"gehört zum Fragebogen „{shown(found, LONGEST_SHOWN)}“" if found else "nennt keinen Fragebogen"
        raise SheetError(f"Die Tabelle {other}, dieser Check verwendet „{instrument_key}“. {FRESH}")
    if said.get(VERSION) != str(FORMAT_VERSION):
        raise SheetError(f"Diese Fassung der Tabelle wird nicht gelesen. {FRESH}")


def find_columns(head: tuple[Cell, ...]) -> dict[str, int]:
    """{heading: place}. Raises SheetError."""
    titles = [plain(cell).casefold() for cell in head]
    columns = {}
    for title in (ID, ANSWER, NOTE):
        places = [place for place, found in enumerate(titles) if found == title.casefold()]
        if len(places) != 1:
            problem = "fehlt" if not places else "steht mehrmals da"
            raise SheetError(f"In Zeile 1 des Blatts „{QUESTIONS_SHEET}“ {problem} die Überschrift „{title}“. {FRESH}")
        columns[title] = places[0]
    return columns


class RowReader:
    """Reads row by row and remembers which questions it has seen."""

    def __init__(self, instrument, columns: dict[str, int]):
        self.instrument, self.columns = instrument, columns
        self.seen: dict[str, int] = {}

    def read(self, number: int, row: tuple[Cell, ...]) -> SheetRow | None:
        """None for a row that says nothing: without answer and note, whatever else stands in it."""
        cells = {title: row[place] if place < len(row) else EMPTY for title, place in self.columns.items()}
        item, answer, note = (cells[title] for title in (ID, ANSWER, NOTE))
        if is_blank(answer) and is_blank(note):
            return None
        faults: list[CellFault] = []
        typed = plain(item).upper()
        self.note_faults(faults, ID, number, self.item_fault(typed, number))
        value = self.take(faults, ANSWER, number, read_answer, answer)
        text = self.take(faults, NOTE, number, read_note, note)
        return SheetRow(
            number=number,
            item=shown(typed, LONGEST_SHOWN),
            typed_answer=shown(plain(answer), LONGEST_SHOWN),
            typed_note=plain(note),
            value=value,
            note=text,
            faults=tuple(faults),
        )

    def item_fault(self, typed: str, number: int) -> tuple[str, str] | None:
        if not typed:
            return "In dieser Zeile fehlt die Nummer der Frage.", "Tragen Sie sie ein oder leeren Sie die Zeile."
        if not self.instrument.has_item(typed):
            wrong = f"Die Frage „{shown(typed, 20)}“ gibt es nicht."
            return wrong, "Erlaubt sind die Nummern des Fragebogens, zum Beispiel K1.2."
        first = self.seen.setdefault(typed, number)
        if first != number:
            return f"Die Frage {typed} steht schon in Zeile {first}.", "Beantworten Sie jede Frage nur einmal."
        return None

    def take(self, faults, title, number, read, cell):
        try:
            return read(cell)
        except CellError as error:
            self.note_faults(faults, title, number, error.args)
            return None

    def note_faults(self, faults, title, number, texts):
        if texts:
            faults.append(CellFault(f"{get_column_letter(self.columns[title] + 1)}{number}", *texts))


class CellError(Exception):
    """`args`: what is wrong, and what is allowed."""


def read_answer(cell: Cell) -> str | None:
    """As an answer stores it; None for an empty cell. Raises CellError."""
    if is_blank(cell):
        return None
    check_kind(cell, ALLOWED)
    text = SPACE.sub(" ", plain(cell)).strip(QUOTES + " ").casefold()
    level = LEVEL.fullmatch(text)
    if level:
        return level[1]
    if text in OTHERS:
        return OTHERS[text]
    raise CellError(f"„{shown(plain(cell), LONGEST_SHOWN)}“ ist keine Antwort.", ALLOWED)


def read_note(cell: Cell) -> str | None:
    """The text; None for an empty cell. Raises CellError."""
    if is_blank(cell):
        return None
    allowed = f"Erlaubt ist Text mit höchstens {grouped(LONGEST_NOTE)} Zeichen."
    check_kind(cell, allowed)
    text = plain(cell)
    if len(text) > LONGEST_NOTE:
        raise CellError(f"Die Notiz hat {grouped(len(text))} Zeichen.", allowed)
    return text


def check_kind(cell: Cell, allowed: str) -> None:
    """Raises CellError for what is no value of its own."""
    if cell.kind == "f":
        raise CellError("In der Zelle steht eine Formel.", allowed)
    if cell.kind == "e":
        raise CellError(f"Die Zelle zeigt einen Fehler ({shown(plain(cell), 20)}).", allowed)
    if isinstance(cell.value, date | time | timedelta):
        raise CellError(f"Die Zelle ist ein Datum ({plain(cell)}).", allowed)


def is_blank(cell: Cell) -> bool:
    return plain(cell) == ""


def plain(cell: Cell) -> str:
    """What stands in the cell, as text: numbers as people write them, without control characters."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value).replace(".", ",")
    return clean_text(str(value).replace(CARRIAGE_RETURN, "").replace(UNDERSCORE, "_")).strip()


def shown(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
