"""What a watcher of the server reads, in good and in bad days."""

import logging

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from tests.cast import make_assessment, open_link
from tests.queries import at_most

ADDRESSES = ("/healthz", "/readyz")


@pytest.fixture
def database_is_down(monkeypatch):
    """A server that nobody listens at, or a file that is none."""
    connection.close()
    broken = {**connection.settings_dict, "NAME": "/dev/null/none", "HOST": "/dev/null", "PASSWORD": ""}
    monkeypatch.setattr(connections["default"], "settings_dict", broken)
    yield
    monkeypatch.undo()
    connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_plain_text_that_no_cache_keeps(client, address):
    response = client.get(address)

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_session_is_not_read(client, address):
    _, token = make_assessment()
    open_link(client, token)

    with at_most(0):
        client.get("/healthz")
    assert "session" not in asked_of(client, address)
    assert "session" in asked_of(client, f"/check/{Assessment.objects.get().pk}/")


def asked_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return " ".join(query["sql"] for query in captured)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_probe_over_http_is_not_led_to_https(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/").status_code == 301
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_migration_is_missing(client, caplog):
    MigrationRecorder.Migration.objects.filter(app="recommendations").last().delete()

    response = client.get("/readyz")

    assert (response.status_code, response.content.decode()) == (503, "Migrationen fehlen: manage.py migrate\n")
    assert response["Cache-Control"] == "no-store"
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "readyz: Migrationen fehlen: manage.py migrate"),
        (logging.INFO, "request finished"),
    ]


@pytest.mark.django_db(transaction=True)
def test_database_is_down(client, caplog, database_is_down):
    answers = {address: client.get(address) for address in ADDRESSES}

    assert {address: response.status_code for address, response in answers.items()} == {"/healthz": 200, "/readyz": 503}
    assert answers["/readyz"].content.decode() == "Datenbank antwortet nicht\n"
    told = {(record.levelno, record.name) for record in caplog.records}
    assert told == {(logging.WARNING, "django.request"), (logging.INFO, "assessments.request_log")}
    assert str(settings.DATABASES["default"]["NAME"]) not in caplog.text
