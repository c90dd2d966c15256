import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.people import is_logged_in, log_in_with_password, without_tokens
from tests.cast import PASSWORD, log_in, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/konto/anmelden/"
EMAIL = "digitalamt@musterbach.example"


@pytest.fixture
def user():
    return make_user(EMAIL)


@pytest.mark.parametrize("typed", [EMAIL, EMAIL.upper(), f"  {EMAIL} "])
def test_login_leads_to_the_own_municipalities(client, user, typed):
    response = log_in_with_password(typed, client=client)

    assert (response.status_code, response.url) == (302, reverse("account"))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_login_renews_the_session_and_keeps_what_was_opened(client, user):
    session = client.session
    session["opened:x"] = "token"
    session.save()

    log_in_with_password(EMAIL, client=client)

    assert client.session.session_key != session.session_key
    assert client.session["opened:x"] == "token"


def test_failure_says_the_same_with_and_without_an_account(user):
    answers = [log_in_with_password(email, "falsch") for email in (EMAIL, "niemand@musterbach.example")]

    first, second = (without_tokens(answer) for answer in answers)
    assert [answer.status_code for answer in answers] == [422, 422]
    assert first.replace(EMAIL, "") == second.replace("niemand@musterbach.example", "")
    assert "E-Mail-Adresse und Passwort passen nicht zusammen." in first
    assert "<title>Fehler: Anmelden" in first


def test_typed_address_is_shown_again_and_the_password_is_not(user):
    text = log_in_with_password(EMAIL, "falsch-und-lang").content.decode()

    assert f'value="{EMAIL}"' in text
    assert "falsch-und-lang" not in text


@pytest.mark.parametrize("login", ["", "x", "a@b", "\0@x.de", "a" * 300 + "@example.org"])
def test_address_that_is_none(login):
    assert log_in_with_password(login).status_code == 422


def test_sixth_try_is_stopped_even_with_the_right_password(user):
    tries = [log_in_with_password(EMAIL, "falsch").status_code for _ in range(5)]
    sixth = log_in_with_password(EMAIL)

    assert (tries, sixth.status_code) == ([422] * 5, 429)
    assert "Bitte warten Sie fünf Minuten" in sixth.content.decode()
    assert not is_logged_in(sixth.client)


def test_nobody_is_locked_out_by_the_tries_of_another(user):
    make_user("kaemmerei@musterbach.example")
    for _ in range(6):
        log_in_with_password(EMAIL, "falsch", ip="203.0.113.7")

    assert log_in_with_password(EMAIL, ip="203.0.113.7").status_code == 429
    assert log_in_with_password(EMAIL, ip="198.51.100.4").status_code == 302
    assert log_in_with_password("kaemmerei@musterbach.example", ip="203.0.113.7").status_code == 302


def test_tries_from_everywhere_together_are_stopped(user, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_anywhere": "3/h/key"}
    for number in range(3):
        log_in_with_password(EMAIL, "falsch", ip=f"203.0.113.{number}")

    assert log_in_with_password(EMAIL, ip="198.51.100.4").status_code == 429


def test_right_passwords_use_up_no_tries(user):
    assert {log_in_with_password(EMAIL).status_code for _ in range(8)} == {302}


def test_all_forms_of_one_address_together_are_stopped_with_a_page(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [log_in_with_password("x", "") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Das war sehr oft hintereinander" in answers[2].content.decode()


@pytest.mark.parametrize(
    ("proxies", "first", "second", "stopped"),
    [
        (1, "203.0.113.7", "198.51.100.4", False),
        (1, "198.51.100.4, 203.0.113.7", "192.0.2.1, 203.0.113.7", True),
        (0, "203.0.113.7", "198.51.100.4", True),
    ],
    ids=["behind a proxy", "forged in front of the proxy's", "without a proxy nobody is believed"],
)
def test_whose_tries_are_counted(user, settings, proxies, first, second, stopped):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    data = {"login": EMAIL, "password": "falsch"}
    for _ in range(5):
        Client().post(LOGIN, data, headers={"X-Forwarded-For": first})

    response = Client().post(LOGIN, {"login": EMAIL, "password": PASSWORD}, headers={"X-Forwarded-For": second})

    assert response.status_code == (429 if stopped else 302)


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_whoever_is_logged_in_is_led_on(user, name):
    assert log_in(user).get(reverse(name)).url == reverse("account")


@pytest.mark.parametrize(
    ("next_page", "leads_to"),
    [
        ("/methode/", "/methode/"),
        ("https://boese.example/", "/konto/"),
        ("//boese.example/", "/konto/"),
        ("/\\boese.example/", "/konto/"),
        ("javascript:alert(1)", "/konto/"),
    ],
)
def test_login_leads_only_to_pages_of_ours(user, next_page, leads_to):
    assert log_in_with_password(EMAIL, next=next_page).url == leads_to


def test_locked_account(user):
    user.is_active = False
    user.save()

    response = log_in_with_password(EMAIL)

    assert response.url == reverse("account_inactive")
    assert not is_logged_in(response.client)


def test_logout_asks_first_and_ends_everything(user):
    client = log_in(user)
    session = client.session
    session["opened:x"] = ""
    session.save()

    text = client.get(reverse("account_logout")).content.decode()
    assert "die Sie mit einem persönlichen Link geöffnet haben" in text
    assert is_logged_in(client)

    assert client.post(reverse("account_logout")).url == reverse("start")
    assert dict(client.session.items()) == {}


def test_header_says_who_is_logged_in(client, user):
    assert 'href="/konto/anmelden/">Anmelden<' in client.get("/").content.decode()

    text = log_in(user).get("/").content.decode()

    assert "Digitalamt Musterbach" in text
    assert 'href="/konto/abmelden/">Abmelden<' in text


def test_pages_answer_no_script_with_data(user):
    """allauth answers scripts in JSON, with other status codes; here only the passkey login has one."""
    headers = {"Accept": "application/json"}

    response = Client().post(LOGIN, {"login": EMAIL, "password": "x"}, headers=headers)
    passkey = Client().get(reverse("mfa_login_webauthn"), headers=headers)

    assert (response.status_code, response["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert list(passkey.json()) == ["request_options"]
