import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instrument import CURRENT, instrument_keys
from recommendations.aggregation import (
    CELLS,
    Decision,
    Member,
    Policy,
    decide,
    make_entry,
    release_content,
)
from recommendations.aggregation.content import NEED_LIMITS, bounded, share
from recommendations.aggregation.past import NEW
from recommendations.aggregation.rules import suppress_secondary
from recommendations.catalogue import load_catalogue
from recommendations.figures import PackedValues, Value, figure_ids, need_value, pack_values
from tests.recommendations.release_samples import DATE, KEY, POLICY, sample_history, sample_ledger, sample_members

TOO_FEW, SECONDARY = Decision("none", "too_few"), Decision("none", "secondary")


def exactly(value):
    return {"value": value, "bound": None}


AT_MOST, AT_LEAST = {"value": 5, "bound": "at_most"}, {"value": 95, "bound": "at_least"}


def members_with(values, land="05", size=1, figure="B1"):
    return {f"{land}{size}-{n}": Member(land, size, {figure: value}) for n, value in enumerate(values)}


def first_release(members, policy=POLICY):
    """Decisions and content where nothing was released before."""
    figures = sorted({figure for member in members.values() for figure in member.values})
    ledger = {key: make_entry(KEY, key, member) for key, member in members.items()}
    decisions = decide(ledger, [], policy, figures)
    return decisions, release_content(members, decisions, [], policy, DATE)


def scores(*numbers):
    return members_with([Value(float(number)) for number in numbers])


def test_cells_are_the_programme_the_laender_and_the_size_classes():
    assert (
        "programme",
        *[f"land:{number:02}" for number in range(1, 17)],
        *["size:1", "size:2", "size:3", "size:4"],
    ) == CELLS


def test_policy_has_the_thresholds_of_disclosure_md():
    assert Policy() == Policy(mean=5, quartiles=8, shares=10, version="2026.1")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ((2, 8, 10), "from 3 on"),
        ((5, 8, 2), "from 3 on"),
        ((5.0, 8, 10), "whole"),
        ((True, 8, 10), "whole"),
        ((9, 8, 10), "must not fall"),
        ((5, 11, 10), "must not fall"),
    ],
    ids=["mean of 2", "shares of 2", "not whole", "truth", "quartiles below mean", "shares below quartiles"],
)
def test_policy_refuses(limits, message):
    with pytest.raises(ValueError, match=message):
        Policy(*limits)


def test_policy_of_three_each_is_the_lowest():
    assert Policy(3, 3, 3).mean == 3


def test_programme_of_nobody_reads_like_one_of_too_few():
    _, content = first_release(scores(40))
    decisions = decide({}, [], POLICY, ["B1"])
    assert decisions == {cell: {"B1": TOO_FEW} for cell in CELLS}
    assert release_content({}, decisions, [], POLICY, DATE) == content


@pytest.mark.parametrize("count", [1, 4])
def test_primary_below_five_nothing_is_published(count):
    decisions, content = first_release(scores(*range(10, 10 + count)))
    assert decisions == {cell: {"B1": TOO_FEW} for cell in CELLS}
    assert content == {cell: {"B1": {"reason": "too_few"}} for cell in CELLS}


@pytest.mark.parametrize(
    ("count", "quartiles", "shares"),
    [(5, False, False), (7, False, False), (8, True, False), (9, True, False), (10, True, True)],
)
def test_statistics_need_their_number_of_municipalities(count, quartiles, shares):
    _, content = first_release(scores(*range(40, 40 + count)))
    figure = content["programme"]["B1"]
    assert (figure["n"], figure["quartiles"] is not None, figure["shares"] is not None) == (count, quartiles, shares)


def test_figure_that_a_municipality_lacks_does_not_count_it():
    members = scores(40, 41, 42, 43, 44) | {"x": Member("05", 1, {"B2": Value(7.0)})}
    _, content = first_release(members)
    assert content["programme"]["B1"]["n"] == 5
    assert content["programme"]["B2"] == {"reason": "too_few"}


def test_content_of_a_score_worked_by_hand():
    """Sum 425 of 10: 42.5, half up 43. Quartiles: between the 3rd and 4th, 5th and 6th, 7th and 8th value."""
    _, content = first_release(scores(5, 10, 20, 30, 40, 40, 50, 70, 75, 85))
    assert content["programme"]["B1"] == {
        "date": DATE,
        "n": 10,
        "mean": exactly(43),
        # 20 + 0.25 · 10 = 22.5; (40 + 40) / 2; 50 + 0.75 · 20 = 65
        "quartiles": [exactly(23), exactly(40), exactly(65)],
        # 4 below 40; 40, 40, 50 and 70 between; 2 above
        "shares": [exactly(40), exactly(40), exactly(20)],
    }
    assert content["programme"] == content["land:05"] == content["size:1"]


def test_content_of_a_need_worked_by_hand():
    """High from 55, medium from 30; a source that is missing in a part counts 0."""
    known = [
        need_value(value, {"own": value - 10, "B1": 8.0, "S3": 2.0}) for value in (30.0, 40.0, 50.0, 55.0, 60.0, 90.0)
    ]
    unknown = [need_value(20.0, {"own": 10.0, "pressure_unknown": 10.0})] * 4
    _, content = first_release(members_with([*unknown, *known], figure="F1.1"))
    assert content["programme"]["F1.1"] == {
        "date": DATE,
        "n": 10,
        # (325 + 80) / 10 = 40.5
        "mean": exactly(41),
        # 20; (30 + 40) / 2; 50 + 0.75 · 5 = 53.75
        "quartiles": [exactly(20), exactly(35), exactly(54)],
        "shares": [exactly(30), exactly(30), exactly(40)],
        # own (265 + 40) / 10 = 30.5; B1 48 / 10; S3 12 / 10; 40 / 10
        "parts": {"own": exactly(31), "B1": AT_MOST, "S3": AT_MOST},
    }
    assert list(content["programme"]["F1.1"]["parts"]) == ["own", "B1", "S3"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.0, AT_MOST),
        (4.999, AT_MOST),
        (5.0, exactly(5)),
        (42.4999, exactly(42)),
        (42.5, exactly(43)),
        (43.5, exactly(44)),
        (95.0, exactly(95)),
        (95.001, AT_LEAST),
        (100.0, AT_LEAST),
    ],
)
def test_numbers_are_whole_half_up_and_bounded(number, expected):
    assert bounded(number) == expected


@pytest.mark.parametrize(
    ("count", "whole", "expected"),
    [
        (0, 14, AT_MOST),
        (1, 20, AT_MOST),
        (2, 27, AT_MOST),
        (3, 40, exactly(10)),
        (2, 20, exactly(10)),
        (10, 30, exactly(35)),
        (18, 20, exactly(90)),
        (36, 39, exactly(90)),
        (37, 40, AT_LEAST),
        (14, 14, AT_LEAST),
    ],
    ids=["none", "5 %", "7.4 %", "7.5 %", "10 %", "a third", "90 %", "92.3 %", "92.5 %", "all"],
)
def test_shares_are_in_steps_of_five(count, whole, expected):
    assert share(count, whole) == expected


def test_extremes_hide_that_all_say_the_same():
    _, content = first_release(scores(*[0] * 10))
    assert content["programme"]["B1"]["mean"] == AT_MOST
    assert content["programme"]["B1"]["quartiles"] == [AT_MOST] * 3
    tenth = {"value": 10, "bound": "at_most"}
    assert content["programme"]["B1"]["shares"] == [{"value": 90, "bound": "at_least"}, tenth, tenth]


@pytest.mark.parametrize("key", instrument_keys())
def test_limits_of_needs_are_those_of_the_catalogue(key):
    catalogue = load_catalogue(key)
    assert (catalogue.high_from, catalogue.medium_from) == NEED_LIMITS


@pytest.mark.parametrize(
    ("counts", "suppressed"),
    [
        ({"programme": 20, "land:01": 12, "land:02": 8}, set()),
        ({"programme": 20, "land:01": 15, "land:02": 3, "land:03": 2}, {"land:02", "land:03"}),
        ({"programme": 20, "land:01": 16, "land:02": 2, "land:03": 2}, {"land:01", "land:02", "land:03"}),
        ({"programme": 20, "land:01": 11, "land:02": 6, "land:03": 3}, {"land:02", "land:03"}),
        ({"programme": 15, "land:01": 6, "land:02": 6, "land:03": 3}, {"land:01", "land:03"}),
        ({"programme": 10, "land:01": 6, "size:1": 8, "size:2": 2}, {"size:1", "size:2"}),
        ({"programme": 10, "land:01": 10, "land:02": 0, "size:1": 10}, {"land:02"}),
        ({"programme": 4, "land:01": 3, "land:02": 1}, set()),
        ({}, set()),
    ],
    ids=[
        "all large",
        "small ones are five together",
        "four together take the next",
        "three take the next smallest",
        "ties by key",
        "each partition by itself",
        "nobody has the figure",
        "no total published",
        "nothing",
    ],
)
def test_secondary_suppression(counts, suppressed):
    assert suppress_secondary(counts, 5) == suppressed


COUNTS = st.dictionaries(st.sampled_from(CELLS[1:17]), st.integers(0, 12))


@given(COUNTS, st.integers(3, 8))
def test_secondary_leaves_none_or_enough_in_what_is_suppressed(laender, least):
    total = sum(laender.values())
    suppressed = suppress_secondary({"programme": total, **laender}, least)
    hidden = sum(laender[cell] for cell in suppressed)
    assert total < least or hidden == 0 or hidden >= least
    assert total < least or all(cell in suppressed for cell, count in laender.items() if count < least)


def test_secondary_is_decided_per_figure():
    members = {f"a{n}": Member("01", 1, {"B1": Value(50.0), "B2": Value(n)}) for n in range(8)}
    members |= {f"b{n}": Member("02", 1, {"B1": Value(50.0), "B2": Value(n)}) for n in range(6)}
    members |= {f"c{n}": Member("03", 1, {"B2": Value(n)} | ({"B1": Value(9.0)} if n else {})) for n in range(5)}
    decisions, _ = first_release(members)
    assert decisions["land:03"] == {"B1": TOO_FEW, "B2": NEW}
    assert decisions["land:02"] == {"B1": SECONDARY, "B2": NEW}
    assert decisions["land:01"] == {"B1": NEW, "B2": NEW}


def test_order_of_municipalities_and_figures_changes_nothing():
    history = sample_history()
    members, figures = sample_members(), figure_ids(CURRENT)
    ledger = sample_ledger(members)
    decisions = decide(ledger, history, POLICY, figures)
    turned = decide(dict(reversed(ledger.items())), history, POLICY, figures[::-1])
    content = release_content(members, decisions, history, POLICY, DATE)
    again = release_content(dict(reversed(members.items())), turned, history, POLICY, DATE)
    assert turned == decisions
    assert json.dumps(again, sort_keys=True) == json.dumps(content, sort_keys=True)
    assert [list(row["F1.1"].get("parts", ())) for row in again.values()] == [
        list(row["F1.1"].get("parts", ())) for row in content.values()
    ]


def test_content_is_the_same_of_packed_values():
    """Also where some are a mean of several projects, which is not packed, and some lack figures."""
    members = sample_members()
    packed = {
        key: replace(member, values=PackedValues(CURRENT, pack_values(CURRENT, member.values))) if place % 3 else member
        for place, (key, member) in enumerate(members.items())
    }
    decisions = decide(sample_ledger(members), [], POLICY, figure_ids(CURRENT))
    contents = [release_content(each, decisions, [], POLICY, DATE) for each in (members, packed)]
    assert contents[0] == contents[1]
    assert len({frozenset(member.values) for member in members.values()}) > 1
