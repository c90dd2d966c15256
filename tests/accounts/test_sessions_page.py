import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.accounts.people import is_logged_in, log_in_with_password
from tests.cast import make_user
from tests.queries import at_most

pytestmark = pytest.mark.django_db
PAGE = "/konto/sitzungen/"
EMAIL = "digitalamt@musterbach.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def three():
    """The same person in three browsers."""
    make_user(EMAIL)
    clients = [Client(headers={"User-Agent": agent}) for agent in (FIREFOX, "Chrome Android", "")]
    for client in clients:
        log_in_with_password(EMAIL, client=client, ip="203.0.113.7")
    return clients


def test_no_address_is_stored_and_the_browser_in_words(three):
    rows = UserSession.objects.order_by("pk").values_list("ip", "user_agent")

    assert list(rows) == [
        ("0.0.0.0", "Firefox unter Windows"),
        ("0.0.0.0", "Chrome unter Android"),
        ("0.0.0.0", "unbekannter Browser"),
    ]
    for session in Session.objects.all():
        assert "203.0.113.7" not in str(session.get_decoded())


def test_page_names_them_all(three):
    text = three[0].get(PAGE).content.decode()

    assert [text.count(name) for name in ("dieser Browser", "Chrome unter Android", "unbekannter Browser")] == [1, 2, 2]
    assert "0.0.0.0" not in text


def test_one_is_ended(three):
    chosen = UserSession.objects.get(user_agent="Chrome unter Android")

    three[0].post(PAGE, {"session": chosen.pk})

    assert [is_logged_in(client) for client in three] == [True, False, True]


def test_all_others_are_ended(three):
    three[0].post(PAGE)

    assert [is_logged_in(client) for client in three] == [True, False, False]
    assert UserSession.objects.count() == 1


def test_ending_the_own_one_logs_out(three):
    own = UserSession.objects.get(user_agent="Firefox unter Windows")

    three[0].post(PAGE, {"session": own.pk})

    assert [is_logged_in(client) for client in three] == [False, True, True]


@pytest.mark.parametrize("session", ["x", "9" * 30, "-1"])
def test_session_that_is_none_ends_nothing(three, session):
    three[0].post(PAGE, {"session": session})

    assert [is_logged_in(client) for client in three] == [True, True, True]


def test_session_of_another_person_is_not_ended(three):
    make_user("kaemmerei@musterbach.example")
    other = Client()
    log_in_with_password("kaemmerei@musterbach.example", client=other)

    other.post(PAGE, {"session": UserSession.objects.get(user_agent="Firefox unter Windows").pk})

    assert is_logged_in(three[0])


def test_logout_forgets_the_session(three):
    three[0].post(reverse("account_logout"))

    assert UserSession.objects.count() == 2


def test_locked_account_is_out_at_once(three):
    user = UserSession.objects.first().user
    user.is_active = False
    user.save()

    assert three[0].get(PAGE).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "method", "imprint"])
def test_anonymous_pages_ask_the_database_nothing(client, name):
    with at_most(0):
        client.get(reverse(name))
