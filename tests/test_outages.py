"""A database that fails: a clear page, nothing half saved, and what can be read is read."""

import logging
import resource
import secrets
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.db.utils import ConnectionHandler
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, HistoryEntry, Municipality, Project
from assessments.outages import is_outage, outage_text
from tests import outages
from tests.access_rows import BY_LINK, GUARDED, LOGIN, OF_TEAM, PUBLIC
from tests.access_stories import Story, address
from tests.cast import make_assessment, open_link
from tests.test_parallel import ITEMS, change
from verstetigung.environment import database

pytestmark = pytest.mark.django_db(transaction=True)
PROJECT = {"name": "Glättesensoren", "phase": "pilot"}
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
PDF = {"agenda_pdf", "blank_questionnaire", "release_pdf", "report_pdf"}
TYPED = "?name=Neubach&land=09&size_class=2"


@pytest.fixture
def browser():
    """As it is for people: an error becomes a page."""
    return Client(raise_request_exception=False)


@pytest.fixture
def assessment(browser):
    made, token = make_assessment({"B1.1": 3})
    open_link(browser, token)
    return made


def answer(browser, assessment, item="B1.2", value="2", note=""):
    url = reverse("answer", args=[assessment.pk, item])
    return browser.post(url, change(item, value) | {f"{item}-note": note}, headers={"HX-Request": "true"})


def counts():
    return {
        model.__name__: model.objects.count() for model in (Assessment, Project, Municipality, Answer, HistoryEntry)
    }


def assert_explained(response, *, sent):
    text = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Das konnten wir gerade nicht speichern" in text if sent else "gerade nicht zu erreichen" in text
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


FAILURES = {
    "read-only": lambda assessment: outages.read_only(),
    "full": lambda assessment: outages.full(),
    "away": lambda assessment: outages.away(),
    "locked": outages.locked,
    "slow": lambda assessment: outages.locked(assessment, "statement_timeout"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_nothing_is_half_saved(browser, assessment, failure):
    """Notes long enough that a full disk is noticed: a few small rows may still fit."""
    items, before = ITEMS[1:9], counts()

    with FAILURES[failure](assessment):
        done = [answer(browser, assessment, item, note="Wort " * 390) for item in items]

    refused = [response for response in done if response.status_code != 200]
    saved = [item for item, response in zip(items, done, strict=True) if response.status_code == 200]
    assert refused
    assert len(saved) == 0 or (failure == "full" and connection.vendor == "sqlite")
    for response in refused:
        assert_explained(response, sent=True)
        assert "Wort Wort" in response.content.decode()
    assert sorted(Answer.objects.exclude(item="B1.1").values_list("item", flat=True)) == sorted(saved)
    assert counts() == before | {
        "Answer": before["Answer"] + len(saved),
        "HistoryEntry": before["HistoryEntry"] + len(saved),
    }
    assert answer(browser, assessment, items[-1]).status_code == 200


@pytest.mark.parametrize("failure", ["read-only", "away"])
def test_check_is_started_whole_or_not_at_all(browser, failure):
    before = counts()

    with FAILURES[failure](None):
        response = browser.post(reverse("describe_project") + TYPED, PROJECT)

    assert_explained(response, sent=True)
    assert "Glättesensoren" in response.content.decode()
    assert counts() == before
    assert browser.post(reverse("describe_project") + TYPED, PROJECT).status_code == 302


def test_error_before_and_after_the_view(browser, assessment):
    """Reading the session, and writing it after the view has answered."""
    link = reverse("open_link", args=[make_assessment()[1]])

    with outages.read_only():
        assert_explained(browser.get(link), sent=False)
        assert_explained(Client(raise_request_exception=False).get(link), sent=False)
    with outages.away():
        assert_explained(browser.get(reverse("overview", args=[assessment.pk])), sent=False)
        assert_explained(browser.post(reverse("account_login"), {"login": "a@musterbach.example"}), sent=True)


def test_session_that_finds_no_room():
    """Django says of any failure that the session ended, which would blame the person."""
    session = SessionStore()
    session.save()
    session["opened"] = secrets.token_hex(50_000)

    with outages.full(), pytest.raises(OperationalError):
        session.save()
    with outages.full():
        assert session.session_key in {row.pk for row in Session.objects.all()}


def every_get(rows, client, story=None):
    """But for the PDFs, which take seconds: they read what the page of the result reads."""
    shown = [row for row in rows if "GET" in row.methods and row.name not in PDF]
    return {row.name: client.get(address(row, story)).status_code for row in shown}


def test_reading_goes_on_where_nothing_can_be_written(browser):
    story = Story(held_by_team=False)
    open_link(browser, story.token)
    as_usual = every_get(BY_LINK, browser, story) | every_get(PUBLIC, browser)
    assert 500 not in as_usual.values()

    with outages.read_only():
        found = every_get(BY_LINK, browser, story) | every_get(PUBLIC, browser)

    assert {name: (status, found[name]) for name, status in as_usual.items() if found[name] != status} == {}


def test_team_reads_on_where_nothing_can_be_written():
    story = Story(held_by_team=True)
    member = story.member("lead")
    member.raise_request_exception = False
    rows = [row for row in OF_TEAM if row.gate != "check"] + LOGIN
    as_usual = every_get(rows, member, story)

    with outages.read_only():
        found = every_get(rows, member, story)

    assert {name: (status, found[name]) for name, status in as_usual.items() if found[name] != status} == {}


def test_every_address_explains_that_the_database_is_away(browser):
    story = Story(held_by_team=False)
    open_link(browser, story.token)
    calls = [(row, method, address(row, story)) for row in GUARDED + LOGIN for method in row.methods]

    with outages.away():
        found = {f"{method} {row}": browser.generic(method, url).status_code for row, method, url in calls}

    assert {call: status for call, status in found.items() if status != 503} == {}


def test_public_addresses_never_fail_unexplained(browser, caplog):
    """Some need no database."""
    with outages.away():
        found = {(row.name, method): browser.generic(method, address(row)) for row in PUBLIC for method in row.methods}

    assert {call: response.status_code for call, response in found.items() if response.status_code == 500} == {}
    assert found["start", "GET"].status_code == 200


def test_log_says_once_why_and_nothing_of_the_person(browser, assessment, caplog):
    with outages.away():
        answer(browser, assessment, note="Vertraulich")

    found = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.exc_info for record in found] == [None]
    text = found[0].getMessage()
    assert text.startswith("Database unavailable: OperationalError ")
    assert "\n" not in text
    assert "Vertraulich" not in text


def test_pdf_needs_no_room_for_files(browser, assessment, caplog, tmp_path):
    """Every write to a file fails, of this process and of the one that makes the PDF."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            (tmp_path / "file").write_text("x")
        response = browser.get(reverse("report_pdf", args=[assessment.pk]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert response.content.startswith(b"%PDF-")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def caught(kind, *statements):
    with pytest.raises(kind) as found:
        outages.execute(*statements)
    return found.value


def test_mistake_of_ours_is_no_outage():
    errors = [
        caught(DatabaseError, "SELECT 1 FROM none"),
        caught(DatabaseError, "SELECT FROM WHERE"),
        KeyError("a"),
        None,
    ]
    with pytest.raises(IntegrityError) as twice:
        Session.objects.create(pk=None, expire_date=None)

    assert [is_outage(error) for error in [*errors, twice.value]] == [False] * 5


def test_damaged_file_is_an_outage(tmp_path, monkeypatch):
    (tmp_path / "check.sqlite3").write_text("Kein SQLite. " * 1000)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/check.sqlite3")
    damaged = ConnectionHandler({"default": database(folder=tmp_path)})["default"]

    with pytest.raises(DatabaseError) as found:
        damaged.ensure_connection()
    damaged.close()

    assert is_outage(found.value) is True
    assert outage_text(found.value) == "DatabaseError file is not a database"


def test_text_for_the_log_is_the_first_line():
    assert outage_text(OperationalError("could not write\nDETAIL: Failing row contains (Vertraulich)")) == (
        "OperationalError could not write"
    )
    assert outage_text(OperationalError()) == "OperationalError"
