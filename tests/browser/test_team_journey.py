"""A team: from the invitation to the common answer in the PDF, and two of its members at the same question."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from assessments.actions import get_answers, save_response
from assessments.models import Assessment, Membership, Respondent, Response
from tests.browser.test_accounts import log_in
from tests.browser.test_journey import read_pdf
from tests.cast import PASSWORD, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.browser

# Who is asked: what stands on the list, the perspective, and the level at B1.1, where they differ.
ASKED = [
    ("Leitung Bauhof", "Fachamt", "0"),
    ("Sachgebiet Netze", "IT", "1"),
    ("Sachbearbeitung Haushalt", "Kämmerei", "3"),
    ("Stab Amtsleitung", "Verwaltungsspitze", "0"),
]
NOTE = "Für 2028 ist nichts eingeplant."
REASON = "Die Folgekosten stehen im Entwurf des Haushalts."
DISSENT = "Kämmerei: Stufe 3, weil der Ansatz aus dem Entwurf gestrichen wurde."
OTHER_BARRIERS = ("B2.1", "B3.2", "B4.1", "B5.2")
PAGES = ["overview", "survey", "result", "perspectives", "agenda", "consensus", "history", "plan", "open_comparison"]


@pytest.fixture
def municipality(transactional_db):
    return make_municipality()


def open_as_member(open_page, user):
    page = open_page()
    log_in(page, user.email)
    page.wait_for_url("**/konto/")
    return page


def test_four_respondents_one_dissent_from_invitation_to_pdf(open_page, municipality):
    lead = open_as_member(open_page, make_member(municipality, "lead", "leitung@musterbach.example"))
    member = join_team(open_page, invite_member(lead, municipality))
    assessment = start_check(lead, municipality)
    begin_survey(lead)
    links = [invite_respondent(lead, assessment, name, perspective) for name, perspective, _ in ASKED]
    for link, (name, _, level) in zip(links, ASKED, strict=True):
        answer_and_finish(open_page(), link, name, level)

    assert Response.objects.filter(note=NOTE).count() == 1
    assert [name for name in PAGES if NOTE in read_page(lead, name, assessment)] == []
    open_comparison(lead, assessment)
    assert NOTE in read_page(member, "perspectives", assessment)
    check_comparison(lead, assessment)
    set_common_answer(lead)
    submit(lead, assessment)

    text = read_pdf(lead, lead.get_by_role("link", name="Bericht mit Maßnahmenplan (PDF)").get_attribute("href"))
    assert REASON in text
    assert DISSENT in text
    assert [name for name, _, _ in ASKED if name in text] == []


def invite_member(lead, municipality):
    lead.get_by_role("link", name=municipality.name).click()
    lead.get_by_role("link", name="Team", exact=True).click()
    lead.get_by_role("link", name="Person einladen").click()
    lead.get_by_label("Bearbeitung").check()
    lead.get_by_role("button", name="Einladung anlegen").click()
    link = urlsplit(lead.get_by_label("Link zum Team").input_value()).path
    lead.get_by_role("button", name="Ich habe den Link weitergegeben").click()
    return link


def join_team(open_page, link):
    neighbour = make_member(make_municipality("Nachbarbach (erfunden)"), "read", "fachamt@musterbach.example")
    page = open_page()
    page.goto(link)
    page.locator("main").get_by_role("link", name="Anmelden").click()
    page.get_by_label("E-Mail-Adresse").fill(neighbour.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("button", name="Annehmen").click()
    page.get_by_role("heading", name="Team", level=1).wait_for()
    assert Membership.objects.filter(user=neighbour, role="edit").count() == 1
    return page


def start_check(lead, municipality):
    lead.goto(reverse("choose_municipality"))
    lead.get_by_role("link", name=municipality.name).click()
    lead.get_by_label("Name des Vorhabens").fill("Glättesensoren im Winterdienst")
    lead.get_by_label("Pilot", exact=True).check()
    lead.get_by_role("button", name="Check anlegen").click()
    lead.get_by_role("heading", name="Glättesensoren im Winterdienst").wait_for()
    assessment = Assessment.objects.get()
    assert (assessment.project.tenant, assessment.is_quick) == (municipality, True)
    return assessment


def begin_survey(lead):
    lead.locator("main").get_by_role("link", name="Befragung").first.click()
    lead.get_by_label("Nach Sichtweise").check()
    lead.get_by_role("button", name="Befragung anlegen").click()
    lead.get_by_text("Die Befragung ist angelegt.").wait_for()


def invite_respondent(lead, assessment, name, perspective):
    """The link, as it stands in the text that the Leitung copies."""
    lead.goto(reverse("invite_respondent", args=[assessment.pk]))
    lead.get_by_label("Name oder Funktion").fill(name)
    lead.get_by_label("Sichtweise").select_option(perspective)
    lead.get_by_label("Hemmnisse").check()
    lead.get_by_role("button", name="Einladung erstellen").click()
    text = lead.get_by_label("Text mit dem Link").input_value()
    lead.get_by_role("button", name="Ich habe den Text kopiert").click()
    [link] = [word for word in text.split() if "/b/" in word]
    return urlsplit(link).path


def answer_and_finish(page, link, name, level):
    """The contested question by hand, the others at once."""
    page.goto(link)
    page.get_by_role("button", name="Beginnen").click()
    page.get_by_role("button", name="Ich habe den Link gesichert").click()
    page.get_by_role("link", name="Mit den Fragen beginnen").click()
    question = page.locator("[data-question='B1.1']")
    question.locator(f"[type=radio][value='{level}']").check()
    question.locator("[data-saved]").wait_for()
    if level == "3":
        question.get_by_label("Notiz").fill(NOTE)
    page.get_by_role("button", name="Speichern und zur Übersicht").click()
    respondent = Respondent.objects.get(name=name)
    for item in OTHER_BARRIERS:
        save_response(respondent=respondent, item=item, value="2", note="", base_revision=0)
    page.get_by_role("link", name="Fertig", exact=True).click()
    page.get_by_role("button", name="Ja, ich bin fertig").click()
    page.get_by_text("Sie sind fertig. Danke!").wait_for()


def read_page(page, name, assessment):
    page.goto(reverse(name, args=[assessment.pk]))
    return page.content()


def open_comparison(lead, assessment):
    lead.goto(reverse("survey", args=[assessment.pk]))
    assert "4 von 4 Befragten sind fertig" in lead.locator("main").inner_text()
    lead.get_by_role("link", name="Vergleich öffnen").click()
    lead.get_by_role("button", name="Vergleich jetzt öffnen").click()
    lead.get_by_role("heading", level=1).wait_for()
    assert get_answers(assessment) == dict.fromkeys(OTHER_BARRIERS, 2)


def check_comparison(lead, assessment):
    for name in ("perspectives", "agenda"):
        shown = read_page(lead, name, assessment)
        assert "Stufe 0 bis 3" in shown
        assert [asked for asked, _, _ in ASKED if asked in shown] == []


def set_common_answer(lead):
    lead.get_by_role("link", name="Gemeinsame Antwort festlegen").click()
    lead.locator("[name=value][value='1']").check()
    lead.get_by_label("Begründung").fill(REASON)
    lead.get_by_label("Abweichende Sicht").fill(DISSENT)
    lead.get_by_role("button", name="Speichern und zur Liste").click()
    lead.get_by_text("mit abweichender Sicht").first.wait_for()


def submit(lead, assessment):
    lead.goto(reverse("submit", args=[assessment.pk]))
    lead.get_by_role("button", name="Jetzt abschließen").click()
    lead.goto(reverse("overview", args=[assessment.pk]))
    assert "abgeschlossen am" in lead.locator("main").inner_text()


@pytest.fixture
def pair(open_page, municipality):
    """(check, page of the Leitung, page of Bearbeitung): both look at the same questions."""
    assessment, _ = make_assessment(tenant=municipality)
    pages = []
    for role in ("lead", "edit"):
        page = open_as_member(open_page, make_member(municipality, role, f"{role}@musterbach.example"))
        page.goto(reverse("questions", args=[assessment.pk, "barriers", 1]))
        pages.append(page)
    return assessment, *pages


def choose(page, item, level):
    question = page.locator(f"[data-question='{item}']")
    question.locator(f"[type=radio][value='{level}']").check()
    return question


def test_two_members_at_different_questions_keep_both(pair):
    assessment, lead, editor = pair

    choose(lead, "B1.1", 1).locator("[data-saved]").wait_for()
    choose(editor, "B1.2", 4).locator("[data-saved]").wait_for()
    editor.get_by_role("button", name="Speichern und weiter").last.click()
    editor.wait_for_url("**/barriers/2/")

    assert get_answers(assessment) == {"B1.1": 1, "B1.2": 4}


@pytest.mark.parametrize(("choice", "expected"), [("keep", 3), ("take", 1)])
def test_two_members_at_one_question_are_told_of_each_other(watch, pair, choice, expected):
    watch.expected = ["409 (Conflict)"]
    assessment, lead, editor = pair

    choose(lead, "B1.1", 1).locator("[data-saved]").wait_for()
    question = choose(editor, "B1.1", 3)
    question.locator(f"button[name='{choice}']").wait_for()
    assert "lead Musterbach" in question.inner_text()
    assert get_answers(assessment) == {"B1.1": 1}

    question.locator(f"button[name='{choice}']").click()
    question.locator(f"button[name='{choice}']").wait_for(state="detached")
    assert question.locator(f"[type=radio][value='{expected}']").is_checked()
    assert get_answers(assessment) == {"B1.1": expected}
