"""No release gives a municipality away: audits, random histories, and that without the attacker many would."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.aggregation import Finding, Policy, audit, decide
from recommendations.aggregation.content import share
from recommendations.aggregation.decisions import decide_figure
from recommendations.aggregation.past import NEW
from recommendations.aggregation.timeline import Timeline
from recommendations.attacker import Breach
from tests.recommendations.attacker_reference import forbidden
from tests.recommendations.release_histories import (
    CROSSED,
    DATES,
    FIGURE,
    decide_by_rules,
    decide_without_rules,
    is_breakable,
    make_ledger,
    play,
    published,
    random_ledgers,
)
from tests.recommendations.release_samples import POLICY


def stored(ledgers):
    """Releases that published everything, by force."""
    return play(ledgers, POLICY, lambda ledger, history, policy, figures: {"programme": {FIGURE: NEW}})


def test_audit_finds_what_was_published_by_force_and_when():
    history = stored([make_ledger("a b c d e f"), make_ledger("a b c d e f g"), make_ledger("a b c d e f g h i j k")])
    breach = Breach(frozenset({("g", "2")}))
    assert audit(history, ("B2", "B3", FIGURE), POLICY) == [Finding(FIGURE, DATES[1], breach)]


def test_audit_finds_a_value_that_changed():
    history = stored([make_ledger("a b c d e f"), make_ledger("a2 b c d e f")])
    [finding] = audit(history, (FIGURE,), POLICY)
    assert {finding.breach.added, finding.breach.removed} == {frozenset({("a", "1")}), frozenset({("a", "2")})}


def test_audit_finds_nothing_in_what_was_decided():
    history = play([make_ledger(CROSSED), make_ledger(f"{CROSSED} m"), make_ledger("a c d e f g")], POLICY, decide)
    assert audit(history, (FIGURE,), POLICY) == []
    assert audit([], (FIGURE,), POLICY) == []


def test_audit_with_a_higher_threshold_finds_what_a_lower_one_allowed():
    history = play([make_ledger("a b c d e f")], POLICY, decide)
    assert [finding.date for finding in audit(history, (FIGURE,), Policy(7, 8, 10))] == [DATES[0]]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 8), st.sampled_from([3, 4]))
def test_judge_of_these_tests_agrees_with_trying_everything(seed, size, least):
    chance = random.Random(seed)
    ledgers = random_ledgers(chance, size, 2, releases=3, changing=0.2)
    equations = published(play(ledgers, Policy(3, 8, 10), decide_without_rules))
    assert is_breakable(equations, least, chance) == bool(forbidden(equations, least))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 12), st.integers(3, 5))
def test_no_history_of_a_small_programme_is_breakable(seed, size, least):
    chance = random.Random(seed)
    policy = Policy(least, 8, 10)
    history = play(random_ledgers(chance, size, 3), policy, decide)
    assert not is_breakable(published(history), least, chance)
    assert audit(history, (FIGURE,), policy) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.integers(4, 8))
def test_release_after_thresholds_were_raised_adds_no_breach(seed, size):
    chance = random.Random(seed)
    ledgers = random_ledgers(chance, size, 2, releases=4, changing=0.2)
    before = play(ledgers[:2], Policy(3, 8, 10), decide)
    after = play(ledgers[2:], Policy(4, 8, 10), decide, before)
    assert forbidden(published(after), 4) <= forbidden(published(before), 4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(20, 60))
def test_first_municipalities_of_a_group_stand_for_all_of_it(seed, size):
    ledgers = random_ledgers(random.Random(seed), size, 2, releases=4)
    history = play(ledgers[:-1], POLICY, decide)
    few, all_of_them = (Timeline(history, ledgers, least, (FIGURE,)).structure(FIGURE) for least in (POLICY.mean, size))
    assert decide_figure(few, POLICY) == decide_figure(all_of_them, POLICY)


def count_breakable(decider, seeds, sizes, laender, policy=POLICY):
    """How many histories of six releases give something away."""
    found = 0
    for seed in seeds:
        chance = random.Random(seed)
        ledgers = random_ledgers(chance, chance.randint(*sizes), chance.randint(2, laender))
        found += is_breakable(published(play(ledgers, policy, decider)), policy.mean, chance)
    return found


@pytest.mark.parametrize(
    ("histories", "sizes", "laender", "policy"),
    [(1700, (6, 16), 3, Policy(3, 8, 10)), (400, (30, 73), 16, POLICY)],
    ids=["small programmes", "programmes of 30 to 73"],
)
def test_attacker_leaves_no_history_breakable(histories, sizes, laender, policy):
    assert count_breakable(decide, range(histories), sizes, laender, policy) == 0


@pytest.mark.parametrize("decider", [decide_by_rules, decide_without_rules], ids=["rules alone", "no rules"])
def test_without_the_attacker_more_than_one_release_in_a_hundred_is_breakable(decider):
    """Each breakable history has at least one release that made it so."""
    histories, releases = 60, 6
    assert count_breakable(decider, range(histories), (30, 73), 16) > 0.01 * histories * releases


@pytest.mark.parametrize("whole", range(3, 101))
def test_end_of_a_share_is_not_that_of_all_or_nobody_alone(whole):
    """Of 10, "at least 95 %" would be all: it would tell the band of each."""
    assert share(0, whole) == share(1, whole)
    assert share(whole, whole) == share(whole - 1, whole)
