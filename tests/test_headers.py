"""Every answer carries the headers that protect it: pages, errors, downloads, static files."""

import pytest
from django.urls import reverse

from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CSP = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def check(response, *, referrer="same-origin"):
    assert {name: response[name] for name in ALWAYS} == ALWAYS
    assert set(response["Content-Security-Policy"].split("; ")) == CSP
    assert response["Referrer-Policy"] == referrer


ANSWERS = {
    "page": lambda client: client.get("/"),
    "unknown address": lambda client: client.get("/gibt-es-nicht/"),
    "missing slash": lambda client: client.get("/kommune"),
    "link without its slash": lambda client: client.get("/z/geheim"),
    "wrong host": lambda client: client.get("/", headers={"Host": "boese.example"}),
    "wrong method": lambda client: client.put("/"),
    "too large": lambda client: client.generic("POST", "/", b"", CONTENT_LENGTH="1000001"),
    "no length": lambda client: client.generic("POST", "/", b"", HTTP_TRANSFER_ENCODING="chunked"),
    "too many fields": lambda client: client.post("/kommune/", {f"f{number}": "x" for number in range(600)}),
}


@pytest.mark.parametrize("ask", ANSWERS.values(), ids=ANSWERS.keys())
def test_page_or_error(client, ask):
    response = ask(client)

    check(response)
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["overview", "download_json", "download_xlsx"])
def test_what_belongs_to_a_check(client, name):
    assessment, token = make_assessment({"B1.1": 3})
    response = open_link(client, token).get(reverse(name, args=[assessment.pk]))

    check(response)
    assert response["Cache-Control"] == "private, no-store"


def test_link_is_told_to_nobody(client):
    response = client.get(reverse("open_link", args=[make_assessment()[1]]))

    check(response, referrer="no-referrer")
    assert response["Cache-Control"] == "no-store"


def test_static_file(client):
    response = client.get("/static/css/verstetigung.css")

    assert response.status_code == 200
    check(response)
    response.close()


def test_cookie_of_the_session(client):
    client.get(reverse("open_link", args=[make_assessment()[1]]))

    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
