import pytest
from django.urls import reverse

from tests.cast import log_in, make_user

pytestmark = pytest.mark.django_db
PAGE = "/konto/name/"


def test_name_is_shown_and_changed():
    user = make_user(name="Digitalamt")
    client = log_in(user)
    assert 'value="Digitalamt"' in client.get(PAGE).content.decode()

    assert client.post(PAGE, {"name": " Leitung\tHauptamt "}).url == reverse("account")

    user.refresh_from_db()
    assert user.shown_name == "Leitung Hauptamt"


def test_without_a_name_the_address_stands_there():
    user = make_user()

    log_in(user).post(PAGE, {"name": ""})

    user.refresh_from_db()
    assert user.shown_name == user.email


def test_name_that_is_too_long():
    user = make_user(name="Digitalamt")

    assert log_in(user).post(PAGE, {"name": "x" * 201}).status_code == 422

    user.refresh_from_db()
    assert user.name == "Digitalamt"
