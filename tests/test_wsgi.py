"""Requests as a server hands them over, before Django has made sense of them."""

import io

import pytest
from django.core.signals import request_started
from django.db import close_old_connections

from verstetigung.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_connection():
    """As Django's test client does it: a request must not close the connection of the test."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def call(content_type, method="GET", body=b"", **environ):
    status = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/methode/",
        "QUERY_STRING": "q=%5Cud800",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        **environ,
    }
    text = b"".join(application(environ, lambda line, headers: status.append(line)))
    return status[0], text.decode()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain; charset=hex", "text/plain; charset*=utf-8''hex", 'a/b; x=y; Charset="unicode_escape"', "a; charset="],
)
def test_foreign_encoding_is_refused_with_a_page(content_type):
    status, text = call(content_type)

    assert status == "400 Bad Request"
    assert "nicht zu verstehen" in text


@pytest.mark.parametrize("content_type", ["", "text/plain", "text/plain; charset=UTF-8", 'text/plain; charset="utf8"'])
def test_utf8_is_read(content_type):
    assert call(content_type)[0] == "200 OK"


def test_body_without_length_is_refused():
    status, text = call("text/plain", "POST", b"name=Musterbach", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")

    assert status == "411 Length Required"
    assert "nicht zu verstehen" in text


def test_body_that_broke_off_is_refused():
    status, text = call("application/x-www-form-urlencoded", "POST", b"name=Muste", CONTENT_LENGTH="15")

    assert status == "400 Bad Request"
    assert "nicht zu verstehen" in text
