from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.access import INVITED, OPENED, hash_token
from assessments.account_forms import SignupForm
from assessments.models import User
from tests.accounts.people import NEW_PASSWORD, is_logged_in, log_in_with_password, make_invitation, sent_link
from tests.cast import make_user

pytestmark = pytest.mark.django_db
SIGNUP = "/konto/anlegen/"
EMAIL = "kaemmerei@musterbach.example"
FIELDS = {"email": EMAIL, "name": "Kämmerei", "password1": NEW_PASSWORD}


def invited(token, prefix=INVITED):
    client = Client()
    session = client.session
    session[prefix + hash_token(token)] = ""
    session.save()
    return client


def test_without_mail_nobody_signs_up(client):
    response = client.post(SIGNUP, FIELDS)

    assert "Ein Konto bekommen Sie auf Einladung" in response.content.decode()
    assert not User.objects.exists()


def test_without_mail_an_invitation_opens_the_sign_up():
    client = invited(make_invitation()[1])

    response = client.post(SIGNUP, {**FIELDS, "next": "/methode/"})

    assert (response.status_code, response.url) == (302, "/methode/")
    user = User.objects.get()
    assert (user.email, user.name, is_logged_in(client)) == (EMAIL, "Kämmerei", True)
    assert EmailAddress.objects.get().verified is False
    assert mail.outbox == []


@pytest.mark.parametrize(
    "fields",
    [
        {"revoked_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["revoked", "used", "expired"],
)
def test_without_mail_a_closed_invitation_opens_nothing(fields):
    client = invited(make_invitation(**fields)[1])

    client.post(SIGNUP, FIELDS)

    assert not User.objects.exists()


def test_without_mail_the_link_of_another_kind_opens_nothing():
    client = invited(make_invitation()[1], prefix=OPENED)

    client.post(SIGNUP, FIELDS)

    assert not User.objects.exists()


def test_address_is_verified_before_the_first_login(client, outgoing_mail):
    response = client.post(SIGNUP, FIELDS)

    assert response.url == reverse("account_email_verification_sent")
    assert not is_logged_in(client)
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([EMAIL], "Bitte bestätigen Sie Ihre E-Mail-Adresse")

    assert "gehört" in client.get(sent_link()).content.decode().lower()
    assert EmailAddress.objects.get().verified is False, "a mail scanner confirms nothing"

    assert client.post(sent_link()).url == reverse("account")
    assert EmailAddress.objects.get().verified is True
    assert is_logged_in(client)


def test_whoever_opens_the_link_elsewhere_is_not_logged_in(client, outgoing_mail):
    client.post(SIGNUP, FIELDS)
    other = Client()

    assert other.post(sent_link()).url == reverse("account_login")

    assert EmailAddress.objects.get().verified is True
    assert not is_logged_in(other)


def test_link_works_once(client, outgoing_mail):
    client.post(SIGNUP, FIELDS)
    client.post(sent_link())

    for method in (Client().get, Client().post):
        response = method(sent_link())
        assert response.status_code == 404
        assert "Dieser Link gilt nicht mehr" in response.content.decode()


def test_unverified_address_does_not_log_in(client, outgoing_mail):
    client.post(SIGNUP, FIELDS)

    response = log_in_with_password(EMAIL, NEW_PASSWORD)

    assert response.url == reverse("account_email_verification_sent")
    assert not is_logged_in(response.client)


def test_sign_up_says_the_same_with_and_without_an_account(outgoing_mail):
    make_user(EMAIL)
    pages = []
    for email in (EMAIL, "neu@musterbach.example"):
        client = Client()
        response = client.post(SIGNUP, {**FIELDS, "email": email})
        pages.append((response.status_code, response.url, client.get(response.url).content))

    assert pages[0] == pages[1]
    assert [sent.subject for sent in mail.outbox] == [
        "Sie haben schon ein Konto",
        "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    ]
    assert User.objects.filter(email=EMAIL).count() == 1


@pytest.mark.parametrize("has_mail", [True, False])
def test_two_at_the_same_moment(settings, monkeypatch, outgoing_mail, has_mail):
    """The second has passed the form before the first was stored: the database refuses it."""
    if not has_mail:
        settings.EMAIL_HOST, settings.ACCOUNT_EMAIL_VERIFICATION = "", "none"
    client = invited(make_invitation()[1])
    original = SignupForm.clean

    def clean_then_be_late(form):
        cleaned = original(form)
        User.objects.create_user(EMAIL)
        return cleaned

    monkeypatch.setattr(SignupForm, "clean", clean_then_be_late)
    response = client.post(SIGNUP, FIELDS)

    assert response.url == reverse("account_email_verification_sent" if has_mail else "account_login")
    assert User.objects.count() == 1
    assert not is_logged_in(client)


def test_the_database_refuses_a_second_account_of_one_address():
    User.objects.create_user(EMAIL)

    with pytest.raises(IntegrityError):
        User.objects.create_user(EMAIL)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "Bitte füllen Sie dieses Feld aus."),
        ("kurz-aber-gu", None),
        ("elf-zeichen", "mindestens 12 Zeichen"),
        ("q1w2e3r4t5y6", "zu üblich"),
        ("kaemmerei@musterbach", "zu ähnlich"),
        ("Leitung-Tiefbauamt", "zu ähnlich"),
        ("tiefbauamt-2026", "zu ähnlich"),
        ("Der Bauhof misst, ob die Straße glatt ist", None),
        ("x" * 100_000, None),
    ],
)
def test_password_rules(client, outgoing_mail, password, reason):
    response = client.post(SIGNUP, {**FIELDS, "name": "Leitung-Tiefbauamt", "password1": password})

    if reason is None:
        assert response.status_code == 302
    else:
        assert response.status_code == 422
        assert reason in response.content.decode()
        assert not User.objects.exists()


def test_typed_name_and_address_are_shown_again(client, outgoing_mail):
    text = client.post(SIGNUP, {**FIELDS, "password1": "kurz"}).content.decode()

    assert 'value="Kämmerei"' in text
    assert f'value="{EMAIL}"' in text


def test_mail_server_that_is_down_is_said(client, outgoing_mail):
    outgoing_mail.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    outgoing_mail.EMAIL_HOST, outgoing_mail.EMAIL_PORT, outgoing_mail.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    make_user("andere@musterbach.example")

    for email in (EMAIL, "andere@musterbach.example"):
        page = Client().post(SIGNUP, {**FIELDS, "email": email}, follow=True)
        assert "ließ sich gerade nicht senden" in page.content.decode()
