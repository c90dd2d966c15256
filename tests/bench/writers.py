"""Fifty people who save at once on SQLite: nothing fails, nothing is lost, nobody waits long."""

import math
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer
from tests.bench import sample
from tests.bench.browser import Browser, Unexpected
from tests.bench.figures import Figure, exactly
from tests.bench.pages import open_check
from tests.bench.server import APPLICATION, over_http, serving
from tests.bench.targets import WRITERS_P95

WRITERS, SAVES = 50, 20
WORKERS, THREADS = 2, 4
ROUNDS = 2
FIRST = sample.answers_of(0)


def measure_writers(bench):
    checks = [sample.make_check(f"Schreibdorf {number} (erfunden)") for number in range(WRITERS)]
    people = [(assessment, open_check(bench.inside, assessment, token)) for assessment, token in checks]
    connection.close()
    with serving(APPLICATION, workers=WORKERS, threads=THREADS) as server:
        rounds = [write_all(server.port, people, number) for number in range(1, ROUNDS + 1)]
    stored = Answer.objects.filter(assessment__in=[assessment for assessment, _ in checks], revision=ROUNDS + 1)
    waits = [wait for found in rounds for wait in found]
    saved = sum(wait is not None for wait in waits)
    p95 = min(percentile([wait for wait in found if wait is not None], 95) for found in rounds)
    people_said = f"{WRITERS} writers, {WORKERS} × {THREADS} threads"
    yield exactly(f"{people_said}: refused", len(waits) - saved, "saves", 0)
    yield exactly(f"{people_said}: lost", WRITERS * SAVES - stored.count(), "answers", 0)
    yield Figure(f"{people_said}: p95", p95 / bench.clock.best_hello, "× hello", "at most", WRITERS_P95, p95)


def write_all(port, people, revision):
    with ThreadPoolExecutor(WRITERS) as pool:
        found = list(pool.map(lambda person: write(port, *person, revision), people))
    return [wait for waits in found for wait in waits]


def write(port, assessment, cookies, revision):
    """How long each save took; None where it failed."""
    browser = Browser(over_http(port))
    browser.cookies.update(cookies)
    return [save(browser, assessment, item.id, revision) for item in load_instrument(CURRENT).items[:SAVES]]


def save(browser, assessment, item, revision):
    names = {"value": other_value(item, revision), "note": "", "base": str(revision), "seen": ""}
    before = time.perf_counter()
    try:
        browser.post(f"/check/{assessment.pk}/antwort/{item}/", {f"{item}-{key}": text for key, text in names.items()})
    except Unexpected:
        return None
    return time.perf_counter() - before


def other_value(item, revision):
    """In each round another one: what is stored already would not count as a change."""
    before = FIRST[item]
    return str((before + revision) % 5 if isinstance(before, int) else revision)


def percentile(values, percent):
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]
