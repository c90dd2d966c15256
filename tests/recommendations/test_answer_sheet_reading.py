"""Reading a filled-in table: every cell is checked, and no file makes it fall over."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.answer_sheet.model import ALLOWED, MOST_ROWS
from tests.recommendations.answer_tables import edited, filled, outcome, read, refusal, row_of


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *((0, "0"), (4, "4"), (2.0, "2"), ("2", "2"), (" 2 ", "2"), ("2.0", "2"), ("2,0", "2"), ("Stufe 3", "3")),
        *(
            ("weiß nicht", "unknown"),
            ("WEIẞ NICHT", "unknown"),
            ("Weiss  Nicht", "unknown"),
            ("„weiß nicht“", "unknown"),
        ),
        *(("Trifft nicht zu", "not_applicable"), ("trifft auf uns nicht zu", "not_applicable")),
        ("weiß\u00a0nicht", "unknown"),
    ],
    ids=str,
)
def test_answer_is_taken_as_people_write_it(typed, value):
    assert read(filled({"K1.2": typed})).given == {"K1.2": (value, None)}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (5, "„5“ ist keine Antwort."),
        (-1, "„-1“ ist keine Antwort."),
        (2.5, "„2,5“ ist keine Antwort."),
        ("zwei", "„zwei“ ist keine Antwort."),
        ("2 bis 3", "„2 bis 3“ ist keine Antwort."),
        (True, "„WAHR“ ist keine Antwort."),
        (False, "„FALSCH“ ist keine Antwort."),
        ("²", "„²“ ist keine Antwort."),
        ("٣", "„٣“ ist keine Antwort."),
        (10**18, "„1e+18“ ist keine Antwort."),
        (1e300, "„1e+300“ ist keine Antwort."),
        ("x" * 500, f"„{'x' * 79}…“ ist keine Antwort."),
        ("=1+1", "In der Zelle steht eine Formel."),
        ("#REF!", "Die Zelle zeigt einen Fehler (#REF!)."),
        (date(2026, 5, 2), "Die Zelle ist ein Datum (02.05.2026)."),
        (datetime(2026, 5, 2, 8), "Die Zelle ist ein Datum (02.05.2026)."),
        (time(2, 30), "Die Zelle ist ein Datum (02:30:00)."),
        (timedelta(hours=3), "Die Zelle ist ein Datum (3:00:00)."),
    ],
    ids=lambda value: str(value)[:20],
)
def test_answer_that_is_none_is_named_with_its_cell(typed, wrong):
    sheet = read(filled({"K1.2": typed}))
    assert [(fault.cell, fault.wrong, fault.allowed) for fault in sheet.faults] == [
        (f"I{row_of('K1.2')}", wrong, ALLOWED)
    ]
    assert sheet.rows[0].value is None


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("x" * 2001, "Die Notiz hat 2.001 Zeichen."),
        ("=HYPERLINK(1)", "In der Zelle steht eine Formel."),
        ("#DIV/0!", "Die Zelle zeigt einen Fehler (#DIV/0!)."),
    ],
    ids=["too long", "formula", "error"],
)
def test_note_that_cannot_be_stored_is_named(typed, wrong):
    sheet = read(filled({"K1.2": 2}, {"K1.2": typed}))
    assert [(fault.cell, fault.wrong) for fault in sheet.faults] == [(f"J{row_of('K1.2')}", wrong)]
    assert sheet.rows[0].value == "2"
    assert [line.fault for line in sheet.lines()] == [f"{wrong} Erlaubt ist Text mit höchstens 2.000 Zeichen."]


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("x" * 2000, "x" * 2000),
        (" Zeile 1\r\nZeile 2\u202e ", "Zeile 1\nZeile 2"),
        (2026, "2026"),
        (2.5, "2,5"),
        ("_x0041_", "_x0041_"),
        ("eins_x000D_\nzwei", "eins\nzwei"),
    ],
    ids=["longest", "lines and direction marks", "whole", "decimal", "escape", "return"],
)
def test_note_is_kept_as_text(typed, note):
    def fill(workbook):
        cell = workbook["Fragebogen"].cell(row_of("S1"), 10)
        cell.value = typed.replace("_x0041", "_x005F_x0041") if isinstance(typed, str) else typed

    assert read(edited(fill)).given == {"S1": (None, note)}


def put(cells):
    def change(workbook):
        for cell, value in cells.items():
            workbook["Fragebogen"][cell] = value

    return edited(change)


def test_unknown_missing_and_doubled_questions_are_named():
    sheet = read(put({"A2": "Z9", "I2": 1, "A3": None, "I3": 2, "A5": "b1.2", "I5": 0, "A6": "B1.2", "I6": 3}))
    assert [(fault.cell, fault.wrong) for fault in sheet.faults] == [
        ("A2", "Die Frage „Z9“ gibt es nicht."),
        ("A3", "In dieser Zeile fehlt die Nummer der Frage."),
        ("A6", "Die Frage B1.2 steht schon in Zeile 5."),
    ]
    # The number of a question counts in any case of its letters.
    assert [row.item for row in sheet.rows] == ["Z9", "", "B1.2", "B1.2"]


def test_row_with_two_faults_names_both():
    sheet = read(put({"A2": "Z9", "I2": 9}))
    assert [fault.cell for fault in sheet.faults] == ["A2", "I2"]


def test_missing_rows_and_empty_unknown_rows_are_no_fault():
    def shorten(workbook):
        sheet = workbook["Fragebogen"]
        sheet.delete_rows(10, 40)
        sheet["A2"] = "eigene Zeile"
        sheet["I3"] = 4

    sheet = read(edited(shorten))
    assert (sheet.faults, len(sheet.given)) == ((), 1)


def test_columns_may_be_moved():
    def move(workbook):
        sheet = workbook["Fragebogen"]
        sheet["I2"] = 3
        sheet.move_range("I1:I55", cols=8)

    assert read(edited(move)).given == {"B1.1": ("3", None)}
    wrong = edited(lambda book: (move(book), book["Fragebogen"].__setitem__("Q2", 9)))
    assert [fault.cell for fault in read(wrong).faults] == ["Q2"]


def test_row_that_ends_before_its_columns_is_empty():
    def shorten(workbook):
        sheet = workbook["Fragebogen"]
        sheet["A2"], sheet["I2"] = "S1", 2
        sheet.insert_cols(9, 20)
        sheet["A3"] = None

    assert read(edited(shorten)).given == {"S1": ("2", None)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book: book.remove(book["Hinweise"]), "Das Blatt „Hinweise“ fehlt."),
        (lambda book: book.remove(book["Fragebogen"]), "Das Blatt „Fragebogen“ fehlt."),
        (
            lambda book: book["Hinweise"].__setitem__("B10", "verstetigung-2025.1"),
            "gehört zum Fragebogen „verstetigung-2025.1“, dieser Check verwendet „verstetigung-2026.1“.",
        ),
        (lambda book: book["Hinweise"].__setitem__("B10", None), "nennt keinen Fragebogen"),
        (lambda book: book["Hinweise"].__setitem__("B11", 2), "Diese Fassung der Tabelle wird nicht gelesen."),
        (lambda book: book["Hinweise"].delete_cols(2, 5), "nennt keinen Fragebogen"),
        (lambda book: book["Fragebogen"].__setitem__("I1", "Wert"), "fehlt die Überschrift „Antwort“"),
        (lambda book: book["Fragebogen"].__setitem__("K1", "antwort "), "steht mehrmals da die Überschrift „Antwort“"),
        (lambda book: book["Fragebogen"].delete_rows(1, 60), "fehlt die Überschrift „Nr.“"),
        (lambda book: book["Fragebogen"].merge_cells("I5:I6"), "sind Zellen verbunden (I5:I6)"),
        (lambda book: book["Fragebogen"].cell(MOST_ROWS + 1, 1, "x"), f"mehr als {MOST_ROWS} Zeilen"),
    ],
    ids=range(11),
)
def test_table_of_something_else_is_refused(change, words):
    assert words in refusal(edited(change))


def test_last_row_that_is_read():
    assert read(edited(lambda book: book["Fragebogen"].cell(MOST_ROWS, 1, "x"))).given == {}


def test_notes_of_very_many_rows_are_shortened_in_the_copy():
    def many(workbook):
        sheet = workbook["Fragebogen"]
        for row in range(2, 90):
            sheet.cell(row, 1, "Z9")
            sheet.cell(row, 10, "n" * 1000)

    assert {len(line.note) for line in read(edited(many)).lines()} == {80}
    assert {len(line.note) for line in read(filled(notes={"S1": "n" * 5000})).lines()} == {3000}


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["=1+1", "=A1", "#N/A", "#REF!", " ", "weiß nicht", "2,5", "\n"]),
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["A1", "A2", "A3", "I1", "I2", "I3", "J1", "J2", "J3"]), CELLS))
def test_any_cells_are_read_or_refused_with_words(cells):
    sheet, words = outcome(put(cells))
    assert (sheet is None) == bool(words)
    if sheet:
        assert all(fault.cell and fault.wrong and fault.allowed for fault in sheet.faults)
        assert sheet.faults or all(value or note for value, note in sheet.given.values())
