import pytest
from django.urls import reverse

from assessments.instrument import CURRENT, load_instrument
from tests.assessments.survey_story import begin, finished, opened
from tests.cast import log_in, make_assessment, make_member, make_municipality, open_link
from tests.queries import at_most

pytestmark = pytest.mark.django_db

INSTRUMENT = load_instrument(CURRENT)


def show(client, answers=None, scope="full"):
    assessment, token = make_assessment(answers, scope=scope)
    open_link(client, token)
    return assessment, client.get(reverse("overview", args=[assessment.pk]))


def test_new_check_leads_to_the_first_page(client):
    assessment, response = show(client)

    text = response.content.decode()
    assert "0 von 54 Fragen beantwortet" in text
    assert "Noch etwa 20 Minuten" in text
    assert reverse("questions", args=[assessment.pk, "barriers", 1]) in text
    assert "Mit den Fragen beginnen" in text


def test_goes_on_at_the_first_page_with_an_open_question(client):
    answers = {item.id: 2 for item in INSTRUMENT.items[:5]} | {"B2.1": "unknown"}
    _, response = show(client, answers)

    text = response.content.decode()
    page = response.context["progress"].page
    assert (page.part.id, page.number) == ("barriers", 3)
    assert "1-mal „weiß nicht“" in text
    assert "Weitermachen" in text


def test_quick_check_counts_its_own_questions_and_can_be_extended(client):
    assessment, response = show(client, {"B1.1": 1, "B1.2": 1}, scope="quick")

    text = response.content.decode()
    assert "1 von 19 Fragen beantwortet" in text
    assert "nicht im Kurzcheck" in text
    assert reverse("extend", args=[assessment.pk]) in text


def test_complete_check_leads_to_the_result(client):
    _, response = show(client, {item.id: 2 for item in INSTRUMENT.items})

    text = response.content.decode()
    assert "Weitermachen" not in text
    assert "Minute" not in text
    assert text.count("vollständig</span>") == 5


def test_names_every_way_on(client):
    assessment, response = show(client)

    text = response.content.decode()
    names = ("result", "plan", "edit_project", "personal_link", "submit", "delete")
    for name in (*names, "report_pdf", "download_json", "download_xlsx"):
        assert f'href="{reverse(name, args=[assessment.pk])}"' in text


def test_few_queries(client):
    assessment, _ = show(client, {item.id: 2 for item in INSTRUMENT.items})

    with at_most(4):
        client.get(reverse("overview", args=[assessment.pk]))


def test_editor_name_is_kept_in_the_session_alone(client):
    assessment, _ = show(client)
    url = reverse("overview", args=[assessment.pk])

    response = client.post(url, {"editor": " Anna\u202e <b>\0"}, follow=True)

    assert response.context["editor"].name == "Anna <b>"
    assert 'value="Anna &lt;b&gt;"' in response.content.decode()


def test_editor_name_too_long_is_refused_and_kept_in_the_field(client):
    assessment, _ = show(client)

    response = client.post(reverse("overview", args=[assessment.pk]), {"editor": "x" * 61})

    assert response.status_code == 422
    assert "x" * 61 in response.content.decode()


def test_submitted_check_offers_what_is_left(client):
    assessment, _ = show(client, {item.id: 2 for item in INSTRUMENT.items})
    client.post(reverse("submit", args=[assessment.pk]))

    text = client.get(reverse("overview", args=[assessment.pk])).content.decode()

    assert reverse("continue_assessment", args=[assessment.pk]) in text
    assert reverse("edit_project", args=[assessment.pk]) not in text
    assert "abgeschlossen am" in text


def test_reminds_of_a_link_that_is_not_kept_yet(client):
    query = "?umfang=kurz&name=Musterbach&land=09&size_class=2"
    link_page = client.post(reverse("describe_project") + query, {"name": "Pegel", "phase": "idea"}).url
    url = link_page.removesuffix("link/")

    assert "noch nicht gesichert" in client.get(url).content.decode()

    client.post(link_page, {"do": "saved"})
    assert "noch nicht gesichert" not in client.get(url).content.decode()


def opened_check(tenant=None):
    assessment, token = make_assessment({"B1.1": 3}, tenant=tenant)
    survey = begin(assessment)
    for name in ("IT", "Fachamt"):
        finished(survey, name, {"B1.2": 3})
    opened(survey)
    return assessment, token


def test_opened_comparison_leads_to_the_common_answers(client):
    assessment, token = opened_check()

    text = open_link(client, token).get(reverse("overview", args=[assessment.pk])).content.decode()

    assert "Gemeinsame Antworten festlegen" in text
    assert f'kern-btn--primary" href="{reverse("consensus", args=[assessment.pk])}"' in text
    assert "Weitermachen" not in text
    assert "Minute" not in text


@pytest.mark.parametrize(("role", "asked"), [("edit", True), ("read", False)])
def test_only_who_may_begin_a_survey_is_asked_to(role, asked):
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    client = log_in(make_member(municipality, role))

    text = client.get(reverse("overview", args=[assessment.pk])).content.decode()

    survey = reverse("survey", args=[assessment.pk])
    assert ("Lassen Sie Fachamt, IT" in text, "Befragung beginnen" in text, survey in text) == (asked,) * 3
    assert ("gibt es bisher keine Befragung" in text) is not asked
