"""A small town: the quick check on a table filled in offline, its faults, its hints, and three measures on a page."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import get_answers
from recommendations.example import ANSWERS
from tests.browser.looks import FEWER_LOOKS, faults, faults_here
from tests.cast import make_assessment
from tests.recommendations.answer_tables import INSTRUMENT, filled

pytestmark = pytest.mark.browser
QUICK = {item.id: ANSWERS[item.id] for item in INSTRUMENT.quick_items}
QUICK_TYPED = {
    item: {"unknown": "weiß nicht", "not_applicable": "trifft nicht zu"}.get(answer, answer)
    for item, answer in QUICK.items()
}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begin(page, answers):
    """A quick check, opened by its link."""
    assessment, token = make_assessment(answers, scope="quick")
    page.goto(f"/z/{token}/")
    return assessment


def upload(page, content):
    page.get_by_label("Ausgefüllte Tabelle").set_input_files(
        {"name": "fragebogen.xlsx", "mimeType": SHEET, "buffer": content}
    )
    page.get_by_role("button", name="Prüfen und Änderungen ansehen").click()


def fill(path, answers):
    """As somebody fills the downloaded table in."""
    workbook = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = workbook["Fragebogen"]
    for row in sheet.iter_rows(min_row=2):
        row[8].value = answers.get(row[0].value)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_pages_are_accessible_and_fit(open_page, axe):
    page = open_page()
    assessment = begin(page, {**QUICK, "K1.2": 3, "D1.1": 0})
    addresses = [(name, reverse(name, args=[assessment.pk])) for name in ("hints", "short_plan", "upload_answers")]

    assert faults(page, axe, addresses, FEWER_LOOKS) == []


def test_faults_and_changes_are_accessible_and_fit(open_page, axe, watch):
    watch.expected.append("status of 422")
    page = open_page()
    assessment = begin(page, {"K1.2": 2})
    page.goto(reverse("upload_answers", args=[assessment.pk]))
    upload(page, filled({"K1.2": 9, "S1": "x" * 300}, {"S1": "n" * 2001}))
    page.get_by_role("heading", name="Was zu ändern ist").wait_for()
    assert faults_here(page, axe, FEWER_LOOKS) == []

    upload(page, filled({"K1.2": 3, "S1": 1}, {"K1.2": "W" * 300}))
    page.get_by_role("heading", name="Geändert").wait_for()
    assert faults_here(page, axe, FEWER_LOOKS) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_the_downloaded_table_to_three_measures(open_page, watch, javascript):
    watch.expected.append("status of 422")
    page = open_page(javascript=javascript)
    assessment = begin(page, {"D1.1": 4})
    page.goto(reverse("upload_answers", args=[assessment.pk]))
    with page.expect_download() as download:
        page.get_by_role("link", name="mit den Antworten dieses Checks (XLSX)").click()
    path = download.value.path()

    # A level that does not exist: nothing is stored, and the marked copy says what is wrong.
    upload(page, fill(path, {**QUICK_TYPED, "K1.2": 7}))
    page.get_by_text("„7“ ist keine Antwort.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Markierte Kopie herunterladen").click()
    marked = load_workbook(io.BytesIO(download.value.path().read_bytes()))["Fragebogen"]
    wrong = next(row for row in marked.iter_rows(min_row=2) if row[0].value == "K1.2")
    assert wrong[10].value.startswith("„7“ ist keine Antwort.")
    assert get_answers(assessment) == {"D1.1": 4}

    # Mended in the copy, shown, and stored without the one answer whose tick is taken away.
    upload(page, fill(download.value.path(), {**QUICK_TYPED, "D1.1": 0}))
    page.get_by_role("checkbox", name="D1.1 aus der Tabelle übernehmen").uncheck()
    page.get_by_role("button", name="Übernehmen und speichern").click()
    page.get_by_text("18 Antworten sind aus der Tabelle übernommen.").wait_for()
    assert get_answers(assessment) == {**QUICK, "D1.1": 4}

    page.goto(reverse("result", args=[assessment.pk]))
    page.get_by_role("link", name="Kurzplan: drei Maßnahmen auf einer Seite").click()
    page.get_by_role("button", name="Diese drei in den Plan übernehmen").click()
    page.get_by_text("3 Maßnahmen stehen jetzt im Plan.").wait_for()
    assert assessment.measures.count() == 3
    with page.expect_download() as download:
        page.get_by_role("link", name="Eine Seite zum Unterschreiben (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
