"""A browser of one team: cookies, one connection, and the patience of somebody who tries again."""

import random
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.load.page import MARK, Page

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
# What the page waits before it tries again is longer (check.js): here more goes wrong in less time.
PAUSE = 1.0
# By what a page says who it is from that asks for patience.
EXPLAINED = {"Unsere Datenbank": "503 of the application", "/stoerung/": "503 of the proxy"}


class OutOfTime(Exception):
    """The run is over before the team is."""


class Reply:
    def __init__(self, response, text):
        self.status, self.headers, self.text = response.status, response.headers, text

    @property
    def explained(self):
        """Who asks for patience, None where nobody does."""
        asked = self.status == 503 and self.headers["Retry-After"]
        return next((who for words, who in EXPLAINED.items() if asked and words in self.text), None)

    @property
    def page(self):
        return Page(self.text)


class Browser:
    def __init__(self, site, source, mark, figures, end):
        self.site, self.source, self.mark, self.figures, self.end = site, source, mark, figures, end
        self.cookies, self.connection = {}, None

    def get(self, address):
        """The page, after redirects."""
        reply = self.ask("GET", address)
        while reply.status in {301, 302, 303}:
            reply = self.ask("GET", to_path(reply.headers["Location"]))
        return reply

    def post(self, address, fields, headers=()):
        return self.ask("POST", address, urlencode(fields).encode(), dict(headers))

    def ask(self, method, address, body=None, headers=None):
        """Until there is an answer that says something. Raises OutOfTime."""
        begun, failed = time.monotonic(), False
        while True:
            if time.monotonic() > self.end:
                raise OutOfTime
            reply = self.once(method, address, body, headers or {})
            if reply is not None:
                break
            failed = True
            time.sleep(PAUSE * random.uniform(0.5, 1.5))
        if failed:
            self.figures.recovered(time.monotonic() - begun)
        return reply

    def once(self, method, address, body, headers):
        """None where it has to be tried again."""
        begun = time.monotonic()
        try:
            reply = self.exchange(method, address, body, headers)
        except (OSError, HTTPException) as error:
            self.close()
            self.figures.error(f"connection: {type(error).__name__}")
            return None
        self.look_at(method, address, reply)
        if reply.status in {429, 503}:
            self.figures.error(reply.explained or str(reply.status))
            return None
        self.figures.took(time.monotonic() - begun)
        return reply

    def exchange(self, method, address, body, headers):
        if self.connection is None:
            self.connection = self.site.connect(self.source)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        sent = {"Cookie": cookie, "Referer": self.site.url + address, **form, **headers}
        self.connection.request(method, address, body, sent)
        response = self.connection.getresponse()
        reply = Reply(response, response.read().decode())
        self.keep_cookies(response)
        return reply

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def keep_cookies(self, response):
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, found in SimpleCookie(line).items():
                self.cookies[name] = found.value

    def look_at(self, method, address, reply):
        """No page shows another team's mark, and none fails without an explanation."""
        others = set(MARK.findall(reply.text)) - {self.mark}
        if others:
            self.figures.leak(f"{method} {address} showed {self.mark} what belongs to {sorted(others)}")
        if reply.status >= 500 and not reply.explained:
            self.figures.fault(f"{method} {address}: {reply.status} {reply.text[:80]!r}")


class Site:
    """Where the set-up listens. `certificate`: of the proxy, the only one that is trusted; None: there is no proxy."""

    def __init__(self, port, certificate):
        self.port, self.url = port, f"{'https' if certificate else 'http'}://{HOST}:{port}"
        self.trust = certificate and ssl.create_default_context(cafile=certificate)

    @property
    def is_proxy(self):
        return self.trust is not None

    def connect(self, source):
        options = {"timeout": SECONDS_TO_ANSWER, "source_address": (source, 0)}
        if not self.is_proxy:
            return HTTPConnection(HOST, self.port, **options)
        return HTTPSConnection(HOST, self.port, context=self.trust, **options)


def to_path(location):
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")
