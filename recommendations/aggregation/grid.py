"""What a release is made of: the thresholds, the cells, the municipalities in them (disclosure.md, "A release")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from recommendations.aggregation.prints import Prints
from recommendations.figures import Value

PROGRAMME = "programme"
LAENDER = tuple(f"land:{number:02}" for number in range(1, 17))
SIZES = tuple(f"size:{number}" for number in range(1, 5))
PARTITIONS = (LAENDER, SIZES)
CELLS = (PROGRAMME, *LAENDER, *SIZES)
LEAST = 3


@dataclass(frozen=True, slots=True)
class Policy:
    """From how many municipalities on a mean, the quartiles and the shares are published.

    Raises ValueError where one is not whole or below 3, or where they do not rise.
    """

    mean: int = 5
    quartiles: int = 8
    shares: int = 10
    version: str = "2026.1"

    def __post_init__(self) -> None:
        limits = (self.mean, self.quartiles, self.shares)
        if any(type(limit) is not int or limit < LEAST for limit in limits):
            raise ValueError(f"The thresholds are whole numbers from {LEAST} on, not {limits}")
        if list(limits) != sorted(limits):
            raise ValueError(f"The thresholds for mean, quartiles and shares must not fall: {limits}")


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality that is counted. `land`: two digits; `size_class`: 1–4. `prints`: None where still to be made."""

    land: str
    size_class: int
    values: Mapping[str, Value]
    prints: Prints | None = None


class Place(Protocol):
    """Whatever belongs to cells: a Member, a ledger's Entry."""

    @property
    def land(self) -> str: ...

    @property
    def size_class(self) -> int: ...


def cells_of(place: Place) -> tuple[str, str, str]:
    return PROGRAMME, f"land:{place.land}", f"size:{place.size_class}"


def group_by_cell(places: Iterable[tuple[int, Place]]) -> dict[str, list[int]]:
    """The numbers of the municipalities in each cell that has any, in the order of CELLS."""
    found: dict[str, list[int]] = {cell: [] for cell in CELLS}
    for number, place in places:
        for cell in cells_of(place):
            found[cell].append(number)
    return {cell: keys for cell, keys in found.items() if keys}
