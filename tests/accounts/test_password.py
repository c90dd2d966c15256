import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.people import (
    NEW_PASSWORD,
    is_logged_in,
    log_in_with_password,
    make_verified_user,
    sent_link,
    without_tokens,
)
from tests.cast import PASSWORD, log_in, make_user

pytestmark = pytest.mark.django_db
EMAIL = "digitalamt@musterbach.example"
RESET, CHANGE, SET = "/konto/passwort/vergessen/", "/konto/passwort/", "/konto/passwort/festlegen/"
TWICE = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


def ask_for_reset(email=EMAIL):
    return Client().post(RESET, {"email": email})


def test_reset_says_the_same_with_and_without_an_account(outgoing_mail):
    make_verified_user()

    answers = [ask_for_reset(email) for email in (EMAIL, "niemand@musterbach.example")]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"{RESET}unterwegs/")] * 2
    pages = [without_tokens(answer.client.get(answer.url)) for answer in answers]
    assert pages[0] == pages[1]
    assert [sent.subject for sent in mail.outbox] == [
        "Neues Passwort festlegen",
        "Zu dieser Adresse gibt es kein Konto",
    ]


def test_reset_sets_a_password_and_ends_every_session(outgoing_mail):
    user = make_verified_user()
    elsewhere = log_in(user)
    ask_for_reset()
    client = Client()

    form = client.get(sent_link())
    assert sent_link().split("/")[-2] not in form.url, "the key leaves the address at once"
    response = client.post(form.url, TWICE)

    assert response.url == reverse("account_reset_password_from_key_done")
    assert log_in_with_password(EMAIL, NEW_PASSWORD).status_code == 302
    assert log_in_with_password(EMAIL, PASSWORD).status_code == 422
    assert elsewhere.get(reverse("account")).status_code == 302
    assert mail.outbox[-1].subject == "Ihr Passwort wurde geändert"


def test_reset_link_works_once(outgoing_mail):
    make_verified_user()
    ask_for_reset()
    client, link = Client(), sent_link()
    client.post(client.get(link).url, TWICE)

    response = Client().get(link)

    assert response.status_code == 404
    assert "Dieser Link gilt nicht mehr" in response.content.decode()


def test_reset_does_not_get_round_the_second_factor(outgoing_mail):
    user = make_verified_user()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    ask_for_reset()
    client = Client()
    client.post(client.get(sent_link()).url, TWICE)

    response = log_in_with_password(EMAIL, NEW_PASSWORD, client=client)

    assert response.url == reverse("mfa_authenticate")
    assert not is_logged_in(client)


def test_locked_account_gets_no_reset_link(outgoing_mail):
    make_verified_user(is_active=False)

    ask_for_reset()

    assert [sent.subject for sent in mail.outbox] == ["Zu dieser Adresse gibt es kein Konto"]


def test_links_lead_to_the_public_address_whatever_the_request_says(outgoing_mail):
    outgoing_mail.ALLOWED_HOSTS = ["*"]
    make_verified_user()

    Client().post(RESET, {"email": EMAIL}, headers={"Host": "boese.example"})

    assert "boese" not in mail.outbox[0].body
    assert sent_link().startswith("/konto/passwort/neu/")


def test_sixth_mail_to_one_address_is_stopped(outgoing_mail):
    statuses = [ask_for_reset().status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_without_mail_the_operator_helps():
    make_verified_user()

    text = Client().get(RESET).content.decode()
    response = ask_for_reset()

    assert "Einen Einmal-Link" in text
    assert "<form" not in text[text.index("<main") :]
    assert response.status_code == 422
    assert mail.outbox == []


def test_change_keeps_this_session_and_ends_the_others():
    user = make_user(EMAIL)
    client, elsewhere = log_in(user), log_in(user)

    response = client.post(CHANGE, {"oldpassword": PASSWORD, **TWICE})

    assert response.url == reverse("account")
    assert client.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"oldpassword": "falsch", **TWICE}, "Das ist nicht Ihr jetziges Passwort."),
        ({"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": "anders"}, "password2"),
        ({"oldpassword": PASSWORD, "password1": "kurz", "password2": "kurz"}, "mindestens 12 Zeichen"),
        ({"oldpassword": PASSWORD, "password1": "digitalamt@muster", "password2": "digitalamt@muster"}, "zu ähnlich"),
        ({}, "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_change_that_is_refused(data, reason):
    user = make_user(EMAIL)

    response = log_in(user).post(CHANGE, data)

    assert response.status_code == 422
    assert reason in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_password_is_set_where_there_is_none():
    user = make_user(EMAIL)
    user.set_unusable_password()
    user.save()
    client = log_in(user)

    assert client.get(CHANGE).url == SET
    assert client.post(SET, TWICE).url == reverse("account")

    assert log_in_with_password(EMAIL, NEW_PASSWORD).status_code == 302
    assert client.get(SET).url == CHANGE
