"""Accounts as people use them: every page in every look, a passkey, and the login at the operator's provider."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from csp.constants import SELF
from django.urls import reverse

from assessments.actions import make_login_token
from assessments.models import User
from tests.accounts.oidc_provider import Provider
from tests.accounts.people import make_verified_user
from tests.browser.looks import faults
from tests.cast import PASSWORD, make_user

pytestmark = pytest.mark.browser
EMAIL = "digitalamt@musterbach.example"
PUBLIC = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "openid_connect_login",
    "openid_connect_callback",
]
OWN = [
    "account_logout",
    "account_data",
    "account_name",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]
PROTECTED = [
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "delete_account",
]


@pytest.fixture
def provider(settings):
    provider = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    origin = provider.issuer.removesuffix("/realm")
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"form-action": [SELF, origin]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy}
    yield provider
    provider.close()


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_HOST, settings.ACCOUNT_EMAIL_VERIFICATION = "mail.example.org", "mandatory"


def log_in(page, email=EMAIL):
    page.goto(reverse("account_login"))
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def confirm(page):
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()


def test_pages_for_everybody(open_page, watch, axe, provider, with_mail):
    watch.expected = ["404 (Not Found)", "401 (Unauthorized)", "410 (Gone)"]
    user = make_user(EMAIL)
    addresses = [(name, reverse(name)) for name in PUBLIC]
    addresses += [
        ("login link", reverse("login_link", args=[user.pk, make_login_token(user=user)])),
        ("used login link", reverse("login_link", args=[user.pk, "x"])),
        ("unknown confirmation", reverse("account_confirm_email", args=["x"])),
        ("unknown reset", reverse("account_reset_password_from_key", kwargs={"uidb36": "0", "key": "x"})),
    ]

    assert faults(open_page(), axe, addresses) == []


def test_pages_of_the_own_account(open_page, axe, provider, with_mail):
    user = make_verified_user(EMAIL)
    EmailAddress.objects.create(user=user, email="hauptamt@musterbach.example")
    EmailAddress.objects.filter(email="hauptamt@musterbach.example").update(verified=True)
    page = open_page()
    log_in(page)
    page.goto(reverse("mfa_activate_totp"))
    confirm(page)

    found = faults(page, axe, [(name, reverse(name)) for name in OWN])
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    found += faults(page, axe, [(name, reverse(name)) for name in PROTECTED])

    assert found == []


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_with_errors(open_page, watch, axe, width):
    watch.expected = ["422 (Unprocessable", "429 (Too Many"]
    make_user(EMAIL)
    page = open_page(width=width)
    found = []
    for number in range(7):
        page.goto(reverse("account_login"))
        page.get_by_label("E-Mail-Adresse").fill(EMAIL if number else "x")
        page.get_by_label("Passwort", exact=True).fill("falsch")
        page.get_by_role("button", name="Anmelden", exact=True).click()
        assert page.title().startswith("Fehler: ")
        found += axe(page)

    assert found == []
    assert "Bitte warten Sie fünf Minuten" in page.locator(".error-summary").inner_text()


def test_second_step_of_the_login(open_page, axe):
    user = make_user(EMAIL)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    page = open_page(width=390)
    log_in(page)

    assert page.locator("h1").inner_text() == "Zweiter Schritt der Anmeldung"
    assert axe(page) == []

    page.get_by_role("button", name="Anmeldung abbrechen").click()
    assert page.locator("h1").inner_text() == "Anmelden"


def add_authenticator(page):
    """A passkey in the browser that says yes by itself. Returns what turns it on and off."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_set_up_and_logs_in_without_a_password(open_page, axe):
    make_verified_user(EMAIL)
    page = open_page()
    add_authenticator(page)
    log_in(page)
    page.goto(reverse("mfa_add_webauthn"))
    confirm(page)

    page.get_by_label("Name").fill("Dienst-Notebook")
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/sicherheit/codes/")
    page.goto(reverse("mfa_list_webauthn"))
    assert "Dienst-Notebook" in page.locator("table").inner_text()
    assert "statt Passwort" in page.locator("table").inner_text()
    assert axe(page) == []

    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Abmelden").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/")

    assert "Digitalamt Musterbach" in page.locator("header").inner_text()


def test_passkey_is_renamed_and_removed(open_page, watch, axe):
    watch.expected = ["422 (Unprocessable"]
    make_verified_user(EMAIL)
    page = open_page(width=390)
    add_authenticator(page)
    log_in(page)
    page.goto(reverse("mfa_add_webauthn"))
    confirm(page)
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/sicherheit/codes/")
    page.goto(reverse("mfa_list_webauthn"))

    page.get_by_role("link", name="umbenennen").click()
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Speichern").click()
    assert page.title().startswith("Fehler: ")
    assert axe(page) == []
    page.get_by_label("Name").fill("Dienst-Telefon")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Dienst-Telefon entfernen").click()
    assert axe(page) == []
    page.get_by_role("button", name="Entfernen").click()

    assert "Noch keiner ist eingerichtet." in page.locator("main").inner_text()
    assert not Authenticator.objects.exists()


def test_passkey_as_second_factor_and_to_confirm(open_page, axe):
    make_verified_user(EMAIL)
    page = open_page()
    add_authenticator(page)
    log_in(page)
    page.goto(reverse("mfa_add_webauthn"))
    confirm(page)
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/sicherheit/codes/")
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Abmelden").click()

    log_in(page)
    page.get_by_role("button", name="Passkey oder Sicherheitsschlüssel verwenden").click()
    page.wait_for_url("**/konto/")
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("link", name="Mit Passkey oder Sicherheitsschlüssel").click()
    assert axe(page) == []
    page.get_by_role("button", name="Mit Passkey oder Schlüssel bestätigen").click()
    page.wait_for_url("**/sicherheit/schluessel/neu/")

    assert page.locator("h1").inner_text() == "Passkey hinzufügen"


def test_passkey_that_does_not_come_is_said(open_page):
    page = open_page()
    page.goto(reverse("account_login"))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('called off')) }")
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    page.get_by_role("alert").filter(has_text="Das hat nicht geklappt").wait_for()


def test_login_at_the_provider(open_page, watch, provider):
    watch.expected = ["request to elsewhere: http://127.0.0.1"]
    page = open_page()
    page.goto(f"{reverse('account_login')}?next=/methode/")
    page.get_by_role("button", name="Weiter zu Musterbach-Anmeldung").click()
    page.wait_for_url("**/methode/")

    assert User.objects.get().name == "Kämmerei Musterbach"
    assert "Kämmerei Musterbach" in page.locator("header").inner_text()


def test_browser_stops_the_way_to_a_provider_that_the_policy_does_not_name(open_page, watch, provider, settings):
    """So that the test above shows something."""
    watch.expected = ["form-action"]
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"form-action": [SELF]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy}
    page = open_page()
    page.goto(reverse("account_login"))
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name="Weiter zu Musterbach-Anmeldung").evaluate("button => button.click()")

    assert "/realm/anmelden" not in dict(provider.requests)


def test_login_without_javascript(open_page):
    make_user(EMAIL)
    page = open_page(javascript=False)
    log_in(page)

    page.locator("header").get_by_text("Abmelden").wait_for()
