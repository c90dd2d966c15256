import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.instrument import CURRENT, InstrumentError
from recommendations.evaluation import evaluate, evaluation_data
from tests import reference
from tests.reference import ITEMS
from tests.strategies import LEVELS, answers
from tests.worked_examples import EXAMPLES

many = settings(deadline=None, max_examples=150)


def find(data, path):
    """The value at a path like "indices readiness value", or "K1.1 need" for a recommendation."""
    first, *rest = path.split()
    found = data.get(first) or {
        entry["id"]: entry for entries in data["recommendations"].values() for entry in entries
    }.get(first)
    for key in rest:
        found = found[key]
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_evaluation_worked_by_hand(example):
    data = evaluation_data(evaluate(CURRENT, example.answers))
    found = {path: find(data, path) for path in example.expected}
    parts = {path: value for path, value in example.expected.items() if path.endswith("parts")}
    assert {path: value for path, value in found.items() if path not in parts} == {
        path: value for path, value in example.expected.items() if path not in parts
    }
    for path, expected in parts.items():
        assert [part["source"] for part in found[path]] == [part["source"] for part in expected]
        assert [part["points"] for part in found[path]] == pytest.approx([part["points"] for part in expected])


def as_floats(value):
    """Fractions as the nearest floating-point numbers."""
    if isinstance(value, dict):
        return {key: as_floats(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_floats(entry) for entry in value]
    return float(value) if isinstance(value, reference.Fraction) else value


@many
@given(answers())
def test_evaluation_equals_the_reference_to_the_last_digit(given_answers):
    data = evaluation_data(evaluate(CURRENT, given_answers))
    expected = as_floats(reference.evaluation(given_answers))
    assert data == {"instrument": CURRENT, **expected}


@many
@given(answers((*LEVELS, "not_applicable")))
def test_evaluation_without_unknown_has_no_band(given_answers):
    evaluation = evaluate(CURRENT, dict.fromkeys(ITEMS, 2) | given_answers)
    figures = [dimension.score for dimension in evaluation.scores.dimensions.values()]
    figures += [match.need for match in evaluation.municipal + evaluation.funder if match.need]
    assert all(figure.value == figure.low == figure.high for figure in figures)


@many
@given(answers())
def test_figures_lie_in_their_band_between_0_and_100(given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    figures = [dimension.score for dimension in evaluation.scores.dimensions.values()]
    figures += [index.figure for index in evaluation.scores.indices.values()]
    figures += [match.need for match in evaluation.municipal + evaluation.funder if match.need]
    for value, low, high in figures:
        assert (low is None) == (high is None)
        if low is not None:
            assert 0 <= low <= high <= 100
        if value is not None:
            assert low <= value <= high


@many
@given(answers(), st.sampled_from(ITEMS), st.sampled_from(LEVELS[:-1]))
def test_better_answers_never_raise_a_need_and_never_lower_a_score(given_answers, item, level):
    lower = evaluate(CURRENT, {**given_answers, item: level})
    higher = evaluate(CURRENT, {**given_answers, item: level + 1})
    worse, better = (higher, lower) if item.startswith("B") else (lower, higher)
    for match in better.municipal + better.funder:
        if match.need:
            before = worse.match(match.recommendation.id).need
            assert all(now <= then for now, then in zip(match.need, before, strict=True))
    for key, dimension in better.scores.dimensions.items():
        assert_not_below(dimension.score, worse.scores.dimensions[key].score)
    for key, index in better.scores.indices.items():
        pair = (index.figure, worse.scores.indices[key].figure)
        assert_not_below(*(reversed(pair) if key == "barrier_pressure" else pair))


def assert_not_below(figure, other):
    for now, then in zip(figure, other, strict=True):
        assert (now is None) == (then is None)
        assert now is None or now >= then


@many
@given(answers())
def test_parts_add_up_to_the_need(given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    for match in evaluation.municipal + evaluation.funder:
        total = sum(part.points for part in match.parts)
        assert total == pytest.approx(match.need.value if match.need else 0, abs=1e-9)


@many
@given(answers(), st.randoms(use_true_random=False))
def test_order_of_answers_changes_nothing(given_answers, chance):
    shuffled = list(given_answers.items())
    chance.shuffle(shuffled)
    first, second = evaluate(CURRENT, given_answers), evaluate(CURRENT, dict(shuffled))
    assert json.dumps(evaluation_data(first)) == json.dumps(evaluation_data(second))
    assert list(first.answers) == list(second.answers) == [item for item in ITEMS if item in given_answers]


def test_evaluate_nothing_applicable_has_no_figures():
    evaluation = evaluate(CURRENT, dict.fromkeys(ITEMS, "not_applicable"))
    assert all(match.need is None for match in evaluation.municipal + evaluation.funder)
    assert all(tuple(index.figure) == (None, None, None) for index in evaluation.scores.indices.values())


@pytest.mark.parametrize("given_answers", [{}, dict.fromkeys(ITEMS, "unknown")], ids=["unanswered", "unknown"])
def test_evaluate_nothing_known_has_full_bands(given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    bands = [match.need[1:] for match in evaluation.municipal + evaluation.funder]
    bands += [index.figure[1:] for index in evaluation.scores.indices.values()]
    bands += [dimension.score[1:] for dimension in evaluation.scores.dimensions.values()]
    assert set(bands) == {(0.0, 100.0)}


def test_evaluate_unknown_instrument_is_refused():
    with pytest.raises(InstrumentError):
        evaluate("verstetigung-1999.1", {})


def test_match_by_id():
    evaluation = evaluate(CURRENT, {})
    assert evaluation.match("K3.2").recommendation.id == "K3.2"
    with pytest.raises(KeyError):
        evaluation.match("K9.9")


def test_evaluation_data_is_json_of_the_same_bytes():
    chance = random.Random(5)
    given_answers = {item: chance.choice(LEVELS) for item in ITEMS}
    texts = {json.dumps(evaluation_data(evaluate(CURRENT, given_answers))) for _ in range(3)}
    assert len(texts) == 1
