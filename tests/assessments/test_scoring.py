import math
from fractions import Fraction

import pytest

from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import Fault, check_answers, deficits, find_stage, score, whole_points
from tests.reference import DIMENSIONS, ITEMS


@pytest.fixture
def instrument():
    return load_instrument(CURRENT)


@pytest.mark.parametrize("answer", [0, 1, 2, 3, 4, "unknown", "not_applicable"])
def test_check_answers_accepts(instrument, answer):
    assert check_answers(instrument, {"B1.1": answer}) == []


@pytest.mark.parametrize("answer", [-1, 5, 7, 10**30])
def test_check_answers_refuses_levels_that_are_not_there(instrument, answer):
    assert check_answers(instrument, {"B1.1": answer}) == [Fault("B1.1", "Die Stufe liegt nicht zwischen 0 und 4")]


@pytest.mark.parametrize(
    "answer", [True, False, 2.5, 3.0, math.nan, math.inf, "3", "", "Unknown", None, [], {}, [1]], ids=repr
)
def test_check_answers_refuses_what_is_no_level(instrument, answer):
    reason = "Erlaubt sind ganze Zahlen von 0 bis 4, „unknown“ und „not_applicable“"
    assert check_answers(instrument, {"K1.1": answer}) == [Fault("K1.1", reason)]


def test_check_answers_lists_all_in_the_order_of_the_instrument(instrument):
    raw = {"Z": 1, "F3.3": 9, "K7.1": 2, "B1.1": True, "D1.1": 4, "": 0}
    faults = check_answers(instrument, raw)
    assert [fault.id for fault in faults] == ["B1.1", "F3.3", "", "K7.1", "Z"]
    assert faults[-1].reason == f"Diese Frage gibt es im Instrument {CURRENT} nicht"


def shares(instrument, found):
    return {key: Fraction(parts, instrument.unit) for key, parts in found.items()}


@pytest.mark.parametrize(
    ("level", "share"), [(0, 0), (1, Fraction(1, 4)), (2, Fraction(1, 2)), (3, Fraction(3, 4)), (4, 1)]
)
def test_deficit_rises_with_barriers_and_falls_with_all_else(instrument, level, share):
    found = shares(instrument, deficits(instrument, {"B1.1": level, "D1.1": level, "S1": level, "K1.1": level}).items)
    assert found == {"B1.1": share, "D1.1": 1 - share, "S1": 1 - share, "K1.1": 1 - share}


def test_deficit_of_a_dimension_is_the_mean_of_the_items_that_have_one(instrument):
    answers = {"K6.1": 0, "K6.2": 4, "K6.3": 3, "K6.4": "not_applicable", "K5.1": "unknown", "F1.1": 1}
    found = shares(instrument, deficits(instrument, answers).dimensions)
    assert found == {"K6": Fraction(5, 12), "F1": Fraction(3, 4)}


@pytest.mark.parametrize("fill", [0, 1])
def test_deficits_unknown_can_be_set_to_best_and_worst(instrument, fill):
    found = deficits(instrument, {"K6.1": 0, "K6.2": "unknown", "K6.3": "not_applicable"}, fill)
    assert "K6.3" not in found.items
    assert Fraction(found.items["B1.1"], instrument.unit) == fill
    assert Fraction(found.dimensions["K6"], instrument.unit) == Fraction(1 + 2 * fill, 3)


def test_score_agrees_with_deficits(instrument):
    answers = {"K6.1": 0, "K6.2": "unknown", "B1.1": 3, "F1.1": "not_applicable"}
    scores = score(instrument, answers)
    assert scores.observed == deficits(instrument, answers)
    assert scores.best == deficits(instrument, answers, 0)
    assert scores.worst == deficits(instrument, answers, 1)


def test_score_of_complete_answers_needs_no_band(instrument):
    scores = score(instrument, dict.fromkeys(ITEMS, 3))
    assert scores.best is scores.worst is scores.observed
    assert list(scores.dimensions) == list(DIMENSIONS)


def test_score_hides_the_value_below_half_coverage_but_not_the_band(instrument):
    index = score(instrument, {"F1.1": 4}).indices["funding_environment"]
    assert (index.figure.value, index.reason, index.stage) == (None, "coverage", None)
    assert index.coverage == 0.1
    assert index.figure.low < index.figure.high


@pytest.mark.parametrize(
    ("readiness", "number"),
    [(0, 1), (19.999, 1), (20, 2), (39.999, 2), (40, 3), (60, 4), (79.999, 4), (80, 5), (100, 5)],
)
def test_find_stage_begins_at_its_limit(instrument, readiness, number):
    assert find_stage(instrument, readiness).number == number


@pytest.mark.parametrize(
    ("points", "shown"), [(0.0, 0), (0.49, 0), (0.5, 1), (1.5, 2), (2.5, 3), (99.5, 100), (100.0, 100)]
)
def test_whole_points_rounds_half_up(points, shown):
    assert whole_points(points) == shown
