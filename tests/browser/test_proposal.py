"""The Ratsvorlage in a browser: accessible in every look, and filled in until the file is loaded."""

import io
import re

import pytest
from docx import Document as open_docx

from tests.browser.looks import LOOKS, faults, faults_here
from tests.cast import make_assessment
from tests.recommendations.path_story import at, save, stored

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaftsbetriebswerkstatt"


@pytest.fixture
def story():
    assessment, token = make_assessment({"K1.2": 1, "B1.1": 3})
    return assessment, f"/z/{token}/"


def test_pages_are_accessible_and_fit(open_page, axe, transactional_db, story):
    assessment, link = story
    save(assessment, path__benefit="no", path__benefit_note=LONG, proposal__facts=f"{LONG}\n- {LONG}")
    page = open_page()
    page.goto(link)
    addresses = [at("proposal", assessment)]
    addresses += [at("proposal_field", assessment, key) for key in ("head", "decision", "climate")]

    assert faults(page, axe, [(address, address) for address in addresses]) == []


def test_page_with_an_error_is_accessible(open_page, axe, transactional_db, watch, story):
    watch.expected = ["422 (Unprocessable Entity)"]
    assessment, link = story
    page = open_page()
    page.goto(link)
    page.goto(at("proposal_field", assessment, "climate"))
    page.get_by_label("Begründung dazu").fill("Strom " * 400)

    page.get_by_role("button", name="Speichern").click()

    page.get_by_text("Höchstens 2.000 Zeichen").first.wait_for()
    assert page.title().startswith("Fehler: Auswirkungen auf Klima")
    assert page.get_by_label("Begründung dazu").input_value() == "Strom " * 400
    assert faults_here(page, axe, LOOKS[:1]) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_team_fills_a_gap_and_loads_the_word_file(open_page, transactional_db, story, javascript):
    assessment, link = story
    save(assessment, path__outcome="sustain")
    page = open_page(javascript=javascript)
    page.goto(link)
    page.goto(at("proposal", assessment))
    page.get_by_role("link", name=re.compile("Bearbeiten.*Beschlussvorschlag")).click()
    page.get_by_label("Wer betreibt die Lösung nach dem Ende der Förderung?").fill("Bauhof")
    page.get_by_role("button", name="Speichern").click()

    page.get_by_text("„Beschlussvorschlag“ ist gespeichert.").wait_for()
    assert page.get_by_text("zuständig: Bauhof.").is_visible()
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Vorlage als Word-Datei (DOCX)").click()
    texts = [entry.text for entry in open_docx(io.BytesIO(loaded.value.path().read_bytes())).paragraphs]
    assert [text for text in texts if "zuständig: Bauhof." in text] != []
    assert stored(assessment) == {"path.outcome": "sustain", "proposal.operator": "Bauhof"}
