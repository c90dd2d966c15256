"""Links and reminders of respondents that are sent as e-mails."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from assessments.models import Respondent
from tests.assessments.survey_story import begin
from tests.cast import log_in, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(check):
    return begin(check)


def link_page(assessment, person, name="respondent_link"):
    return reverse(name, args=[assessment.pk, person.pk])


class Team:
    def __init__(self):
        municipality = make_municipality()
        self.assessment, _ = make_assessment(tenant=municipality)
        self.client = log_in(make_member(municipality, "edit"))
        begin(self.assessment)

    def invite(self, **fields):
        url = reverse("invite_respondent", args=[self.assessment.pk])
        data = {"name": "Kämmerei", "perspective": "treasury", "days": "30", "email": "kaemmerei@musterbach.example"}
        return self.client.post(url, data | fields, follow=True)

    def post(self, name, wish):
        return self.client.post(link_page(self.assessment, Respondent.objects.get(), name), {"do": wish}, follow=True)


@pytest.fixture
def team(settings):
    settings.EMAIL_HOST = "mail.example.org"
    cache.clear()
    return Team()


def test_member_sends_the_invitation_by_mail(team):
    shown = team.invite()
    link = shown.context["link"]
    assert "Als E-Mail an kaemmerei@musterbach.example senden" in shown.content.decode()

    team.post("respondent_link", "mail")

    [sent] = mail.outbox
    assert sent.to == ["kaemmerei@musterbach.example"]
    assert link in sent.body
    assert team.client.get(link_page(team.assessment, Respondent.objects.get())).context["link"] is None


def test_member_sends_a_reminder_by_mail(team):
    team.invite()
    team.post("respondent_link", "mail")
    team.post("remind_respondent", "link")
    team.post("remind_respondent", "mail")

    assert [message.subject for message in mail.outbox][1] == "Erinnerung: Ihre Antworten zum Verstetigungs-Check"
    assert "/b/" in mail.outbox[1].body
    assert Respondent.objects.get().reminded_at


def test_mail_that_is_sent_again_without_a_link_asks_for_a_new_one(team):
    team.invite()
    team.post("respondent_link", "saved")

    assert "Erzeugen Sie bitte einen neuen" in team.post("respondent_link", "mail").content.decode()
    assert mail.outbox == []


def test_mails_of_a_day_are_limited(team, monkeypatch):
    monkeypatch.setattr("assessments.mails.MAX_A_DAY", 2)
    started_by = team.invite()
    assert started_by.context["link"]
    team.post("respondent_link", "mail")
    team.post("remind_respondent", "link")
    team.post("remind_respondent", "mail")
    Respondent.objects.update(reminded_at=None)
    team.post("remind_respondent", "link")

    refused = team.post("remind_respondent", "mail")

    assert "gehen heute keine weiteren E-Mails hinaus" in refused.content.decode()
    assert refused.context["text"]
    assert len(mail.outbox) == 2
    assert Respondent.objects.get().reminded_at is None


def test_mail_server_that_is_down_is_said_and_the_text_stays(team, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    team.invite()

    shown = team.post("respondent_link", "mail")

    assert "ließ sich nicht senden" in shown.content.decode()
    assert shown.context["link"]


@pytest.mark.parametrize("address", ["x", "a@example.org\nBcc: b@example.org", "a" * 400 + "@example.org"])
def test_bad_address_is_refused(team, address):
    assert team.invite(email=address).status_code == 422
    assert not Respondent.objects.exists()


def test_without_account_no_address_is_asked_for_and_nothing_is_sent(client, check, survey, settings):
    settings.EMAIL_HOST = "mail.example.org"
    url = reverse("invite_respondent", args=[check.pk])
    assert "E-Mail-Adresse" not in client.get(url).content.decode()

    data = {"name": "Kämmerei", "perspective": "treasury", "days": "30", "email": "a@example.org"}
    client.post(url, data)
    person = Respondent.objects.get()
    Respondent.objects.update(email="a@example.org")
    client.post(link_page(check, person), {"do": "mail"})

    assert person.email == ""
    assert mail.outbox == []


def test_a_line_in_a_name_reaches_no_header(team):
    team.invite(name="Kämmerei\r\nBcc: b@example.org")
    team.post("respondent_link", "mail")

    assert mail.outbox[0].recipients() == ["kaemmerei@musterbach.example"]
