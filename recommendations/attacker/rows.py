"""Rows of whole numbers in echelon form."""

from collections.abc import Sequence
from math import gcd

Vector = dict[int, int]
"""Atom → coefficient; zeros are left out."""


def reduce_row(row: Vector, rows: Sequence[tuple[int, Vector]]) -> int:
    """Takes the rows out of a row, in place; the number of the last row it needed, -1 for none."""
    last = -1
    for number, (pivot, other) in enumerate(rows):
        if pivot in row:
            eliminate(row, other, pivot)
            last = number
    return last


def eliminate(row: Vector, other: Vector, pivot: int) -> None:
    common = gcd(row[pivot], other[pivot])
    factor, scale = row[pivot] // common, other[pivot] // common
    if scale != 1:
        row.update({atom: value * scale for atom, value in row.items()})
    for atom, value in other.items():
        if rest := row.get(atom, 0) - factor * value:
            row[atom] = rest
        else:
            del row[atom]


def normalised(row: Vector, pivot: int) -> Vector:
    """The shortest multiple in whole numbers with a positive entry at the pivot."""
    divisor = gcd(*row.values()) * (1 if row[pivot] > 0 else -1)
    return {atom: value // divisor for atom, value in row.items()}


def reduced(rows: Sequence[tuple[int, Vector]]) -> list[tuple[int, Vector]]:
    """No row has an entry at the pivot of another; later rows first."""
    done: list[tuple[int, Vector]] = []
    for pivot, row in reversed(rows):
        rest = dict(row)
        for other_pivot, other in done:
            if other_pivot in rest:
                eliminate(rest, other, other_pivot)
        done.append((pivot, normalised(rest, pivot)))
    return done
