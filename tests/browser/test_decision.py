"""The whole way of a team: quick check, result, decision, Ratsvorlage. Once with and once without JavaScript."""

import io
import re

import docx
import pypdf
import pytest
from django.urls import reverse

from assessments.actions import import_directory
from assessments.models import Assessment
from assessments.municipalities import read_directory
from recommendations import actions
from recommendations.example import current_document
from tests.browser.looks import faults
from tests.browser.test_journey import answer_quick_check, choose_municipality, describe_project, keep_link
from tests.cast import ANNA
from tests.directory_sample import SAMPLE
from tests.recommendations.files import TODAY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_team_from_the_quick_check_to_the_proposal(open_page, watch, javascript):
    watch.expected = ["422 (Unprocessable"]
    import_directory(entries=read_directory(SAMPLE))
    page = open_page(javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Kurzcheck beginnen")).click()
    choose_municipality(page, javascript)
    describe_project(page)
    keep_link(page, javascript)
    answer_quick_check(page, javascript)

    page.get_by_role("link", name="Entscheidung vorbereiten").click()
    page.get_by_role("heading", name="Vom Ergebnis zur Entscheidung").wait_for()
    read_clock(page)
    answer_gates(page)
    add_cost(page)
    write_concept(page)
    words = read_proposal(page)

    for expected in ("Glättesensoren im Winterdienst", "3.400", "Weniger Kontrollfahrten", "30.06.2027"):
        assert [expected in text for text in words] == [True, True], expected


def read_clock(page):
    page.get_by_role("link", name="Fristen", exact=True).first.click()
    page.get_by_role("heading", name="Fristen", level=1).wait_for()
    page.get_by_text("30.06.2027").first.wait_for()


def answer_gates(page):
    page.get_by_role("link", name="Entscheidungsweg", exact=True).first.click()
    page.get_by_role("link", name="Prüfsteine beantworten").click()
    page.get_by_role("button", name="Speichern").wait_for()
    for number in range(page.get_by_role("radio", name="ja", exact=True).count()):
        page.get_by_role("radio", name="ja", exact=True).nth(number).check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("heading", name="Vorschlag: Verstetigen").wait_for()


def add_cost(page):
    page.get_by_role("link", name="Kosten", exact=True).click()
    page.get_by_role("link", name="Position anlegen").click()
    page.get_by_label("Position", exact=True).fill("Funkplattform")
    page.get_by_label("Art").select_option("hosting")
    page.get_by_label("Je Jahr in Euro").fill("dreitausend")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".error-summary").wait_for()
    page.get_by_label("Je Jahr in Euro").fill("3.400")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("„Funkplattform“ steht jetzt im Kostenblatt.").wait_for()


def write_concept(page):
    page.get_by_role("link", name="Konzept", exact=True).first.click()
    page.get_by_role("link", name="Beginnen mit „Kernnutzen“").click()
    page.get_by_label("Kernnutzen").fill("Weniger Kontrollfahrten")
    page.get_by_role("button", name="Speichern und zurück zum Konzept").click()
    page.get_by_text("1 von 12 Feldern").wait_for()


def read_proposal(page):
    """The words of its DOCX and of its PDF, after the gap of the deciding body is closed."""
    page.get_by_role("link", name="Ratsvorlage", exact=True).first.click()
    page.get_by_role("heading", name="Ratsvorlage", level=1).wait_for()
    address = page.url
    word = page.request.get(f"{address.rstrip('/')}.docx")
    pdf = page.request.get(f"{address.rstrip('/')}.pdf")
    assert (word.status, pdf.status) == (200, 200)
    found = docx.Document(io.BytesIO(word.body()))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(paragraph.text for paragraph in found.paragraphs), *cells])
    drawn = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf.body())).pages)
    assert "Bitte ergänzen" in written
    return written, " ".join(drawn.split())


def test_overview_of_the_decision_is_accessible_and_fits(open_page, axe, watch):
    watch.expected = ["404 (Not Found)"]
    assessment, token = actions.upload_document(document=current_document(TODAY), editor=ANNA)
    empty = Assessment.objects.create(
        project=assessment.project, instrument=assessment.instrument, scope="quick", created_at=assessment.created_at
    )
    page = open_page()
    page.goto(reverse("open_link", args=[token]))
    page.goto(reverse("decision", args=[assessment.pk]))

    assert faults(page, axe, [("decision", reverse("decision", args=[assessment.pk]))]) == []
    assert page.goto(reverse("decision", args=[empty.pk])).status == 404
