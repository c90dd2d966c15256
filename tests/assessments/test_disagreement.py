from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.disagreement import (
    EVERYBODY,
    PERSPECTIVE_NAMES,
    Sheet,
    Tally,
    Views,
    group_answers,
    rank_items,
    tally_views,
)
from assessments.models import Perspective
from assessments.stored_views import views_data, views_from

DAY = date(2026, 3, 31)
ITEMS = ("B1.1", "K1.2", "K2.1")
ANSWERS = st.sampled_from([0, 1, 2, 3, 4, "unknown", "not_applicable", None])
SHEETS = st.lists(
    st.builds(
        lambda perspective, values, asked: Sheet(
            perspective,
            {item: value for item, value in zip(ITEMS, values, strict=True) if value is not None and item in asked},
            asked,
        ),
        st.sampled_from(list(PERSPECTIVE_NAMES)),
        st.tuples(ANSWERS, ANSWERS, ANSWERS),
        st.frozensets(st.sampled_from(ITEMS), min_size=1),
    ),
    min_size=1,
    max_size=9,
)


def tally(*levels, unknown=0, not_applicable=0, missing=0):
    return Tally(tuple(levels.count(level) for level in range(5)), unknown, not_applicable, missing)


def sheet(perspective, **answers):
    given = {item.replace("_", "."): answer for item, answer in answers.items()}
    return Sheet(perspective, given, frozenset(ITEMS))


def views_of(*sheets, anonymous=False):
    return tally_views(DAY, ITEMS, sheets, anonymous)


def test_perspectives_have_the_names_of_the_models():
    assert list(PERSPECTIVE_NAMES.items()) == Perspective.choices


@pytest.mark.parametrize(
    ("found", "range_", "deviation", "median"),
    [
        (tally(), None, None, None),
        (tally(3), None, None, 3),
        (tally(2, 2), 0, Fraction(0), 2),
        (tally(0, 4), 4, Fraction(2), 0),
        (tally(1, 2), 1, Fraction(1, 2), 1),
        # Mean 2, distances 2, 1, 1, 2.
        (tally(0, 1, 3, 4), 4, Fraction(3, 2), 1),
        # Mean 5/3, distances 5/3, 2/3, 7/3.
        (tally(0, 1, 4), 4, Fraction(14, 9), 1),
        (tally(4, 3, 1, unknown=2, missing=1), 3, Fraction(10, 9), 3),
    ],
    ids=str,
)
def test_measures_computed_by_hand(found, range_, deviation, median):
    assert (found.range, found.deviation, found.median) == (range_, deviation, median)


@pytest.mark.parametrize(
    ("found", "agreed", "kind", "answer"),
    [
        (tally(), None, "few", "unknown"),
        (tally(missing=3), None, "few", "unknown"),
        (tally(3), None, "few", 3),
        (tally(3, 3), 3, "alike", 3),
        (tally(3, 3, missing=1), 3, "alike", 3),
        (tally(3, 3, unknown=1), None, "alike", 3),
        (tally(3, 3, not_applicable=1), None, "alike", 3),
        (tally(3, 2), None, "differs", 2),
        (tally(3, unknown=2), None, "knowledge", 3),
        (tally(unknown=2), "unknown", "knowledge", "unknown"),
        (tally(unknown=1, not_applicable=1), None, "knowledge", "unknown"),
        (tally(not_applicable=2), "not_applicable", "few", "not_applicable"),
        (tally(not_applicable=1), None, "few", "not_applicable"),
    ],
    ids=str,
)
def test_what_all_answered_alike_and_what_kind_it_is(found, agreed, kind, answer):
    assert (found.agreed, found.kind, found.answer) == (agreed, kind, answer)


def test_ranking_by_range_deviation_unknown_and_order():
    tallies = {
        "few": tally(missing=2),
        "alike": tally(2, 2),
        "question": tally(unknown=1),
        "wide, one far": tally(0, 4, 4, 4),
        "narrow, unknown": tally(1, 2, unknown=1),
        "big question": tally(3, unknown=4),
        "narrow": tally(1, 2),
        "wide, halves": tally(0, 0, 4, 4),
        "narrow again": tally(3, 4),
        "alike, unknown": tally(2, 2, unknown=1),
    }

    assert rank_items(tallies) == (
        "wide, halves",
        "wide, one far",
        "narrow, unknown",
        "narrow",
        "narrow again",
        "alike, unknown",
        "alike",
        "big question",
        "question",
        "few",
    )


def test_views_count_by_perspective_and_leave_out_who_was_not_asked():
    asked_one = Sheet("treasury", {"B1.1": 4}, frozenset({"B1.1"}))

    found = views_of(sheet("it", B1_1=1, K1_2="unknown"), asked_one)

    assert found == Views(
        DAY,
        {"it": 1, "treasury": 1},
        {
            "B1.1": {"it": tally(1), "treasury": tally(4)},
            "K1.2": {"it": tally(unknown=1)},
            "K2.1": {"it": tally(missing=1)},
        },
    )
    assert (found.anonymous, found.count, found.total("B1.1")) == (False, 2, tally(1, 4))
    assert found.total("F1.1") == Tally()


def test_item_that_nobody_was_asked_is_left_out():
    found = tally_views(DAY, ITEMS, [Sheet("it", {}, frozenset({"B1.1"}))], False)

    assert list(found.items) == ["B1.1"]


def test_anonymous_views_know_no_perspective():
    sheets = [sheet("it", B1_1=level) for level in range(4)] + [sheet("treasury", B1_1=4)]
    assert views_of(*sheets).items["B1.1"]["treasury"] == tally(4)

    found = views_of(*sheets, anonymous=True)

    assert (found.anonymous, found.respondents) == (True, {EVERYBODY: 5})
    assert found.items["B1.1"] == {EVERYBODY: tally(0, 1, 2, 3, 4)}


def test_anonymous_item_is_shown_from_five_who_were_asked_on():
    everybody = [sheet("it", B1_1=1, K1_2=2) for _ in range(4)]
    asked_one = Sheet("treasury", {"B1.1": 4}, frozenset({"B1.1"}))
    assert "K1.2" in views_of(*everybody, asked_one).items

    assert list(views_of(*everybody, asked_one, anonymous=True).items) == ["B1.1"]


def test_answers_of_a_perspective_are_its_medians():
    found = views_of(
        sheet("it", B1_1=1, K1_2=4, K2_1="not_applicable"),
        sheet("it", B1_1=3, K1_2="unknown"),
        sheet("treasury", B1_1=0),
    )

    assert group_answers(found, "it") == {"B1.1": 1, "K1.2": 4, "K2.1": "not_applicable"}


@given(SHEETS, st.randoms(use_true_random=False), st.booleans())
def test_order_of_respondents_changes_nothing(sheets, random, anonymous):
    shuffled = random.sample(sheets, len(sheets))

    assert tally_views(DAY, ITEMS, shuffled, anonymous) == tally_views(DAY, ITEMS, sheets, anonymous)


@given(SHEETS, st.booleans())
def test_views_come_back_from_json(sheets, anonymous):
    views = tally_views(DAY, ITEMS, sheets, anonymous)

    assert views_from(views_data(views)) == views


@given(SHEETS)
def test_bounds(sheets):
    views = tally_views(DAY, ITEMS, sheets, False)

    for item in ITEMS:
        total = views.total(item)
        assert total.asked == sum(item in entry.asked for entry in sheets)
        if total.range is not None:
            assert 0 <= total.range <= 4
            # The mean distance from the mean is at most half the range.
            assert 0 <= total.deviation <= Fraction(total.range, 2)
            assert total.chosen[0] <= total.median <= total.chosen[-1]


@given(st.dictionaries(st.text(max_size=3), st.builds(tally, st.integers(0, 4), st.integers(0, 4)), max_size=6))
def test_ranking_is_a_permutation(tallies):
    assert sorted(rank_items(tallies)) == sorted(tallies)
