"""The page of the hints: grouped, each with where to mend it, for whoever may and whoever may only read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Project
from recommendations import actions
from recommendations.actions import finish
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link
from tests.queries import at_most

pytestmark = pytest.mark.django_db
CONTRADICTION = {"K1.2": 3, "D1.1": 0}


@pytest.fixture
def check(client):
    assessment, token = make_assessment(CONTRADICTION)
    open_link(client, token)
    return assessment


def page(client, check):
    response = client.get(reverse("hints", args=[check.pk]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def add_measure(check, **fields):
    standard = {"title": "Übergabe planen", "priority": "high", "status": "open"}
    return actions.add_measure(assessment=check, fields={**standard, **fields}, editor=ANNA)


def test_hint_links_both_questions(client, check):
    text = page(client, check)
    assert "1 Hinweis." in text
    assert "Die Zuständigkeit ist verfügt, die Leitung hat sich zur Fortführung aber nicht bekannt" in text
    assert "Regel: K1.2 steht auf Stufe 3 oder 4, D1.1 auf Stufe 0." in text
    for item, part in (("K1.2", "practice"), ("D1.1", "drivers")):
        assert f"/fragen/{part}/" in text
        assert f'#frage-{item}"' in text


def test_linked_question_is_on_the_linked_page(client, check):
    text = page(client, check)
    addresses = [part.split('"')[0] for part in text.split('href="') if "#frage-" in part.split('"')[0]]
    assert len(addresses) == 2
    for address in addresses:
        assert f'id="{address.split("#")[1]}"' in client.get(address).content.decode()


def test_question_that_a_quick_check_does_not_ask_has_no_link(client):
    assessment, token = make_assessment({"K2.2": 0, "B1.1": 0}, scope="quick")
    open_link(client, token)
    text = page(client, assessment)
    assert '#frage-B1.1"' in text
    assert '#frage-K2.2"' not in text
    assert "<li>K2.2 " in text


def test_measures_link_to_the_plan(client, check):
    measure = add_measure(check)
    text = page(client, check)
    assert "Maßnahmen ohne zuständige Stelle" in text
    assert text.count(f'href="{reverse("plan", args=[check.pk])}#m-{measure.pk}"') == 2


def test_hint_about_the_project_links_to_its_form(client, check):
    Project.objects.filter(pk=check.project_id).update(phase="ending")
    assert f'href="{reverse("edit_project", args=[check.pk])}"' in page(client, check)


def test_submitted_check_links_to_nothing_that_is_closed(client, check):
    Project.objects.filter(pk=check.project_id).update(phase="ending")
    finish(assessment=check, editor=ANNA)
    text = page(client, check)
    assert reverse("edit_project", args=[check.pk]) not in text
    assert reverse("continue_assessment", args=[check.pk]) in text


def test_reader_is_led_only_where_a_reader_may_go():
    municipality = make_municipality()
    assessment, _ = make_assessment(CONTRADICTION, tenant=municipality)
    Project.objects.filter(pk=assessment.project_id).update(
        phase="pilot", funding_end=timezone.localdate() - timedelta(days=400)
    )
    actions.save_entries(assessment=assessment, values={"path.operator": "yes"}, base={}, editor=ANNA)
    client = log_in(make_member(municipality, "read"))
    text = page(client, assessment).split('class="lead"')[1].split("</main>")[0]
    assert "Die Förderung ist vorbei" in text
    addresses = {part.split('"')[0].split("#")[0] for part in text.split('href="')[1:]}
    assert {address for address in addresses if client.get(address).status_code != 200} == set()


def test_nothing_to_hint_at(client):
    assessment, token = make_assessment({"K1.2": 3, "D1.1": 3})
    open_link(client, token)
    text = page(client, assessment)
    assert "Nichts widerspricht sich" in text
    assert "Regel:" not in text


def test_page_takes_few_queries(client, check):
    for number in range(5):
        add_measure(check, title=f"Maßnahme {number}")
    with at_most(12):
        client.get(reverse("hints", args=[check.pk]))


def test_result_and_plan_lead_to_the_hints(client, check):
    add_measure(check)
    address = reverse("hints", args=[check.pk])
    for name in ("result", "plan"):
        assert address in client.get(reverse(name, args=[check.pk])).content.decode()


def test_stranger_finds_nothing(check):
    assert Client().get(reverse("hints", args=[check.pk])).status_code == 404
