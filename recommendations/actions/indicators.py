from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, record
from recommendations.actions.rows import RowChanged, change_row, check_revision, lock_project
from recommendations.document_decision import MOST_INDICATORS
from recommendations.models import Indicator


class IndicatorsFull(Exception):
    """The project has MOST_INDICATORS already."""


class IndicatorChanged(RowChanged):
    """Somebody else changed the indicator after it was read."""


@transaction.atomic
def add_indicator(*, assessment, fields, editor):
    """It stays possible after the assessment is submitted, as for the plan. Raises IndicatorsFull."""
    stored = lock_project(assessment)
    if stored.project.indicators.count() >= MOST_INDICATORS:
        raise IndicatorsFull
    now = timezone.now()
    who = {"edited_by": editor.name, "editor_key": editor.key}
    indicator = Indicator.objects.create(project=stored.project, created_at=now, updated_at=now, **who, **fields)
    record(kind=Kind.INDICATOR_ADDED, editor=editor, assessment=stored, subject=indicator.title)
    return indicator


@transaction.atomic
def edit_indicator(*, assessment, indicator, fields, base_revision, editor):
    """Raises IndicatorChanged where it was changed to something else meanwhile, Indicator.DoesNotExist if removed."""
    stored = lock_project(assessment)
    current = stored.project.indicators.get(pk=indicator.pk)
    changes = change_row(current, fields, base_revision, editor, IndicatorChanged)
    if changes:
        record(kind=Kind.INDICATOR_CHANGED, editor=editor, assessment=stored, subject=current.title, changes=changes)
    return current


@transaction.atomic
def remove_indicator(*, assessment, indicator, base_revision, editor):
    """With its readings. Raises IndicatorChanged where it was changed meanwhile. Removing what is gone changes
    nothing."""
    stored = lock_project(assessment)
    current = stored.project.indicators.filter(pk=indicator.pk).first()
    if current is None:
        return
    check_revision(current, base_revision, IndicatorChanged)
    current.delete()
    record(kind=Kind.INDICATOR_REMOVED, editor=editor, assessment=stored, subject=current.title)
