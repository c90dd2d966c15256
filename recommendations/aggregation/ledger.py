"""Who was counted in a release, and with which values: told apart, but not told (models.Ledger). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from struct import Struct

from recommendations.aggregation.grid import Member
from recommendations.figures import part_id
from recommendations.matching import PRESSURE_UNKNOWN

PRINT_BYTES = 8
DOUBLE = Struct("<d")


@dataclass(frozen=True, slots=True)
class Entry:
    """A municipality of a release. `prints`: by figure of those it has, and by part of its needs (figures.part_ids)."""

    land: str
    size_class: int
    prints: Mapping[str, str]


Ledger = Mapping[str, Entry]


def make_entry(key_hex: str, municipality: str, member: Member) -> Entry:
    """Its prints have 16 hexadecimal digits: the same only for the same value of the same municipality and figure.

    `key_hex`: 64 digits, of the programme.
    """
    start = blake2b(f"{municipality}\0".encode(), digest_size=PRINT_BYTES, key=bytes.fromhex(key_hex))
    prints = {}
    for figure, (value, points, sources) in member.values.items():
        for name, label, number in zip(*_labels(figure, sources), (value, *points), strict=False):
            digest = start.copy()
            digest.update(label + DOUBLE.pack(number))
            prints[name] = digest.hexdigest()
    return Entry(member.land, member.size_class, prints)


@cache
def _labels(figure: str, sources: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """What is printed of a figure, and how it is told apart. PRESSURE_UNKNOWN stands last among the sources."""
    told = [source for source in sources if source != PRESSURE_UNKNOWN]
    names = (figure, *[part_id(figure, source) for source in told])
    return names, tuple(f"{name}\0".encode() for name in names)
