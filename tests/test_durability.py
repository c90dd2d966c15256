"""A save is confirmed only when it is durable: first the commit, on the disk, then the first byte of the answer."""

import io
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ConnectionHandler
from django.test import Client

from assessments.actions import save_answer
from assessments.durability import check_durability, read_unsafe
from assessments.models import Answer
from tests.cast import ANNA, make_assessment, open_link
from tests.test_parallel import change
from verstetigung.environment import database
from verstetigung.wsgi import application

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32


def seen_from_outside():
    """What another connection sees, which knows only what is committed."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(f"SELECT value FROM {Answer._meta.db_table}")
            return [row[0] for row in cursor.fetchall()]
    finally:
        other.close()


def environ_of(path, fields, cookies):
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
    sent = {**{name: cookie.value for name, cookie in cookies.items()}, "csrftoken": TOKEN}
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in sent.items()),
        "HTTP_HX_REQUEST": "true",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }


def test_answer_is_committed_before_the_server_may_send_anything():
    assessment, token = make_assessment()
    client, told = open_link(Client(), token), []

    def start_response(status, headers):
        told.append((status, seen_from_outside()))

    text = b"".join(
        application(
            environ_of(f"/check/{assessment.pk}/antwort/B1.1/", change("B1.1", "3"), client.cookies), start_response
        )
    )

    assert told == [("200 OK", ["3"])]
    assert "data-saved" in text.decode()


def test_another_connection_would_notice_what_is_not_committed():
    assessment, _ = make_assessment()

    with transaction.atomic():
        save_answer(assessment=assessment, item="B1.1", value="3", note="", base_revision=0, editor=ANNA)
        inside = seen_from_outside()

    assert (inside, seen_from_outside()) == ([], ["3"])


def test_sqlite_of_an_installation_waits_for_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/check.sqlite3")
    own = ConnectionHandler({"default": database(folder=tmp_path)})["default"]

    with own.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    unsafe = read_unsafe(own)
    own.close()

    assert found == ["wal", 2]
    assert unsafe == []


@pytest.mark.parametrize("safe", [True, False])
def test_operator_is_warned_of_a_database_that_confirms_too_early(safe):
    name, values = (
        ("PRAGMA synchronous", ("OFF", "FULL"))
        if connection.vendor == "sqlite"
        else ("synchronous_commit", ("off", "on"))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{name} = {values[safe]}" if connection.vendor == "sqlite" else f"SET {name} = {values[safe]}")

    found = [warning for warning in check_durability(None, ["default"]) if name in warning.msg]

    connection.close()
    assert [warning.id for warning in found] == ([] if safe else ["assessments.W001"])


def test_the_command_shows_the_warning(capsys):
    call_command("check", databases=["default"])

    unsafe = read_unsafe(connection)
    assert capsys.readouterr().err.count("assessments.W001") == len(unsafe)
