"""The page on which a person deletes the own account."""

from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, HistoryEntry, Municipality, User
from recommendations.views import delete_account as page
from tests.accounts.people import confirm_identity, is_logged_in
from tests.cast import editor_of, log_in, make_assessment, make_member, make_municipality, make_user
from tests.queries import at_most

pytestmark = pytest.mark.django_db
PAGE = "/konto/loeschen/"
EMAIL = "leitung@musterbach.example"


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def outgoing_mail(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.org", "check@example.org"


def confirmed(user):
    client = log_in(user)
    confirm_identity(client)
    return client


def delete(client, email=EMAIL, **data):
    return client.post(PAGE, {"email": email, **data})


def text_of(client):
    return client.get(PAGE).content.decode()


def test_who_it_is_is_asked_again_first():
    client = log_in(make_user(EMAIL))

    for response in (client.get(PAGE), delete(client)):
        assert response.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.count() == 1


def test_form_that_waited_for_the_password_is_carried_out():
    client = log_in(make_user(EMAIL))
    way = delete(client).url

    confirm = client.post(way, {"password": "Winterdienst-und-Glätte"})

    assert (confirm.status_code, confirm.url) == (302, reverse("start"))
    assert User.objects.count() == 0
    assert not is_logged_in(client)


def test_account_is_deleted_and_the_browser_logged_out():
    client = confirmed(make_user(EMAIL))
    assert PAGE in client.get(reverse("account")).content.decode()

    response = delete(client, "Leitung@Musterbach.example ")

    assert response.url == reverse("start")
    assert User.objects.count() == 0
    assert not is_logged_in(client)
    assert "Ihr Konto ist gelöscht." in client.get(reverse("start")).content.decode()
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "falsch", "bauamt@musterbach.example", "\x00", "ｌeitung@musterbach.example", "x" * 9000]
)
def test_another_address_deletes_nothing(typed):
    client = confirmed(make_user(EMAIL))

    response = delete(client, typed)

    assert response.status_code == 422
    assert "<title>Fehler: Konto löschen" in response.content.decode()
    assert User.objects.count() == 1


def test_page_says_which_teams_the_person_leaves(municipality):
    make_member(municipality, "lead")
    client = confirmed(make_member(municipality, "read", EMAIL))

    assert "Ihre Mitgliedschaft im Team von Musterbach (erfunden)" in text_of(client)
    assert delete(client).status_code == 302
    assert municipality.memberships.count() == 1


def test_last_lead_is_shown_the_way_out(municipality):
    make_member(municipality, "read")
    client = confirmed(make_member(municipality, "lead", EMAIL))

    text = text_of(client)
    assert "Sie sind die einzige Leitung eines Teams." in text
    assert reverse("team", args=[municipality.pk]) in text
    assert "Konto endgültig löschen" not in text
    delete(client, **{f"end_{municipality.pk.hex}": "on"})
    assert (User.objects.count(), municipality.memberships.count()) == (2, 2)


def test_only_member_decides_about_the_account_of_the_municipality(municipality):
    user = make_member(municipality, "lead", EMAIL)
    make_assessment(tenant=municipality)
    client = confirmed(user)

    text = text_of(client)
    assert "Musterbach (erfunden): 1 Check ·" in text
    assert reverse("invite_member", args=[municipality.pk]) in text
    missing = delete(client)
    assert missing.status_code == 422
    assert "Bitte bestätigen Sie mit dem Häkchen." in missing.content.decode()
    assert Assessment.objects.count() == 1

    assert delete(client, **{f"end_{municipality.pk.hex}": "on"}).status_code == 302
    assert [model.objects.count() for model in (User, Assessment, HistoryEntry, Municipality)] == [0, 0, 0, 0]


def test_account_that_another_window_deleted(monkeypatch):
    """Between this window's look at the account and its turn."""
    user = make_user(EMAIL)
    client = confirmed(user)
    real = page.erase_account
    monkeypatch.setattr(page, "erase_account", lambda **given: (real(**given), real(**given)))

    assert delete(client).url == reverse("start")
    assert User.objects.count() == 0


def test_team_that_changed_meanwhile_is_said(municipality, monkeypatch):
    client = confirmed(make_member(municipality, "lead", EMAIL))
    real = page.erase_account

    def after_somebody_joined(**given):
        make_member(municipality, "read")
        real(**given)

    monkeypatch.setattr(page, "erase_account", after_somebody_joined)
    response = delete(client, **{f"end_{municipality.pk.hex}": "on"})

    assert response.status_code == 422
    assert "hat sich gerade etwas geändert" in response.content.decode()
    assert User.objects.filter(email=EMAIL).exists()


def test_confirmation_is_sent(outgoing_mail):
    client = confirmed(make_user(EMAIL))

    delete(client)

    assert [(letter.to, letter.subject) for letter in mail.outbox[-1:]] == [([EMAIL], "Ihr Konto wurde gelöscht")]
    assert "Eine Bestätigung ist unterwegs." in client.get(reverse("start")).content.decode()


def test_account_is_deleted_though_the_mail_server_is_down(outgoing_mail, settings):
    settings.EMAIL_BACKEND = "tests.recommendations.test_delete_account.Down"
    client = confirmed(make_user(EMAIL))

    delete(client)

    assert User.objects.count() == 0
    assert "Eine Bestätigung" not in client.get(reverse("start")).content.decode()


class Down:
    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise SMTPException


def test_queries_do_not_grow_with_the_history(municipality):
    user = make_member(municipality, "read", EMAIL)
    make_member(municipality, "lead")
    assessment, _ = make_assessment(tenant=municipality)
    for _ in range(30):
        HistoryEntry.objects.create(
            municipality=municipality, assessment=assessment, kind="answer", actor=user, at=assessment.created_at
        )
    client = confirmed(user)

    with at_most(80):
        delete(client)
    assert not HistoryEntry.objects.filter(actor_name=editor_of(user).name).exists()


def test_stranger_is_led_to_the_login():
    assert Client().get(PAGE).url.startswith(reverse("account_login"))
