"""The Verstetigungskonzept as a paper: twelve fields as the team wrote them, empty ones as gaps. Pure."""

from datetime import date

from recommendations.concept import Concept, ConceptField, build_concept
from recommendations.days import long_day
from recommendations.document import Document
from recommendations.papers.paper import Block, Note, Paper, Paragraph, Section, gap, prose

KIND = "Verstetigungskonzept"
NAMELESS = "Vorhaben ohne Namen"


def build_concept_paper(document: Document, today: date) -> Paper:
    concept = build_concept(document, today)
    project, municipality = document.project, document.municipality
    return Paper(
        kind=KIND,
        title=project.name if project else NAMELESS,
        subtitle=municipality.name if municipality else "",
        author=municipality.name if municipality else "",
        created=document.created,
        day=today,
        facts=_facts(document, concept, today),
        sections=tuple(_section(place, field) for place, field in enumerate(concept.fields, 1)),
    )


def _facts(document: Document, concept: Concept, today: date) -> tuple[tuple[str, str], ...]:
    project = document.project
    end = project.funding_end if project else None
    return (
        ("Förderung", project.funding if project and project.funding else gap("Fördergeber und Programm")),
        ("Ende der Förderung", long_day(end) if end else gap("Tag")),
        ("Bearbeitet", f"{concept.filled} von {concept.total} Abschnitten"),
        ("Stand", long_day(today)),
    )


def _section(place: int, field: ConceptField) -> Section:
    return Section(field.key, f"{place}. {field.title}", (Note(field.question), *_written(field)))


def _written(field: ConceptField) -> tuple[Block, ...]:
    return prose(field.text) or (Paragraph(gap(field.title)),)
