"""No page asks anything of anybody else: every address of the project is opened, and every request is recorded."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.access_rows import BY_LINK, FUNDER, INVITATION, LOGIN, OF_TEAM, PUBLIC, RESPONDENT, STAFF
from tests.access_stories import Story, address
from tests.cast import log_in, make_user, open_link

pytestmark = pytest.mark.browser
# What the browser says of an answer with an error, which the page then shows.
SAID = [
    "(Bad Request)",
    "(Forbidden)",
    "(Not Found)",
    "(Gone)",
    "(Method Not Allowed)",
    "(Internal Server Error)",
    "500: ",
]


def opened(path):
    client = Client()
    client.get(path)
    return client


def roles(story):
    """Who opens which rows: (rows, client)."""
    by_link = Story(held_by_team=False)
    return {
        "everybody": (PUBLIC, Client()),
        "by link": (BY_LINK, open_link(Client(), by_link.token)),
        "team": ([row for row in OF_TEAM if row not in BY_LINK], story.member("lead")),
        "respondent": (RESPONDENT, opened(f"/b/{story.respondent_token}/")),
        "invited": (INVITATION, opened(f"/einladung/{story.invitation_token}/")),
        "funder": (FUNDER, story.funding.funder()),
        "operator": (STAFF, log_in(make_user(is_staff=True))),
        "account": (LOGIN, log_in(make_user("konto@musterbach.example"))),
    }, {"by link": by_link}


def paths_of(rows, story):
    """Without files, which a browser does not show, and without the end of the login."""
    found = [address(row, story) for row in rows if "GET" in row.methods and row.name != "account_logout"]
    return [path for path in found if "." not in path]


def visit(page, client, base, paths):
    """Returns how many were pages, be it about errors; some addresses answer with a part of one."""
    page.context.clear_cookies()
    cookies = [{"name": row.key, "value": row.value, "url": base} for row in client.cookies.values() if row.value]
    page.context.add_cookies(cookies)
    found = 0
    for path in paths:
        page.goto(path)
        found += page.locator("h1").count()
    return found


@pytest.fixture
def asked(open_page, watch):
    """A watched page, and the hosts of all that it asked for."""
    watch.expected = SAID
    page, hosts = open_page(), set()
    page.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    return page, hosts


def test_every_page_asks_only_where_it_comes_from(asked, live_server):
    page, hosts = asked
    story = Story(held_by_team=True)
    found, stories = roles(story)
    visited = 0
    for role, (rows, client) in found.items():
        visited += visit(page, client, live_server.url, paths_of(rows, stories.get(role, story)))

    assert hosts - {""} == {urlsplit(live_server.url).netloc}
    assert visited > 100


def test_pages_about_errors_ask_nobody_else(asked, live_server, settings):
    settings.ROOT_URLCONF = "tests.broken_urls"
    page, hosts = asked
    story = Story(held_by_team=True)
    reader = story.member("read")
    forbidden, wrong_method = (reverse(name, args=[story.assessment.pk]) for name in ("delete", "extend"))
    titles = []
    for path in ("/gibt-es-nicht/", "/z/falsch/", forbidden, wrong_method, "/kaputt/"):
        assert visit(page, reader, live_server.url, [path]) == 1
        titles.append(page.title().partition(" ·")[0])

    assert len(set(titles)) == 5
    assert hosts - {""} == {urlsplit(live_server.url).netloc}


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ('<img src="http://127.0.0.2:9/pixel.png">', "http://127.0.0.2:9/pixel.png"),
        ('<link rel="stylesheet" href="http://127.0.0.2:9/font.css">', "http://127.0.0.2:9/font.css"),
        ('<script>new WebSocket("ws://127.0.0.2:9/live")</script>', "ws://127.0.0.2:9/live"),
    ],
    ids=["image", "style", "socket"],
)
def test_a_request_to_elsewhere_is_seen(open_page, watch, content, address):
    """So that every browser test shows something: each of their pages is watched like this one."""
    page = open_page()
    page.set_content(content)
    page.wait_for_timeout(300)

    seen = [fault for fault in watch.faults if fault.startswith("request to elsewhere")]
    watch.faults.clear()
    watch.expected = ["console: "]
    assert seen == [f"request to elsewhere: {address}"]


def test_every_page_of_the_browser_tests_is_watched():
    """Only what conftest.py opens is; a further page of the same context is watched with it."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py")}
    opening = re.compile(r"browser\.new_|chromium\.launch")

    assert {name for name, text in texts.items() if opening.search(text)} == {"conftest.py"}
