import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.people import confirm_identity, is_logged_in, log_in_with_password, make_verified_user
from tests.cast import log_in, make_user

pytestmark = pytest.mark.django_db
EMAIL = "digitalamt@musterbach.example"
INDEX, APP = "/konto/sicherheit/", "/konto/sicherheit/app/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def user():
    return make_verified_user()


@pytest.fixture
def person(user):
    client = log_in(user)
    confirm_identity(client)
    return client


def set_up_app(client):
    """Returns the secret."""
    secret = client.get(APP).context["form"].secret
    assert client.post(APP, {"code": code_of(secret)}).url == reverse("mfa_view_recovery_codes")
    return secret


def shown_codes(client):
    return client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]


def test_setting_up_asks_for_the_password_first(user):
    client = log_in(user)

    assert client.get(APP).url.startswith("/konto/bestaetigen/")
    assert client.post(reverse("account_reauthenticate"), {"password": "falsch"}).status_code == 422


def test_wrong_code_sets_nothing_up(person):
    response = person.post(APP, {"code": "000000"})

    assert response.status_code == 422
    assert "Der Code stimmt nicht" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_with_the_app_a_password_alone_does_not_log_in(person):
    secret = set_up_app(person)
    client = Client()

    response = log_in_with_password(EMAIL, client=client)
    assert response.url == reverse("mfa_authenticate")
    assert not is_logged_in(client)
    assert client.post(response.url, {"code": "000000"}).status_code == 422

    assert client.post(response.url, {"code": code_of(secret)}).url == reverse("account")
    assert is_logged_in(client)


def test_sixth_code_is_stopped(person):
    set_up_app(person)
    client = Client()
    log_in_with_password(EMAIL, client=client)

    tries = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(6)]

    assert tries == [422] * 5 + [429]


def test_recovery_code_logs_in_once(person):
    set_up_app(person)
    code = shown_codes(person)[0]

    clients = [Client(), Client()]
    for client in clients:
        log_in_with_password(EMAIL, client=client)
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert [is_logged_in(client) for client in clients] == [True, False]
    assert "Noch 9 unbenutzt" in person.get(INDEX).content.decode()


def test_codes_as_a_file(person):
    set_up_app(person)

    response = person.get(reverse("mfa_download_recovery_codes"))

    assert response["Content-Type"].startswith("text/plain")
    assert all(code in response.content.decode() for code in shown_codes(person))


def test_new_codes_end_the_old_ones(person):
    set_up_app(person)
    old = shown_codes(person)

    person.post(reverse("mfa_generate_recovery_codes"))

    assert not set(old) & set(shown_codes(person))


def test_app_is_turned_off_with_its_codes(person):
    set_up_app(person)

    assert person.post(reverse("mfa_deactivate_totp")).url == INDEX

    assert not Authenticator.objects.exists()
    assert log_in_with_password(EMAIL).url == reverse("account")


def test_secrets_are_stored_encrypted(person, settings):
    secret = set_up_app(person)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert "secret" in stored
    assert secret not in stored


def test_old_key_still_reads_and_without_it_nothing_fits(person, settings):
    secret = set_up_app(person)
    codes = shown_codes(person)
    client = Client()
    log_in_with_password(EMAIL, client=client)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-" * 8

    settings.SECRET_KEY_FALLBACKS = [old]
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = []
    for authenticator in Authenticator.objects.all():
        tried = [code_of(secret), *codes, code_of("")]
        assert not [code for code in tried if authenticator.wrap().validate_code(code)]


def test_unverified_address_gets_no_second_factor(outgoing_mail):
    user = make_user(EMAIL)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=False, primary=True)
    client = log_in(user)
    confirm_identity(client)

    response = client.get(APP, follow=True)

    assert "Bestätigen Sie zuerst Ihre E-Mail-Adresse." in response.content.decode()
    assert client.post(APP, {"code": "000000"}).url == INDEX


@pytest.mark.django_db(transaction=True)
def test_changes_are_told_by_mail(outgoing_mail):
    client = log_in(make_verified_user())
    confirm_identity(client)
    set_up_app(client)

    [sent] = mail.outbox
    assert sent.subject == "Authenticator-App eingeschaltet"
    assert "http://127.0.0.1:8000/konto/passwort/vergessen/" in sent.body
    assert "unbekannter Browser" not in sent.body


NO_KEYS = (
    *("", "x", "null", "[]", "{}", '{"response": {}}', '{"id": "AA", "rawId": "AA", "response": 1}'),
    '{"rawId": "AA", "response": {"userHandle": "x", "clientDataJSON": "", "authenticatorData": "", "signature": ""}}',
)


@pytest.mark.parametrize("credential", NO_KEYS)
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
def test_key_that_is_none(person, credential, name):
    person.get(reverse("mfa_add_webauthn"))
    client = Client() if name == "mfa_login_webauthn" else person
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    response = client.post(reverse(name), {"credential": credential, "name": "Notebook"})

    assert response.status_code in {302, 422}
    assert not Authenticator.objects.exists()


def test_key_of_another_person_is_not_there(person):
    other = make_user("kaemmerei@musterbach.example")
    key = Authenticator.objects.create(
        user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "Notebook", "credential": {}}
    )

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert person.get(reverse(name, args=[key.pk])).status_code == 404
        assert person.post(reverse(name, args=[key.pk]), {"name": "x"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Notebook"
