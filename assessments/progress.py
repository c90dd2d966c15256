"""How far the questionnaire is filled in. Pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from assessments.instrument import Dimension, Instrument, Item, Part, question_pages
from assessments.scoring import Answer

State = Literal["open", "begun", "complete", "not_asked"]
MINUTES = {True: 5, False: 20}
"""Minutes for all questions of the quick check (True) and of the full one (False)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions. `number` counts from 1 within the part, `position` over all parts."""

    part: Part
    number: int
    position: int
    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for dimension in self.dimensions for item in dimension.items)


@dataclass(frozen=True, slots=True)
class PartProgress:
    """`answered` counts "weiß nicht" and "trifft nicht zu" too; `page` is the first one with an open question."""

    part: Part
    total: int
    answered: int
    unknown: int
    page: Page | None

    @property
    def state(self) -> State:
        if not self.total:
            return "not_asked"
        if not self.answered:
            return "open"
        return "complete" if self.answered == self.total else "begun"


@dataclass(frozen=True, slots=True)
class Progress:
    """`minutes` is what the open questions will take; `page` the first one with an open question, None if done."""

    parts: tuple[PartProgress, ...]
    total: int
    answered: int
    unknown: int
    minutes: int
    page: Page | None


def all_pages(instrument: Instrument, quick: bool, parts: Collection[str] = ()) -> tuple[Page, ...]:
    """`parts`: the ids of those to ask, all where there are none."""
    pages: list[Page] = []
    for part in (part for part in instrument.parts if not parts or part.id in parts):
        for number, dimensions in enumerate(question_pages(instrument, part.id, quick), 1):
            pages.append(Page(part, number, len(pages) + 1, dimensions))
    return tuple(pages)


def find_page(pages: tuple[Page, ...], item_id: str) -> Page | None:
    """The page that asks the item; None where it is not asked."""
    return next((page for page in pages if any(item.id == item_id for item in page.items)), None)


def measure_progress(
    instrument: Instrument, quick: bool, answers: Mapping[str, Answer], asked: Collection[str] = ()
) -> Progress:
    """`asked`: the ids of the parts to ask, all where there are none."""
    pages = all_pages(instrument, quick, asked)
    parts = tuple(
        _part_progress(part, [page for page in pages if page.part.id == part.id], answers)
        for part in instrument.parts
        if not asked or part.id in asked
    )
    total = sum(part.total for part in parts)
    whole = len(instrument.quick_items if quick else instrument.items)
    answered = sum(part.answered for part in parts)
    return Progress(
        parts=parts,
        total=total,
        answered=answered,
        unknown=sum(part.unknown for part in parts),
        minutes=math.ceil((total - answered) * MINUTES[quick] / whole),
        page=_first_open(pages, answers),
    )


def _part_progress(part: Part, pages: list[Page], answers: Mapping[str, Answer]) -> PartProgress:
    given = [answers.get(item.id) for page in pages for item in page.items]
    return PartProgress(
        part=part,
        total=len(given),
        answered=sum(answer is not None for answer in given),
        unknown=given.count("unknown"),
        page=_first_open(pages, answers) or next(iter(pages), None),
    )


def _first_open(pages: tuple[Page, ...] | list[Page], answers: Mapping[str, Answer]) -> Page | None:
    return next((page for page in pages if any(item.id not in answers for item in page.items)), None)
