"""How far an indicator has come, against cases worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.document_decision import DocumentReading
from recommendations.indicators import build_indicators
from tests.recommendations.cost_samples import document_with, indicator, reading

FIRST, LATER = "2026-01-15", "2026-07-15"
DAY = date(2026, 1, 1)


def view_of(*readings, **values):
    return build_indicators(document_with(indicators=(indicator(*readings, **values),)))[0]


def state(*readings, **values):
    view = view_of(*readings, **values)
    return view.state, view.state_words


@pytest.mark.parametrize(
    ("values", "readings", "expected"),
    [
        ({"target": "80"}, [], ("no reading", "noch kein Messwert")),
        ({}, [(FIRST, "3")], ("no target", "kein Ziel gesetzt")),
        ({"target": "80"}, [(FIRST, "80")], ("reached", "Ziel erreicht")),
        ({"target": "80"}, [(FIRST, "92")], ("reached", "Ziel erreicht")),
        ({"target": "10", "direction": "down"}, [(FIRST, "10")], ("reached", "Ziel erreicht")),
        ({"target": "10", "direction": "down"}, [(FIRST, "9.5")], ("reached", "Ziel erreicht")),
        (
            {"unit": "Prozent", "baseline": "60", "target": "80"},
            [(FIRST, "72")],
            ("on the way", "12 von 20 Prozentpunkten geschafft"),
        ),
        (
            {"unit": "Tage", "direction": "down", "baseline": "68", "target": "50"},
            [(FIRST, "61.5")],
            ("on the way", "um 6,5 von 18 (Tage) gesenkt"),
        ),
        (
            {"unit": "Prozent", "baseline": "60", "target": "80"},
            [(FIRST, "55")],
            ("away", "entfernt sich vom Ziel: gegenüber dem Ausgangswert um 5 Prozentpunkte schlechter"),
        ),
        (
            {"unit": "Tage", "direction": "down", "baseline": "68", "target": "50"},
            [(FIRST, "70")],
            ("away", "entfernt sich vom Ziel: gegenüber dem Ausgangswert um 2 Tage schlechter"),
        ),
        (
            {"baseline": "60", "target": "80"},
            [(FIRST, "72"), (LATER, "60")],
            ("unchanged", "unverändert gegenüber dem Ausgangswert"),
        ),
        ({"baseline": "20", "target": "20"}, [(FIRST, "20")], ("reached", "Ziel erreicht")),
        (
            {"baseline": "20", "target": "20", "unit": "Personen"},
            [(FIRST, "18")],
            ("away", "entfernt sich vom Ziel: gegenüber dem Ausgangswert um 2 Personen schlechter"),
        ),
        (
            {"baseline": "30", "target": "20", "unit": "Personen"},
            [(FIRST, "18")],
            ("away", "entfernt sich vom Ziel: gegenüber dem Ausgangswert um 12 Personen schlechter"),
        ),
        (
            {"baseline": "-10", "target": "10", "unit": "Stunden"},
            [(FIRST, "-4")],
            ("on the way", "6 von 20 (Stunden) geschafft"),
        ),
        (
            {"baseline": "-5", "target": "-20", "direction": "down", "unit": "%"},
            [(FIRST, "-12")],
            ("on the way", "um 7 von 15 Prozentpunkten gesenkt"),
        ),
        ({"target": "80", "unit": "Prozent"}, [(FIRST, "72")], ("on the way", "noch 8 Prozentpunkte bis zum Ziel")),
        (
            {"target": "5", "unit": "Tage", "direction": "down"},
            [(FIRST, "9")],
            ("on the way", "noch 4 Tage bis zum Ziel"),
        ),
        (
            {"target": "80", "unit": "Prozent"},
            [(FIRST, "60"), (LATER, "72")],
            ("on the way", "12 von 20 Prozentpunkten geschafft"),
        ),
        (
            {"target": "80", "unit": "Prozent"},
            [(FIRST, "60"), (LATER, "59")],
            ("away", "entfernt sich vom Ziel: gegenüber dem ersten Messwert um 1 Prozentpunkt schlechter"),
        ),
        (
            {"target": "80", "unit": "Prozent", "baseline": "60", "target_day": LATER},
            [(FIRST, "60"), (LATER, "72")],
            ("on the way", "Ziel bis zum 15.07.2026 nicht erreicht; 12 von 20 Prozentpunkten geschafft"),
        ),
        (
            {"target": "80", "unit": "Prozent", "baseline": "60", "target_day": LATER},
            [("2026-07-14", "72")],
            ("on the way", "12 von 20 Prozentpunkten geschafft"),
        ),
        ({"target": "80", "target_day": FIRST}, [(LATER, "81")], ("reached", "Ziel erreicht")),
    ],
)
def test_state(values, readings, expected):
    assert state(*readings, **values) == expected


def test_texts_of_a_view():
    view = view_of(
        (FIRST, "1234.5", "estimated"),
        baseline="1000",
        baseline_day="2025-12-31",
        target="2000",
        target_day="2027-12-31",
    )

    assert (view.title, view.unit, view.direction_words) == ("Kontrollfahrten", "Fahrten", "soll steigen")
    assert view.latest == reading(FIRST, "1234.5", "estimated")
    assert view.latest_text == "1.234,5 Fahrten (15.01.2026, geschätzt)"
    assert view.baseline_text == "1.000 Fahrten am 31.12.2025"
    assert view.target_text == "2.000 Fahrten bis zum 31.12.2027"


def test_texts_of_a_view_without_values():
    view = view_of()

    assert (view.latest, view.latest_text, view.baseline_text, view.target_text) == (None, "–", "–", "–")
    assert (view.rows, view.chart) == ((), None)


def test_value_without_a_day_names_none():
    assert view_of(target="80").target_text == "80 Fahrten"


def test_rows_tell_the_change_from_the_reading_before():
    view = view_of(
        (FIRST, "10"), ("2026-02-15", "12.5", "estimated", "nach dem Umbau"), ("2026-03-15", "12.5"), (LATER, "9")
    )

    assert [(row.day, row.text, row.basis_words, row.note, row.change) for row in view.rows] == [
        (date(2026, 1, 15), "10", "gemessen", "", ""),
        (date(2026, 2, 15), "12,5", "geschätzt", "nach dem Umbau", "+2,5"),
        (date(2026, 3, 15), "12,5", "gemessen", "", "±0"),
        (date(2026, 7, 15), "9", "gemessen", "", "−3,5"),
    ]


def test_views_come_in_the_order_of_the_document():
    document = document_with(indicators=(indicator(title="zweite"), indicator(title="erste")))

    assert [view.title for view in build_indicators(document)] == ["zweite", "erste"]


VALUES = st.decimals(-99_999_999_999, 99_999_999_999, places=3)
READINGS = st.lists(st.tuples(st.integers(0, 3000), VALUES), max_size=12, unique_by=lambda entry: entry[0]).map(
    lambda rows: tuple(DocumentReading(DAY + timedelta(days), value, "measured", "") for days, value in sorted(rows))
)


@given(READINGS, st.none() | VALUES, st.none() | VALUES, st.sampled_from(["up", "down"]))
def test_every_indicator_has_a_state_and_a_chart_within_its_box(readings, baseline, target, direction):
    values = {name: str(value) for name, value in (("baseline", baseline), ("target", target)) if value is not None}
    given_one = indicator(direction=direction, baseline_day="2025-01-01", **values)
    made = build_indicators(document_with(indicators=(replace(given_one, readings=readings),)))[0]

    assert (made.state == "no reading") == (not readings) == (made.chart is None)
    assert (made.state == "reached") == (
        bool(readings)
        and target is not None
        and (readings[-1].value >= target if direction == "up" else readings[-1].value <= target)
    )
    if made.chart:
        heights = [mark.y for mark in made.chart.marks] + [y for y, _ in made.chart.levels]
        assert all(18 <= y <= 160 for y in heights)
        assert all(made.chart.left <= mark.x <= made.chart.right for mark in made.chart.marks)
        assert 2 <= len(made.chart.levels) <= 6


def test_mirrored_values_have_the_same_way_downwards():
    up = state((FIRST, "6"), baseline="0", target="10", unit="Tage")
    down = state((FIRST, "-6"), baseline="0", target="-10", unit="Tage", direction="down")

    assert up == ("on the way", "6 von 10 (Tage) geschafft")
    assert down == ("on the way", "um 6 von 10 (Tage) gesenkt")


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("Prozent", "noch 1 Prozentpunkt bis zum Ziel"),
        ("Tage", "noch 1 Tag bis zum Ziel"),
        ("Fahrten je Monat", "noch 1 Fahrt je Monat bis zum Ziel"),
        ("Kilo Salz", "noch 1 Kilo Salz bis zum Ziel"),
    ],
)
def test_one_is_not_many(unit, words):
    assert state((FIRST, "79"), target="80", unit=unit) == ("on the way", words)
    assert view_of((FIRST, "1"), unit="Tage", target="1").latest_text == "1 Tag (15.01.2026, gemessen)"
    assert view_of(unit="Tage", target="1").target_text == "1 Tag"


def test_way_of_one_per_cent_point():
    assert state((FIRST, "0.5"), baseline="0", target="1", unit="Prozent")[1] == "0,5 von 1 Prozentpunkt geschafft"


@pytest.mark.parametrize(
    ("readings", "values", "words"),
    [
        ([], {"target": "80"}, "noch kein Messwert; der Zieltag 15.07.2026 ist vorbei"),
        (
            [(FIRST, "72")],
            {"target": "80"},
            "noch 8 Fahrten bis zum Ziel; der Zieltag 15.07.2026 ist vorbei, ein Messwert von da an fehlt",
        ),
        ([(FIRST, "81")], {"target": "80"}, "Ziel erreicht"),
        ([(FIRST, "72")], {}, "kein Ziel gesetzt"),
        ([(LATER, "72")], {"target": "80"}, "Ziel bis zum 15.07.2026 nicht erreicht; noch 8 Fahrten bis zum Ziel"),
    ],
    ids=["no reading", "reading before", "reached", "no target", "reading on the day"],
)
def test_target_whose_day_is_over(readings, values, words):
    made = document_with(indicators=(indicator(*readings, target_day=LATER, unit="Fahrten", **values),))

    assert build_indicators(made, date(2026, 7, 16))[0].state_words == words
    on_the_day = build_indicators(made, date(2026, 7, 15))[0].state_words
    assert "vorbei" not in on_the_day
    assert on_the_day == build_indicators(made)[0].state_words
