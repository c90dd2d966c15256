"""Typed-in text made fit for paper: short enough, breakable, without signs that no font draws."""

import re
import unicodedata
from functools import cache

from django.conf import settings

MOST_CHARACTERS = 5_000
MOST_LINES = 200
LONGEST_WORD = 40
CUT = " … [gekürzt]"
PLACEHOLDER = "\u25af"
BREAK = "\u200b"
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
# Spaces that Fira Sans lacks, by their nearest one.
SPACES = {0x2009: 0xA0, 0x202F: 0xA0}
# From here on signs are arrows and pictures that systems like to draw in colour, or private ones.
FIRST_PICTURE = 0x2B00
LIGATURES = range(0xFB00, 0xFB05)
WEIGHTS = ("Regular", "Medium", "SemiBold")
FORMAT, CONTROL, SURROGATE, MARKS = "Cf", "Cc", "Cs", {"Mn", "Me"}


def clean(text: str, limit: int = MOST_CHARACTERS) -> str:
    """Text as typed, without control and format characters, in at most `limit` characters and MOST_LINES lines,
    with a place to break in every long word. What had to be cut off is said."""
    plain = "".join(filter(None, map(keep, unicodedata.normalize("NFC", text.replace("\r\n", "\n")))))
    lines = [" ".join(line.split(" ")).rstrip() for line in plain.strip().split("\n")]
    kept = "\n".join(lines[:MOST_LINES])
    if len(kept) > limit:
        kept = kept[:limit].rstrip()
    if len(kept) < len("\n".join(lines)):
        kept += CUT
    return LONG_WORD.sub(lambda found: found[0] + BREAK, kept)


def clean_line(text: str, limit: int = 300) -> str:
    """The same on one line."""
    return clean(" ".join(text.split()), limit)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip() + "…"


def keep(sign: str) -> str:
    if sign == "\n":
        return sign
    kind = unicodedata.category(sign)
    if kind == CONTROL:
        return " "
    return "" if kind in (FORMAT, SURROGATE) else sign


def drawable(text: str) -> str:
    """Every sign that the font lacks becomes a visible placeholder; a combining mark that it lacks is left out."""
    return text.translate(SPACES).translate(Replacement())


class Replacement:
    """A table for str.translate, asked once a sign."""

    def __getitem__(self, code: int):
        if code in font_signs() or code == 0x0A:
            raise LookupError
        kind = unicodedata.category(chr(code))
        return None if kind in MARKS or kind == FORMAT else PLACEHOLDER


@cache
def font_signs() -> frozenset[int]:
    """The characters of all three weights, without those that a system might draw as coloured pictures."""
    common = set.intersection(*(read_signs(settings.ASSETS_DIR / "kern" / f"FiraSans-{name}.ttf") for name in WEIGHTS))
    return frozenset(code for code in common if code < FIRST_PICTURE or code in LIGATURES)


def read_signs(path) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def signs_of(path) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())
