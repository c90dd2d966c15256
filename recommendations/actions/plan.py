from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, record
from assessments.models import Assessment
from recommendations.actions.rows import RowChanged, change_row, check_revision
from recommendations.document import MAX_MEASURES
from recommendations.models import Measure

MOST_MEASURES = MAX_MEASURES


class PlanFull(Exception):
    """The plan holds MOST_MEASURES already."""


class MeasureChanged(RowChanged):
    """Somebody else changed the measure after it was read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """`is_new`: False where it was in the plan already, which changes nothing."""

    measure: Measure
    is_new: bool


@transaction.atomic
def take_recommendation(*, assessment, match, today, editor, latest=None):
    """Into the plan: due when its last step is, on the day `latest` at the latest; its role responsible."""
    recommendation = match.recommendation
    weeks = max(step.weeks for step in recommendation.steps)
    return take(
        assessment,
        match,
        title=recommendation.title,
        responsible=recommendation.role,
        due=due_day(today, weeks, latest),
        note=recommendation.goal,
        editor=editor,
    )


@transaction.atomic
def take_recommendations(*, assessment, matches, today, editor, latest=None):
    """All or none of them; `latest`: {id of the recommendation: its latest day}. Raises PlanFull."""
    days = latest or {}
    return [
        take_recommendation(
            assessment=assessment, match=match, today=today, editor=editor, latest=days.get(match.recommendation.id)
        )
        for match in matches
    ]


def due_day(today, weeks, latest):
    """So many weeks from now, and not after the day `latest`, where there is one."""
    due = today + timedelta(weeks=weeks)
    return min(due, latest) if latest else due


@transaction.atomic
def take_step(*, assessment, match, number, today, editor, latest=None):
    """The step into the plan under what it produces, due on the day `latest` at the latest; `number` counts from 1.
    Raises IndexError."""
    step = match.recommendation.steps[number - 1]
    due = due_day(today, step.weeks, latest)
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
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True).select_related("project").get(pk=assessment.pk)
    )


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
    changes = change_row(current, fields, base_revision, editor, MeasureChanged)
    if changes:
        record(
            kind=Kind.MEASURE_CHANGED,
            editor=editor,
            assessment=current.assessment,
            subject=current.title,
            changes=changes,
        )
    return current


def lock_measure(measure):
    """The measure as stored now, with assessment and project; its plan is locked before it, as all do. Raises
    Measure.DoesNotExist."""
    Assessment.objects.select_for_update(no_key=True).filter(pk=measure.assessment_id).first()
    return Measure.objects.select_for_update(of=("self",)).select_related("assessment__project").get(pk=measure.pk)


@transaction.atomic
def remove_measure(*, measure, base_revision, editor):
    """Raises MeasureChanged where it was changed meanwhile. Removing what is gone changes nothing."""
    try:
        current = lock_measure(measure)
    except Measure.DoesNotExist:
        return
    check_revision(current, base_revision, MeasureChanged)
    current.delete()
    record(kind=Kind.MEASURE_REMOVED, editor=editor, assessment=current.assessment, subject=current.title)
