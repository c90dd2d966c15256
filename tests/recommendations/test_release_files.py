import csv
import io
from functools import cache

import openpyxl
import pytest

from recommendations.release_files import COLUMNS, build_csv, build_xlsx, cell_value
from recommendations.release_notes import release_notes
from recommendations.release_table import UNITS, release_rows
from tests.recommendations.release_facts import facts_with, figure, sample_facts, score
from tests.recommendations.release_samples import FIRST_DATE

TITLES = [title for title, _, _ in COLUMNS]
SMALL = {
    "programme": {
        "B1": figure(quartiles=[score(30), score(45), score(60)], shares=[score(5, "at_most"), score(60), score(35)]),
        "B2": {"reason": "secondary"},
        "F1.1": figure(
            date=FIRST_DATE,
            reason="too_few_changed",
            parts={"own": score(21), "B1": score(5, "at_most"), "S3": score(10)},
        ),
    },
    "land:09": {"B1": figure(n=6, mean=score(95, "at_least"))},
}


def csv_rows(facts):
    return list(csv.DictReader(io.StringIO(build_csv(facts).decode("utf-8-sig")), delimiter=";"))


# What a spreadsheet program would take for a formula, and a sign that a workbook cannot hold.
HOSTILE, AS_STORED = "=HYPER\x00LINK(0)", "=HYPERLINK(0)"


def small_facts(content=SMALL):
    return facts_with(programme=HOSTILE, funder="=1", content=content)


@cache
def small_bytes():
    return build_xlsx(small_facts())


@cache
def small_workbook():
    """Of eleven thousand rows: it is built and read once for all tests."""
    return openpyxl.load_workbook(io.BytesIO(small_bytes()))


def sheet(title):
    """[{heading: value}] of a sheet of the small workbook."""
    found = small_workbook()[title]
    heads, *lines = found.iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def values_of(row):
    """A row of the table as CSV and the long sheet hold it."""
    said = {"at_most": "höchstens", "at_least": "mindestens", None: None}
    return (
        row.cell,
        row.figure,
        row.statistic,
        UNITS[row.unit],
        row.value,
        said[row.bound],
        row.text,
        row.date,
        row.reason,
    )


KEYS = ("Gruppe", "Kennzahl", "Statistik", "Einheit", "Wert", "Grenze", "Anzeige", "Stand", "Grund")


def test_csv_holds_every_row_and_then_the_notes():
    facts = facts_with(content=SMALL)
    rows = release_rows(facts)

    found = csv_rows(facts)

    data, notes = found[: len(rows)], found[len(rows) :]
    as_text = [["" if value is None else str(value) for value in values_of(row)] for row in rows]
    assert [[line[key] for key in KEYS] for line in data] == as_text
    assert [(line["Kennzahl in Worten"], line["Anzeige"]) for line in notes] == [
        (note.label, note.text) for note in release_notes(facts)
    ]
    assert {line["Art"] for line in notes} == {"Hinweis"}
    assert {(line["Programm"], line["Freigabe"]) for line in found} == {(facts.programme, "2026-11-23")}


def test_csv_opens_in_a_german_spreadsheet_program():
    assert build_csv(sample_facts()).startswith(b"\xef\xbb\xbfProgramm;Freigabe;Gruppe;")


def test_csv_says_in_words_why_something_is_missing():
    (mean,) = [
        row for row in csv_rows(facts_with(content=SMALL)) if row["Kennzahl"] == "B2" and row["Gruppe"] == "programme"
    ][1:2]

    assert (mean["Statistik"], mean["Wert"], mean["Anzeige"], mean["Grund"]) == ("mean", "", "·", "secondary")
    assert mean["Grund in Worten"] == "zu wenige Kommunen: sonst ließen sich die übrigen Gruppen ausrechnen"
    assert (mean["Art"], mean["Kennzahl in Worten"]) == ("Hemmnisse", "Fehlende Kapazitäten und externe Abhängigkeit")


def test_workbook_has_notes_tables_data_and_columns():
    notes = release_notes(small_facts())

    assert small_workbook().sheetnames == ["Hinweise", "Programm", "Länder", "Größenklassen", "Daten", "Spalten"]
    assert [tuple(row.values()) for row in sheet("Hinweise")] == [
        (note.label, note.text.replace(HOSTILE, AS_STORED)) for note in notes
    ]
    assert [row["Spalte"] for row in sheet("Spalten")] == TITLES


def test_long_sheet_holds_every_row_with_numbers_as_numbers():
    facts = small_facts()

    found = sheet("Daten")

    assert [tuple(line[key] for key in KEYS) for line in found] == [values_of(row) for row in release_rows(facts)]
    assert list(found[0]) == TITLES


def test_sheet_of_the_programme_has_a_line_for_each_figure():
    found = {line["Kennzahl"]: line for line in sheet("Programm")}

    assert [found["B1"][key] for key in ("Kommunen", "Mittelwert", "unteres Viertel", "Median", "oberes Viertel")] == [
        12,
        43,
        30,
        45,
        60,
    ]
    assert found["B1"]["Anteile"] == "Anteil unter 40: ≤ 5 %; Anteil 40 bis 70: 60 %; Anteil über 70: 35 %"
    assert (found["B2"]["Mittelwert"], found["B2"]["Stand"]) == ("·", None)
    assert found["B2"]["Grund"].startswith("zu wenige Kommunen: ")
    assert (found["F1.1"]["Mittelwert"], found["F1.1"]["Stand"]) == ("43 (Stand 2026-05-04)", "2026-05-04")
    assert found["F1.1"]["Teile des Bedarfs"].startswith("davon: Was bei der Empfehlung selbst noch fehlt: 21; davon: ")


def test_sheets_of_the_cells_hold_the_means():
    (barrier, *_) = sheet("Länder")
    (size, *_) = sheet("Größenklassen")

    assert (barrier["Kennzahl"], barrier["Bayern"], barrier["Hessen"]) == ("B1", "≥ 95", "·")
    assert len(barrier) == 2 + 16
    assert list(size.values())[2:] == ["·"] * 4


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ({"reason": "too_few"}, "·"),
        (figure(), 43),
        (figure(mean=score(5, "at_most")), "≤ 5"),
        (figure(date=FIRST_DATE, reason="derivable"), "43 (Stand 2026-05-04)"),
    ],
    ids=["nothing", "number", "bound", "kept"],
)
def test_cell_value(entry, value):
    rows = release_rows(facts_with(content={"programme": {"B1": entry}}))

    assert cell_value(rows[1]) == value


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_name_that_looks_like_a_formula_is_text_in_csv(start):
    facts = facts_with(programme=f"{start}HYPERLINK(0)", content={})

    assert {row["Programm"] for row in csv_rows(facts)} == {f"'{facts.programme}"}


def test_names_in_the_workbook_are_text_without_signs_that_it_cannot_hold():
    workbook = small_workbook()

    assert {(cell.value, cell.data_type) for cell in workbook["Daten"]["A"][1:]} == {(AS_STORED, "s")}
    assert {cell.data_type for cell in workbook["Hinweise"]["B"]} == {"s"}
    assert ("Fördergeber", "=1") in [(row["Was"], row["Angabe"]) for row in sheet("Hinweise")]


def test_equal_releases_give_equal_bytes():
    other = small_facts(dict(reversed(SMALL.items())))

    assert build_xlsx(other) == small_bytes()
    assert build_csv(other) == build_csv(small_facts())
