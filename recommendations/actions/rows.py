"""What measures, cost lines and indicators have in common: a row whose revision tells whether somebody changed it."""

from dataclasses import dataclass

from django.utils import timezone

from assessments.actions import changes_between
from assessments.models import Assessment, Project
from recommendations.models import CostLine, Indicator, Measure


@dataclass(frozen=True, slots=True)
class RowChanged(Exception):
    """Somebody else changed the row after it was read. `current` is what is stored now."""

    current: Measure | CostLine | Indicator


def lock_project(assessment):
    """The assessment and its project as stored now. Whoever writes into the same project waits here.

    All that lock both take them in this order; without the key, for what is recorded refers to both meanwhile. The
    project is read after the lock: an adoption that was waited for may have given the assessment another one. It stays
    possible after the assessment is submitted, as for the plan. Raises DoesNotExist.
    """
    stored = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    stored.project = Project.objects.select_for_update(no_key=True).get(pk=stored.project_id)
    return stored


def change_row(current, fields, base_revision, editor, changed):
    """Store what differs, in the locked row `current`. Returns {field: [before, after]}, empty where nothing differs.

    Raises `changed`, a RowChanged, where the row is not the one that was read.
    """
    changes = changes_between({name: getattr(current, name) for name in fields}, fields)
    if changes:
        check_revision(current, base_revision, changed)
        for name, value in fields.items():
            setattr(current, name, value)
        current.revision += 1
        current.edited_by, current.editor_key = editor.name, editor.key
        current.updated_at = timezone.now()
        current.save()
    return changes


def check_revision(current, base_revision, changed):
    if current.revision != base_revision:
        raise changed(current)
