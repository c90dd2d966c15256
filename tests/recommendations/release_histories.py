"""Histories of one figure, written down or random, and an independent judge of what they give away."""

from collections import defaultdict
from itertools import combinations

from recommendations.aggregation import CELLS, Decision, Entry, Past, cells_of, pack_prints
from recommendations.aggregation.past import NEW
from recommendations.aggregation.rules import propose
from recommendations.aggregation.timeline import Timeline

FIGURE = "B1"
DATES = tuple(f"2026-{month:02}-01" for month in range(1, 13))
PRIME = 2**61 - 1


# Of size class 1 are all of Land 01, and b of Land 02: size class 1 less Land 01 is the value of b.
CROSSED = "a c d e f g / 02.1 b / 02.2 h i j k l"


def entry_of(land, size_class, values):
    """With a print of each value, by figure."""
    return Entry(land, size_class, pack_prints((), {figure: f"{value:0>16}" for figure, value in values.items()}))


def make_ledger(values, place="01.1"):
    """„a b2“: a with its first value, b with its second. Another place after a slash: „a b / 02.1 c“."""
    here, *others = values.split(" / ")
    land, size = place.split(".")
    entries = {name[0]: entry_of(land, int(size), {FIGURE: name[1:] or "1"}) for name in here.split()}
    for other in others:
        where, names = other.split(" ", 1)
        entries |= make_ledger(names, where)
    return entries


def random_ledgers(chance, size, laender, releases=6, leaving=0.05, changing=0.1):
    """Municipalities join at random; those that left may come back with the old value."""
    weights = [chance.random() + 0.1 for _ in range(laender)]
    places = [
        (f"{chance.choices(range(1, laender + 1), weights)[0]:02}", chance.choices((1, 2, 3, 4), (4, 3, 2, 1))[0])
        for _ in range(size)
    ]
    joins = [chance.randint(-releases, releases) for _ in places]
    versions, away, ledgers = [1] * size, [False] * size, []
    for release in range(releases):
        for place in range(size):
            away[place] = chance.random() < (0.5 if away[place] else leaving)
            versions[place] += chance.random() < changing
        inside = [place for place in range(size) if joins[place] <= release and not away[place]]
        ledgers.append({f"m{place}": entry_of(*places[place], {FIGURE: versions[place]}) for place in inside})
    return ledgers


def play(ledgers, policy, decide, before=()):
    """The releases of the ledgers, with contents that say no more than the days of the figure."""
    history = [*before]
    for date, ledger in zip(DATES[len(before) :], ledgers, strict=False):
        decisions = decide(ledger, history, policy, (FIGURE,))
        history.append(
            Past(date, ledger, {cell: {FIGURE: _stub(row[FIGURE], date)} for cell, row in decisions.items()})
        )
    return history


def _stub(decision, date):
    day = date if decision.status == "new" else decision.kept
    return {"reason": decision.reason} if day is None else {"date": day, "n": 99}


def decide_by_rules(ledger, history, policy, figures):
    """What the rules alone would publish."""
    timeline = Timeline(history, [*[past.ledger for past in history], ledger], policy.mean, figures)
    table = defaultdict(dict)
    for figure in figures:
        structure = timeline.structure(figure)
        now = len(history)
        proposal = propose(structure.counts(now), structure.earlier(now), policy)
        for cell, decision in {**proposal.settled, **dict.fromkeys(proposal.candidates, NEW)}.items():
            table[cell][figure] = decision
    return table


def decide_without_rules(ledger, history, policy, figures):
    """Whatever has enough municipalities."""
    counts = {cell: sum(cell in cells_of(entry) for entry in ledger.values()) for cell in CELLS}
    few = Decision("none", "too_few")
    return {
        cell: dict.fromkeys(figures, NEW if count >= policy.mean else few) for cell, count in counts.items() if count
    }


def published(history):
    """The sums that an attacker who knows all memberships reads out of the releases."""
    return [
        frozenset((name, entry.prints.told()[FIGURE]) for name, entry in past.ledger.items() if cell in cells_of(entry))
        for past in history
        for cell, row in past.content.items()
        if row[FIGURE].get("date") == past.date
    ]


def is_breakable(equations, least, chance):
    """Whether they determine a sum over fewer than `least` unknowns or of fewer than `least` differences.

    A random solution of the homogeneous equations (modulo a large prime) makes exactly what is determined zero; few
    summands that add up to zero are found by meeting in the middle.
    """
    solution = random_solution(equations, chance)
    single = [(number, (unknown,)) for unknown, number in solution.items()]
    values = defaultdict(list)
    for unknown in solution:
        values[unknown[0]].append(unknown)
    pairs = [pair for found in values.values() for pair in combinations(found, 2)]
    differences = [
        (sign * (solution[first] - solution[second]) % PRIME, (first, second))
        for first, second in pairs
        for sign in (1, -1)
    ]
    return sums_to_zero(single, least) or sums_to_zero(differences, least)


def sums_to_zero(terms, least):
    """Whether fewer than `least` of the terms, none of their unknowns twice, add up to zero."""
    halves = [
        (sum(number for number, _ in some) % PRIME, size, frozenset(unknown for _, term in some for unknown in term))
        for size in range(1, least // 2 + 1)
        for some in combinations(terms, size)
    ]
    weight = len(terms[0][1]) if terms else 1
    halves = [(number, size, used) for number, size, used in halves if len(used) == size * weight]
    by_sum = defaultdict(list)
    for number, size, used in [(0, 0, frozenset()), *halves]:
        by_sum[number].append((size, used))
    return any(
        size + other < least and used.isdisjoint(rest)
        for number, size, used in halves
        for other, rest in by_sum.get(-number % PRIME, ())
    )


def random_solution(equations, chance):
    """By unknown; unknowns in the same equations share what their atom gets."""
    atoms = defaultdict(list)
    for unknown in sorted(frozenset().union(*equations)):
        atoms[tuple(unknown in equation for equation in equations)].append(unknown)
    columns = list(atoms)
    rows = echelon([{c: 1 for c, column in enumerate(columns) if column[e]} for e in range(len(equations))])
    totals = [chance.randrange(PRIME) for _ in columns]
    for pivot, row in reversed(rows):
        rest = sum(value * totals[column] for column, value in row.items() if column != pivot)
        totals[pivot] = -rest * pow(row[pivot], -1, PRIME) % PRIME
    solution = {}
    for total, unknowns in zip(totals, atoms.values(), strict=True):
        drawn = [chance.randrange(PRIME) for _ in unknowns[1:]]
        solution |= dict(zip(unknowns, [*drawn, (total - sum(drawn)) % PRIME], strict=True))
    return solution


def echelon(rows):
    done = []
    for row in rows:
        for pivot, other in done:
            if pivot in row:
                factor = row[pivot] * pow(other[pivot], -1, PRIME)
                row = {c: (row.get(c, 0) - factor * other.get(c, 0)) % PRIME for c in row.keys() | other.keys()}
                row = {column: value for column, value in row.items() if value}
        if row:
            done.append((min(row), row))
    return done
