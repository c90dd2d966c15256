"""The invented programme of release_samples as its files see it."""

from dataclasses import asdict, replace
from datetime import date
from functools import cache
from uuid import UUID

from django.utils import timezone

from assessments.instrument import CURRENT
from recommendations.models import Release
from recommendations.release_table import ReleaseFacts
from recommendations.release_view import AnswerView
from recommendations.report.release import render_release
from tests.programmes import make_programme
from tests.recommendations.pdf_checks import weasyprint_messages
from tests.recommendations.release_samples import DATE, POLICY, sample_content, sample_members

PROGRAMME = "Digitale Orte (erfunden)"
FUNDER = "Ministerium für Erprobung (erfunden)"
ANSWERS = {
    "F1.1": AnswerView("planned", "geplant", "Der nächste Aufruf fördert\nauch die Übernahme.", date(2026, 11, 12), 1)
}
TODAY = date(2026, 11, 24)


@cache
def sample_facts():
    """The second release: with new, kept and withheld values."""
    return ReleaseFacts(
        id="5f0c2d1e-0000-4000-8000-000000000001",
        programme=PROGRAMME,
        funder=FUNDER,
        starts=date(2024, 1, 1),
        date=date.fromisoformat(DATE),
        instrument=CURRENT,
        policy=asdict(POLICY),
        listed=30,
        shared=len(sample_members()),
        content=sample_content(),
    )


def facts_with(**fields):
    return replace(sample_facts(), **fields)


def score(value, bound=None):
    return {"value": value, "bound": bound}


def figure(**fields):
    """A figure in a content, of 12 municipalities."""
    standard = {"date": DATE, "n": 12, "mean": score(43), "quartiles": None, "shares": None}
    return {**standard, **fields}


@cache
def sample_pdf():
    """(PDF, what WeasyPrint said about it)."""
    with weasyprint_messages() as messages:
        return render_release(sample_facts(), ANSWERS, TODAY), messages


def store_release(**fields):
    """The sample as a release of a new programme.

    It has the same id in every test, so that what is drawn of it is drawn
    once and then found in the cache of reports.
    """
    facts = sample_facts()
    programme = make_programme(facts.programme, funder=facts.funder, starts=facts.starts)
    values = {"policy": dict(facts.policy), "listed": facts.listed, "shared": facts.shared, "content": facts.content}
    return Release.objects.create(
        id=UUID(facts.id),
        programme=programme,
        date=facts.date,
        instrument=facts.instrument,
        digest="0" * 64,
        created_at=timezone.now(),
        **{**values, **fields},
    )
