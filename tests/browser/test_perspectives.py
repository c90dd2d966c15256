"""The views of several respondents in a browser: accessible in every look, and agreed on without JavaScript too."""

import pytest
from django.urls import reverse

from assessments.actions import save_answer
from assessments.models import Answer
from recommendations.example import ANSWERS
from tests.browser.looks import LOOKS, faults
from tests.cast import BERND, make_assessment, make_respondent
from tests.survey import open_survey, respond

pytestmark = pytest.mark.browser
NAMES = ("project_team", "department", "it", "treasury", "leadership")


def survey_of(*, anonymous, opened=True):
    """Five respondents who differ at K1.2 and know nothing of S6. Returns (assessment, address of its link)."""
    assessment, token = make_assessment({item: value for item, value in ANSWERS.items() if item not in {"K1.2", "S6"}})
    for level, perspective in enumerate(NAMES):
        answers = {**ANSWERS, "K1.2": level, "S6": "unknown"}
        respond(assessment, perspective, answers, anonymous=anonymous, notes={"K1.2": f"Notiz {level}"})
    make_respondent(assessment, name="Ausschuss", perspective="politics")
    if opened:
        open_survey(assessment)
    return assessment, f"/z/{token}/"


@pytest.mark.parametrize("anonymous", [False, True], ids=["by perspective", "anonymous"])
def test_pages_are_accessible_and_fit(open_page, axe, anonymous):
    assessment, link = survey_of(anonymous=anonymous)
    page = open_page()
    page.goto(link)
    addresses = [reverse(name, args=[assessment.pk]) for name in ("perspectives", "agenda", "consensus", "result")]
    addresses += [reverse("consensus_item", args=[assessment.pk, item]) for item in ("K1.2", "S6", "B1.1")]
    addresses.append(f"{addresses[0]}?zeigen=alle&teil=practice")

    assert faults(page, axe, [(address, address) for address in addresses]) == []


def test_waiting_page_is_accessible(open_page, axe):
    assessment, link = survey_of(anonymous=False, opened=False)
    page = open_page()
    page.goto(link)

    assert faults(page, axe, [("waiting", reverse("perspectives", args=[assessment.pk]))], LOOKS[:1]) == []
    assert page.get_by_text("Ausschuss (Politik)").is_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_team_agrees_on_an_answer(open_page, javascript):
    assessment, link = survey_of(anonymous=False)
    page = open_page(javascript=javascript)
    page.goto(link)
    page.goto(reverse("consensus", args=[assessment.pk]))
    page.get_by_role("link", name="Mit der ersten offenen Frage beginnen").click()
    assert page.get_by_role("radio", name="Vorschlag: mittlere Antwort").is_checked()

    page.get_by_role("radio", name="Ein Amt gilt als naheliegend").check()
    page.get_by_label("Begründung").fill("Es gibt keinen Vermerk.")
    page.get_by_label("Abweichende Sicht").fill("Verwaltungsspitze: Stufe 4")
    page.get_by_role("button", name="Speichern und weiter").last.click()

    assert page.url.endswith("/gemeinsam/S6/")
    stored = Answer.objects.get(assessment=assessment, item="K1.2")
    assert (stored.value, stored.reason, stored.dissent) == (
        "1",
        "Es gibt keinen Vermerk.",
        "Verwaltungsspitze: Stufe 4",
    )


def test_conflict_is_accessible_and_keeps_what_was_typed(open_page, watch, axe):
    watch.expected = ["409 (Conflict)"]
    assessment, link = survey_of(anonymous=False)
    page = open_page(width=390)
    page.goto(link)
    page.goto(reverse("consensus_item", args=[assessment.pk, "K1.2"]))
    save_answer(assessment=assessment, item="K1.2", value="3", note="", base_revision=0, editor=BERND)

    page.get_by_label("Begründung").fill("Meine Begründung")
    page.get_by_role("button", name="Speichern und weiter").last.click()

    assert page.get_by_label("Begründung").input_value() == "Meine Begründung"
    assert list(axe(page)) == []
    page.get_by_role("button", name="Meine Angaben speichern").click()
    assert Answer.objects.get(assessment=assessment, item="K1.2").reason == "Meine Begründung"
