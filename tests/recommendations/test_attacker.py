"""disclosure.md, "The attacker decides". A value is written "a1": the first value of municipality a."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.attacker import Attacker, Breach
from recommendations.attacker.rows import reduce_row, reduced
from recommendations.attacker.search import constraints
from tests.recommendations import attacker_reference as reference


def values(text):
    """ "a1 b1" → the unknowns of municipalities a and b."""
    return frozenset((name[0], name[1]) for name in text.split())


def attacker(least, *published):
    made = Attacker(least)
    for text in published:
        made.add(values(text))
    return made


TEN = "a1 b1 c1 d1 e1 f1 g1 h1 i1 j1"
FIVE = "a1 b1 c1 d1 e1"

REFUSED = {
    "the mean of four": ([], "a1 b1 c1 d1"),
    "a single value": ([], "a1"),
    "the difference of two cells": ([TEN], "a1 b1 c1 d1 e1 f1"),
    "one joined": ([FIVE], f"{FIVE} f1"),
    "one withdrew": ([f"{FIVE} f1"], FIVE),
    "four joined": ([FIVE], f"{FIVE} f1 g1 h1 i1"),
    "one changed": ([FIVE], "a2 b1 c1 d1 e1"),
    "four changed": ([FIVE], "a2 b2 c2 d2 e1"),
    "one changed twice": ([FIVE, "a2 b2 c2 d2 e2"], "a3 b2 c2 d2 e2"),
    "changes of opposite direction": (["a1 b2 c1 d1 e1"], "a2 b1 c1 d1 e1"),
    "an unknown that came back with the old print": ([FIVE, "a2 b2 c2 d2 e2"], "a1 b2 c2 d2 e2"),
    "tracker over Land and size class": ([FIVE, "f1 g1 h1 i1 j1", "a1 b1 c1 f1 g1"], "d1 e1 h1 i1 j1 k1"),
    "three equations combined": ([f"{FIVE} f1 g1 h1 i1 j1 x1", FIVE], "f1 g1 h1 i1 j1"),
    "half of a doubled sum": (["a1 b1 c1 d1 e1 f1 g1 h1", "a1 b1 c1 d1 i1 j1 k1 l1"], "e1 f1 g1 h1 i1 j1 k1 l1"),
    "the total at a later date": (["a1 b1 c1 d1 e1", "f1 g1 h1 i1 j1"], "a2 b1 c1 d1 e1 f1 g1 h1 i1 j1"),
}

PUBLISHED = {
    "the first mean of five": ([], FIVE),
    "nothing": ([], ""),
    "the same again": ([FIVE], FIVE),
    "five joined": ([FIVE], TEN),
    "five withdrew": ([TEN], FIVE),
    "five changed": ([FIVE], "a2 b2 c2 d2 e2"),
    "the rest of a total": ([TEN, FIVE], "f1 g1 h1 i1 j1"),
    "one replaced by another": ([FIVE], "b1 c1 d1 e1 f1"),
    "overlapping cells": ([TEN], "d1 e1 f1 g1 h1"),
}


@pytest.mark.parametrize(("history", "candidate"), REFUSED.values(), ids=REFUSED)
def test_publish_refuses(history, candidate):
    asked = attacker(5, *history)
    assert asked.breach() is None

    assert asked.publish(values(candidate)) is False
    assert asked.breach() is None


@pytest.mark.parametrize(("history", "candidate"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_would_be_a_breach(history, candidate):
    assert attacker(5, *history, candidate).breach() is not None


@pytest.mark.parametrize(("history", "candidate"), PUBLISHED.values(), ids=PUBLISHED)
def test_publish_accepts(history, candidate):
    asked = attacker(5, *history)

    assert asked.publish(values(candidate)) is True
    assert asked.breach() is None


def test_refused_leaves_everything_as_it_was():
    asked = attacker(5, FIVE)
    asked.publish(values(f"{FIVE} f1"))

    assert asked.publish(values(f"{FIVE} f1 g1 h1 i1 j1")) is True


def test_accepted_is_history_for_the_next():
    asked = attacker(5)
    assert asked.publish(values(FIVE)) is True

    assert asked.publish(values(f"{FIVE} f1")) is False


@pytest.mark.parametrize(
    ("least", "joined", "published"),
    [(3, "f1 g1", False), (3, "f1 g1 h1", True), (6, "f1 g1 h1 i1 j1", False), (6, "f1 g1 h1 i1 j1 k1", True)],
    ids=["2 of 3", "3 of 3", "5 of 6", "6 of 6"],
)
def test_least_decides(least, joined, published):
    members = f"{FIVE} x1"

    assert attacker(least, members).publish(values(f"{members} {joined}")) is published


def test_old_breach_does_not_refuse_what_adds_nothing_to_it():
    asked = attacker(5, FIVE, f"{FIVE} f1")
    assert asked.breach() == Breach(values("f1"))

    assert asked.publish(values("g1 h1 i1 j1 k1")) is True


def test_old_breach_does_not_excuse_a_new_one():
    asked = attacker(5, FIVE, f"{FIVE} f1")

    assert asked.publish(values(f"{FIVE} f1 g1")) is False


def test_known_value_beside_one_that_would_become_known():
    asked = attacker(5, FIVE, f"{FIVE} f1", "a2 b2 c2 d2 e2")

    assert asked.publish(values("a2 b2 c2 d2 e2 f1")) is True
    assert asked.publish(values("a2 b2 c2 d2 e2 f1 g1")) is False


BREACHES = {
    "none": ([FIVE, TEN], None),
    "sum": ([FIVE, f"{FIVE} f1 g1"], Breach(values("f1 g1"))),
    "smallest sum": ([FIVE, f"{FIVE} f1 g1", TEN, f"{TEN} k1"], Breach(values("k1"))),
    "change": ([FIVE, "a2 b2 c1 d1 e1"], Breach(values("a2 b2"), values("a1 b1"))),
}


@pytest.mark.parametrize(("published", "breach"), BREACHES.values(), ids=BREACHES)
def test_breach(published, breach):
    assert attacker(5, *published).breach() == breach


def test_breach_of_a_value_no_other_value_stands_against():
    """Two changed, one of them through a third value: the sum of both differences is known, not each."""
    assert attacker(5, FIVE, "a2 b3 c1 d1 e1").breach() == Breach(values("a2 b3"), values("a1 b1"))


def test_multiples_are_divided():
    """Any two of a, b, c are known together, so each is."""
    assert attacker(2, "a1 b1", "b1 c1", "a1 c1").breach() == Breach(values("a1"))


def test_rows_of_any_whole_numbers_are_reduced():
    row = {0: 1, 1: 1, 2: 1}

    assert reduce_row(row, [(5, {5: 1}), (0, {0: 2, 1: 3})]) == 1
    assert row == {1: -1, 2: 2}


def test_reduced_rows_have_no_entry_at_other_pivots():
    assert reduced([(0, {0: 1, 1: 3, 2: 1}), (1, {1: 2, 2: 1})]) == [(1, {1: 2, 2: 1}), (0, {0: 2, 2: -1})]


def test_constraints_hold_for_the_rows():
    rows = [(0, {0: 2, 2: 1}), (1, {1: 3, 2: 1, 3: 5})]

    terms = constraints(rows)

    assert terms == {0: {2: 3}, 1: {2: 2, 3: 5}, 2: {2: -6}, 3: {3: -3}}
    for _, row in rows:
        assert all(sum(row.get(atom, 0) * terms[atom].get(condition, 0) for atom in terms) == 0 for condition in (2, 3))


def release_history(random):
    """Cells of a tiny programme at up to three dates, with joins, withdrawals, changes and returns to old values."""
    grid = {name: (random.choice("AB"), random.choice("XY")) for name in "abcdef"[: random.randint(3, 6)]}
    shared = {name: 1 for name in grid if random.random() < 0.7}
    history = []
    for date in range(random.randint(1, 3)):
        cells = {cell: [] for cell in ("programme", *"ABXY")}
        for name, value in shared.items():
            for cell in ("programme", *grid[name]):
                cells[cell].append(f"{name}{value}")
        history += [" ".join(cell) for cell in cells.values() if random.random() < 0.7]
        for name in grid:
            shared[name] = random.choice([shared.get(name, 1)] * 5 + [1, date + 2, None])
        shared = {name: value for name, value in shared.items() if value}
    return history


def loose_equations(random):
    unknowns = [f"{name}{value}" for name in "abcd" for value in range(random.choice([1, 1, 2]))]
    chances = [random.random() for _ in range(random.randint(1, 7))]
    return [" ".join(unknown for unknown in unknowns if random.random() < chance) for chance in chances]


def dense_equations(random):
    """Halves of seven municipalities: rows whose entries have no 1 among them."""
    unknowns = [f"{name}1" for name in "abcdefg"]
    return [" ".join(random.sample(unknowns, 4)) for _ in range(random.randint(3, 5))]


@pytest.mark.parametrize("make", [release_history, loose_equations, dense_equations])
@pytest.mark.parametrize("block", range(6))
def test_agrees_with_every_set_tried(make, block):
    for seed in range(80 * block, 80 * block + 80):
        random = Random(seed)
        equations = [values(text) for text in make(random)]
        least, known = random.randint(2, 5), random.randint(0, len(equations))
        asked = attacker(least)
        for unknowns in equations[:known]:
            asked.add(unknowns)

        accepted = asked.publish_all(equations[known:])

        assert accepted == reference.publish_one_by_one(equations[:known], equations[known:], least)
        kept = equations[:known] + [new for new, good in zip(equations[known:], accepted, strict=True) if good]
        assert_smallest(asked.breach(), reference.forbidden(kept, least))


@pytest.mark.parametrize("make", [release_history, loose_equations])
def test_the_tried_hold_safe_ones_and_both_kinds_of_breach(make):
    kinds = set()
    for seed in range(480):
        breach = attacker(5, *make(Random(seed))).breach()
        kinds.add(breach and bool(breach.removed))

    assert kinds == {None, False, True}


def assert_smallest(breach, forbidden):
    sizes = {frozenset(pair): len(pair[0]) for pair in forbidden}
    found = breach and frozenset({breach.added, breach.removed})
    assert sizes.get(found) == min(sizes.values(), default=None)


names = st.sampled_from([f"{name}{value}" for name in "abcdefgh" for value in (1, 2)])
candidates = st.lists(st.frozensets(names.map(tuple), max_size=9), max_size=10)


@given(history=candidates, asked=candidates, least=st.integers(2, 7))
def test_all_at_once_is_one_by_one(history, asked, least):
    at_once, one_by_one = Attacker(least), Attacker(least)
    for unknowns in history:
        at_once.add(unknowns)
        one_by_one.add(unknowns)

    assert at_once.publish_all(asked) == [one_by_one.publish(unknowns) for unknowns in asked]


@given(asked=candidates, least=st.integers(2, 6))
def test_nothing_forbidden_is_ever_determined(asked, least):
    careful = Attacker(least)
    careful.publish_all(asked)

    assert careful.breach() is None


def test_large_programme_whose_cells_are_all_large():
    members = [frozenset((f"{number:08}", "1") for number in range(count)) for count in range(1000, 11000, 1000)]

    assert Attacker(10).publish_all(members) == [True] * 10
    assert all(Attacker(1001).publish_all(list(pair)) == [False, True] for pair in pairwise(members[:2]))
