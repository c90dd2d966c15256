"""What a release costs to compute, and its page to show, with few municipalities and with all of Germany."""

import time
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import make_release
from tests.bench import sample
from tests.bench.figures import at_most, exactly, in_hellos
from tests.bench.pages import Page, cost
from tests.bench.targets import COMPUTE_GROWTH, COMPUTE_RELEASE, RELEASE_GROWTH, RELEASE_QUERIES

FEW, MANY, ALL = 12, 1_075, 10_751
ROUNDS = 4


class Undone(Exception):
    """Takes back what was written."""


def measure_releases(bench):
    programmes = {number: sample.make_programme(number) for number in (FEW, MANY, ALL)}
    spent = {number: make_releases(programme) for number, programme in programmes.items()}
    bench.clock.time_hello()
    for number in (MANY, ALL):
        for name, seconds in zip(("first", "second"), spent[number], strict=True):
            target = COMPUTE_RELEASE if number == ALL else None
            yield in_hellos(f"compute {name} release over {number:,}", seconds, bench.clock.best_hello, target)
    growth = max(last / first for first, last in zip(spent[MANY], spent[ALL], strict=True))
    yield at_most(f"… {ALL:,} against {MANY:,}", growth, "×", COMPUTE_GROWTH)
    yield from measure_release_pages(bench, programmes)


def make_releases(programme):
    """CPU seconds of a first release, and of a second one for which one in twenty answered again."""
    today = timezone.localdate()
    first = best_seconds(programme, today - timedelta(days=1))
    sample.answer_again(programme)
    return first, best_seconds(programme, today)


def best_seconds(programme, day):
    """Made several times, kept the last time."""
    found = []
    for number in range(ROUNDS):
        try:
            with transaction.atomic():
                before = time.process_time()
                make_release(programme=programme, day=day)
                found.append(time.process_time() - before)
                if number < ROUNDS - 1:
                    raise Undone
        except Undone:
            continue
    return min(found)


def measure_release_pages(bench, programmes):
    cookies = {"sessionid": sample.session_cookie(sample.make_funder(programmes.values()))}
    found = {}
    for number, programme in programmes.items():
        page = Page("release", reverse("release", args=[programme.releases.first().pk]), cookies)
        found[number], queries = cost(bench, page)
        yield exactly(f"funder page with {number:,} municipalities", queries, "queries", RELEASE_QUERIES)
        yield in_hellos(f"funder page with {number:,} municipalities", found[number], bench.clock.best_hello)
    yield at_most(f"… {ALL:,} against {MANY:,}", found[ALL] / found[MANY], "×", RELEASE_GROWTH)
