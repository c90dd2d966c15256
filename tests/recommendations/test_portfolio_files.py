import csv
import io
from datetime import date, datetime

import openpyxl
import pytest

from recommendations.portfolio import Waiting
from recommendations.portfolio_files import COLUMNS, build_csv, build_xlsx
from recommendations.trend import Trend
from tests.recommendations.portfolio_samples import make_check, make_row, with_readiness

SUBMITTED = make_row(
    "Glättesensoren",
    days=143,
    check=make_check(2, day=date(2025, 12, 1), submitted=date(2026, 1, 31), left_out=("S1",)),
    trend=Trend(-3, "−3", "worse"),
    open_measures=4,
    overdue=1,
)
BARE = make_row("Bauakte", phase="idea", check=with_readiness(None), waiting=Waiting(3, 9, "9 Antworten"))


def xlsx_rows(rows):
    sheet = openpyxl.load_workbook(io.BytesIO(build_xlsx(rows)))["Vorhaben"]
    return [{COLUMNS[place][0]: cell for place, cell in enumerate(row)} for row in sheet.iter_rows(min_row=2)]


def csv_rows(rows):
    return list(csv.DictReader(io.StringIO(build_csv(rows).decode("utf-8-sig")), delimiter=";"))


def test_xlsx_holds_numbers_as_numbers_and_days_as_days():
    (row,) = xlsx_rows([SUBMITTED])

    found = {title: cell.value for title, cell in row.items()}
    assert (found["Vorhaben"], found["Letzter Check"], found["Umfang"]) == (
        "Glättesensoren",
        "abgeschlossen",
        "Vollständiger Check",
    )
    assert (found["Stufe"], found["Stufe in Worten"], found["Verstetigungsreife"]) == (3, "Aufbau", 50)
    assert round(found["Reife von"], 1) == 47.2
    assert (found["Abgeschlossen am"], found["Trend der Reife"]) == (datetime(2026, 1, 31), -3)
    assert (found["Tage bis zum Ende"], found["Maßnahmen offen"], found["davon überfällig"]) == (143, 4, 1)
    assert row["Ende der Förderung"].is_date
    assert row["Verstetigungsreife"].number_format == "0.0"


def test_what_is_missing_stays_empty_and_says_why():
    (row,) = xlsx_rows([BARE])

    found = {title: cell.value for title, cell in row.items()}
    empty = ("Verstetigungsreife", "Stufe", "Hemmnisdruck", "Abgeschlossen am", "Ende der Förderung", "Trend der Reife")
    assert {found[title] for title in empty} == {None}
    assert (found["Letzter Check"], found["Wartet auf"], found["Kein Trend, weil"]) == (
        "offen",
        "9 Antworten",
        "erster Check",
    )
    assert found["Ohne Wert, weil"] == "Verstetigungsreife: zu wenige Antworten"


def test_csv_is_german():
    (row,) = csv_rows([SUBMITTED])

    assert build_csv([SUBMITTED]).startswith(b"\xef\xbb\xbfVorhaben;Phase;")
    assert (row["Verstetigungsreife"], row["Reife von"], row["Trend der Reife"]) == ("50,0", "47,2", "-3")
    assert (row["Abgeschlossen am"], row["Ende der Förderung"]) == ("31.01.2026", "23.07.2026")
    assert (row["Stufe"], row["Wartet auf"]) == ("3", "")


def test_both_have_the_same_columns():
    assert list(csv_rows([SUBMITTED])[0]) == list(xlsx_rows([SUBMITTED])[0]) == [title for title, _ in COLUMNS]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_is_text(start):
    name = f"{start}HYPERLINK(0)"

    (found,) = csv_rows([make_row(name)])
    (cells,) = xlsx_rows([make_row(name)])

    # A line break inside a cell comes back from XML as "\n".
    assert found["Vorhaben"] == f"'{name}"
    assert cells["Vorhaben"].data_type == "s"
    assert cells["Vorhaben"].value.replace("\r", "\n") == name.replace("\r", "\n")


@pytest.mark.parametrize("name", ['Halb "voll"; und', "a;b", "Zeile\nzwei", "2026-Plan"])
def test_other_text_is_kept_in_one_cell(name):
    assert csv_rows([make_row(name)])[0]["Vorhaben"] == name


def test_equal_rows_give_equal_bytes():
    assert build_xlsx([SUBMITTED, BARE]) == build_xlsx([SUBMITTED, BARE])
    assert build_csv([SUBMITTED, BARE]) == build_csv([SUBMITTED, BARE])
