"""The workbook: sheets, types of cells, no formulas."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from assessments.models import Assessment
from recommendations import actions
from recommendations.document import read_document
from recommendations.spreadsheet import build_spreadsheet
from tests.cast import ANNA, make_assessment, open_link
from tests.recommendations.files import DOCUMENT, download, load_story, sheets, upload, with_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    return load_story(client)


def test_workbook_has_the_views_of_an_opened_survey(client):
    upload(client, with_views())

    book = sheets(client, Assessment.objects.get())

    assert book.sheetnames[-2:] == ["Sichtweisen", "Hinweise"]
    rows = list(book["Sichtweisen"].iter_rows(values_only=True))
    assert [row[:2] + row[3:14] for row in rows[1:]] == [
        (1, "K1.2", 4, 2, "IT", 1, 0, 0, 0, 0, 0, 0, 0),
        (1, "K1.2", 4, 2, "Kämmerei", 0, 0, 0, 0, 1, 0, 0, 0),
    ]
    answers = {row[0]: row for row in book["Antworten"].iter_rows(values_only=True)}
    assert answers["Frage"][6:] == ("Notiz", "Begründung", "Abweichende Sicht")
    assert answers["K1.2"][7:] == ("=Vermerk", "IT: 0")


def test_workbook_has_five_sheets_with_frozen_headers(client, story):
    book = sheets(client, story)

    assert book.sheetnames == ["Antworten", "Ergebnis", "Empfehlungen", "Maßnahmenplan", "Hinweise"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert [sheet.max_row for sheet in book][:4] == [55, 29, 28, 8]


def test_workbook_has_numbers_as_numbers(client, story):
    book = sheets(client, story)

    rows = {row[1]: row for row in book["Ergebnis"].iter_rows(values_only=True)}
    assert rows["B2"][3] == 37.5
    answers = {row[0]: row for row in book["Antworten"].iter_rows(values_only=True)}
    assert (answers["B2.1"][4], answers["S6"][4], answers["S6"][5]) == (3, None, "Weiß nicht")
    plan = list(book["Maßnahmenplan"].iter_rows(values_only=True))
    assert plan[3][9] == 7800
    assert plan[1][7].date() == date(2026, 2, 26)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0", "\x0b=1+1", "\t=1"])
def test_workbook_never_holds_a_formula(client, story, text):
    story.measures.all().delete()
    actions.add_measure(assessment=story, fields={"title": text}, editor=ANNA)

    cell = sheets(client, story)["Maßnahmenplan"]["A2"]

    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_equal_input_gives_equal_bytes(client, story):
    first, second = (download(client, "download_xlsx", story).content for _ in range(2))

    assert first == second


def test_workbook_of_an_empty_check(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    assert sheets(client, assessment)["Antworten"]["F2"].value == "Noch nicht beantwortet"


def test_workbook_of_the_minimal_document_has_no_names():
    document = read_document(b'{"instrument": "verstetigung-2026.1", "answers": {"K1.1": "not_applicable", "K1.2": 4}}')

    book = openpyxl.load_workbook(BytesIO(build_spreadsheet(document)))

    assert [row[0].value for row in book["Hinweise"]][1:3] == ["Angelegt am", "Abgeschlossen am"]
    states = {row[2]: row[8] for row in book["Empfehlungen"].iter_rows(values_only=True)}
    assert (states["K1.1"], states["K1.2"], states["K1.3"]) == ("trifft nicht zu", "bereits verstetigt", "zu tun")


def test_workbook_holds_only_what_xml_can(client):
    text = "a\x07b\ufffec\uffffd\ud800e _x0041_ 😀"
    document = replace(DOCUMENT, notes={"B1.1": text})

    # openpyxl leaves the escape as it stands; spreadsheet programs read "_x0041_".
    sheet = openpyxl.load_workbook(BytesIO(build_spreadsheet(document)))["Antworten"]

    assert [row[6].value for row in sheet.iter_rows(min_row=2) if row[0].value == "B1.1"] == ["abcde _x005F_x0041_ 😀"]
