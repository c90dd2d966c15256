"""What stands in the table, and what of it was read."""

from dataclasses import dataclass

FORMAT_VERSION = 1
README_SHEET, QUESTIONS_SHEET = "Hinweise", "Fragebogen"
ID, ANSWER, NOTE, CHECK = "Nr.", "Antwort", "Notiz", "Bitte prüfen"
INSTRUMENT, VERSION = "Instrument", "Fassung der Tabelle"
UNKNOWN_WORDS, NOT_APPLICABLE_WORDS = "weiß nicht", "trifft nicht zu"
CHOICES = ("0", "1", "2", "3", "4", UNKNOWN_WORDS, NOT_APPLICABLE_WORDS)
ALLOWED = "Möglich sind 0, 1, 2, 3, 4, „weiß nicht“ und „trifft nicht zu“; leer heißt: keine Änderung."
LONGEST_NOTE = 2000
MOST_ROWS, MOST_COLUMNS = 400, 40


@dataclass(frozen=True, slots=True)
class CellFault:
    """`cell`: „I7“. `wrong`: what is wrong, `allowed`: what may stand there."""

    cell: str
    wrong: str
    allowed: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something. `item`: as typed. `value`: as an answer stores it, `note`: as text; None where the
    cell is empty or faulty. `typed_answer`, `typed_note`: what stands in the cells."""

    number: int
    item: str
    typed_answer: str
    typed_note: str
    value: str | None
    note: str | None
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a table is filled with: of an item, or of a row whose item is not known. `fault`: for „Bitte prüfen“."""

    item: str
    answer: str = ""
    note: str = ""
    fault: str = ""


def answer_words(value: str) -> str:
    """A stored answer as it stands in the table."""
    return {"unknown": UNKNOWN_WORDS, "not_applicable": NOT_APPLICABLE_WORDS}.get(value, value)
