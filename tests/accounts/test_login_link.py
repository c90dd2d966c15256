from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import User
from tests.accounts.people import NEW_PASSWORD, is_logged_in, log_in_with_password
from tests.cast import make_user

pytestmark = pytest.mark.django_db
EMAIL = "kaemmerei@musterbach.example"


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def link_of(output):
    return output.strip().split("http://127.0.0.1:8000")[1]


def test_new_person_logs_in_and_sets_a_password():
    link = link_of(run("create_user", "Kaemmerei@Musterbach.example", "--name", " Kämmerei\n "))
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff, user.has_usable_password()) == (EMAIL, "Kämmerei", False, False)
    assert EmailAddress.objects.filter(user=user, email=EMAIL, verified=True, primary=True).exists()
    client = Client()

    response = client.post(link)

    assert response.url == reverse("account_set_password")
    client.post(response.url, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert log_in_with_password(EMAIL, NEW_PASSWORD).status_code == 302


def test_link_leads_to_the_page_that_it_names():
    link = link_of(run("create_user", EMAIL)) + "?weiter=/programme/"

    assert "Danach legen Sie Ihr Passwort fest" not in Client().get(link).content.decode()
    assert Client().post(link).url == reverse("programmes")


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "programme/",
        "//evil.example/",
        "/%5Cevil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "%0A/x/",
    ],
    ids=["nothing", "relative", "other host", "backslash", "address", "script", "line break"],
)
def test_link_never_leads_elsewhere(wanted):
    link = link_of(run("create_user", EMAIL)) + f"?weiter={wanted}"

    assert "Danach legen Sie Ihr Passwort fest" in Client().get(link).content.decode()
    assert Client().post(link).url == reverse("account_set_password")


def test_opening_the_link_uses_nothing_up():
    link = link_of(run("create_user", EMAIL))

    for _ in range(3):
        response = Client().get(link)
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert not is_logged_in(response.client)

    assert is_logged_in(Client().post(link).client)


def test_link_works_once():
    link = link_of(run("create_user", EMAIL))
    first, second = Client(), Client()
    first.post(link)

    for response in (second.get(link), second.post(link)):
        assert response.status_code == 410
        assert "Der Link wurde schon benutzt" in response.content.decode()
    assert (is_logged_in(first), is_logged_in(second)) == (True, False)


def test_of_two_links_only_one_works():
    make_user(EMAIL)
    links = [link_of(run("login_link", EMAIL)) for _ in range(2)]

    assert [Client().post(link).status_code for link in links] == [302, 410]


def test_with_a_password_the_link_leads_to_the_own_municipalities():
    make_user(EMAIL)

    assert Client().post(link_of(run("login_link", EMAIL.upper()))).url == reverse("account")


def test_link_ends_with_a_new_password_and_with_a_new_address():
    user = make_user(EMAIL)
    links = []
    for field in ("password", "email"):
        links.append(link_of(run("login_link", user.email)))
        setattr(user, field, f"x{getattr(user, field)}")
        user.save()

    assert [Client().post(link).status_code for link in links] == [410, 410]


def test_link_ends_after_three_days(settings):
    link = link_of(run("create_user", EMAIL))
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert Client().post(link).status_code == 410


def test_password_reset_opens_nothing_here_and_the_other_way_round():
    user = make_user(EMAIL)
    token = link_of(run("login_link", EMAIL)).split("/")[-2]

    other = reverse("login_link", args=[user.pk, default_token_generator.make_token(user)])
    assert Client().post(other).status_code == 410
    key = {"uidb36": user.pk.hex, "key": token}
    assert Client().get(reverse("account_reset_password_from_key", kwargs=key)).status_code == 404


def test_locked_account_has_no_link():
    user = make_user(EMAIL)
    link = link_of(run("login_link", EMAIL))
    user.is_active = False
    user.save()

    assert Client().post(link).status_code == 410
    with pytest.raises(CommandError, match="gesperrt"):
        run("login_link", EMAIL)


def test_second_factor_is_asked_for_and_can_be_removed():
    user = make_user(EMAIL)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()

    assert client.post(link_of(run("login_link", EMAIL))).url == reverse("mfa_authenticate")
    assert not is_logged_in(client)

    output = run("login_link", EMAIL, "--remove-second-factor")
    assert output.startswith("Zweiter Faktor entfernt.")
    assert client.post(link_of(output)).url == reverse("account")
    assert run("login_link", EMAIL, "--remove-second-factor").startswith("Es gab keinen zweiten Faktor.")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["create_user", "x"], "keine E-Mail-Adresse"),
        (["create_user", "DA@musterbach.example"], "schon ein Konto"),
        (["create_user", "neu@musterbach.example", "--name", "x" * 201], "mehr als 200 Zeichen"),
        (["login_link", "niemand@musterbach.example"], "kein Konto"),
    ],
)
def test_command_that_is_refused(arguments, reason):
    make_user("da@musterbach.example")

    with pytest.raises(CommandError, match=reason):
        run(*arguments)
    assert User.objects.count() == 1


def test_address_that_another_account_waits_for_is_taken():
    user = make_user("da@musterbach.example")
    EmailAddress.objects.create(user=user, email=EMAIL, verified=False)

    with pytest.raises(CommandError, match="schon ein Konto"):
        run("create_user", EMAIL)


def test_operator():
    run("create_user", EMAIL, "--staff")

    assert User.objects.get().is_staff is True


def test_link_is_used_within_the_second_of_the_last_login():
    """Django's own tokens know the last login to the second: one made and used within it would work twice."""
    user = make_user(EMAIL)
    user.last_login = timezone.now().replace(microsecond=0) + timedelta(microseconds=1)
    user.save()
    link = link_of(run("login_link", EMAIL))
    user.last_login += timedelta(microseconds=1)
    user.save()

    assert Client().post(link).status_code == 410
