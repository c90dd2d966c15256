"""Releases over time: what is compared with what, what stays, and what the attacker refuses."""

import pytest

from recommendations.aggregation import CELLS, Decision, Member, Past, Policy, decide, release_content
from recommendations.aggregation.past import NEW
from recommendations.aggregation.rules import propose
from tests.recommendations.release_histories import CROSSED, DATES, FIGURE, entry_of, make_ledger, play
from tests.recommendations.release_samples import (
    DATE,
    FIRST_DATE,
    POLICY,
    sample_content,
    sample_history,
    sample_members,
)

KEPT = Decision("kept", "too_few_changed", DATES[0])
WITHHELD = Decision("none", "too_few_changed")
TOO_FEW = Decision("none", "too_few")


def decisions_of(*ledgers, policy=POLICY):
    """By cell what was decided of the last of them."""
    *history, last = ledgers
    table = decide(last, play(history, policy, decide), policy, (FIGURE,))
    return {cell: row[FIGURE] for cell, row in table.items()}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("a b c d e f", "a b c d e f", NEW),
        ("a b c d e f", "a b c d e f g", KEPT),
        ("a b c d e f", "a b c d e f g h i j", KEPT),
        ("a b c d e f", "a b c d e f g h i j k", NEW),
        ("a b c d e f", "a b c d e", KEPT),
        ("a b c d e f", "a2 b c d e f", KEPT),
        ("a b c d e f", "a2 b2 c2 d2 e f", KEPT),
        ("a b c d e f", "a2 b2 c2 d2 e2 f", NEW),
        ("a b c d e f", "a b c d g h", KEPT),
        ("a b c d e f g", "a b c2 d g h", KEPT),
        ("a b c d e f g", "a b c2 d g h i", NEW),
        ("a b c d e f", "a b c d", TOO_FEW),
        ("a b c d", "a b c d e", NEW),
        ("a b c d e", "f g h i j", NEW),
    ],
    ids=[
        "nothing changed",
        "one joined",
        "four joined",
        "five joined",
        "one left",
        "one changed",
        "four changed",
        "five changed",
        "two left and two joined",
        "two left, one joined, one changed",
        "two left, two joined, one changed",
        "four are left",
        "was not published before",
        "all others",
    ],
)
def test_value_is_compared_with_the_last_published_one(before, now, expected):
    expected = {**dict.fromkeys(CELLS, TOO_FEW), **dict.fromkeys(("programme", "land:01", "size:1"), expected)}
    assert decisions_of(make_ledger(before), make_ledger(now)) == expected


def test_changes_add_up_until_they_are_enough():
    steps = [
        make_ledger("a b c d e f"),
        make_ledger("a b c d e f g h"),
        make_ledger("a b c d e f g h i j"),
        make_ledger("a b c d e f g h i j k"),
    ]
    assert decisions_of(*steps[:2])["programme"] == KEPT
    assert decisions_of(*steps[:3])["programme"] == KEPT
    assert decisions_of(*steps)["programme"] == NEW


def test_value_is_compared_with_the_last_of_several():
    """One more than at the second release, six more than at the first."""
    steps = [make_ledger("a b c d e f"), make_ledger("a b c d e f g h i j k"), make_ledger("a b c d e f g h i j k l")]
    assert decisions_of(*steps[:2])["programme"] == NEW
    assert decisions_of(*steps)["programme"] == Decision("kept", "too_few_changed", DATES[1])


def test_what_was_too_few_once_is_compared_with_what_was_published_before():
    steps = [make_ledger("a b c d e f"), make_ledger("a b c"), make_ledger("a b c d e")]
    assert decisions_of(*steps[:2])["programme"] == TOO_FEW
    assert decisions_of(*steps)["programme"] == KEPT


def test_municipality_that_moved_counts_as_left_and_joined():
    before = make_ledger("a b c d e f / 02.1 g h i j k l")
    now = make_ledger("a b c d e / 02.1 f g h i j k l")
    decided = decisions_of(before, now)
    assert (decided["programme"], decided["land:01"], decided["land:02"]) == (NEW, KEPT, KEPT)


def test_programme_is_tried_first_then_the_largest_cell_then_by_key():
    counts = {"size:2": 6, "size:1": 7, "land:02": 6, "land:01": 7, "land:09": 13, "programme": 13}
    candidates = ("programme", "land:09", "land:01", "size:1", "land:02", "size:2")
    assert propose(counts, {}, POLICY).candidates == candidates


def test_attacker_refuses_the_smaller_cell_of_a_difference():
    derivable = Decision("none", "derivable")
    assert decisions_of(make_ledger(CROSSED)) == {
        **dict.fromkeys(CELLS, TOO_FEW),
        "programme": NEW,
        "size:1": NEW,
        "land:01": derivable,
        "land:02": derivable,
        "size:2": NEW,
    }


def test_attacker_keeps_the_older_value():
    before = make_ledger("a c d e f g")
    now = make_ledger(f"m n o p q {CROSSED}")
    decided = decisions_of(before, now)
    assert decided["size:1"] == NEW
    assert decided["land:01"] == Decision("kept", "derivable", DATES[0])


def test_what_was_refused_is_not_what_was_published_last():
    """Nothing changed since the second release; but Land 01 is to be compared with the first."""
    first, second = make_ledger("a c d e f g"), make_ledger(f"m n o p q {CROSSED}")
    assert decisions_of(first, second, second)["land:01"] == Decision("kept", "derivable", DATES[0])


def test_unchanged_value_is_published_though_the_thresholds_were_raised():
    history = play([make_ledger(CROSSED)], Policy(3, 8, 10), decide)
    raised = decide(make_ledger(CROSSED), history, Policy(4, 8, 10), (FIGURE,))
    assert raised["programme"][FIGURE] == NEW


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(5, 8, 10), KEPT),
        (Policy(6, 8, 10), KEPT),
        (Policy(7, 8, 10), WITHHELD),
        (Policy(8, 8, 10), TOO_FEW),
    ],
    ids=["as before", "as many as then", "more than then", "more than now"],
)
def test_raised_thresholds_hold_for_what_would_be_kept(policy, expected):
    history = play([make_ledger("a b c d e f")], POLICY, decide)
    decided = decide(make_ledger("a b c d e f g"), history, policy, (FIGURE,))
    assert decided["programme"][FIGURE] == expected


def statistics(**more):
    return {"date": DATES[0], "n": 9, "mean": 43, "quartiles": [1], "shares": None, "parts": {"own": 7}, **more}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (POLICY, statistics()),
        (Policy(5, 9, 10), statistics()),
        (Policy(5, 10, 10), statistics(quartiles=None)),
    ],
    ids=["as before", "quartiles from nine", "quartiles from ten"],
)
def test_kept_value_is_told_with_its_own_date_and_the_reason(policy, expected):
    history = [Past(DATES[0], {}, {"programme": {"F1.1": statistics()}})]
    decisions = {"programme": {"F1.1": KEPT}}
    members = {"a": Member("01", 1, {})}
    content = release_content(members, decisions, history, policy, DATES[1])
    assert content == {"programme": {"F1.1": {**expected, "reason": "too_few_changed"}}}


@pytest.mark.parametrize(
    ("decision", "is_computed"),
    [(NEW, True), (Decision("kept", "derivable", FIRST_DATE), False), (Decision("none", "secondary"), False)],
    ids=["new", "kept", "none"],
)
def test_only_what_is_new_is_computed(decision, is_computed):
    """Half of Land 05 without their values: where nothing is computed nobody notices."""
    history, members = sample_history(), sample_members()
    stripped = {f"sample-{number:02}": Member("05", 1, {}) for number in range(4)}
    decisions = {"land:05": {"B1": decision}}
    contents = [release_content(each, decisions, history, POLICY, DATE) for each in (members, {**members, **stripped})]
    assert (contents[0] != contents[1]) == is_computed


def test_sample_has_every_kind_of_figure():
    kinds = {
        ("kept" if entry["date"] == FIRST_DATE else "new", entry.get("reason"))
        if "date" in entry
        else ("none", entry["reason"])
        for row in sample_content().values()
        for entry in row.values()
    }
    assert kinds >= {("new", None), ("kept", "too_few_changed"), ("none", "too_few"), ("none", "secondary")}


def test_figures_are_decided_each_by_itself():
    first = {name: entry_of("01", 1, {"B1": name, "B2": name, "B3": name}) for name in "abcdef"}
    second = {name: entry_of("01", 1, {"B1": name, "B2": name}) for name in "abcdef"}
    second |= {"g": entry_of("01", 1, {"B1": "g"})}
    content = {"programme": {figure: {"date": DATES[0]} for figure in ("B1", "B2", "B3")}}
    decided = decide(second, [Past(DATES[0], first, content)], POLICY, ("B1", "B2", "B3"))
    assert decided["programme"] == {"B1": KEPT, "B2": NEW, "B3": TOO_FEW}
