"""What decides about a figure, against what the definitions of disclosure.md say of the same ledgers one by one."""

import json
import random
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.aggregation import CELLS, Entry, Past, cells_of, decide, pack_prints
from recommendations.aggregation.timeline import Earlier, Timeline
from recommendations.members import ledger_data, read_ledger
from tests.recommendations.release_histories import DATES
from tests.recommendations.release_samples import POLICY

NAMES = ("B1", "S3", "F1.1", "F1.1/own", "F1.1/B1")
FIGURES, PARTS = ("B1", "S3", "F1.1"), {"F1.1": ("F1.1/own", "F1.1/B1")}
SEEDS, SIZES = st.integers(0, 2**32), st.integers(0, 40)


def random_values(chance, before):
    """By name: most keep all that they had, some change a few, some lack one."""
    changed = {name: chance.randint(0, 3) for name in NAMES if chance.random() < 0.5} if chance.random() < 0.2 else {}
    return {name: value for name, value in {**before, **changed}.items() if chance.random() < 0.99}


def random_plain_ledgers(chance, size, releases=4):
    """Those of `members` in the former form: {municipality: [land, size class, {name: print}]}."""
    state = {f"m{place:02}": dict.fromkeys(NAMES, 0) for place in range(size)}
    ledgers = []
    for _ in range(releases):
        state = {key: random_values(chance, values) for key, values in state.items()}
        ledgers.append(
            {
                key: [f"{chance.choice((1, 1, 2)):02}", chance.choice((1, 2)), digits_of(values)]
                for key, values in state.items()
                if chance.random() < 0.9
            }
        )
    return ledgers


def digits_of(values):
    return {name: f"{value:016x}" for name, value in values.items()}


def as_read(plain, names=NAMES):
    return read_ledger(json.loads(json.dumps(plain)), names)


def as_stored_now(plain):
    """Written and read in the form of today."""
    packed = {key: Entry(land, size, pack_prints(NAMES, prints)) for key, (land, size, prints) in plain.items()}
    return read_ledger(json.loads(json.dumps(ledger_data(packed))), ()) if packed else {}


def random_content(chance, date):
    """Every cell has a value of some release up to this one, or none."""
    says = [{"date": date, "n": 9, "parts": {}}, {"date": date, "n": 9}, {"date": DATES[0]}, {"reason": "too_few"}]
    return {cell: {figure: chance.choice(says) for figure in FIGURES} for cell in CELLS}


def plain_history(ledgers, chance):
    return [Past(date, ledger, random_content(chance, date)) for date, ledger in zip(DATES, ledgers[:-1], strict=False)]


def printed(ledger, name, figure):
    return ledger[name].prints.told().get(figure) if name in ledger else None


def groups_by_definition(ledgers, figure, least):
    found = defaultdict(list)
    for name in sorted({name for ledger in ledgers for name in ledger}):
        told = [printed(ledger, name, figure) for ledger in ledgers]
        course = tuple(cells_of(ledger[name]) if name in ledger else () for ledger in ledgers)
        found[course, tuple(0 if each is None else 1 + told.index(each) for each in told)].append(name)
    return {key: (tuple(names[:least]), len(names)) for key, names in found.items()}


def values_in(ledger, cell, figure):
    """Who counts with what, by municipality."""
    inside = [name for name, entry in ledger.items() if cell in cells_of(entry)]
    return {name: told for name in inside if (told := printed(ledger, name, figure)) is not None}


def earlier_by_definition(history, ledger, figure, computed):
    found = {}
    for past, (date, cells) in zip(history, computed, strict=True):
        for cell in cells:
            before, now = values_in(past.ledger, cell, figure), values_in(ledger, cell, figure)
            changed = sum(before.get(name) != now.get(name) for name in before.keys() | now.keys())
            found[cell] = Earlier(date, len(before), changed)
    return found


@settings(max_examples=120, deadline=None)
@given(SEEDS, SIZES, st.integers(3, 6), st.integers(1, 4))
def test_structure_is_what_the_ledgers_say_one_by_one(seed, size, least, releases):
    chance = random.Random(seed)
    ledgers = [as_read(plain) for plain in random_plain_ledgers(chance, size, releases)]
    history = plain_history(ledgers, chance)
    timeline = Timeline(history, ledgers, least, NAMES)
    for figure in NAMES:
        structure = timeline.structure(figure)
        groups = {(group.course, group.story): (group.names, group.count) for group in structure.groups}
        assert groups == groups_by_definition(ledgers, figure, least)
        assert structure.earlier(len(history)) == earlier_by_definition(
            history, ledgers[-1], figure, structure.computed
        )
        for number, ledger in enumerate(ledgers):
            cells = {cell for entry in ledger.values() for cell in cells_of(entry)}
            assert structure.counts(number) == {cell: len(values_in(ledger, cell, figure)) for cell in cells}


@settings(max_examples=60, deadline=None)
@given(SEEDS, SIZES)
def test_equations_have_everyone_where_the_attacker_needs_all(seed, size):
    chance = random.Random(seed)
    ledgers = [as_read(plain) for plain in random_plain_ledgers(chance, size)]
    structure = Timeline([], ledgers, size, NAMES).structure("B1")
    for number, ledger in enumerate(ledgers):
        expected = [frozenset(values_in(ledger, cell, "B1")) for cell in CELLS]
        found = structure.equations_at(number, CELLS)
        assert [frozenset(name for name, _ in equation) for equation in found] == expected
        assert [len(equation) for equation in found] == [len(names) for names in expected]


def play_all(ledgers):
    history = []
    for date, ledger in zip(DATES, ledgers, strict=False):
        decisions = decide(ledger, history, POLICY, FIGURES, PARTS)
        history.append(Past(date, ledger, {cell: stubs(row, date) for cell, row in decisions.items()}))
        yield decisions


def stubs(row, date):
    return {figure: stub(decision, date) for figure, decision in row.items()}


def stub(decision, date):
    if decision.status != "new":
        return {"date": decision.kept, "reason": decision.reason}
    return {"date": date} if decision.parts else {"date": date, "parts": {}}


@settings(max_examples=120, deadline=None)
@given(SEEDS, SIZES, st.permutations(NAMES))
def test_ledgers_of_both_forms_decide_the_same(seed, size, order):
    """Also mixed, and where the former are read in another order than the others are packed in."""
    plain = random_plain_ledgers(random.Random(seed), size)
    now = [as_stored_now(each) for each in plain]
    former, turned = [as_read(each) for each in plain], [as_read(each, order) for each in plain]
    expected = list(play_all(now))
    assert list(play_all(former)) == expected
    assert list(play_all(turned)) == expected
    assert list(play_all([*turned[:2], *now[2:]])) == expected
