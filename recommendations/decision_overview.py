"""Where a project stands on the way from the score to the decision: one line for each part of it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from recommendations.clock import Clock, build_clock
from recommendations.concept import build_concept
from recommendations.costs import build_costs
from recommendations.decision_path import Path, build_path
from recommendations.document import Document
from recommendations.hints import build_hints
from recommendations.indicators import build_indicators
from recommendations.papers.proposal import build_proposal
from recommendations.wording import count_text

State = Literal["open", "begun", "complete"]


@dataclass(frozen=True, slots=True)
class Station:
    """A part of the way. `name`: of its page; `text`: what is known there; `state`: how far it is filled in."""

    name: str
    title: str
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class DecisionOverview:
    """`hints`: how many there are."""

    clock: Clock
    path: Path
    stations: tuple[Station, ...]
    hints: int


def build_overview(document: Document, today: date) -> DecisionOverview:
    clock, path = build_clock(document, today), build_path(document)
    stations = (
        _clock(clock, document),
        _path(path),
        _costs(document, today),
        _indicators(document),
        _concept(document, today),
        _proposal(document, today),
    )
    return DecisionOverview(clock, path, stations, len(build_hints(document, today)))


def _clock(clock: Clock, document: Document) -> Station:
    said = any(key.startswith("calendar.") for key in document.entries)
    if clock.funding_end is None:
        text = "Das Ende der Förderung fehlt; davon hängt jede Frist ab."
        return Station("clock", "Fristen", text, "begun" if said else "open")
    parts = [f"Die Förderung endet am {clock.funding_end:%d.%m.%Y}."]
    if clock.next_step:
        parts.append(f"{clock.next_step.sentence}.")
    elif clock.too_late:
        parts.append(f"{count_text(len(clock.too_late), 'Termin ist', 'Termine sind')} schon verstrichen.")
    if not said:
        parts.append("Gerechnet ist mit Annahmen; Ihren Kalender tragen Sie ein.")
    return Station("clock", "Fristen", " ".join(parts), "complete" if said else "open")


def _path(path: Path) -> Station:
    title = "Entscheidungsweg"
    if path.chosen:
        checklist = path.checklist
        left = f" Von der Liste sind {checklist.done} von {checklist.needed} Punkten erledigt." if checklist else ""
        return Station("path", title, f"Verständigt auf: {path.chosen.outcome.title}.{left}", "complete")
    answered = len(path.gates) - len(path.open_gates)
    said = f"{answered} von {len(path.gates)} Prüfsteinen beantwortet."
    if path.suggested:
        return Station("path", title, f"{said} Danach liegt nahe: {path.suggested.title}.", "begun")
    if path.is_empty:
        return Station("path", title, "Verstetigen, anpassen, übertragen oder geordnet beenden: noch offen.", "open")
    return Station("path", title, f"{said} Der Weg ist noch nicht entscheidbar.", "begun")


def _costs(document: Document, today: date) -> Station:
    sheet = build_costs(document, today)
    if sheet.is_empty:
        return Station("costs", "Kosten und Nutzen", "Noch keine Position eingetragen.", "open")
    state: State = "begun" if sheet.unknown or not sheet.cost_lines else "complete"
    return Station("costs", "Kosten und Nutzen", sheet.sentence, state)


def _indicators(document: Document) -> Station:
    views = build_indicators(document)
    if not views:
        return Station("indicators", "Wirkung", "Noch keine Kennzahl ausgewählt.", "open")
    measured = sum(view.latest is not None for view in views)
    text = f"{count_text(len(views), 'Kennzahl', 'Kennzahlen')}, {measured} mit Messwert."
    return Station("indicators", "Wirkung", text, "complete" if measured == len(views) else "begun")


def _concept(document: Document, today: date) -> Station:
    concept = build_concept(document, today)
    text = f"{concept.filled} von {concept.total} Abschnitten geschrieben."
    return Station("concept", "Verstetigungskonzept", text, _state(concept.filled, concept.total))


def _proposal(document: Document, today: date) -> Station:
    gaps = build_proposal(document, today).gaps
    text = f"Entwurf aus Ihren Angaben, mit {count_text(gaps, 'Lücke', 'Lücken')}." if gaps else "Entwurf ohne Lücken."
    said = any(key.startswith("proposal.") for key in document.entries)
    return Station("proposal", "Ratsvorlage", text, "complete" if not gaps else "begun" if said else "open")


def _state(filled: int, total: int) -> State:
    if filled == 0:
        return "open"
    return "complete" if filled == total else "begun"
