"""Unknowns that no equation tells apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from recommendations.attacker.rows import Vector

Unknown = tuple[str, str]
"""A municipality and the print of its value: a value that changed is a new unknown."""


class Atoms:
    """Unknowns with the same membership in all equations, numbered; `small` has those of fewer than `least`."""

    def __init__(self, equations: Iterable[frozenset[Unknown]], least: int) -> None:
        self._bits = {unknowns: 1 << number for number, unknowns in enumerate(dict.fromkeys(equations))}
        memberships: dict[Unknown, int] = defaultdict(int)
        for unknowns, bit in self._bits.items():
            for unknown in unknowns:
                memberships[unknown] |= bit
        sizes = Counter(memberships.values())
        self._memberships = list(sizes)
        numbers = {membership: number for number, membership in enumerate(sizes) if sizes[membership] < least}
        self.small: dict[int, list[Unknown]] = {number: [] for number in numbers.values()}
        for unknown, membership in memberships.items():
            if membership in numbers:
                self.small[numbers[membership]].append(unknown)

    def row(self, unknowns: frozenset[Unknown]) -> Vector:
        bit = self._bits[unknowns]
        return {number: 1 for number, membership in enumerate(self._memberships) if membership & bit}

    def preference(self, atom: int, coefficient: int) -> tuple[bool, int, int, int]:
        """The smallest is the best pivot: large atoms first (see system.py); the rest keeps the rows short."""
        return atom in self.small, abs(coefficient), self._memberships[atom].bit_count(), atom
