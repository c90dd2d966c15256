from dataclasses import replace

import pytest

from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import deficits, score
from recommendations.catalogue import load_catalogue
from recommendations.matching import NeedPart, find_priority, match, need, scale_of
from tests.reference import ITEMS

INSTRUMENT = load_instrument(CURRENT)
CATALOGUE = load_catalogue(CURRENT)


def matches(answers, catalogue=CATALOGUE):
    return match(catalogue, INSTRUMENT, answers, score(INSTRUMENT, answers))


def find(matched, key):
    return next(entry for entry in matched.municipal + matched.funder if entry.recommendation.id == key)


@pytest.mark.parametrize(
    ("value", "priority"),
    [(100, "high"), (55, "high"), (54.999, "medium"), (30, "medium"), (29.999, "low"), (0, "low")],
)
def test_find_priority_begins_at_its_limit(value, priority):
    assert find_priority(CATALOGUE, value) == priority


@pytest.mark.parametrize(
    ("answer", "sustained"),
    [(0, False), (2, False), (3, True), (4, True), ("unknown", False), ("not_applicable", False)],
)
def test_match_is_sustained_from_level_3(answer, sustained):
    assert find(matches({"K2.1": answer}), "K2.1").sustained is sustained


def test_match_sustained_keeps_its_need_and_rank():
    entry = find(matches({"F3.1": 3, "B2.1": 4, "B2.2": 4, "S4": 0}), "F3.1")
    # g 0.25, p 1: 25. The same for F3.3 (cluster 0.25, B2 1), less for F3.2 (25 · 0.75), 37.5 or more for F1 and F2.
    assert (entry.need.value, entry.priority, entry.sustained) == (25.0, "low", True)
    assert entry.rank == 8


def test_match_ranks_by_need_with_what_does_not_apply_last():
    answers = {"K1.1": "not_applicable", "K2.1": "not_applicable", "K3.1": 0, "F2.1": 0}
    matched = matches(answers)
    assert [entry.recommendation.id for entry in matched.municipal[-2:]] == ["K1.1", "K2.1"]
    assert [entry.rank for entry in matched.municipal] == [*range(1, 17), None, None]
    assert matched.municipal[0].recommendation.id == "K3.1"
    assert matched.funder[0].recommendation.id == "F2.1"
    values = [entry.need.value for entry in matched.municipal if entry.need]
    assert values == sorted(values, reverse=True)


def test_match_breaks_ties_by_the_order_of_the_instrument():
    matched = matches(dict.fromkeys(ITEMS, 2))
    assert [entry.recommendation for entry in matched.municipal] == list(CATALOGUE.municipal)
    assert [entry.recommendation for entry in matched.funder] == list(CATALOGUE.funder)


def test_match_of_a_link_without_deficit_leaves_it_out():
    # K5.2: B2 alone, all of the weight: g 1, p 1.
    entry = find(matches({"K5.2": 0, "B2.1": 4, "B2.2": 4, "S5": "not_applicable"}), "K5.2")
    assert entry.parts == (NeedPart("own", 50.0), NeedPart("B2", 50.0))
    assert tuple(entry.need) == (100.0, 100.0, 100.0)


def test_numbers_of_the_catalogue_are_used():
    # alpha 0.8; gap 0.25 and pressure 0.1 stand in for what is unknown: 25 · (0.8 + 0.2 · 0.1) = 20.5.
    catalogue = replace(CATALOGUE, alpha=0.8, unknown_gap=0.25, unknown_pressure=0.1, medium_from=20)
    entry = find(matches({}, catalogue), "K1.1")
    assert entry.need.value == 20.5
    assert entry.priority == "medium"
    assert entry.parts == (NeedPart("own", 20.0), NeedPart("pressure_unknown", 0.5))


def test_need_at_best_is_the_low_end_and_at_worst_the_high_end():
    answers = {"K1.1": 1, "S2": 2, "D2.1": 3, "B2.1": 3, "B2.2": 2}
    entry, scale = find(matches(answers), "K1.1"), scale_of(CATALOGUE, INSTRUMENT)
    ends = [need(entry.recommendation, scale, deficits(INSTRUMENT, answers, fill)) for fill in (0, 1)]
    assert ends == [entry.need.low, entry.need.high] == [52.34375, 58.59375]
