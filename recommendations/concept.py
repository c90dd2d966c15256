"""The Verstetigungskonzept: twelve guided fields (guides/concept.toml) with what is already known beside each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.instrument import load_instrument
from recommendations.costs import build_costs
from recommendations.decision_path import Path, build_path
from recommendations.document import Document
from recommendations.entry_list import read_guide
from recommendations.known_facts import (
    Advice,
    ItemFact,
    advice,
    clock_facts,
    cost_facts,
    indicator_facts,
    item_facts,
    measure_facts,
)

AREA = "concept"
# From this level on a barrier is named as a risk.
STRONG_BARRIER = 3


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """`belongs`, `not_belongs`: what to write and what not; `known`: names of facts; `example_of`: an invented project.

    `items`, `recommendations`: ids of those behind the field.
    """

    key: str
    title: str
    question: str
    belongs: str
    not_belongs: str
    example: str
    example_of: str
    items: tuple[str, ...]
    recommendations: tuple[str, ...]
    known: tuple[str, ...]
    source: str

    @property
    def entry_key(self) -> str:
        return f"{AREA}.{self.key}"


@dataclass(frozen=True, slots=True)
class ConceptField:
    """`text`: as the team wrote it, empty where it wrote nothing. `known`: sentences it may take over."""

    guide: FieldGuide
    text: str
    known: tuple[str, ...]
    items: tuple[ItemFact, ...]
    recommendations: tuple[Advice, ...]

    @property
    def key(self) -> str:
        return self.guide.key

    @property
    def title(self) -> str:
        return self.guide.title

    @property
    def question(self) -> str:
        return self.guide.question


@dataclass(frozen=True, slots=True)
class Concept:
    fields: tuple[ConceptField, ...]

    @property
    def filled(self) -> int:
        return sum(bool(field.text) for field in self.fields)

    @property
    def total(self) -> int:
        return len(self.fields)

    @property
    def next_empty(self) -> ConceptField | None:
        return next((field for field in self.fields if not field.text), None)

    def place_of(self, key: str) -> int:
        """From 0. Raises ValueError for a field that is none."""
        return [field.key for field in self.fields].index(key)


def load_concept_guide() -> tuple[tuple[FieldGuide, ...], Mapping[str, str]]:
    """The fields in their order, and the sentences of the page by name. Raises KeyError where a text is missing."""
    data = read_guide(AREA)
    return tuple(_field_guide(entry) for entry in data["entry"]), data["page"]


def _field_guide(data: dict[str, Any]) -> FieldGuide:
    texts = ("key", "question", "belongs", "not_belongs", "example", "example_of", "source")
    return FieldGuide(
        title=data["label"],
        items=tuple(data["items"]),
        recommendations=tuple(data["recommendations"]),
        known=tuple(data["known"]),
        **{name: data[name] for name in texts},
    )


FIELD_GUIDES, PAGE = load_concept_guide()


def build_concept(document: Document, today: date) -> Concept:
    path = build_path(document)
    return Concept(tuple(_field(document, guide, path, today) for guide in FIELD_GUIDES))


def _field(document: Document, guide: FieldGuide, path: Path, today: date) -> ConceptField:
    return ConceptField(
        guide=guide,
        text=document.entries.get(guide.entry_key, ""),
        known=tuple(fact for name in guide.known for fact in known_facts(document, name, guide, path, today)),
        items=item_facts(document, guide.items),
        recommendations=advice(document, guide.recommendations),
    )


def known_facts(document: Document, name: str, guide: FieldGuide, path: Path, today: date) -> tuple[str, ...]:
    """The sentences of one kind. `name`: "project", "costs", "clock", "indicators", "measures", "path", "barriers"
    or the key of a gate. Raises KeyError for any other."""
    if name == "measures":
        return measure_facts(document, guide.recommendations)
    if name == "path":
        return _path(path)
    dated = {"costs": _costs, "clock": clock_facts}
    if name in dated:
        return dated[name](document, today)
    plain = {"project": _project, "indicators": indicator_facts, "barriers": _barriers}
    return plain[name](document) if name in plain else _gate(path, name)


def _project(document: Document) -> tuple[str, ...]:
    project = document.project
    if project is None:
        return ()
    said = [f"Vorhaben „{project.name}“{f': {project.description}' if project.description else '.'}"]
    said += [f"Förderung: {project.funding}."] if project.funding else []
    said += [f"Die Förderung endet am {project.funding_end:%d.%m.%Y}."] if project.funding_end else []
    return tuple(said)


def _costs(document: Document, today: date) -> tuple[str, ...]:
    sheet = build_costs(document, today)
    falls_away = f"Mit der Förderung fallen {sheet.falls_away} je Jahr weg." if sheet.falls_away.value else ""
    sentences = (*cost_facts(document), sheet.sentence, falls_away)
    return tuple(sentence for sentence in sentences if sentence)


def _path(path: Path) -> tuple[str, ...]:
    if path.chosen:
        return (f"Gewählter Weg: {path.chosen.outcome.title}. {path.chosen.reason}".rstrip(),)
    return (f"Vorgeschlagener Weg: {path.suggested.title}.",) if path.suggested else ()


def _barriers(document: Document) -> tuple[str, ...]:
    items = [item.id for item in load_instrument(document.instrument).items if item.hinders]
    strong = [item for item in items if _level(document, item) >= STRONG_BARRIER]
    return tuple(f"Hemmnis {fact.id} „{fact.label}“: {fact.answer}" for fact in item_facts(document, strong))


def _level(document: Document, item: str) -> int:
    answer = document.answers.get(item)
    return answer if isinstance(answer, int) else 0


def _gate(path: Path, key: str) -> tuple[str, ...]:
    gate = {gate.key: gate for gate in path.gates}[key]
    return (f"Prüfstein „{gate.title}“: {gate.answer_words}. {gate.note}".rstrip(),) if gate.said else ()
