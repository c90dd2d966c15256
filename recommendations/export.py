"""From the stored assessment to its document, which PDF, JSON and XLSX are made of."""

from django.utils import timezone

from assessments.forms import GermanDateField
from assessments.responses import get_opened
from assessments.scoring import Fault
from recommendations.catalogue import load_catalogue
from recommendations.document import Document, DocumentMeasure, DocumentMunicipality, DocumentProject
from recommendations.document_answers import DocumentFunderAnswer
from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading
from recommendations.entry_list import SPECS
from recommendations.models import FunderAnswer, Participation

YEARS = range(2000, 2100)


def get_document(assessment):
    """`assessment` comes with project and municipality; answers, measures and respondents are one query each, and the
    respondents' answers one more where the comparison is opened, as are the funders' answers where a municipality
    holds it; entries, costs, indicators and their readings are one query each."""
    rows = list(assessment.answers.all())
    return Document(
        instrument=assessment.instrument,
        mode=assessment.scope,
        municipality=municipality_document(assessment.project.municipality),
        project=project_document(assessment.project),
        created=timezone.localdate(assessment.created_at),
        submitted=assessment.submitted_at,
        answers={row.item: row.answer for row in rows if row.answer is not None},
        notes={row.item: row.note for row in rows if row.note},
        measures=tuple(measure_document(measure) for measure in assessment.measures.in_order()),
        reasons={row.item: row.reason for row in rows if row.reason},
        dissents={row.item: row.dissent for row in rows if row.dissent},
        views=get_opened(assessment).views,
        funder_answers=get_funder_answers(assessment),
        entries=get_entries(assessment.project),
        costs=tuple(cost_document(line) for line in assessment.project.cost_lines.in_order()),
        indicators=get_indicators(assessment.project),
    )


def get_entries(project):
    """{key: value} in the order of the list; of keys that this version knows, and without what was taken back."""
    stored = dict(project.entries.exclude(value="").values_list("key", "value"))
    return {key: stored[key] for key in SPECS if key in stored}


def cost_document(line):
    return DocumentCost(**{name: getattr(line, name) for name in DocumentCost.__dataclass_fields__})


def get_indicators(project):
    return tuple(indicator_document(row) for row in project.indicators.in_order().prefetch_related("readings"))


def indicator_document(indicator):
    names = [name for name in DocumentIndicator.__dataclass_fields__ if name not in ("catalogue_id", "readings")]
    return DocumentIndicator(
        catalogue_id=indicator.catalogue_id or None,
        readings=tuple(reading_document(row) for row in indicator.readings.all()),
        **{name: getattr(indicator, name) for name in names},
    )


def reading_document(reading):
    return DocumentReading(**{name: getattr(reading, name) for name in DocumentReading.__dataclass_fields__})


def get_funder_answers(assessment):
    """What the funders of the municipality's programmes answer today, programme by programme, in the order of the
    catalogue; nothing where the assessment is held by a link."""
    if assessment.project.tenant_id is None:
        return ()
    order = {entry.id: place for place, entry in enumerate(load_catalogue(assessment.instrument).funder)}
    taken_part = Participation.objects.filter(municipality=assessment.project.tenant_id).values("programme")
    found = FunderAnswer.objects.filter(programme__in=taken_part, recommendation__in=order).select_related("programme")
    latest = {(row.programme.name, order[row.recommendation]): row for row in found.order_by("number")}
    return tuple(answer_document(latest[key]) for key in sorted(latest))


def answer_document(answer):
    return DocumentFunderAnswer(
        programme=answer.programme.name,
        funder=answer.programme.funder,
        recommendation=answer.recommendation,
        status=answer.status,
        text=answer.text,
        date=timezone.localdate(answer.created_at),
    )


def municipality_document(municipality):
    return DocumentMunicipality(
        name=municipality.name,
        ags=municipality.ags,
        land=municipality.land or None,
        kreis=municipality.district or None,
        size_class=municipality.size_class,
        population=municipality.population,
    )


def project_document(project):
    names = ("name", "description", "funding", "funding_start", "funding_end", "phase")
    return DocumentProject(**{name: getattr(project, name) for name in names})


def measure_document(measure):
    names = ("title", "responsible", "start", "due", "status", "decline_reason")
    names += ("cost_once", "cost_yearly", "note", "priority")
    fields = {name: getattr(measure, name) for name in names}
    return DocumentMeasure(recommendation=measure.recommendation or None, **fields)


def upload_faults(document):
    """Why a document that can be read cannot become an assessment; empty where it can."""
    faults = []
    if document.municipality is None or document.project is None:
        reason = "Die Datei nennt keine Kommune oder kein Vorhaben. Hochladen lässt sich nur ein ganzer Stand."
        faults.append(Fault("municipality" if document.municipality is None else "project", reason))
    for name in ("created", "submitted"):
        moment = getattr(document, name)
        if moment is not None and moment.year not in YEARS:
            faults.append(Fault(name, "Das Jahr muss zwischen 2000 und 2099 liegen"))
    days = [(place, day) for place, day in named_days(document) if day is not None]
    earliest, latest = GermanDateField.EARLIEST, GermanDateField.LATEST
    reason = f"Das Jahr muss zwischen {earliest.year} und {latest.year} liegen"
    return faults + [Fault(place, reason) for place, day in days if not earliest <= day <= latest]


def named_days(document):
    """(place in the file, day or None) of the days that forms ask for, within the same limits."""
    project = document.project
    if project:
        yield from (("project.funding_start", project.funding_start), ("project.funding_end", project.funding_end))
    if document.views:
        yield "views.opened", document.views.opened
    for place, measure in enumerate(document.measures, 1):
        yield from ((f"measures.{place}.start", measure.start), (f"measures.{place}.due", measure.due))
    for place, indicator in enumerate(document.indicators, 1):
        yield f"indicators.{place}.baseline_day", indicator.baseline_day
        yield f"indicators.{place}.target_day", indicator.target_day
        yield from ((f"indicators.{place}.readings", reading.day) for reading in indicator.readings)
