"""The newcomer's way: start, quick check, result, plan, PDF. Once with and once without JavaScript."""

import io
import re
from urllib.parse import urlsplit

import pypdf
import pytest

from assessments.actions import import_directory
from assessments.municipalities import read_directory
from tests.directory_sample import SAMPLE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_newcomer_from_start_to_pdf(open_page, watch, javascript):
    watch.expected = ["422 (Unprocessable", "404 (Not Found)"]
    import_directory(entries=read_directory(SAMPLE))
    page = open_page(javascript=javascript)

    page.goto("/")
    page.get_by_role("link", name=re.compile("^Kurzcheck beginnen")).click()
    choose_municipality(page, javascript)
    describe_project(page)
    link = keep_link(page, javascript)
    answer_quick_check(page, javascript)

    page.get_by_role("link", name="Ergebnis", exact=False).first.click()
    page.get_by_role("heading", name="Ergebnis", level=1).wait_for()
    page.get_by_role("button", name=re.compile("^In den Plan übernehmen")).first.click()
    page.get_by_role("link", name="Maßnahmenplan").first.click()
    page.locator(".measure").first.wait_for()
    assert page.locator(".measure").count() == 1
    page.get_by_role("link", name=re.compile("^Bearbeiten")).click()
    page.get_by_label("Zuständig").fill("Bauhof")
    page.get_by_role("button", name=re.compile("speichern|Speichern")).click()
    assert "Bauhof" in page.locator(".measure").inner_text()

    text = read_pdf(page, page.url.replace("/plan/", "/bericht.pdf").split("#")[0])
    for expected in ("Glättesensoren im Winterdienst", "Forchheim, Große Kreisstadt", "Bauhof"):
        assert expected in text

    stranger = open_page(javascript=javascript)
    assert stranger.goto(page.url).status == 404
    stranger.goto(link)
    assert stranger.get_by_role("heading", name="Glättesensoren im Winterdienst").count() == 1


def choose_municipality(page, javascript):
    page.wait_for_load_state()
    page.get_by_role("searchbox").fill("forch")
    if not javascript:
        page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=re.compile("^Forchheim, Große Kreisstadt")).click()


def describe_project(page):
    page.get_by_role("button", name="Check anlegen").click()
    assert page.title().startswith("Fehler: ")
    page.get_by_label("Name des Vorhabens").fill("Glättesensoren im Winterdienst")
    page.get_by_label("Pilot", exact=True).check()
    page.get_by_label("Ende der Förderung").fill("2027-06-30")
    page.get_by_role("button", name="Check anlegen").click()


def keep_link(page, javascript):
    link = page.get_by_label(re.compile("^Link zu")).input_value()
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in page.url
    assert token not in page.title()
    if javascript:
        page.get_by_role("button", name="Kopieren").click()
    page.get_by_role("button", name="Ich habe den Link gesichert").click()
    return urlsplit(link).path


def answer_quick_check(page, javascript):
    """Level 1 for every question, the last one "weiß nicht"; page by page as the overview leads."""
    page.get_by_role("link", name=re.compile("^(Weitermachen|Beginnen|Mit|Jetzt|Fragen)")).first.click()
    page.wait_for_load_state()
    answered = 0
    while page.locator(".question").count():
        questions = page.locator(".question")
        for place in range(questions.count()):
            choice = "Weiß nicht" if answered == 18 else "1"
            question = questions.nth(place)
            box = question.get_by_label("Weiß nicht") if choice != "1" else question.locator("[type=radio][value='1']")
            box.check()
            if javascript:
                question.locator("[data-saved]").wait_for()
            answered += 1
        page.get_by_role("button", name=re.compile("^Speichern und (weiter|fertig)$")).last.click()
        page.wait_for_load_state()
    assert answered == 19
    assert "19 von 19" in page.locator("main").inner_text()


def read_pdf(page, address):
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(response.body()))
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
