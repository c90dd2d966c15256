"""A small run of `python -m tests.load` on either database, and that it would notice what it looks for."""

import json
import os
from http.client import HTTPMessage

import pytest

from tests.load.browser import Browser, Reply, Site
from tests.load.figures import Figures, percentile
from tests.load.ledger import Ledger
from tests.load.page import Page
from tests.load.processes import Process, free_port
from tests.load.proof import Stored, find_wrong
from tests.load.run import Options, run, unexpected
from tests.load.servers import Proxy, find_nginx

OWN, OTHER = "Marke-aaaaaaaaaaaa", "Marke-bbbbbbbbbbbb"
SMALL = {"teams": 8, "seconds": 20}
SQLITE = pytest.param(Options(sqlite=True, **SMALL), ["the application with all workers"], id="SQLite")
POSTGRESQL = pytest.param(
    Options(**SMALL),
    ["a worker", "the database with all its processes"],
    id="PostgreSQL",
    marks=pytest.mark.skipif("SKIP_POSTGRESQL" in os.environ, reason="SKIP_POSTGRESQL is set"),
)


@pytest.mark.parametrize(("options", "killed"), [SQLITE, POSTGRESQL])
def test_nothing_is_lost_or_shown_to_others_when_processes_are_killed(options, killed):
    outcome = run(options)

    assert outcome.failures == []
    assert [what.partition(" (")[0] for what in outcome.killed] == killed
    assert outcome.figures.counts["answers acknowledged"] > 0
    assert sum(outcome.figures.errors.values()) > 0
    assert [ledger.assessment is not None for ledger in outcome.ledgers] == [True] * options.teams


@pytest.mark.skipif(find_nginx() is None, reason="nginx is missing: the teams spoke to the application directly")
def test_teams_speak_to_the_proxy(tmp_path):
    proxy = Proxy(tmp_path, free_port())
    figures = Figures()
    browser = Browser(Site(proxy.port, proxy.certificate), "127.0.1.1", OWN, figures, 0)
    proxy.start()
    try:
        asked = browser.once("GET", "/", None, {})
    finally:
        browser.close()
        proxy.stop()

    assert (asked, figures.errors) == (None, {"503 of the proxy": 1})
    assert proxy.process.family() == []


@pytest.fixture
def ledger():
    """One answer acknowledged and then changed without being told whether that was saved; one acknowledged."""
    made = Ledger(OWN)
    made.assessment = "check-1"
    for item, answer in (("B1.1", ("1", "")), ("B1.2", ("2", f"{OWN} a"))):
        made.send(item, answer)
        made.acknowledge(item)
    made.send("B1.1", ("3", ""))
    return made


def dump(answers, *, recorded=None, submitted=None, mark=OWN):
    """As dumpdata prints it: one check with these answers, each changed once."""
    rows = [
        ("assessments.project", "project-1", {"name": f"Vorhaben {mark}"}),
        ("assessments.assessment", "check-1", {"project": "project-1", "submitted_at": submitted, "result": None}),
    ]
    for item, (value, note) in answers.items():
        fields = {"assessment": "check-1", "item": item, "value": value, "note": note, "revision": 1}
        rows.append(("assessments.answer", item, fields))
    for item in answers if recorded is None else recorded:
        fields = {"assessment": "check-1", "subject": item, "kind": "answer"}
        rows.append(("assessments.historyentry", item, fields))
    return Stored(json.dumps([{"model": model, "pk": pk, "fields": fields} for model, pk, fields in rows]))


SECOND = ("2", f"{OWN} a")


@pytest.mark.parametrize("first", [("1", ""), ("3", "")], ids=["as acknowledged", "sent later"])
def test_what_is_stored_as_acknowledged_is_right(ledger, first):
    assert find_wrong(dump({"B1.1": first, "B1.2": SECOND}), [ledger]) == []


@pytest.mark.parametrize(
    ("stored", "wrong"),
    [
        (dump({"B1.1": ("1", "")}), [f"{OWN} B1.2: acknowledged {SECOND}, stored None"]),
        (
            dump({"B1.1": ("1", ""), "B1.2": ("4", "")}),
            [
                f"{OWN} B1.2: acknowledged {SECOND}, stored ('4', '')",
                f"{OWN} B1.2: stored ('4', ''), never sent",
            ],
        ),
        (dump({"B1.1": ("1", ""), "B1.2": SECOND}, recorded=["B1.1"]), ["('check-1', 'B1.2'): 1 changes, 0 recorded"]),
        (
            dump({"B1.1": ("1", ""), "B1.2": SECOND}, mark=OTHER),
            [f"{OWN}: its check has the project of another"],
        ),
        (Stored("[]"), [f"{OWN}: its check is not there"]),
    ],
    ids=["lost", "older or another", "half saved", "mixed up", "no check"],
)
def test_what_was_lost_is_noticed(ledger, stored, wrong):
    assert find_wrong(stored, [ledger]) == wrong


def test_submit_without_a_result_is_noticed(ledger):
    ledger.submitted = True

    stored = dump({"B1.1": ("1", ""), "B1.2": SECOND}, submitted="2026-11-23T12:00:00Z")

    assert find_wrong(stored, [ledger]) == [f"{OWN}: submitted, and stored as open"]


class Response:
    def __init__(self, status, **headers):
        self.status, self.headers = status, HTTPMessage()
        for name, value in headers.items():
            self.headers[name.replace("_", "-")] = value


def look_at(status, text, **headers):
    figures = Figures()
    Browser(None, None, OWN, figures, 0).look_at("GET", "/", Reply(Response(status, **headers), text))
    return len(figures.leaks), len(figures.faults)


def test_page_with_the_mark_of_another_team_is_noticed():
    assert look_at(200, f"<p>{OWN}</p>") == (0, 0)
    assert look_at(200, f"<p>{OWN} {OTHER}</p>") == (1, 0)


def test_failure_without_an_explanation_is_noticed():
    assert look_at(503, "Unsere Datenbank nimmt im Moment nichts an.", Retry_After="30") == (0, 0)
    assert look_at(503, "Unsere Datenbank nimmt im Moment nichts an.") == (0, 1)
    assert look_at(503, "Service Unavailable", Retry_After="30") == (0, 1)
    assert look_at(500, "Der Fehler liegt bei uns") == (0, 1)


def test_error_in_the_log_is_noticed(tmp_path):
    log = tmp_path / "log"
    log.write_text(
        "1 INFO django.request [] fine\n2 ERROR django.request [] Database unavailable: locked\n"
        "Traceback (most recent call last):\n  File\nKeyError: 'a'\n3 ERROR other [] broken\n"
    )

    assert unexpected(log) == [
        "log: Traceback (most recent call last): KeyError: 'a'",
        "log: 3 ERROR other [] broken ",
    ]


def test_page_is_read_as_a_browser_would():
    page = Page(
        '<fieldset data-question="B1.1" hx-post="/antwort/"><input type="radio" name="a" value="1">'
        '<input type="radio" name="a" value="2" checked><input name="b" value="x"><textarea name="c">\nein &amp; \nzwei'
        '</textarea></fieldset><p data-saved></p><a href="/hier/">'
    )

    assert page.fields == {"a": "2", "b": "x", "c": "ein & \nzwei"}
    assert page.questions == {"B1.1": "/antwort/"}
    assert page.links == ["/hier/"]
    assert page.saved is True


def test_kill_takes_all_that_a_process_started(tmp_path):
    process = Process(["sh", "-c", "sleep 60 & sleep 60 & wait"], tmp_path / "log")
    while len(family := process.family()) < 3:
        pass

    process.kill()

    assert [member.is_running() for member in family] == [False] * 3


def test_percentiles():
    assert [percentile([4, 1, 3, 2], percent) for percent in (0, 50, 99)] == [1, 3, 4]
    assert percentile([], 95) == 0
