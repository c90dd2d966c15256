from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, changes_between, record
from recommendations.actions.rows import lock_project
from recommendations.document_decision import MOST_READINGS
from recommendations.models import Reading

VALUES = ("value", "basis", "note")
NOTHING = {"value": None, "basis": None, "note": ""}


class ReadingsFull(Exception):
    """The indicator has MOST_READINGS already."""


@dataclass(frozen=True, slots=True)
class ReadingThere(Exception):
    """Of that day there is another reading than the editor saw. `current` is what is stored now."""

    current: Reading


def stamp(reading):
    """What changes with every change of a reading; empty for none. Whoever replaces or removes one says which."""
    return reading.updated_at.isoformat() if reading else ""


@transaction.atomic
def save_reading(*, assessment, indicator, fields, seen, editor):
    """One reading a day: another one of that day is replaced only by whoever saw it. `seen`: its stamp.

    Raises ReadingThere, ReadingsFull, Indicator.DoesNotExist if removed meanwhile.
    """
    stored = lock_project(assessment)
    indicator = stored.project.indicators.get(pk=indicator.pk)
    current = indicator.readings.filter(day=fields["day"]).first()
    before = {name: getattr(current, name) for name in VALUES} if current else NOTHING
    changes = changes_between(before, {name: fields[name] for name in VALUES})
    if current and not changes:
        return current
    if current and stamp(current) != seen:
        raise ReadingThere(current)
    if current is None and indicator.readings.count() >= MOST_READINGS:
        raise ReadingsFull
    reading = write_reading(current or Reading(indicator=indicator), fields, editor)
    record(
        kind=Kind.READING_SAVED, editor=editor, assessment=stored, subject=words(indicator, reading), changes=changes
    )
    return reading


def write_reading(reading, fields, editor):
    for name, value in fields.items():
        setattr(reading, name, value)
    reading.edited_by, reading.editor_key = editor.name, editor.key
    reading.updated_at = timezone.now()
    reading.save()
    return reading


def words(indicator, reading):
    return f"{indicator.title}, {reading.day:%d.%m.%Y}"


@transaction.atomic
def remove_reading(*, assessment, reading, seen, editor):
    """Raises ReadingThere where it was changed meanwhile. Removing what is gone changes nothing."""
    stored = lock_project(assessment)
    current = Reading.objects.filter(pk=reading.pk, indicator__project=stored.project).first()
    if current is None:
        return
    if stamp(current) != seen:
        raise ReadingThere(current)
    current.delete()
    record(kind=Kind.READING_REMOVED, editor=editor, assessment=stored, subject=words(current.indicator, current))
