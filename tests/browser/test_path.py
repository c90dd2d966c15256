"""Decision path and concept in a browser: accessible in every look, from the gates to the checklist, field by field."""

import pytest

from tests.browser.looks import LOOKS, faults, faults_here
from tests.cast import make_assessment
from tests.recommendations.path_story import at, save, stored

pytestmark = pytest.mark.browser


@pytest.fixture
def story():
    assessment, token = make_assessment({"K1.2": 1, "B1.1": 3})
    return assessment, f"/z/{token}/"


def test_pages_are_accessible_and_fit(open_page, axe, transactional_db, story):
    assessment, link = story
    save(assessment, path__benefit="no", path__benefit_note="Zwei Winter", path__close_day="done", concept__core="Text")
    page = open_page()
    page.goto(link)
    addresses = [at(name, assessment) for name in ("path", "edit_gates", "edit_outcome", "concept")]
    addresses += [at("edit_checklist", assessment, "close"), at("concept_field", assessment, "risks")]

    assert faults(page, axe, [(address, address) for address in addresses]) == []


def test_page_with_an_error_is_accessible(open_page, axe, transactional_db, watch, story):
    watch.expected = ["422 (Unprocessable Entity)"]
    assessment, link = story
    page = open_page()
    page.goto(link)
    page.goto(at("concept_field", assessment, "core"))
    page.get_by_label("Kernnutzen").fill("Fahrten " * 700)

    page.get_by_role("button", name="Speichern und weiter").click()

    page.get_by_text("Höchstens 5.000 Zeichen").first.wait_for()
    assert page.title().startswith("Fehler: Kernnutzen")
    assert faults_here(page, axe, LOOKS[:1]) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_team_walks_from_the_gates_to_the_checklist(open_page, transactional_db, story, javascript):
    assessment, link = story
    page = open_page(javascript=javascript)
    page.goto(link)
    page.goto(at("path", assessment))
    page.get_by_role("link", name="Prüfsteine beantworten").click()
    benefit = page.get_by_role("group", name="Ist gezeigt, dass die Lösung den Menschen")
    benefit.get_by_role("radio", name="nein").check()
    page.get_by_label("Nutzen: Worauf stützt sich die Antwort?").fill("Zwei Winter ausgewertet")
    page.get_by_role("button", name="Speichern").click()

    page.get_by_role("heading", name="Vorschlag: Geordnet beenden").wait_for()
    page.get_by_role("link", name="Weg festlegen").click()
    page.get_by_role("radio", name="Geordnet beenden").check()
    page.get_by_label("Begründung in wenigen Sätzen").fill("Der Nutzen blieb aus.")
    page.get_by_role("button", name="Speichern").click()

    page.get_by_role("heading", name="Gewählter Weg: Geordnet beenden").wait_for()
    page.get_by_role("link", name="Liste „Geordnet beenden“ bearbeiten").click()
    day = page.get_by_role("group", name="Stand: Letzter Betriebstag")
    day.get_by_role("radio", name="erledigt").check()
    page.get_by_role("button", name="Speichern").click()

    page.get_by_text("Liste „Geordnet beenden“: 1 von 10 Punkten erledigt").wait_for()
    assert stored(assessment) == {
        "path.benefit": "no",
        "path.benefit_note": "Zwei Winter ausgewertet",
        "path.outcome": "close",
        "path.outcome_reason": "Der Nutzen blieb aus.",
        "path.close_day": "done",
    }


def test_team_writes_the_concept_field_by_field(open_page, transactional_db, story):
    assessment, link = story
    page = open_page()
    page.goto(link)
    page.goto(at("concept", assessment))
    page.get_by_role("link", name="Beginnen mit „Kernnutzen“").click()
    page.get_by_label("Kernnutzen").fill("Weniger Kontrollfahrten")
    page.get_by_role("button", name="Speichern und weiter").click()

    page.get_by_role("heading", name="Zielgruppe", level=1).wait_for()
    page.get_by_label("Zielgruppe").fill("Der Bauhof")
    page.get_by_role("button", name="Speichern und zurück zum Konzept").click()

    page.get_by_text("2 von 12 Feldern sind ausgefüllt.").wait_for()
    assert stored(assessment) == {"concept.core": "Weniger Kontrollfahrten", "concept.audience": "Der Bauhof"}
