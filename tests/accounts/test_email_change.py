import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.accounts.people import confirm_identity, log_in_with_password, make_verified_user, sent_link
from tests.cast import log_in, make_user

pytestmark = pytest.mark.django_db
PAGE = "/konto/adresse/"
OLD, NEW = "digitalamt@musterbach.example", "hauptamt@musterbach.example"


@pytest.fixture
def user():
    return make_verified_user(OLD)


@pytest.fixture
def person(user):
    client = log_in(user)
    confirm_identity(client)
    return client


def change(client, email=NEW):
    return client.post(PAGE, {"email": email, "action_add": "1"})


def test_change_asks_for_the_password_and_then_goes_on(user, outgoing_mail):
    client = log_in(user)

    response = change(client)
    assert response.url.startswith("/konto/bestaetigen/")
    assert mail.outbox == []

    client.post(response.url, {"password": "Winterdienst-und-Glätte"})
    assert mail.outbox[0].to == [NEW]


def test_what_waits_for_the_password_holds_no_address_and_no_cookie(user, outgoing_mail):
    client = log_in(user)

    client.post(PAGE, {"email": NEW, "action_add": "1"}, REMOTE_ADDR="203.0.113.7")

    waiting = client.session["account_reauthentication_state"]["request"]
    assert NEW.replace("@", "%40") in waiting
    assert "203.0.113.7" not in waiting
    assert client.session.session_key not in waiting


def test_address_changes_when_the_new_one_is_confirmed(user, person, outgoing_mail):
    assert change(person).status_code == 302
    user.refresh_from_db()
    assert (user.email, mail.outbox[0].to) == (OLD, [NEW])
    assert f"An {NEW} haben wir einen Link geschickt" in person.get(PAGE).content.decode()

    person.post(sent_link())

    user.refresh_from_db()
    assert user.email == NEW
    assert [(row.email, row.verified) for row in EmailAddress.objects.all()] == [(NEW, True)]
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([OLD], "Ihre E-Mail-Adresse wurde geändert")
    assert log_in_with_password(OLD).status_code == 422


def test_change_that_was_called_off(user, person, outgoing_mail):
    change(person)
    link = sent_link()

    person.post(PAGE, {"email": NEW, "action_remove": "1"})

    assert Client().post(link).status_code == 404
    user.refresh_from_db()
    assert user.email == OLD


@pytest.mark.parametrize("verified", [True, False])
def test_address_of_another_account_is_neither_betrayed_nor_taken(user, person, outgoing_mail, verified):
    other = make_verified_user(NEW) if verified else make_user(NEW)

    free, taken = change(person, "frei@musterbach.example"), change(person)
    assert (free.status_code, free.url) == (taken.status_code, taken.url)

    response = person.post(sent_link(), follow=True)

    assert "gibt es schon ein anderes Konto" in response.content.decode()
    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.email, other.email) == (OLD, NEW)


@pytest.mark.parametrize("email", ["", "x", OLD, "a" * 300 + "@example.org"])
def test_address_that_cannot_be_meant(person, outgoing_mail, email):
    assert change(person, email).status_code == 422
    assert mail.outbox == []


def test_without_mail_no_address_is_changed(user, person):
    assert "verschickt" in person.get(PAGE).content.decode()

    assert change(person).status_code == 422

    assert EmailAddress.objects.count() == 1
