"""The only code of this app that writes. Keyword-only, atomic, preconditions first, no request."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.access import Editor
from assessments.actions import (
    FORMER,
    Kind,
    add_typed_municipality,
    changes_between,
    get_answers,
    record,
    replace_name,
    start_assessment,
    submit_assessment,
)
from assessments.actions import continue_assessment as copy_assessment
from assessments.instrument import load_instrument
from assessments.models import Answer, Assessment, Municipality
from assessments.municipalities import search_key
from assessments.stored_views import views_data
from recommendations.document import MAX_MEASURES
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.models import Measure

# The one assessment that the example command may give a new link.
EXAMPLE_ID = UUID("e8a3b1d2-5c47-4f1e-9a60-0d1f2e3c4b5a")
EXAMPLE_EDITOR = Editor(key="", name="Beispiel")
MOST_MEASURES = MAX_MEASURES
UNFINISHED = (Measure.Status.OPEN, Measure.Status.RUNNING, Measure.Status.POSTPONED)


class PlanFull(Exception):
    """The plan holds MOST_MEASURES already."""


class AssessmentOpen(Exception):
    """The assessment is not submitted yet: there is nothing to continue."""


@dataclass(frozen=True, slots=True)
class MeasureChanged(Exception):
    """Somebody else changed the measure after it was read. `current` is what is stored now."""

    current: Measure


@dataclass(frozen=True, slots=True)
class Taken:
    """`is_new`: False where it was in the plan already, which changes nothing."""

    measure: Measure
    is_new: bool


@transaction.atomic
def take_recommendation(*, assessment, match, today, editor):
    """Into the plan: due when its last step is, its role responsible."""
    recommendation = match.recommendation
    return take(
        assessment,
        match,
        title=recommendation.title,
        responsible=recommendation.role,
        due=today + timedelta(weeks=max(step.weeks for step in recommendation.steps)),
        note=recommendation.goal,
        editor=editor,
    )


@transaction.atomic
def take_step(*, assessment, match, number, today, editor):
    """The step into the plan under what it produces; `number` counts from 1. Raises IndexError."""
    step = match.recommendation.steps[number - 1]
    due = today + timedelta(weeks=step.weeks)
    return take(assessment, match, title=step.result, responsible=step.who, due=due, note=step.text, editor=editor)


def take(assessment, match, editor, **fields):
    assessment = lock_plan(assessment)
    fields = {"recommendation": match.recommendation.id, **fields}
    present = assessment.measures.filter(recommendation=fields["recommendation"], title=fields["title"]).first()
    if present:
        return Taken(present, is_new=False)
    priority = match.priority or Measure.Priority.MEDIUM
    return Taken(create_measure(assessment, editor, priority=priority, **fields), is_new=True)


@transaction.atomic
def add_measure(*, assessment, fields, editor):
    """An own measure. Raises PlanFull."""
    return create_measure(lock_plan(assessment), editor, **fields)


def lock_plan(assessment):
    """The plan stays editable after the assessment is submitted, so that it can be carried out."""
    return Assessment.objects.select_for_update(of=("self",)).select_related("project").get(pk=assessment.pk)


def create_measure(assessment, editor, **fields):
    now = timezone.now()
    if assessment.measures.count() >= MOST_MEASURES:
        raise PlanFull
    who = {"edited_by": editor.name, "editor_key": editor.key}
    measure = Measure.objects.create(assessment=assessment, created_at=now, updated_at=now, **who, **fields)
    record(kind=Kind.MEASURE_ADDED, editor=editor, assessment=assessment, subject=measure.title)
    return measure


@transaction.atomic
def edit_measure(*, measure, fields, base_revision, editor):
    """Raises MeasureChanged where it was changed to something else meanwhile, Measure.DoesNotExist if removed."""
    current = lock_measure(measure)
    changes = changes_between({name: getattr(current, name) for name in fields}, fields)
    if not changes:
        return current
    if current.revision != base_revision:
        raise MeasureChanged(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.revision += 1
    current.edited_by, current.editor_key = editor.name, editor.key
    current.updated_at = timezone.now()
    current.save()
    record(
        kind=Kind.MEASURE_CHANGED,
        editor=editor,
        assessment=current.assessment,
        subject=current.title,
        changes=changes,
    )
    return current


def lock_measure(measure):
    """The measure as stored now, with assessment and project. Raises Measure.DoesNotExist."""
    return Measure.objects.select_for_update(of=("self",)).select_related("assessment__project").get(pk=measure.pk)


@transaction.atomic
def remove_measure(*, measure, base_revision, editor):
    """Raises MeasureChanged where it was changed meanwhile. Removing what is gone changes nothing."""
    try:
        current = lock_measure(measure)
    except Measure.DoesNotExist:
        return
    if current.revision != base_revision:
        raise MeasureChanged(current)
    current.delete()
    record(kind=Kind.MEASURE_REMOVED, editor=editor, assessment=current.assessment, subject=current.title)


@transaction.atomic
def anonymize_member(*, municipality, user):
    """Takes the name of a former member out of history, answers and plans. Raises StillMember."""
    replace_name(municipality=municipality, user=user)
    measures = Measure.objects.filter(assessment__project__tenant=municipality, editor_key=user.pk.hex)
    measures.update(edited_by=FORMER, editor_key="")


def finish(*, assessment, editor):
    """Freeze the assessment with the result of its answers. Raises AssessmentSubmitted."""
    submit_assessment(
        assessment=assessment,
        evaluate=lambda answers: evaluation_data(evaluate(assessment.instrument, answers)),
        editor=editor,
    )


@transaction.atomic
def continue_assessment(*, assessment, editor):
    """A new open assessment with a copy of every answer and every unfinished measure. Returns (assessment, token);

    the token is None where a municipality holds the project.
    """
    if not assessment.is_submitted:
        raise AssessmentOpen
    copy, token = copy_assessment(assessment=assessment, editor=editor)
    measures = list(assessment.measures.filter(status__in=UNFINISHED))
    for measure in measures:
        measure.pk, measure.assessment, measure.revision = Measure._meta.pk.get_default(), copy, 1
    Measure.objects.bulk_create(measures)
    return copy, token


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
    return example
