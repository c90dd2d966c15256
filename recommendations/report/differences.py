"""The section on differing views: where they lie far apart, and what the team agreed on."""

from dataclasses import dataclass
from datetime import date

from assessments.differences import ChoiceView, Common, ItemView, group_words, item_views
from assessments.instrument import Instrument
from recommendations.document import Document
from recommendations.perspective_indices import PerspectiveTable, perspective_table
from recommendations.report.printable import clean

MOST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class DifferenceBlock:
    """`answers`: of each perspective in words, or of all where perspectives are not shown."""

    view: ItemView
    answers: tuple[str, ...]
    common: str
    reason: str
    dissent: str


@dataclass(frozen=True, slots=True)
class Differences:
    """`blocks`: the items whose levels lie two or more apart. `indices`: empty where perspectives are not shown."""

    opened: date
    respondents: int
    who: str
    anonymous: bool
    asked: int
    agreed: int
    indices: PerspectiveTable
    blocks: tuple[DifferenceBlock, ...]


def build_differences(document: Document, instrument: Instrument) -> Differences | None:
    """None where no survey was opened."""
    views = document.views
    if views is None:
        return None
    common = Common(document.answers, document.reasons, document.dissents)
    found = item_views(instrument, views.items, views, common)
    return Differences(
        opened=views.opened,
        respondents=views.count,
        who=group_words(views.respondents),
        anonymous=views.anonymous,
        asked=len(found),
        agreed=sum(view.tally.agreed is not None for view in found),
        indices=perspective_table(instrument, views, document.answers),
        blocks=tuple(_block(view) for view in found if view.differs_much),
    )


def _block(view: ItemView) -> DifferenceBlock:
    return DifferenceBlock(
        view=view,
        answers=tuple(_answer_line(choice) for choice in view.given),
        common=view.common_text or "Noch offen",
        reason=clean(view.reason, MOST_TEXT),
        dissent=clean(view.dissent, MOST_TEXT),
    )


def _answer_line(choice: ChoiceView) -> str:
    """„Fachamt, IT (2): Stufe 3, …“; „4-mal: weiß nicht“."""
    level = f"Stufe {choice.level}, " if choice.level else ""
    return f"{choice.who or f'{choice.count}-mal'}: {level}{choice.text}"
