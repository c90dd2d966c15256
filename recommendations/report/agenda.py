"""The agenda of a workshop on what a survey showed. It depends on the document alone, like the report."""

from dataclasses import dataclass
from datetime import date

from assessments.agenda import plan_agenda
from assessments.differences import Common, ItemView, group_letters, group_words, item_views
from assessments.instrument import Instrument, load_instrument
from recommendations.document import Document
from recommendations.report.printable import clean_line
from recommendations.strip import Strip, strip_chart


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """`start`: „0:05“, from the beginning of the workshop."""

    start: str
    minutes: int
    view: ItemView
    strip: Strip


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """`free`: minutes of the budget that nothing takes. `letters`: (short, name) of the perspectives, none if
    they are not shown. `left_out`: what differs as much, but found no time."""

    instrument: Instrument
    project: str
    municipality: str
    opened: date
    respondents: int
    who: str
    anonymous: bool
    letters: tuple[tuple[str, str], ...]
    budget: int
    free: int
    opening: int
    closing_start: str
    closing: int
    rows: tuple[AgendaRow, ...]
    left_out: tuple[ItemView, ...]


def build_agenda(document: Document, minutes: int) -> AgendaSheet:
    """`minutes`: how long the workshop may take. The document holds views."""
    views, instrument = document.views, load_instrument(document.instrument)
    common = Common(document.answers, document.reasons, document.dissents)
    found = {view.item.id: view for view in item_views(instrument, views.items, views, common)}
    agenda = plan_agenda({item: views.total(item) for item in views.items}, minutes)
    opening, *slots, closing = agenda.slots
    return AgendaSheet(
        instrument=instrument,
        project=clean_line(document.project.name, 120) if document.project else "",
        municipality=clean_line(document.municipality.name, 120) if document.municipality else "",
        opened=views.opened,
        respondents=views.count,
        who=group_words(views.respondents),
        anonymous=views.anonymous,
        letters=group_letters(views.respondents),
        budget=minutes,
        free=minutes - agenda.used,
        opening=opening.minutes,
        closing_start=clock(closing.start),
        closing=closing.minutes,
        rows=tuple(_row(slot.start, slot.minutes, found[slot.item]) for slot in slots if slot.item),
        left_out=tuple(found[item] for item in agenda.left_out),
    )


def _row(start: int, minutes: int, view: ItemView) -> AgendaRow:
    return AgendaRow(clock(start), minutes, view, strip_chart(view))


def clock(minutes: int) -> str:
    """„1:05“."""
    return f"{minutes // 60}:{minutes % 60:02}"
