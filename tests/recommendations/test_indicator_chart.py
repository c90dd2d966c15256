"""The line of an indicator: places worked out by hand."""

from datetime import date, timedelta

import pytest

from recommendations.charts import Tick
from recommendations.indicator_chart import IndicatorMark, indicator_chart
from recommendations.lines import Line
from tests.recommendations.cost_samples import indicator


def test_chart_of_two_readings():
    chart = indicator_chart(indicator(("2026-01-01", "0"), ("2026-12-31", "4", "estimated"), target="4"))

    # Labels of one digit: the left edge is 12 + 7. The marks keep 12 from either edge; 0 is below, 4 above.
    assert (chart.left, chart.right) == (19, 346)
    assert chart.levels == ((160, "0"), (124, "1"), (89, "2"), (53, "3"), (18, "4"))
    assert chart.marks == (IndicatorMark(31, 160, "measured"), IndicatorMark(334, 18, "estimated", "4"))
    assert chart.lines == (Line(31, 160, 334, 18),)
    assert chart.ticks == (Tick(19, "01.01.2026", "start"), Tick(346, "31.12.2026", "end"))
    assert (chart.target_y, chart.target_label, chart.target_label_y) == (18, "Ziel 4", 32)


def test_baseline_and_day_of_the_target_widen_the_time():
    chart = indicator_chart(
        indicator(("2026-07-02", "5"), baseline="0", baseline_day="2026-01-01", target="10", target_day="2026-12-31")
    )

    assert chart.marks == (IndicatorMark(38, 160, "baseline"), IndicatorMark(186, 89, "measured", "5"))
    assert chart.ticks[-1].text == "31.12.2026"
    assert chart.levels[-1] == (18, "10")


def test_baseline_without_day_is_not_drawn():
    chart = indicator_chart(indicator(("2026-07-02", "5"), baseline="0"))

    assert [mark.kind for mark in chart.marks] == ["measured"]
    assert chart.description.endswith("Ausgangswert 0. Alle Werte stehen in der Tabelle.")


def test_day_of_a_target_without_value_counts_nothing():
    chart = indicator_chart(indicator(("2026-07-02", "5"), target_day="2030-12-31"))

    assert chart.ticks == (Tick(189, "02.07.2026", "middle"),)
    assert (chart.target_y, chart.target_label) == (None, "")


def test_one_reading_stands_in_the_middle():
    chart = indicator_chart(indicator(("2026-07-02", "-5")))

    assert chart.levels == ((160, "−6"), (124, "−5,5"), (89, "−5"), (53, "−4,5"), (18, "−4"))
    assert chart.marks == (IndicatorMark(193, 89, "measured", "−5"),)
    assert chart.lines == ()
    assert chart.description == (
        "Kontrollfahrten, Fahrten. Ein Messwert: 02.07.2026, −5. Alle Werte stehen in der Tabelle."
    )


def test_description_of_several_readings():
    chart = indicator_chart(
        indicator(("2026-01-01", "0"), ("2026-06-30", "3"), target="4", target_day="2026-12-31", unit="Tage")
    )

    assert chart.title == "Kontrollfahrten (Tage)"
    assert chart.description == (
        "Kontrollfahrten, Tage. 2 Messwerte vom 01.01.2026 (0) bis zum 30.06.2026 (3). Ziel 4 bis zum 31.12.2026. "
        "Alle Werte stehen in der Tabelle."
    )


@pytest.mark.parametrize(("count", "radius"), [(40, 4), (41, 2)])
def test_many_readings_have_smaller_marks(count, radius):
    days = [(date(2026, 1, 1) + timedelta(place)).isoformat() for place in range(count)]

    assert indicator_chart(indicator(*((day, "1") for day in days))).radius == radius


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (["0", "100"], ["0", "50", "100"]),
        (["3", "17"], ["0", "5", "10", "15", "20"]),
        (["0.1", "0.3"], ["0,1", "0,15", "0,2", "0,25", "0,3"]),
        (["950", "1050"], ["950", "1.000", "1.050"]),
        (
            ["-99999999999", "99999999999"],
            ["−100.000.000.000", "−50.000.000.000", "0", "50.000.000.000", "100.000.000.000"],
        ),
    ],
)
def test_lines_across_stand_at_round_numbers(values, numbers):
    readings = [(f"2026-0{place}-01", value) for place, value in enumerate(values, 1)]

    assert [text for _, text in indicator_chart(indicator(*readings)).levels] == numbers


def test_label_of_a_target_stands_above_its_line_where_there_is_room():
    chart = indicator_chart(indicator(("2026-01-01", "0"), ("2026-02-01", "10"), target="5"))

    assert (chart.target_y, chart.target_label_y) == (89, 84)
