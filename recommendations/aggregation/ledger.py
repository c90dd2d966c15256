"""Who was counted in a release, and with which values: told apart, but not told (models.Ledger). Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from struct import Struct

from recommendations.aggregation.grid import Member
from recommendations.figures import Value

PRINT_BYTES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A municipality of a release. `prints`: by figure, of those it has."""

    land: str
    size_class: int
    prints: Mapping[str, str]


Ledger = Mapping[str, Entry]


def make_print(key_hex: str, municipality: str, figure: str, value: Value) -> str:
    """16 hexadecimal digits: the same only for the same value and parts of the same municipality and figure."""
    return make_entry(key_hex, municipality, Member("", 0, {figure: value})).prints[figure]


def make_entry(key_hex: str, municipality: str, member: Member) -> Entry:
    start = blake2b(f"{municipality}\0".encode(), digest_size=PRINT_BYTES, key=bytes.fromhex(key_hex))
    prints = {}
    for figure, (value, points, sources) in member.values.items():
        label, pack = _layout(figure, sources)
        digest = start.copy()
        digest.update(label + pack(value, *points))
        prints[figure] = digest.hexdigest()
    return Entry(member.land, member.size_class, prints)


@cache
def _layout(figure: str, sources: tuple[str, ...]) -> tuple[bytes, Callable[..., bytes]]:
    """What names the figure and its parts, and what packs their numbers."""
    return "\0".join([figure, *sources, ""]).encode(), Struct(f"<{1 + len(sources)}d").pack
