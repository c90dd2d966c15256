"""Inviting a respondent: the form, the link that is shown once, and the text to send."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Respondent
from tests.assessments.survey_story import begin, invite
from tests.cast import make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(check):
    return begin(check)


def invite_url(assessment):
    return reverse("invite_respondent", args=[assessment.pk])


def test_nobody_is_invited_before_there_is_a_survey(client, check):
    assert client.get(invite_url(check)).status_code == 404


def test_invites_and_shows_the_link_once(client, check, asked):
    data = {"name": "Leitung Bauhof", "perspective": "department", "parts": ["barriers"], "days": "14"}

    shown = client.post(invite_url(check), data, follow=True)

    respondent = Respondent.objects.get()
    assert (respondent.name, respondent.perspective, respondent.parts) == ("Leitung Bauhof", "department", ["barriers"])
    link = shown.context["link"]
    assert link.startswith("http://127.0.0.1:8000/b/")
    assert link in shown.content.decode()
    assert "Musterbach (erfunden)" in shown.context["text"]

    page = reverse("respondent_link", args=[check.pk, respondent.pk])
    assert client.post(page, {"do": "saved"}).url == reverse("survey", args=[check.pk])
    assert client.get(page).context["link"] is None


def test_invitation_text_says_who_what_how_long_and_until_when(client, check):
    survey = begin(check, message="Wir brauchen die Antworten für den Ausschuss.")
    client.post(invite_url(check), {"name": "IT", "perspective": "it", "parts": ["barriers"], "days": "30"})
    respondent = Respondent.objects.get(survey=survey)

    text = client.get(reverse("respondent_link", args=[check.pk, respondent.pk])).context["text"]

    assert "Musterbach (erfunden)" in text
    assert "„Glättesensoren im Winterdienst“" in text
    assert "Wir brauchen die Antworten für den Ausschuss." in text
    assert "10 Fragen, das dauert etwa 4 Minuten" in text
    assert f"gültig bis {timezone.localtime(respondent.expires_at):%d.%m.%Y}" in text


BAD_INVITATIONS = {
    "nothing": ({}, "Bitte geben Sie einen Namen oder eine Funktion ein."),
    "no perspective": ({"name": "Kämmerei", "days": "30"}, "Bitte wählen Sie die Sichtweise."),
    "unknown perspective": ({"name": "IT", "perspective": "x", "days": "30"}, "Bitte wählen Sie die Sichtweise."),
    "unknown part": ({"name": "IT", "perspective": "it", "days": "30", "parts": ["x"]}, "Diesen Teil gibt es nicht."),
    "365 days": ({"name": "IT", "perspective": "it", "days": "365"}, "Bitte wählen Sie 14, 30 oder 60 Tage."),
    "long name": ({"name": "x" * 121, "perspective": "it", "days": "30"}, "Höchstens 120 Zeichen, es sind 121."),
}


@pytest.mark.parametrize(("data", "message"), BAD_INVITATIONS.values(), ids=BAD_INVITATIONS)
def test_bad_invitation_is_refused_and_kept_in_the_fields(client, check, asked, data, message):
    response = client.post(invite_url(check), data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert data.get("name", "") in response.content.decode()
    assert not Respondent.objects.exists()


def test_sixty_first_is_refused(client, check, asked):
    for number in range(60):
        invite(asked, f"Person {number}")

    response = client.post(invite_url(check), {"name": "IT", "perspective": "it", "days": "30"})

    assert response.status_code == 422
    assert "Mehr als 60 Befragte" in response.content.decode()
    assert "Mehr als 60 Befragte" in client.get(reverse("survey", args=[check.pk])).content.decode()


def test_quick_check_offers_its_own_parts(client):
    from tests.cast import open_link

    assessment, token = make_assessment(scope="quick")
    open_link(client, token)
    begin(assessment)

    shown = client.get(invite_url(assessment)).content.decode()
    assert 'value="barriers"' in shown
    assert 'value="prerequisites"' not in shown


def test_anonymous_survey_offers_no_parts(client, check):
    begin(check, anonymous=True)

    assert 'name="parts"' not in client.get(invite_url(check)).content.decode()
