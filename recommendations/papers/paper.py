"""A paper as DOCX and PDF draw it: one frozen value, so that both say the same. Pure.

Texts are plain. What is missing stands in them as a gap, „[Bitte ergänzen: …]“: marked wherever it is drawn, and
counted, also where somebody typed it or copied it from a draft.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

GAP = re.compile(r"(\[Bitte ergänzen: [^\[\]\n]+\])")
BULLET = re.compile(r"[-–•*] +")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Subheading:
    kind: ClassVar[str] = "subheading"
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Smaller than a paragraph: what figures rest on."""

    kind: ClassVar[str] = "note"

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbered from 1."""

    kind: ClassVar[str] = "numbers"

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Each row has as many cells as the head, the first one names the row. `widths`: per cent of the page, a column
    each; `figures`: how many columns at the right are figures; `sums`: the last row is a sum."""

    kind: ClassVar[str] = "table"

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: int = 0
    sums: bool = False

    def __post_init__(self) -> None:
        if {len(self.head), len(self.widths)} != {len(row) for row in (self.head, *self.rows)} or sum(
            self.widths
        ) != 100:
            raise ValueError(f"columns of „{self.caption}“ do not match")

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """(head, width)."""
        return tuple(zip(self.head, self.widths, strict=True))

    @property
    def marked_head(self) -> tuple[tuple[str, bool], ...]:
        """(text, whether it stands over figures)."""
        return self._marked(self.head)

    @property
    def marked_rows(self) -> tuple[tuple[tuple[str, bool, str], ...], ...]:
        """(text, whether it is a figure, the head of its column)."""
        rows = (zip(self._marked(row), self.head, strict=True) for row in self.rows)
        return tuple(tuple((*cell, head) for cell, head in row) for row in rows)

    def _marked(self, row: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        first = len(row) - self.figures
        return tuple((text, place >= first) for place, text in enumerate(row))


Block = Subheading | Paragraph | Note | Bullets | Numbers | Table


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def gaps(self) -> int:
        return sum(count_gaps(text) for text in section_texts(self))


@dataclass(frozen=True, slots=True)
class Paper:
    """`kind`: „Ratsvorlage“. `author`: the municipality. `created`: day of the check, None where the document has
    none; `day`: for which it is drawn. `facts`: (label, text) at its head."""

    kind: str
    title: str
    subtitle: str
    author: str
    created: date | None
    day: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def gaps(self) -> int:
        return sum(count_gaps(text) for text in texts(self))

    @property
    def gap_note(self) -> str:
        """For the first page; empty where nothing is missing."""
        if not self.gaps:
            return ""
        places = "An einer Stelle" if self.gaps == 1 else f"An {self.gaps} Stellen"
        return f"Entwurf: {places} fehlt noch eine Angabe. Sie ist im Text so gekennzeichnet: „[Bitte ergänzen …]“."


def gap(what: str) -> str:
    plain = " ".join(what.split()).replace("[", "(").replace("]", ")")
    return f"[Bitte ergänzen: {plain}]"


def pieces(text: str) -> tuple[Piece, ...]:
    """The text in order, gaps apart."""
    return tuple(Piece(part, bool(GAP.fullmatch(part))) for part in GAP.split(text) if part)


def count_gaps(text: str) -> int:
    return len(GAP.findall(text))


def prose(text: str) -> tuple[Block, ...]:
    """What somebody typed: each line a paragraph, lines that begin with a hyphen or a dot a list."""
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = BULLET.match(line)
        if not found:
            blocks.append(Paragraph(line))
        elif blocks and isinstance(blocks[-1], Bullets):
            blocks[-1] = Bullets((*blocks[-1].items, line[found.end() :]))
        else:
            blocks.append(Bullets((line[found.end() :],)))
    return tuple(blocks)


def plain_text(blocks: Iterable[Block]) -> str:
    """Their prose as it would be typed, the inverse of `prose`; tables and notes, which nobody types, are left out."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Subheading(text) | Paragraph(text):
                lines.append(text)
            case Bullets(items):
                lines += [f"- {item}" for item in items]
            case Numbers(items):
                lines += items
    return "\n".join(lines)


def texts(paper: Paper) -> Iterator[str]:
    """All that is read in it, in order; the gap note, which tells of them, is none of it."""
    yield from (paper.kind, paper.title, paper.subtitle)
    for label, text in paper.facts:
        yield from (label, text)
    for section in paper.sections:
        yield from section_texts(section)


def section_texts(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    match block:
        case Subheading(text) | Paragraph(text) | Note(text):
            yield text
        case Bullets(items) | Numbers(items):
            yield from items
        case _:
            yield from (block.caption, *block.head)
            for row in block.rows:
                yield from row
