import pytest
from hypothesis import given, settings

from assessments.instrument import CURRENT
from recommendations.clarification import clarifications
from recommendations.evaluation import evaluate
from tests.reference import ITEMS
from tests.strategies import answers

KNOWN = dict.fromkeys(ITEMS, 2)


def find(given_answers, key):
    return next(entry for entry in clarifications(evaluate(CURRENT, given_answers)) if entry.item.id == key)


def test_clarifications_none_where_all_is_answered():
    assert clarifications(evaluate(CURRENT, KNOWN | {"S1": "not_applicable"})) == ()


def test_clarifications_one_for_every_unknown_or_unanswered_item():
    given_answers = {item: 2 for item in ITEMS if item != "S1"} | {"F1.1": "unknown"}
    assert {entry.item.id for entry in clarifications(evaluate(CURRENT, given_answers))} == {"S1", "F1.1"}


@pytest.mark.parametrize(
    ("key", "index", "narrowing"),
    [
        ("S1", "readiness", 100 / (3 * 6)),
        ("D1.1", "readiness", 100 / (3 * 5 * 2)),
        ("K6.1", "readiness", 100 / (3 * 6 * 4)),
        ("B1.1", "barrier_pressure", 100 / (5 * 2)),
        ("F1.1", "funding_environment", 100 / (3 * 4)),
    ],
)
def test_narrowing_is_the_weight_of_the_item_in_its_index(key, index, narrowing):
    entry = find(KNOWN | {key: "unknown"}, key)
    assert entry.index.id == index
    assert entry.narrowing == pytest.approx(narrowing)


def test_narrowing_grows_where_others_do_not_apply():
    # B2–B5 and B1.2 do not apply: the one barrier left is the whole index.
    given_answers = {item: "not_applicable" for item in ITEMS if item.startswith("B")} | {"B1.1": "unknown"}
    assert find(given_answers, "B1.1").narrowing == 100


def test_clarifications_largest_narrowing_first_ties_by_instrument():
    found = [entry.item.id for entry in clarifications(evaluate(CURRENT, {}))]
    # F2 and F3: 100/9 each; B: 10 each; F1: 100/12; S: 100/18; K3: 100/36; D: 100/30 …
    assert found[:7] == ["F2.1", "F2.2", "F2.3", "F3.1", "F3.2", "F3.3", "B1.1"]
    assert found[-1] == "K6.4"
    assert len(found) == 54


def test_most_affected_recommendation_of_an_own_item_is_its_own():
    # K3.2 unknown, all else at the middle: B2 and S4 are 0.5, p = 0.5; best 0, worst 100 · 0.75.
    entry = find(KNOWN | {"K3.2": "unknown"}, "K3.2")
    assert (entry.recommendation.id, entry.low, entry.high) == ("K3.2", 0.0, 75.0)


def test_most_affected_recommendation_of_a_link():
    # S4 with gap 0.5 elsewhere: K5.3 and F3.1 weigh it 2/4, K3.2 3/6; each 50 · (0.5 + 0.5 · p), p from 0.25 to 0.75.
    entry = find(KNOWN | {"S4": "unknown"}, "S4")
    assert (entry.recommendation.id, entry.low, entry.high) == ("K3.2", 31.25, 43.75)


def test_no_recommendation_where_none_that_applies_depends_on_the_item():
    # B5 is linked by K4.3 alone.
    entry = find(KNOWN | {"B5.1": "unknown", "K4.3": "not_applicable"}, "B5.1")
    assert (entry.recommendation, entry.low, entry.high) == (None, None, None)


@settings(deadline=None, max_examples=40)
@given(answers())
def test_narrowings_add_up_to_the_width_of_the_bands(given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    found = clarifications(evaluation)
    for key, index in evaluation.scores.indices.items():
        width = 0 if index.figure.low is None else index.figure.high - index.figure.low
        assert sum(entry.narrowing for entry in found if entry.index.id == key) == pytest.approx(width, abs=1e-9)
    assert all(entry.low <= entry.high for entry in found if entry.recommendation)


@settings(deadline=None, max_examples=10)
@given(answers())
def test_most_affected_need_is_that_of_the_evaluation_with_the_item_cleared(given_answers):
    for entry in clarifications(evaluate(CURRENT, given_answers))[:3]:
        if entry.recommendation is None:
            continue
        best, worst = (4, 0) if not entry.item.hinders else (0, 4)
        for level, expected in ((best, entry.low), (worst, entry.high)):
            cleared = evaluate(CURRENT, given_answers | {entry.item.id: level})
            assert cleared.match(entry.recommendation.id).need.value == expected
