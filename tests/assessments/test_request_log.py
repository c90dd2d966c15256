"""The line of a request and its id."""

import json
import logging
import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from assessments.views import start as start_view
from recommendations.report.render import pass_on_messages
from tests.cast import make_assessment, open_link
from tests.logged import logged

pytestmark = pytest.mark.django_db
NAME = "Ursula-Beispiel"


def line_of(response, route, status, method="GET"):
    """As a pattern, but for the time at its begin."""
    return (
        rf"INFO assessments\.request_log \[{response['X-Request-ID']}\] request finished "
        rf"method={method} route={route} status={status} duration_ms=\d+"
    )


def test_line_says_route_and_no_address(client):
    assessment, token = make_assessment()
    open_link(client, token)
    with logged() as log:
        response = client.get(f"{reverse('overview', args=[assessment.pk])}?q={NAME}")

    assert response.status_code == 200
    assert re.fullmatch(rf"\S+ \S+ {line_of(response, 'overview', 200)}\n", log.getvalue())


def test_json(client):
    with logged("json") as log:
        response = client.post(reverse("start"))
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    times = [line.pop("time") for line in lines]
    spent = lines[-1].pop("duration_ms")

    assert lines == [
        {
            "level": "WARNING",
            "logger": "django.request",
            "message": "Method Not Allowed (POST): start",
            "request_id": response["X-Request-ID"],
        },
        {
            "level": "INFO",
            "logger": "assessments.request_log",
            "message": "request finished",
            "request_id": response["X-Request-ID"],
            "method": "POST",
            "route": "start",
            "status": 405,
        },
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", time) for time in times)
    assert isinstance(spent, int)


def test_what_was_typed_as_an_address_is_not_in_the_log(client):
    with logged() as log:
        response = client.get(f"/{NAME}/")

    assert response.status_code == 404
    assert f"django.request [{response['X-Request-ID']}] Not Found: unknown address\n" in log.getvalue()
    assert re.search(line_of(response, "-", 404), log.getvalue())
    assert NAME not in log.getvalue()


@pytest.mark.parametrize(("path", "route"), [("/static/css/verstetigung.css", "static"), ("/healthz", "healthz")])
def test_route(client, path, route):
    with logged() as log:
        response = client.get(path)
        response.close()

    assert re.search(line_of(response, route, 200), log.getvalue())


def test_method_that_nobody_knows(client):
    with logged() as log:
        response = client.generic(NAME.upper(), "/")

    assert re.search(line_of(response, "start", 405, method="other"), log.getvalue())


def test_ids_differ(client):
    found = {client.get("/healthz")["X-Request-ID"] for _ in range(20)}

    assert len(found) == 20
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in found)


GIVEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
MALFORMED = ["", "short", "x" * 65, "line\nbreak-line", "<b>12345678</b>", "größe-12345", GIVEN + " "]


def test_id_of_the_proxy(client, settings):
    settings.BEHIND_PROXY = True
    with logged() as log:
        response = client.get("/healthz", headers={"X-Request-ID": GIVEN})

    assert response["X-Request-ID"] == GIVEN
    assert f"[{GIVEN}] request finished" in log.getvalue()


@pytest.mark.parametrize("given", MALFORMED)
def test_malformed_id_of_the_proxy_is_replaced(client, settings, given):
    settings.BEHIND_PROXY = True
    response = client.get("/healthz", headers={"X-Request-ID": given})

    assert re.fullmatch("[0-9a-f]{16}", response["X-Request-ID"])


def test_id_of_a_stranger_is_replaced(client):
    assert client.get("/healthz", headers={"X-Request-ID": GIVEN})["X-Request-ID"] != GIVEN


def test_outside_of_a_request_there_is_no_id(client):
    client.get("/healthz")
    with logged() as log:
        logging.getLogger("assessments").warning("later")

    assert log.getvalue().endswith("WARNING assessments [] later\n")


@pytest.fixture
def broken(client, monkeypatch):
    """A client that sees the page of an error, and a start page that fails as a database fails."""

    def fail(*args):
        raise IntegrityError(f'duplicate key "x"\nDETAIL:  Key (name)=({NAME}) already exists.\n{NAME}')

    monkeypatch.setattr(start_view, "load_instrument", fail)
    client.raise_request_exception = False
    return client


def test_failure_is_logged_with_its_id_which_the_page_shows(broken):
    with logged("json") as log:
        response = broken.get("/")
    error, line = [json.loads(line) for line in log.getvalue().splitlines()]

    assert response.status_code == 500
    assert f"Kennung für Rückfragen: <code>{response['X-Request-ID']}</code>" in response.text
    assert (error["message"], error["request_id"]) == ("Internal Server Error: start", response["X-Request-ID"])
    assert error["exception"].endswith('IntegrityError: duplicate key "x"\nDETAIL: …')
    assert (line["message"], line["route"], line["status"]) == ("request finished", "start", 500)
    assert NAME not in log.getvalue()


def test_what_weasyprint_says_belongs_to_the_request(client, monkeypatch):
    """The process that draws a PDF tells its parent, which knows the request."""

    def draw(*args):
        pass_on_messages(b'{"level": 30, "message": "no glyph"}\n')

    monkeypatch.setattr(start_view, "load_instrument", draw)
    with logged() as log:
        response = client.get("/")

    assert f"WARNING weasyprint [{response['X-Request-ID']}] no glyph\n" in log.getvalue()
