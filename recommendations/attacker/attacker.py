"""The history of equations, and the question whether one more may be added."""

from collections.abc import Sequence
from itertools import compress

from recommendations.attacker.atoms import Unknown
from recommendations.attacker.system import Breach, System


class Attacker:
    """Determines what must not be: a sum over fewer than `least` unknowns; a sum of fewer than `least` differences
    between two values of one municipality, where each difference may be taken either way (which of the two values came
    later does not matter: more is forbidden than an attacker who keeps to the order of time could use).
    """

    def __init__(self, least: int) -> None:
        self.least = least
        self._equations: list[frozenset[Unknown]] = []

    def add(self, unknowns: frozenset[Unknown]) -> None:
        """Adds an equation without asking: it has been published."""
        self._equations.append(unknowns)

    def publish(self, unknowns: frozenset[Unknown]) -> bool:
        """Adds the equation, unless it would determine something forbidden that is not determined already."""
        return self.publish_all([unknowns])[0]

    def publish_all(self, candidates: Sequence[frozenset[Unknown]]) -> list[bool]:
        """The same as `publish` one after another: a subset of safe equations is safe, so many are tried at once."""
        system = System([*self._equations, *candidates], self.least)
        for unknowns in self._equations:
            system.insert(unknowns)
        verdicts: list[bool] = []
        while len(verdicts) < len(candidates):
            inserted = system.insert_safe(candidates[len(verdicts) :])
            verdicts += [True] * inserted + [False]
        del verdicts[len(candidates) :]
        self._equations += compress(candidates, verdicts)
        return verdicts

    def breach(self) -> Breach | None:
        """The smallest that is determined already and must not be, None where nothing is."""
        for least in range(2, self.least + 1):
            system = System(self._equations, least)
            for unknowns in self._equations:
                system.insert(unknowns)
            if found := [system.breach(vector) for vector in system.forbidden()]:
                return min(
                    found, key=lambda breach: (len(breach.removed), sorted(breach.added), sorted(breach.removed))
                )
        return None
