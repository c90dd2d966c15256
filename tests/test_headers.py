"""Every answer carries the headers that protect it, with the settings of a production server: every page and file,
every error, redirects, static files."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.views.static import serve

from tests.access_rows import ROWS
from tests.access_stories import Story, address
from tests.cast import log_in, make_assessment, make_user, open_link

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), "
    "serial=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains; preload"
CSP = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
# Whatever is asked of these is told to no other page.
SECRET = {"open_link", "open_respondent_link", "open_invitation"}
# These answer what is the same for everybody, or name it themselves.
UNCACHED = {"private, no-store", "no-store", "max-age=0, no-cache, no-store, must-revalidate, private"}


@pytest.fixture
def production(settings):
    """To call when all is prepared: what settings.py makes of an address with https behind a proxy."""
    return lambda: secure(settings)


def secure(settings):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://check.example.org", ["check.example.org"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


class Https(Client):
    def __init__(self, **more):
        super().__init__(raise_request_exception=False, **more)
        self.defaults |= {"SERVER_NAME": "check.example.org", "HTTP_X_FORWARDED_PROTO": "https"}


def secured(client):
    found = Https()
    found.cookies = client.cookies
    return found


def check(response, *, referrer="same-origin", hsts=HSTS):
    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
    assert set(response["Content-Security-Policy"].split("; ")) == CSP
    assert response["Referrer-Policy"] == referrer
    assert response.get("Strict-Transport-Security") == hsts
    assert response.headers["Content-Type"]


def check_page(response, **more):
    check(response, **more)
    assert response["Cache-Control"] in UNCACHED


def reader(row, story):
    """Who is let in."""
    client = Client()
    if row.gate == "respondent":
        client.get(f"/b/{story.respondent_token}/")
    elif row.gate == "invitation":
        client.get(f"/einladung/{story.invitation_token}/")
    elif row.gate in {"programme", "release"}:
        client = story.funding.funder()
    elif row.gate == "staff":
        client = log_in(make_user(f"{row.name}@musterbach.example", is_staff=True))
    elif row.gate in {"tenant", "project", "login"}:
        client = story.member("lead")
    elif row.gate == "check":
        client = story.member("lead") if story.municipality else open_link(client, story.token)
    return client


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_address(row, production):
    """Page, file or redirect for who is let in, the answer to a stranger, and to a method that is not taken."""
    story = Story(held_by_team=row.gate != "check" or not row.link)
    url, own = address(row, story), reader(row, story)
    production()
    referrer = "no-referrer" if row.name in SECRET else "same-origin"

    found = secured(own).get(url)
    check_page(found, referrer=found["Referrer-Policy"] if row.name.startswith("account_") else referrer)
    stranger = Https().get(url)
    check_page(stranger, referrer=stranger["Referrer-Policy"] if row.name.startswith("account_") else referrer)
    check_page(Https().put(url))
    if "POST" in row.methods:
        check_page(secured(own).post(url, {"do": "x"}))
    assert found.status_code < 500


ANSWERS = {
    "unknown address": (404, lambda client: client.get("/gibt-es-nicht/")),
    "missing slash": (301, lambda client: client.get("/kommune")),
    "link without its slash": (301, lambda client: client.get("/z/geheim")),
    "wrong host": (400, lambda client: client.get("/", headers={"Host": "boese.example"})),
    "wrong method": (405, lambda client: client.put("/")),
    "too large": (413, lambda client: client.generic("POST", "/", b"", CONTENT_LENGTH="1000001")),
    "no length": (411, lambda client: client.generic("POST", "/", b"", HTTP_TRANSFER_ENCODING="chunked")),
    "too many fields": (400, lambda client: client.post("/kommune/", {f"f{number}": "x" for number in range(600)})),
    "broken form": (400, lambda client: client.generic("POST", "/hochladen/", b"x", "multipart/form-data")),
    "no token": (403, lambda client: Https(enforce_csrf_checks=True).post("/kommune/")),
    "missing static file": (404, lambda client: client.get("/static/gibt-es-nicht.css")),
}


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS.keys())
def test_error(status, ask, production):
    production()
    response = ask(Https())

    assert response.status_code == status
    check_page(response)


def test_too_often(settings, production):
    production()
    settings.RATE_LIMITS = {"link": "1/h/ip", "upload": "1/h/ip"}
    uploads = [Https().post("/hochladen/") for _ in range(2)]
    links = [Https().get("/z/x/") for _ in range(2)]

    assert [response.status_code for response in [*uploads, *links]] == [422, 429, 404, 429]
    check_page(uploads[1])
    check_page(links[1], referrer="no-referrer")


def fail(get_response):
    def middleware(request):
        raise ZeroDivisionError

    return middleware


def test_error_of_the_program(settings, production):
    production()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.test_headers.fail"]

    response = Https().get("/impressum/")

    assert response.status_code == 500
    check_page(response)


def test_database_that_fails(production):
    from django.db import OperationalError

    def fail(execute, sql, params, many, context):
        raise OperationalError("database is locked")

    production()
    with connection.execute_wrapper(fail):
        responses = [Https().get("/readyz"), Https().get("/z/x/")]

    assert [response.status_code for response in responses] == [503, 503]
    check_page(responses[0])
    check_page(responses[1])


def test_plain_http_is_led_to_https(production):
    production()
    redirect = Client(SERVER_NAME="check.example.org").get("/kommune/")
    refused = Client(SERVER_NAME="boese.example").get("/")

    assert (redirect.status_code, redirect.url) == (301, "https://check.example.org/kommune/")
    assert refused.status_code == 400
    check_page(redirect, hsts=None)
    check_page(refused, hsts=None)


def test_static_file(production):
    """The same for everybody: it may be kept."""
    production()
    response = Https().get("/static/css/verstetigung.css")

    assert response.status_code == 200
    check(response)
    assert "private" not in response["Cache-Control"]
    response.close()


def test_cookies(production):
    token = make_assessment()[1]
    production()
    client = Https()
    client.get(reverse("open_link", args=[token]))
    client.get(reverse("choose_municipality"))

    cookies = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert [(cookie["secure"], cookie["samesite"], cookie["domain"]) for cookie in cookies] == [(True, "Lax", "")] * 2
    assert cookies[0]["httponly"] is True


def test_the_check_can_fail(rf):
    """An answer that passed no middleware is seen."""
    with pytest.raises(AssertionError):
        check(serve(rf.get("/"), "css/verstetigung.css", document_root="static"))
