from decimal import Decimal
from types import SimpleNamespace

import pytest

from assessments.templatetags import figures


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0.0, "0"),
        (62.5, "63"),
        (62.49, "62"),
        (63.5, "64"),
        (100.0, "100"),
        (0.1 * 3 * 5 / 3, "1"),
        (-3.5, "−4"),
    ],
)
def test_points(value, shown):
    assert figures.points(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(None, "–"), (11.6, "+12"), (-3.2, "−3"), (0.3, "±0"), (-0.3, "±0")])
def test_signed(value, shown):
    assert figures.signed(value) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(40, 55, "40–55"), (40.1, 40.3, "40"), (None, None, "keine Angabe"), (0, 100, "0–100")]
)
def test_band(low, high, shown):
    assert figures.band(SimpleNamespace(low=low, high=high)) == shown


def test_band_of_no_figure():
    assert figures.band(None) == "keine Angabe"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0, "0 €"),
        (Decimal("12500"), "12.500 €"),
        (Decimal("12500.50"), "12.500,50 €"),
        (Decimal("999999999.99"), "999.999.999,99 €"),
        (Decimal("-3"), "−3 €"),
    ],
)
def test_euro(value, shown):
    assert figures.euro(value) == shown.replace(" ", "\u00a0")


@pytest.mark.parametrize(("value", "shown"), [(None, "–"), (0.8, "80 %"), (1, "100 %")])
def test_percent(value, shown):
    assert figures.percent(value) == shown.replace(" ", "\u00a0")


def test_whole():
    assert figures.whole(1085664) == "1.085.664"
    assert figures.whole(None) == "–"
