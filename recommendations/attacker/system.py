"""A system of equations, and the forbidden vectors it determines.

An atom of `least` unknowns or more has no place in a forbidden vector. So pivots are taken there first: the rows whose
pivot is a small atom then span exactly the determined vectors that are zero on all large atoms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recommendations.attacker.atoms import Atoms, Unknown
from recommendations.attacker.rows import Vector, normalised, reduce_row, reduced
from recommendations.attacker.search import constraints, differences, sums


@dataclass(frozen=True)
class Breach:
    """The sum of `added` minus the sum of `removed` is determined; `removed` is empty for a sum over few unknowns."""

    added: frozenset[Unknown]
    removed: frozenset[Unknown] = frozenset()


class System:
    """Equations over the atoms of all equations that will be inserted, in echelon form.

    `rows` keeps the order of insertion; each row has no entry at the pivots of the rows before it, so the row space of
    the first n equations is spanned by a beginning of `rows`.
    """

    def __init__(self, equations: Iterable[frozenset[Unknown]], least: int) -> None:
        self.least = least
        self.atoms = Atoms(equations, least)
        self.rows: list[tuple[int, Vector]] = []

    def insert(self, unknowns: frozenset[Unknown]) -> None:
        if not self.atoms.small:
            return
        row = self.atoms.row(unknowns)
        reduce_row(row, self.rows)
        if row:
            pivot = min(row, key=lambda atom: self.atoms.preference(atom, row[atom]))
            self.rows.append((pivot, normalised(row, pivot)))

    def insert_safe(self, candidates: Sequence[frozenset[Unknown]]) -> int:
        """Inserts candidates up to the first that determines something forbidden anew; how many were inserted."""
        known = len(self.rows)
        lengths = [known]
        for unknowns in candidates:
            self.insert(unknowns)
            lengths.append(len(self.rows))
        inserted = len(candidates)
        while (first := self.first_use(known)) is not None:
            inserted = next(number for number in range(inserted) if lengths[number + 1] > first)
            del self.rows[lengths[inserted] :]
        return inserted

    def first_use(self, known: int) -> int | None:
        """The row that completes a forbidden vector which the first `known` rows do not determine."""
        uses = (reduce_row(dict(vector), self.rows) for vector in self.forbidden(known))
        return next((use for use in uses if use >= known), None)

    def forbidden(self, known: int = 0) -> Iterator[Vector]:
        """Determined vectors that must not be: every one that the first `known` rows do not determine is the sum of
        some of these.
        """
        starts = self.starts(known)
        terms = constraints(reduced(self.narrow(self.rows))) if starts else {}
        yield from sums(terms, starts, self.atoms.small, self.least)
        yield from differences(terms, starts, self.atoms.small, self.least)

    def starts(self, known: int) -> set[int]:
        """Atoms one of which is in each vector that the first `known` rows do not determine.

        Of the later rows in such a vector take the first: none after it has an entry at its pivot, so the vector
        does not meet the condition there that the known rows set; so an atom of this condition is in it.
        """
        pivots = {pivot for pivot, _ in self.narrow(self.rows[known:])}
        before = reduced(self.narrow(self.rows[:known])) if pivots else []
        return pivots | {pivot for pivot, row in before if pivots & row.keys()}

    def narrow(self, rows: Sequence[tuple[int, Vector]]) -> list[tuple[int, Vector]]:
        return [(pivot, row) for pivot, row in rows if pivot in self.atoms.small]

    def breach(self, vector: Vector) -> Breach:
        """Of a difference the part that is later in order is `added`: both ways it tells the same."""
        removed, added = sorted(
            (
                frozenset(unknown for atom in vector if vector[atom] == sign for unknown in self.atoms.small[atom])
                for sign in (1, -1)
            ),
            key=sorted,
        )
        return Breach(added, removed)
