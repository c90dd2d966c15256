"""Who was counted in a release, and with which values: told apart, but not told (models.Ledger). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommendations.aggregation.grid import Member
from recommendations.aggregation.prints import Prints, make_prints


@dataclass(frozen=True, slots=True)
class Entry:
    """A municipality of a release."""

    land: str
    size_class: int
    prints: Prints


Ledger = Mapping[str, Entry]


def make_entry(key_hex: str, municipality: str, member: Member, names: Sequence[str] = ()) -> Entry:
    """With the prints that the member brings along; else they are made, in the order of the names (make_prints)."""
    prints = member.prints
    if prints is None:
        prints = make_prints(key_hex, municipality, member.values, names)
    return Entry(member.land, member.size_class, prints)
