"""Whose report it is: the cover and the running lines of every page."""

from dataclasses import dataclass
from datetime import date

from assessments.instrument import Instrument
from assessments.municipalities import LAENDER
from assessments.templatetags.figures import whole
from recommendations.days import local_day, long_day
from recommendations.document import Document
from recommendations.report.printable import clean, clean_line, shorten
from recommendations.report.wording import PHASE_WORDS, SCOPE_WORDS

LAND_NAMES = dict(LAENDER)
LONGEST_RUNNING = 55
NAMELESS = "Ohne Angabe von Kommune und Projekt"


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """`day`: when it was submitted, else begun; None where the document says neither. `subject` begins a sentence."""

    title: str
    project: str
    municipality: str
    place: str
    description: str
    subject: str
    running: str
    day: date | None
    facts: tuple[Fact, ...]
    named: bool


def build_cover(document: Document, instrument: Instrument) -> Cover:
    project = clean_line(document.project.name, 120) if document.project else ""
    municipality = clean_line(document.municipality.name, 120) if document.municipality else ""
    day = local_day(document.submitted) if document.submitted else document.created
    names = [name for name in (project, municipality) if name]
    return Cover(
        title=" – ".join(["Maßnahmenplan zur Verstetigung", *(names or ["ohne Namen"])]),
        project=project,
        municipality=municipality,
        place=_place(document),
        description=clean(document.project.description, 1_000) if document.project else "",
        subject=f"Das Projekt „{project}“" if project else "Das Projekt",
        running=" · ".join(shorten(name, LONGEST_RUNNING) for name in names) or NAMELESS,
        day=day,
        facts=tuple(_facts(document, instrument, day)),
        named=bool(names),
    )


def _place(document: Document) -> str:
    """Kreis, Land, AGS and population, as far as known."""
    place = document.municipality
    if place is None:
        return ""
    entries = [
        clean_line(place.kreis, 120) if place.kreis and place.kreis != place.name else "",
        LAND_NAMES.get(place.land or "", ""),
        f"AGS {place.ags}" if place.ags else "",
        f"{whole(place.population)} Einwohnerinnen und Einwohner" if place.population is not None else "",
    ]
    return " · ".join(filter(None, entries))


def _facts(document: Document, instrument: Instrument, day: date | None):
    if day:
        yield Fact("Stand", long_day(day))
    if document.created or document.submitted:
        yield Fact("Bearbeitung", "abgeschlossen" if document.submitted else "Zwischenstand, noch nicht abgeschlossen")
    if document.project:
        yield from _project_facts(document.project)
    yield Fact("Grundlage", f"{instrument.title}, Fassung {instrument.version}, {SCOPE_WORDS[document.mode]}")


def _project_facts(project):
    if project.funding:
        yield Fact("Förderung", clean_line(project.funding, 200))
    period = _period(project.funding_start, project.funding_end)
    if period:
        yield Fact("Förderzeitraum", period)
    if project.phase in PHASE_WORDS:
        yield Fact("Phase", PHASE_WORDS[project.phase])


def _period(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{long_day(start)} bis {long_day(end)}"
    if end:
        return f"bis {long_day(end)}"
    return f"seit {long_day(start)}" if start else ""
