"""Links of respondents: sent, opened, used up, renewed, reminded of."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import remove_respondent, renew_respondent_link, start_response, submit_assessment
from assessments.models import Respondent
from tests.assessments.survey_story import (
    autosave,
    begin,
    browser,
    finished,
    fresh,
    invite,
    opened,
    page,
    respond,
    started,
)
from tests.cast import ANNA

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(check):
    return begin(check)


def link_page(assessment, person, name="respondent_link"):
    return reverse(name, args=[assessment.pk, person.pk])


def expire(person):
    Respondent.objects.filter(pk=person.pk).update(expires_at=timezone.now())


def open_it(token):
    return Client().get(f"/b/{token}/")


def test_invitation_leads_to_the_welcome_page_and_leaves_the_address_at_once(survey):
    person, token = invite(survey)

    response = open_it(token)

    assert (response.status_code, response.url) == (303, page(person))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert "Beginnen" in browser(token).get(page(person)).content.decode()


def used(person, token):
    start_response(respondent=person)


def opened_already(person, token):
    for name in ("IT", "Fachamt"):
        finished(person.survey, name)
    opened(person.survey)


def submitted(person, token):
    submit_assessment(assessment=person.survey.assessment, evaluate=lambda answers: {}, editor=ANNA)


def renewed(person, token):
    renew_respondent_link(respondent=person, days=14, editor=ANNA)


def removed(person, token):
    remove_respondent(respondent=person, editor=ANNA)


REFUSED = {
    "used": (used, 410, "Mit dieser Einladung wurde schon begonnen"),
    "expired": (lambda person, token: expire(person), 410, "Er war befristet"),
    "opened": (opened_already, 410, "Die Befragung ist beendet"),
    "submitted": (submitted, 410, "Die Befragung ist beendet"),
    "renewed": (renewed, 404, "Dieser Link führt zu keiner Befragung"),
    "removed": (removed, 404, "Dieser Link führt zu keiner Befragung"),
}


@pytest.mark.parametrize(("change", "status", "reason"), REFUSED.values(), ids=REFUSED)
def test_invitation_that_works_no_more_says_why(survey, change, status, reason):
    person, token = invite(survey, "Leitung Bauhof")
    before = browser(token)
    assert before.get(page(person)).status_code == 200

    change(person, token)

    response = open_it(token)
    text = response.content.decode()
    assert response.status_code == status
    assert reason in text
    for secret in ("Leitung Bauhof", "Glättesensoren", "Musterbach"):
        assert secret not in text
    assert before.post(page(person), {"do": "start"}).status_code in {404, 409}


@pytest.mark.parametrize("token", ["x", "ä" * 40, "😀", "a" * 3000])
def test_unknown_token(client, token):
    response = client.get(f"/b/{token}/")

    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_own_link_is_shown_until_it_is_kept_and_leads_back(survey):
    person, invitation = invite(survey)
    client = browser(invitation)

    shown = client.post(page(person), {"do": "start"}, follow=True)
    link = shown.context["link"]
    assert link.startswith("http://127.0.0.1:8000/b/")
    assert invitation not in link
    assert link in shown.content.decode()

    client.post(page(person), {"do": "saved"})
    assert client.get(page(person)).context["link"] is None
    elsewhere = browser(link.split("/")[-2])
    assert elsewhere.get(page(person)).status_code == 200


def test_whoever_sent_the_invitation_is_out_when_it_is_used(survey):
    person, invitation = invite(survey)
    sender, asked = browser(invitation), browser(invitation)
    assert sender.get(page(person)).status_code == 200

    asked.post(page(person), {"do": "start"})

    assert sender.get(page(person)).status_code == 404
    assert sender.post(page(person), {"do": "start"}).status_code == 404
    assert asked.get(page(person)).status_code == 200


def test_second_click_on_begin_leads_on(survey):
    person, invitation = invite(survey)
    client = browser(invitation)
    client.post(page(person), {"do": "start"})
    link = client.get(page(person)).context["link"]

    assert client.post(page(person), {"do": "start"}, follow=True).context["link"] == link


def test_expiry_ends_a_running_session(survey):
    person, token = started(survey)
    client = browser(token)
    assert client.get(page(person)).status_code == 200
    expire(person)

    assert client.get(page(person)).status_code == 404
    assert open_it(token).status_code == 410


def test_renewed_link_ends_a_running_session_and_the_person_is_told(survey):
    person, token = started(survey)
    client = browser(token)
    new = renew_respondent_link(respondent=person, days=14, editor=ANNA)

    assert client.get(page(person)).status_code == 404
    assert open_it(token).status_code == 404
    again = browser(new)
    assert "Ihr Link wurde am" in again.get(page(person)).content.decode()
    again.post(page(person), {"do": "start"})
    assert "erneuert" in again.get(page(person)).content.decode()


def test_renewed_link_shows_nothing_of_what_was_answered_before(survey):
    person, token = started(survey)
    respond(person, "B1.1", 3, "geheime Notiz")
    addresses = [
        page(person),
        page(person, "respondent_questions", "barriers", 1),
        page(person, "finish_response"),
        page(person, "respondent_answer", "B1.1"),
    ]

    def texts(client):
        return "".join(client.get(url, headers={"HX-Request": "true"}).content.decode() for url in addresses)

    before = texts(browser(token))
    assert "geheime Notiz" in before
    assert " checked" in before

    client = browser(renew_respondent_link(respondent=person, days=14, editor=ANNA))
    client.post(page(person), {"do": "start"})
    after = texts(client)

    assert "geheime Notiz" not in after
    assert " checked" not in after
    assert "1 von 54 Fragen beantwortet" in after
    assert "Schon beantwortet, bevor Ihr Link erneuert wurde" in after


def test_conflict_shows_nothing_of_what_was_answered_before_the_renewal(survey):
    person, token = started(survey)
    respond(person, "B1.1", 3, "geheime Notiz")
    shown = autosave(browser(token), person, value="1")
    assert (shown.status_code, "geheime Notiz" in shown.content.decode()) == (409, True)

    client = browser(renew_respondent_link(respondent=person, days=14, editor=ANNA))
    client.post(page(person), {"do": "start"})
    for more in ({"take": "B1.1"}, {"value": "x" * 3000}, {"note": "x" * 3000}, {}):
        response = autosave(client, person, **more)
        assert "geheime Notiz" not in response.content.decode()
        assert "Stufe 3" not in response.content.decode()


def test_link_page_extends_and_renews(client, check, survey):
    person, token = started(survey)
    url = link_page(check, person)

    assert client.post(url, {"do": "extend", "days": "60"}).url == reverse("survey", args=[check.pk])
    assert fresh(person).expires_at > timezone.now() + timedelta(days=59)
    assert open_it(token).status_code == 303

    shown = client.post(url, {"do": "renew", "days": "14"}, follow=True)
    assert shown.context["link"]
    assert open_it(token).status_code == 404
    assert open_it(shown.context["link"].split("/")[-2]).status_code == 303


@pytest.mark.parametrize("days", ["", "15", "x", "-1"])
def test_link_page_refuses_another_span(client, check, survey, days):
    person, _ = invite(survey)

    assert client.post(link_page(check, person), {"do": "renew", "days": days}).status_code == 422
    assert fresh(person).expires_at == person.expires_at


def test_link_is_not_shown_any_more_once_it_was_used(client, check, survey):
    person, _ = invite(survey)
    link = client.post(link_page(check, person), {"do": "renew", "days": "14"}, follow=True).context["link"]
    browser(link.split("/")[-2]).post(page(person), {"do": "start"})

    assert client.get(link_page(check, person)).context["link"] is None


def test_reminder_of_one_who_has_begun_holds_no_link(client, check, survey):
    person, _ = started(survey)
    url = link_page(check, person, "remind_respondent")

    text = client.get(url).context["text"]
    assert "/b/" not in text
    assert "„Glättesensoren im Winterdienst“" in text

    assert client.post(url, {"do": "noted"}).url == reverse("survey", args=[check.pk])
    assert fresh(person).reminded_at
    assert "erinnert am" in client.get(reverse("survey", args=[check.pk])).content.decode()


def test_reminder_of_one_who_has_not_begun_holds_a_new_link(client, check, survey):
    person, token = invite(survey)
    url = link_page(check, person, "remind_respondent")
    assert client.get(url).context["text"] is None
    assert open_it(token).status_code == 303

    text = client.post(url, {"do": "link"}, follow=True).context["text"]

    assert open_it(token).status_code == 404
    assert open_it(re.search(r"/b/([^/]+)/", text)[1]).status_code == 303
    client.post(url, {"do": "noted"})
    assert fresh(person).reminded_at
    assert client.get(url).context["text"] is None


def test_reminder_of_an_expired_link_asks_to_extend_it_first(client, check, survey):
    person, _ = started(survey)
    expire(person)
    url = link_page(check, person, "remind_respondent")

    assert "Lassen Sie ihn zuerst länger gelten" in client.get(url).content.decode()
    client.post(url, {"do": "noted"})
    assert fresh(person).reminded_at is None


def test_finished_respondent_is_not_reminded(client, check, survey):
    person, _ = finished(survey)

    assert client.get(link_page(check, person, "remind_respondent")).url == reverse("survey", args=[check.pk])
