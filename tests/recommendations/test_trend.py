from datetime import date

import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.trend import Trend, computed_figures, index_series, index_trend, readiness_trend, stored_figures
from tests.recommendations.portfolio_samples import INSTRUMENT, make_check
from tests.versions import LATER

MARCH, JUNE = date(2025, 3, 1), date(2025, 6, 1)
ALL = {item.id: 2 for item in INSTRUMENT.items}


@pytest.fixture
def later(later_version):
    return load_instrument(LATER)


@pytest.mark.parametrize(
    ("scope", "answers"),
    [
        ("full", ALL),
        ("full", {"S1": 3}),
        ("full", dict.fromkeys(ALL, "not_applicable")),
        ("full", ALL | {"K1.1": "unknown", "B1.1": "unknown"}),
        ("quick", {item.id: 2 for item in INSTRUMENT.quick_items}),
    ],
    ids=["all", "too few", "not applicable", "with a band", "quick"],
)
def test_stored_figures_are_those_that_are_computed(scope, answers):
    stored = evaluation_data(evaluate(CURRENT, answers))["indices"]

    assert stored_figures(INSTRUMENT, scope, stored) == computed_figures(INSTRUMENT, scope, answers)


def test_figure_has_value_band_and_stage():
    readiness, pressure, _ = computed_figures(INSTRUMENT, "full", ALL | {"S1": "unknown"})

    # S1 between 0 and 100: the mean of six goes from 250/6 to 350/6, readiness from 47.2 to 52.8.
    assert (readiness.value_text, readiness.band, readiness.stage.title) == ("50", "47–53", "Aufbau")
    assert (pressure.value_text, pressure.band, pressure.stage, pressure.high_is_bad) == ("50", "", None, True)


@pytest.mark.parametrize(
    ("scope", "answers", "reasons"),
    [
        ("full", {}, ["zu wenige Antworten", "zu wenige Antworten", "zu wenige Antworten"]),
        ("quick", {}, ["der Kurzcheck fragt zu wenig", "zu wenige Antworten", "der Kurzcheck fragt zu wenig"]),
        ("full", dict.fromkeys(ALL, "not_applicable"), ["trifft nicht zu", "trifft nicht zu", "trifft nicht zu"]),
        ("full", ALL, ["", "", ""]),
    ],
)
def test_hidden_value_has_a_reason(scope, answers, reasons):
    figures = computed_figures(INSTRUMENT, scope, answers)

    assert [figure.reason for figure in figures] == reasons
    assert [figure.value is None for figure in figures] == [bool(reason) for reason in reasons]


def test_not_applicable_has_no_band():
    figure = computed_figures(INSTRUMENT, "full", dict.fromkeys(ALL, "not_applicable"))[0]

    assert (figure.value_text, figure.band) == ("–", "")


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([make_check(2)], Trend(None, "erster Check")),
        ([make_check(2), make_check(3)], Trend(None, "erster Check")),
        ([make_check(2, submitted=MARCH), make_check(3)], Trend(25, "+25", "better")),
        ([make_check(2, submitted=MARCH), make_check(1, submitted=JUNE)], Trend(-25, "−25", "worse")),
        ([make_check(2, submitted=MARCH), make_check(2)], Trend(0, "unverändert", "same")),
        ([make_check(2, submitted=MARCH), make_check(1), make_check(3)], Trend(25, "+25", "better")),
        ([make_check(1, submitted=MARCH), make_check(2, submitted=JUNE), make_check(3)], Trend(25, "+25", "better")),
        ([make_check(2, submitted=MARCH), make_check(3, left_out=("D", "S", "K"))], Trend(None, "kein Wert")),
        ([make_check(2, submitted=MARCH, left_out=("D", "S", "K")), make_check(3)], Trend(None, "kein Wert")),
    ],
    ids=["one", "none submitted", "better", "worse", "same", "open between", "last submitted", "hidden", "was hidden"],
)  # fmt: skip
def test_readiness_trend(checks, expected):
    assert readiness_trend(checks) == expected


def test_more_pressure_is_worse():
    assert index_trend(make_check(2), make_check(3), "barrier_pressure") == Trend(25, "+25", "worse")
    assert index_trend(make_check(2), make_check(1), "barrier_pressure") == Trend(-25, "−25", "better")


def test_trend_between_versions_only_where_the_index_goes_on(later):
    before, after = make_check(2, instrument=load_instrument(CURRENT)), make_check(3, instrument=later)

    assert index_trend(before, after, "readiness") == Trend(None, "andere Fassung")
    assert index_trend(before, after, "barrier_pressure") == Trend(25, "+25", "worse")


def test_trend_of_an_index_that_a_version_does_not_have():
    assert index_trend(make_check(), make_check(), "mood") == Trend(None, "andere Fassung")


def test_series_has_each_index_with_a_point_for_each_check():
    first, second = make_check(2, day=MARCH), make_check(3, day=JUNE, submitted=JUNE)

    series = index_series([first, second])

    assert [entry.id for entry in series] == ["readiness", "barrier_pressure", "funding_environment"]
    assert [len(entry.stages) for entry in series] == [5, 0, 0]
    assert [point.figure.value for point in series[0].points] == [50, 75]
    assert [point.trend for point in series[0].points] == [None, Trend(25, "+25", "better")]
    assert (first.day, first.state_text) == (MARCH, "offen")
    assert (second.day, second.state_text, second.scope_text) == (
        JUNE,
        "abgeschlossen am 01.06.2025",
        "Vollständiger Check",
    )


def test_series_of_nothing_is_empty():
    assert index_series([]) == ()
