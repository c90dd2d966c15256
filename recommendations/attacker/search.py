"""The search for forbidden vectors in a row space.

Each condition (one per atom without a pivot) must add up to zero over the signed atoms of a vector. For differences
the municipalities are further conditions: of each as many values with plus as with minus. Where the atoms chosen so
far do not add up to zero, one with the opposite sign there must follow. A branch stops at its first zero; what would
come after is a forbidden vector too, with fewer unknowns, and is found from its own beginning.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import lcm

from recommendations.attacker.atoms import Unknown
from recommendations.attacker.rows import Vector

Condition = int | str
"""The number of an atom without a pivot, or a municipality."""


def constraints(rows: Sequence[tuple[int, Vector]]) -> dict[int, dict[Condition, int]]:
    """Per atom its entries in the conditions; a vector is in the row space where its entries add up to zero in each.

    A vector of the row space is the sum of the rows, each with the vector's entry at the row's pivot as coefficient;
    so its entry at a free atom is the sum of these rows' entries there. Scaled to whole numbers.
    """
    scales: dict[int, int] = defaultdict(lambda: 1)
    for pivot, row in rows:
        for atom in row.keys() - {pivot}:
            scales[atom] = lcm(scales[atom], row[pivot])
    terms: dict[int, dict[Condition, int]] = {atom: {atom: -scale} for atom, scale in scales.items()}
    for pivot, row in rows:
        terms[pivot] = {atom: value * (scales[atom] // row[pivot]) for atom, value in row.items() if atom != pivot}
    return terms


@dataclass(frozen=True)
class Term:
    """An atom with its sign, and its entries in the conditions."""

    atom: int
    sign: int
    size: int
    entries: Mapping[Condition, int]


def sums(
    terms: Mapping[int, dict[Condition, int]], starts: Set[int], atoms: Mapping[int, list[Unknown]], least: int
) -> Iterator[Vector]:
    """Sums over fewer than `least` unknowns."""
    search = Search([Term(atom, 1, len(atoms[atom]), entries) for atom, entries in sorted(terms.items())])
    yield from search.zeros(starts, {1: least - 1, -1: 0})


def differences(
    terms: Mapping[int, dict[Condition, int]], starts: Set[int], atoms: Mapping[int, list[Unknown]], least: int
) -> Iterator[Vector]:
    """Sums of fewer than `least` differences between two values of one municipality."""
    values = paired({atom: Counter(municipality for municipality, _ in atoms[atom]) for atom in sorted(terms)})
    search = Search(
        [
            Term(atom, sign, len(atoms[atom]), {key: sign * entry for key, entry in (terms[atom] | counts).items()})
            for atom, counts in values.items()
            for sign in (1, -1)
        ]
    )
    yield from search.zeros(starts, {1: least - 1, -1: least - 1})


def paired(values: dict[int, Counter[str]]) -> dict[int, Counter[str]]:
    """The atoms all of whose municipalities have a value in another such atom."""
    while True:
        places = Counter(municipality for counts in values.values() for municipality in counts)
        kept = {atom: counts for atom, counts in values.items() if all(places[name] > 1 for name in counts)}
        if len(kept) == len(values):
            return kept
        values = kept


class Search:
    """Finds sets of terms whose entries add up to zero in every condition."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._with_entry: dict[tuple[Condition, bool], list[Term]] = defaultdict(list)
        for term in terms:
            for condition, entry in term.entries.items():
                self._with_entry[condition, entry > 0].append(term)

    def zeros(self, starts: Set[int], room: Mapping[int, int]) -> Iterator[Vector]:
        """Sets with one of the atoms `starts`, and with room for so many unknowns of either sign. A set and its
        negative tell the same, so the first term is positive.
        """
        blocked: frozenset[tuple[int, int]] = frozenset()
        for term in self._terms:
            if term.sign == 1 and term.atom in starts:
                blocked |= {(term.atom, 1), (term.atom, -1)}
                yield from self._extend({}, term, {}, room, blocked)

    def _extend(
        self,
        chosen: Vector,
        term: Term,
        total: Mapping[Condition, int],
        room: Mapping[int, int],
        blocked: frozenset[tuple[int, int]],
    ) -> Iterator[Vector]:
        chosen = {**chosen, term.atom: term.sign}
        total = plus(total, term.entries)
        room = {**room, term.sign: room[term.sign] - term.size}
        if not total:
            yield chosen
            return
        for following in self._cancelling(total):
            if (following.atom, following.sign) not in blocked and fits(following, total, room):
                blocked |= {(following.atom, following.sign)}
                yield from self._extend(chosen, following, total, room, blocked | {(following.atom, -following.sign)})

    def _cancelling(self, total: Mapping[Condition, int]) -> Sequence[Term]:
        """The fewest terms of which one must follow."""
        fewest: Sequence[Term] = self._terms
        for condition, entry in total.items():
            terms = self._with_entry[condition, entry < 0]
            if len(terms) < len(fewest):
                fewest = terms
        return fewest


def fits(term: Term, total: Mapping[Condition, int], room: Mapping[int, int]) -> bool:
    """A term that leaves no room must cancel every condition at once."""
    if term.size == sum(room.values()) and len(term.entries) != len(total):
        return False
    return term.size <= room[term.sign]


def plus(total: Mapping[Condition, int], entries: Mapping[Condition, int]) -> dict[Condition, int]:
    added = dict(total)
    for condition, entry in entries.items():
        if rest := added.get(condition, 0) + entry:
            added[condition] = rest
        else:
            del added[condition]
    return added
