import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessments.models import User
from tests.accounts.oidc_provider import Provider
from tests.accounts.people import confirm_identity, is_logged_in, log_in_with_password, make_verified_user, sent_link
from tests.cast import PASSWORD, log_in

pytestmark = pytest.mark.django_db
LOGIN = "/konto/anbieter/anmelden/"
EMAIL = "kaemmerei@musterbach.example"


@pytest.fixture
def provider(settings):
    provider = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    yield provider
    provider.close()


def log_in_there(client=None, **data):
    """Through the form of the login page to the provider and back. Returns the answer to the way back."""
    client = client or Client()
    there = client.post(LOGIN, data)
    assert there.status_code == 302
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/konto/anbieter/antwort/?")
    return client.get(back.removeprefix("http://testserver"))


def test_without_a_provider_there_is_no_way_to_one(client):
    assert "Musterbach-Anmeldung" not in client.get(reverse("account_login")).content.decode()
    assert client.post(LOGIN).status_code == 404


def test_first_login_makes_an_account_and_the_second_finds_it(provider):
    assert "Weiter zu Musterbach-Anmeldung" in Client().get(reverse("account_login")).content.decode()

    first, second = log_in_there(), log_in_there()

    assert [answer.url for answer in (first, second)] == [reverse("account")] * 2
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (EMAIL, "Kämmerei Musterbach", False)
    assert is_logged_in(second.client)


def test_next_page_is_kept(provider):
    assert log_in_there(next="/methode/").url == "/methode/"
    assert log_in_there(next="https://boese.example/").url == reverse("account")


def test_nothing_that_the_provider_says_is_kept_or_believed(provider):
    provider.person |= {"email_verified": True, "phone_number": "01234 5678"}
    log_in_there()
    log_in_there()

    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("person-1", {})
    assert not SocialToken.objects.exists()
    assert EmailAddress.objects.get().verified is False


def test_with_mail_the_address_is_verified_here(provider, outgoing_mail):
    provider.person["email_verified"] = True
    client = Client()

    assert log_in_there(client).url == reverse("account_email_verification_sent")
    assert not is_logged_in(client)

    client.post(sent_link())
    assert is_logged_in(client)
    assert log_in_there().url == reverse("account")


def test_claiming_the_address_of_an_account_opens_nothing(provider):
    victim = make_verified_user(EMAIL)
    provider.person["email_verified"] = True
    client = Client()

    response = log_in_there(client)

    assert response.url == reverse("socialaccount_signup")
    assert client.post(response.url, {"email": EMAIL}).status_code == 422
    assert not is_logged_in(client)
    assert list(User.objects.all()) == [victim]
    assert not SocialAccount.objects.exists()


def test_claiming_the_address_of_an_account_tells_its_owner_and_nobody_else(provider, outgoing_mail):
    make_verified_user(EMAIL)
    provider.person["email_verified"] = True
    taken, free = Client(), Client()

    first = log_in_there(taken)
    provider.person |= {"sub": "person-2", "email": "neu@musterbach.example"}
    second = log_in_there(free)

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([EMAIL], "Sie haben schon ein Konto")
    assert not is_logged_in(taken)
    assert not SocialAccount.objects.filter(uid="person-1").exists()


def test_changing_the_address_at_the_provider_opens_no_other_account(provider):
    victim = make_verified_user("buergermeisterin@musterbach.example")
    log_in_there()
    own = User.objects.get(email=EMAIL)
    provider.person |= {"email": victim.email, "email_verified": True}

    response = log_in_there()

    assert response.client.session["_auth_user_id"] == str(own.pk)
    own.refresh_from_db()
    assert own.email == EMAIL
    assert not EmailAddress.objects.filter(user=own, email=victim.email).exists()


def test_changing_the_address_here_keeps_the_login_there(provider):
    log_in_there()
    User.objects.update(email="hauptamt@musterbach.example")

    log_in_there()

    assert User.objects.count() == 1


def test_second_factor_is_asked_for(provider):
    log_in_there()
    Authenticator.objects.create(user=User.objects.get(), type=Authenticator.Type.TOTP, data={"secret": "x"})

    response = log_in_there()

    assert response.url == reverse("mfa_authenticate")
    assert not is_logged_in(response.client)


def test_locked_account_stays_out(provider):
    log_in_there()
    User.objects.update(is_active=False)

    response = log_in_there()

    assert response.url == reverse("account_inactive")
    assert not is_logged_in(response.client)


def test_same_person_logs_in_again_without_logging_out(provider):
    client = Client()

    log_in_there(client)
    log_in_there(client)

    assert is_logged_in(client)


def test_provider_that_tells_no_address(provider):
    del provider.person["email"]
    client = Client()

    response = log_in_there(client)
    page = client.get(response.url).content.decode()
    client.post(response.url, {"email": EMAIL, "name": "Kämmerei"})

    assert 'value="Kämmerei Musterbach"' in page
    assert (User.objects.get().email, User.objects.get().name) == (EMAIL, "Kämmerei")


@pytest.mark.parametrize("name", [None, 7, "x" * 5_000, "\0\u202e\n Amt ", ["a"]])
def test_any_name(provider, name):
    provider.person["name"] = name

    log_in_there()

    assert len(User.objects.get().name) <= 200
    assert "\u202e" not in User.objects.get().name


def test_login_that_is_called_off_there(provider):
    provider.refuses = True

    response = log_in_there()

    assert response.url == reverse("socialaccount_login_cancelled")
    assert not is_logged_in(response.client)


def test_answer_that_nobody_asked_for(provider):
    own = Client().post(LOGIN).url
    back = requests.get(own, allow_redirects=False, timeout=5).headers["Location"].removeprefix("http://testserver")

    response = Client().get(back)

    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()
    assert not is_logged_in(response.client)
    assert not User.objects.exists()


def test_provider_that_is_down(provider, caplog):
    provider.close()

    response = Client().post(LOGIN)

    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()
    assert response.status_code < 500
    assert "login at the provider failed: ConnectionError" in caplog.text


def test_provider_that_talks_nonsense(provider):
    provider.talks_nonsense = True

    assert "Die Anmeldung hat nicht geklappt" in Client().post(LOGIN).content.decode()


def test_provider_that_talks_nonsense_after_the_login(provider):
    client = Client()
    back = requests.get(client.post(LOGIN).url, allow_redirects=False, timeout=5).headers["Location"]
    provider.talks_nonsense = True

    response = client.get(back.removeprefix("http://testserver"))

    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()


def test_account_with_a_password_is_connected_by_its_owner(provider):
    user = make_verified_user("digitalamt@musterbach.example")
    client = log_in(user)
    confirm_identity(client)

    assert log_in_there(client, process="connect").url == reverse("socialaccount_connections")
    assert log_in_there().client.session["_auth_user_id"] == str(user.pk)

    account = SocialAccount.objects.get()
    assert "Musterbach-Anmeldung" in client.get(reverse("socialaccount_connections")).content.decode()
    client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_page_about_security_leads_to_the_connection_where_there_is_a_provider(provider, settings):
    client, address = log_in(make_verified_user()), reverse("socialaccount_connections")
    assert f'href="{address}"' in client.get(reverse("mfa_index")).content.decode()

    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert f'href="{address}"' not in client.get(reverse("mfa_index")).content.decode()


def test_login_there_that_another_account_has_is_not_taken_over(provider):
    log_in_there()
    client = log_in(make_verified_user("digitalamt@musterbach.example"))
    confirm_identity(client)

    log_in_there(client, process="connect")

    assert SocialAccount.objects.get().user.email == EMAIL


def test_only_way_into_an_account_is_not_removed(provider):
    client = log_in_there().client

    response = client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})

    assert response.status_code == 422
    assert "Legen Sie zuerst ein Passwort fest" in response.content.decode()


def test_password_still_works_beside_it(provider):
    make_verified_user("digitalamt@musterbach.example")

    assert log_in_with_password("digitalamt@musterbach.example", PASSWORD).status_code == 302
