"""The question of recommendations/attacker, answered by trying every set of unknowns: fractions, no shortcuts."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations


def forbidden(equations, least):
    """All determined pairs (P, N) that must not be: N empty, or as many values of each municipality in P as in N."""
    unknowns = sorted(frozenset().union(*equations))
    basis = echelon([vector(unknowns, equation, ()) for equation in equations])
    return {
        (frozenset(added), frozenset(removed))
        for added, removed in suspects(unknowns, least)
        if rank_stays(basis, vector(unknowns, added, removed))
    }


def publish(equations, candidate, least):
    return forbidden([*equations, candidate], least) <= forbidden(equations, least)


def publish_one_by_one(equations, candidates, least):
    """What is accepted, each candidate judged with those accepted before it."""
    known, verdicts = list(equations), []
    for candidate in candidates:
        verdicts.append(publish(known, candidate, least))
        known += [candidate] if verdicts[-1] else []
    return verdicts


def suspects(unknowns, least):
    few = [frozenset(some) for size in range(1, least) for some in combinations(unknowns, size)]
    yield from ((added, frozenset()) for added in few)
    by_places = defaultdict(list)
    for some in few:
        by_places[places(some)].append(some)
    for alike in by_places.values():
        yield from (pair for pair in combinations(sorted(alike, key=sorted), 2) if pair[0].isdisjoint(pair[1]))


def places(unknowns):
    return tuple(sorted(municipality for municipality, _ in unknowns))


def vector(unknowns, added, removed):
    return [Fraction((unknown in added) - (unknown in removed)) for unknown in unknowns]


def echelon(vectors):
    basis = []
    for candidate in vectors:
        rest = remainder(basis, candidate)
        if any(rest):
            basis.append(rest)
    return basis


def rank_stays(basis, candidate):
    return not any(remainder(basis, candidate))


def remainder(basis, rest):
    for row in basis:
        pivot = next(index for index, entry in enumerate(row) if entry)
        if rest[pivot]:
            factor = rest[pivot] / row[pivot]
            rest = [entry - factor * other for entry, other in zip(rest, row, strict=True)]
    return rest
