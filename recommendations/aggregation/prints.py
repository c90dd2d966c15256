"""What tells whether a value is the same as at another release, but not which it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from struct import Struct

from recommendations.figures import Value, part_id
from recommendations.matching import PRESSURE_UNKNOWN

PRINT_BYTES = 8
DIGITS = 2 * PRINT_BYTES
PRESENT, ABSENT = "0", " "
ANY_DIGIT = str.maketrans("123456789abcdef", PRESENT * 15)
DOUBLE = Struct("<d")


@dataclass(frozen=True, slots=True)
class Prints:
    """Of one municipality, by figure of those it has and by part of its needs (figures.part_ids).

    `packed`: in the order of `names` one after the other, DIGITS each, blank where there is none. A large release has a
    million and a half of them, and mostly it is enough to compare one text with another.
    """

    names: tuple[str, ...]
    packed: str

    def told(self) -> dict[str, str]:
        """By name of those there are."""
        told = zip(self.names, self.in_order(self.names), strict=True)
        return {name: text for name, text in told if text is not None}

    def in_order(self, names: tuple[str, ...]) -> list[str | None]:
        """The print of each of the names, None where there is none."""
        each = [self.packed[start : start + DIGITS] for start in range(0, len(self.packed), DIGITS)]
        found = [None if text[0] == ABSENT else text for text in each]
        return found if names == self.names else [*map(dict(zip(self.names, found, strict=True)).get, names)]

    def marks(self) -> str:
        """In the order of names PRESENT or ABSENT."""
        return self.packed[::DIGITS].translate(ANY_DIGIT)


def pack_prints(names: Sequence[str], prints: Mapping[str, str]) -> Prints:
    """In the order of the names; whatever else there is a print of comes after them."""
    others = sorted(prints.keys() - names)
    order = (*names, *others) if others else tuple(names)
    return Prints(order, "".join([prints.get(name, ABSENT * DIGITS) for name in order]))


def make_prints(key_hex: str, municipality: str, values: Mapping[str, Value], names: Sequence[str] = ()) -> Prints:
    """A print has 16 hexadecimal digits: the same only for the same value of the same municipality and figure.

    `key_hex`: 64 digits, of the programme. `names`: their order.
    """
    start = blake2b(f"{municipality}\0".encode(), digest_size=PRINT_BYTES, key=bytes.fromhex(key_hex))
    prints = {}
    for figure, (value, points, sources) in values.items():
        for name, label, number in zip(*_labels(figure, sources), (value, *points), strict=False):
            digest = start.copy()
            digest.update(label + DOUBLE.pack(number))
            prints[name] = digest.hexdigest()
    return pack_prints(names, prints)


@cache
def _labels(figure: str, sources: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """What is printed of a figure, and how it is told apart. PRESSURE_UNKNOWN stands last among the sources."""
    told = [source for source in sources if source != PRESSURE_UNKNOWN]
    names = (figure, *[part_id(figure, source) for source in told])
    return names, tuple(f"{name}\0".encode() for name in names)
