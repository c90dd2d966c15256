"""Releases with single figures in them, and those of the sample, as their readers get them."""

from datetime import date

from assessments.instrument import CURRENT
from recommendations.catalogue import load_catalogue
from recommendations.release_texts import PROGRAMME
from recommendations.release_view import read_release
from tests.recommendations.release_samples import DATE, FIRST_DATE, sample_content, sample_history

POLICY = {"mean": 5, "quartiles": 8, "shares": 10, "version": "2026.1"}
DAY, EARLIER = date(2026, 11, 23), date(2026, 5, 4)
CATALOGUE = load_catalogue(CURRENT)


def number(value, bound=None):
    return {"value": value, "bound": bound}


def published(programme=None, day=DAY, **cells):
    """A release with these figures; `cells` as land_09."""
    content = {PROGRAMME: programme or {}, **{key.replace("_", ":"): found for key, found in cells.items()}}
    return read_release(day=day, instrument=CURRENT, policy=POLICY, content=content)


def figure(mean, n=12, day=DAY, **fields):
    mean = mean if isinstance(mean, dict) else number(mean)
    return {"date": day.isoformat(), "n": n, "mean": mean, "quartiles": None, "shares": None, **fields}


def sample_release():
    """The second one of release_samples."""
    return read_release(day=date.fromisoformat(DATE), instrument=CURRENT, policy=POLICY, content=sample_content())


def first_release():
    past = sample_history()[0]
    return read_release(day=date.fromisoformat(FIRST_DATE), instrument=CURRENT, policy=POLICY, content=past.content)
