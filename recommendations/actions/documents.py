from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.access import Editor
from assessments.actions import add_typed_municipality, get_answers, start_assessment
from assessments.instrument import load_instrument
from assessments.models import Answer, Assessment, Municipality
from assessments.municipalities import search_key
from assessments.stored_views import views_data
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.models import CostLine, Entry, Indicator, Measure, Reading

# The one assessment that the example command may give a new link.
EXAMPLE_ID = UUID("e8a3b1d2-5c47-4f1e-9a60-0d1f2e3c4b5a")
EXAMPLE_EDITOR = Editor(key="", name="Beispiel")


@transaction.atomic
def upload_document(*, document, editor):
    """A new assessment that holds what the document holds; it names municipality and project (export.upload_faults).

    Returns (assessment, token).
    """
    assessment, token = start_assessment(
        municipality=find_municipality(document.municipality),
        project=project_fields(document.project),
        scope=document.mode,
        editor=editor,
        instrument=document.instrument,
        created_at=created_at(document),
    )
    create_answers(assessment, document)
    create_measures(assessment, document)
    create_decision(assessment.project, document)
    if document.views:
        assessment.uploaded_views = views_data(document.views)
        assessment.save(update_fields=["uploaded_views"])
    if document.submitted:
        freeze(assessment, document.submitted)
    return assessment, token


def find_municipality(wanted):
    """The municipality of the directory with this AGS, else one that holds what the document says.

    One with an AGS that the directory does not hold is stored as not current, so that nobody can choose it.
    """
    known = Municipality.objects.filter(ags=wanted.ags).first() if wanted.ags else None
    if known and (known.is_current or same_municipality(known, wanted)):
        return known
    if wanted.ags is None or known:
        found = add_typed_municipality(name=wanted.name, land=wanted.land or "", size_class=wanted.size_class)
        found.district, found.population = wanted.kreis or "", wanted.population
        found.save(update_fields=["district", "population"])
        return found
    return make_municipality(wanted)


def make_municipality(wanted):
    """Two uploads of one AGS at once get the same row, that of the first."""
    fields = {
        "name": wanted.name,
        "land": wanted.land or "",
        "district": wanted.kreis or "",
        "population": wanted.population,
        "size_class": wanted.size_class,
        "search_key": search_key(wanted.name),
        "is_current": False,
    }
    return Municipality.objects.get_or_create(ags=wanted.ags, defaults=fields)[0]


def same_municipality(known, wanted):
    return (known.name, known.land, known.district, known.population, known.size_class) == (
        wanted.name,
        wanted.land or "",
        wanted.kreis or "",
        wanted.population,
        wanted.size_class,
    )


def project_fields(project):
    names = ("name", "description", "funding", "funding_start", "funding_end", "phase")
    return {name: getattr(project, name) for name in names}


def created_at(document):
    """The day the document names, at its begin; now where it names none."""
    if document.created is None:
        return timezone.now()
    return timezone.make_aware(datetime.combine(document.created, time.min))


def create_answers(assessment, document):
    now = timezone.now()
    items = [
        item.id
        for item in load_instrument(document.instrument).items
        if any(item.id in given for given in (document.answers, document.notes, document.reasons, document.dissents))
    ]
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            item=item,
            value=str(document.answers.get(item, "")),
            note=document.notes.get(item, ""),
            reason=document.reasons.get(item, ""),
            dissent=document.dissents.get(item, ""),
            updated_at=now,
        )
        for item in items
    )


def create_measures(assessment, document):
    """In the order of the document, which `created_at` keeps among measures of one priority and date."""
    now = timezone.now()
    names = ("title", "responsible", "start", "due", "status", "decline_reason")
    names += ("cost_once", "cost_yearly", "note", "priority")
    Measure.objects.bulk_create(
        Measure(
            assessment=assessment,
            recommendation=measure.recommendation or "",
            created_at=now + timedelta(microseconds=place),
            updated_at=now,
            **{name: getattr(measure, name) for name in names},
        )
        for place, measure in enumerate(document.measures)
    )


def create_decision(project, document):
    """What the decision rests on; costs and indicators in the order of the document."""
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(project=project, key=key, value=value, updated_at=now) for key, value in document.entries.items()
    )
    CostLine.objects.bulk_create(
        CostLine(project=project, **rows_at(now, place), **fields_of(cost)) for place, cost in enumerate(document.costs)
    )
    for place, given in enumerate(document.indicators):
        fields = {**fields_of(given), "catalogue_id": given.catalogue_id or ""}
        readings = fields.pop("readings")
        indicator = Indicator.objects.create(project=project, **rows_at(now, place), **fields)
        Reading.objects.bulk_create(
            Reading(indicator=indicator, updated_at=now, **fields_of(reading)) for reading in readings
        )


def fields_of(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def rows_at(now, place):
    """`created_at` keeps the order."""
    return {"created_at": now + timedelta(microseconds=place), "updated_at": now}


def freeze(assessment, submitted_at):
    """Like finish, at the time the document names."""
    assessment.result = evaluation_data(evaluate(assessment.instrument, get_answers(assessment)))
    assessment.submitted_at = submitted_at
    assessment.save(update_fields=["result", "submitted_at"])


@transaction.atomic
def load_example(*, earlier, current):
    """The assessment of `current`, which continues that of `earlier`; the project is that of `earlier`."""
    before, _ = upload_document(document=earlier, editor=EXAMPLE_EDITOR)
    example = Assessment.objects.create(
        id=EXAMPLE_ID,
        project=before.project,
        instrument=current.instrument,
        scope=current.mode,
        continues=before,
        created_at=created_at(current),
    )
    create_answers(example, current)
    create_measures(example, current)
    create_decision(example.project, current)
    return example
