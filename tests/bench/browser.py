"""A browser that keeps cookies, with two ways to the application: WSGI in this process, HTTP to a server."""

import gzip
from dataclasses import dataclass
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

import brotli

HOST, PORT = "127.0.0.1", "8000"
FORM = "application/x-www-form-urlencoded"
UNPACK = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    address: str
    headers: dict[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`body`: as it was sent, compressed or not."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def text(self):
        return UNPACK[self.header("content-encoding")](self.body).decode()


class Unexpected(Exception):
    """The answer is not the one that is to be measured."""


class Browser:
    """`send`: over_wsgi(…) or server.over_http(…)."""

    def __init__(self, send):
        self.send = send
        self.cookies = {}

    def get(self, address, expect=200):
        return self.ask(self.asking("GET", address), expect)

    def post(self, address, fields, expect=200):
        return self.ask(self.posting(address, fields), expect)

    def asking(self, method, address, body=None, **headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": f"{HOST}:{PORT}", "Accept-Encoding": "gzip, deflate, br", "Cookie": cookies, **headers}
        return Asked(method, address, sent, body)

    def posting(self, address, fields):
        """As htmx does, with the token that Django asks for."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}).encode()
        kind = {"Content-Type": FORM, "Content-Length": str(len(body)), "HX-Request": "true"}
        return self.asking("POST", address, body, **kind)

    def ask(self, asked, expect=200):
        answer = self.send(asked)
        if answer.status != expect:
            raise Unexpected(f"{asked.method} {asked.address}: {answer.status}, not {expect}")
        self.keep(answer)
        return answer

    def keep(self, answer):
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies.update({key: cookie.value for key, cookie in SimpleCookie(value).items()})


def over_wsgi(application):
    """Calls it in this process: here the queries can be counted."""

    def send(asked):
        started = []
        response = application(environ(asked), lambda status, headers, *_: started.append((status, headers)))
        body = b"".join(response)
        response.close()
        [(status, headers)] = started
        return Answer(int(status[:3]), headers, body)

    return send


def environ(asked):
    path, _, query = asked.address.partition("?")
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()}
    return {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": PORT,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "CONTENT_TYPE": asked.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(asked.body or b"")),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(asked.body or b""),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **named,
    }
