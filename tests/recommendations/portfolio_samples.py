"""Checks and rows of a portfolio made by hand."""

from datetime import date, timedelta
from uuid import UUID

from assessments.instrument import CURRENT, load_instrument
from recommendations.portfolio import Row
from recommendations.trend import Check, IndexFigure, Trend, computed_figures

TODAY = date(2026, 3, 2)
INSTRUMENT = load_instrument(CURRENT)


def make_check(level=2, *, day=TODAY, submitted=None, scope="full", instrument=INSTRUMENT, unanswered=0, left_out=()):
    """Every item answered with this level but those `left_out` (beginnings of ids)."""
    answers = {item.id: level for item in instrument.items if not item.id.startswith(tuple(left_out) or "-")}
    figures = computed_figures(instrument, scope, answers)
    return Check(UUID(int=1), instrument, scope, day, submitted, figures, unanswered)


def figure(value=50.0, low=None, high=None, reason=""):
    low, high = value if low is None else low, value if high is None else high
    return IndexFigure("readiness", "Verstetigungsreife", value, low, high, None, False, reason)


def with_readiness(value):
    """A check with this readiness alone; none where it is None."""
    found = figure(value) if value is not None else figure(None, 0, 100, "zu wenige Antworten")
    return Check(UUID(int=1), INSTRUMENT, "full", TODAY, None, (found,))


def make_row(name="Vorhaben", *, days=None, number=1, **values):
    """`days`: to the end of funding, None without a date."""
    fields = {
        "id": UUID(int=number),
        "phase": "pilot",
        "funding_end": None if days is None else TODAY + timedelta(days=days),
        "check": make_check(),
        "trend": Trend(None, "erster Check"),
        "open_measures": 0,
        "overdue": 0,
        "waiting": None,
        **values,
    }
    return Row(name=name, days=days, **fields)
