"""The page of the short plan, and its proposals on their way into the plan."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Project
from recommendations import actions
from recommendations.example import ANSWERS
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link
from tests.queries import at_most
from tests.recommendations.answer_tables import INSTRUMENT

pytestmark = pytest.mark.django_db
QUICK = {item.id: ANSWERS[item.id] for item in INSTRUMENT.quick_items}
BUTTON = "Diese drei in den Plan übernehmen"


@pytest.fixture
def check(client):
    assessment, token = make_assessment(QUICK, scope="quick")
    open_link(client, token)
    return assessment


def address(check, name="short_plan"):
    return reverse(name, args=[check.pk])


def page(client, check):
    return " ".join(client.get(address(check)).content.decode().split())


def titles(check):
    return [measure.recommendation for measure in check.measures.in_order()]


def test_page_shows_three_proposals_and_takes_them_into_the_plan(client, check):
    text = page(client, check)
    assert "Eine Stufe der Verstetigungsreife zeigt er nicht" in text
    assert text.count("<strong>Erster Schritt:</strong>") == 3
    assert BUTTON in text
    shown = [part.split('"')[0] for part in text.split('name="take" value="')[1:]]

    response = client.post(address(check), {"take": shown}, follow=True)

    assert "3 Maßnahmen stehen jetzt im Plan." in response.content.decode()
    assert sorted(titles(check)) == sorted(shown) == ["K1.2", "K1.3", "K2.3"]
    assert BUTTON not in response.content.decode()
    assert response.content.decode().count("im Plan, offen, Priorität hoch") == 3


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Beide Vorschläge in den Plan übernehmen"), (2, "Den Vorschlag in den Plan übernehmen")],
)
def test_button_says_how_many_proposals_there_are(client, check, count, words):
    for number in range(count):
        fields = {"title": f"Eigene {number}", "priority": "high", "status": "open", "note": "Zwei Sensoren"}
        actions.add_measure(assessment=check, fields=fields, editor=ANNA)
    text = page(client, check)
    assert words in text
    assert text.count("<strong>Notiz:</strong> Zwei Sensoren") == count


def test_one_of_them_is_told_in_the_singular(client, check):
    response = client.post(address(check), {"take": ["K1.2"]}, follow=True)
    assert "Eine Maßnahme steht jetzt im Plan." in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"take": ["K1.2"]}], ids=["nothing", "in the plan already"])
def test_nothing_new_changes_nothing(client, check, sent):
    client.post(address(check), {"take": ["K1.2"]})
    response = client.post(address(check), sent, follow=True)
    assert "Es wurde nichts geändert." in response.content.decode()
    assert titles(check) == ["K1.2"]


def test_at_most_three_are_taken_at_once(client, check):
    client.post(address(check), {"take": ["K1.1", "K1.2", "K1.3", "K2.1"]})
    assert sorted(titles(check)) == ["K1.1", "K1.2", "K1.3"]


def test_unknown_recommendation_is_not_found(client, check):
    assert client.post(address(check), {"take": ["K1.2", "Z9"]}).status_code == 404
    assert titles(check) == []


def test_full_plan_says_so(client, check, monkeypatch):
    monkeypatch.setattr(actions.plan, "MOST_MEASURES", 0)
    response = client.post(address(check), {"take": ["K1.2"]}, follow=True)
    assert "Der Plan hat schon" in response.content.decode()
    assert titles(check) == []


def test_too_few_answers(client):
    assessment, token = make_assessment({"K1.2": 0}, scope="quick")
    open_link(client, token)
    text = page(client, assessment)
    assert "Noch gibt es keine Maßnahmen." in text
    assert "Vorschläge stehen hier, sobald 7 Fragen" in text
    assert address(assessment, "short_plan_pdf") not in text


def test_reader_sees_the_plan_without_the_button():
    municipality = make_municipality()
    assessment, _ = make_assessment(QUICK, scope="quick", tenant=municipality)
    client = log_in(make_member(municipality, "read"))
    assert BUTTON not in page(client, assessment)
    assert client.post(address(assessment), {"take": ["K1.2"]}).status_code == 403


def test_typed_texts_are_escaped(client, check):
    Project.objects.filter(pk=check.project_id).update(name="<script>alert(1)</script>")
    fields = {"title": "<img src=x>", "priority": "high", "status": "open", "note": "<b>"}
    actions.add_measure(assessment=check, fields=fields, editor=ANNA)
    text = page(client, check)
    assert "&lt;img src=x&gt;" in text
    assert "<img src=x>" not in text
    assert "<script>alert(1)" not in text


def test_pdf_is_sent_under_its_name(client, check):
    response = client.get(address(check, "short_plan_pdf"))
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith('attachment; filename="kurzplan-musterbach-')


def test_page_takes_few_queries(client, check):
    with at_most(11):
        client.get(address(check))


def test_result_leads_to_the_short_plan(client, check):
    assert address(check) in client.get(reverse("result", args=[check.pk])).content.decode()


@pytest.mark.parametrize("name", ["short_plan", "short_plan_pdf"])
def test_stranger_finds_nothing(check, name):
    assert Client().get(address(check, name)).status_code == 404
