import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from assessments.typed_text import MAX_FIELDS, MAX_LENGTH
from assessments.views import errors

pytestmark = pytest.mark.django_db


def test_unknown_address(client):
    response = client.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "Öffnen Sie bitte Ihren persönlichen Link noch einmal" in response.content.decode()


def test_text_that_was_sent_comes_back_within_limits(client):
    data = {"note": "x" * MAX_LENGTH + "y", "csrfmiddlewaretoken": "geheim"}
    data |= {f"{n}-note": f"Text {n} <b>" for n in range(MAX_FIELDS)}

    text = client.post("/gibt-es-nicht/", data).content.decode()

    assert text.count("<textarea") == MAX_FIELDS
    assert "Text 3 &lt;b&gt;" in text
    assert "x" * MAX_LENGTH in text
    assert "xy" not in text
    assert "geheim" not in text


@pytest.mark.parametrize("data", [{"value": "3"}, {"note": " \n"}, {}, {"x-y-z": "a"}])
def test_nothing_to_give_back(client, data):
    assert "<textarea" not in client.post("/gibt-es-nicht/", data).content.decode()


def test_missing_security_token():
    response = Client(enforce_csrf_checks=True).post(reverse("choose_municipality"), {"name": "Musterbach"})

    text = response.content.decode()
    assert response.status_code == 403
    assert "Cookies" in text
    assert "Musterbach" in text


def test_too_many_fields(client):
    response = client.post(reverse("choose_municipality"), {f"f{n}": "x" for n in range(600)})

    assert response.status_code == 400
    assert "nicht zu verstehen" in response.content.decode()


@pytest.mark.parametrize("length", ["1000001", "x", "-1", "٣"])
def test_body_too_large_or_of_unknown_length(client, length):
    response = client.generic("POST", reverse("upload"), b"", CONTENT_LENGTH=length)

    assert response.status_code == 413
    assert "Mehr als 1 MB" in response.content.decode()


def test_server_error_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Der Fehler liegt bei uns" in response.content.decode()


def test_forbidden():
    response = errors.forbidden(RequestFactory().get("/"))

    assert response.status_code == 403
    assert "Dafür reicht Ihre Rolle nicht" in response.content.decode()


def test_wrong_host(client):
    response = client.get("/", headers={"Host": "boese.example"})

    assert response.status_code == 400
    assert "nicht zu verstehen" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"a=1&" * 600, "application/x-www-form-urlencoded"), (b"x", "multipart/form-data"), (b"x", "text/plain")],
)
def test_unknown_address_with_a_form_that_cannot_be_read(client, body, content_type):
    assert client.generic("POST", "/gibt-es-nicht/", body, content_type=content_type).status_code == 404
