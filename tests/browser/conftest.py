"""A headless Chromium on the live server. Every page is watched: console, requests to elsewhere, server errors."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.cast import log_in

# Playwright's sync API keeps an event loop in this thread; Django would then refuse to touch the database here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Every rule of the tags. Only what fails is written out: to describe thousands of elements that pass takes axe longer
# than to check them.
RUN_AXE = """async tags => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const lines = rule => rule.nodes.map(node => `${rule.id}: ${node.target[0]}`);
  return [found.passes.length, found.violations.flatMap(lines)];
}"""


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium fehlt. Bitte aufrufen: apt-get install chromium (oder SKIP_BROWSER=1 make test).")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Watch:
    """What a page must never do. `expected` holds console texts that a test provokes on purpose."""

    def __init__(self, base):
        self.base = base
        self.faults = []
        self.expected = []

    def follow(self, context):
        context.on("console", lambda message: self.note(f"console: {message.text}"))
        context.on("weberror", lambda error: self.note(f"script: {error.error}"))
        context.on("request", self.note_request)
        context.on("page", lambda page: page.on("websocket", self.note_request))
        context.on("response", self.note_response)

    def note(self, fault):
        if not any(text in fault for text in self.expected):
            self.faults.append(fault)

    def note_request(self, request):
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.note(f"request to elsewhere: {request.url}")

    def note_response(self, response):
        if response.status >= 500:
            self.note(f"{response.status}: {response.url}")


@pytest.fixture
def watch(live_server):
    return Watch(live_server.url)


@pytest.fixture
def open_page(browser, live_server, transactional_db, watch):
    """A factory of pages, each in a browser session of its own; all are watched and must stay without a fault."""
    contexts = []

    def make(*, width=1280, dark=False, javascript=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            accept_downloads=True,
            locale="de-DE",
        )
        context.set_default_timeout(60_000)
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture
def open_as(open_page, live_server):
    """A factory of pages in which the user is logged in."""

    def make(user, **look):
        page = open_page(**look)
        cookies = log_in(user).cookies.values()
        page.context.add_cookies([{"name": row.key, "value": row.value, "url": live_server.url} for row in cookies])
        return page

    return make


@pytest.fixture(scope="session")
def axe(browser):
    """Runs axe-core on the page as it is now; returns what it finds as "rule: selector" lines."""
    source = AXE.read_text(encoding="utf-8")

    def run(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        passed, violations = page.evaluate(RUN_AXE, AXE_TAGS)
        assert passed, "axe checked nothing"
        return violations

    return run
