from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, record
from recommendations.actions.rows import RowChanged, change_row, check_revision, lock_project
from recommendations.document_decision import MOST_COSTS
from recommendations.models import CostLine
from recommendations.typical_costs import TYPICAL_COSTS


class CostsFull(Exception):
    """The project would have more than MOST_COSTS lines."""


class CostChanged(RowChanged):
    """Somebody else changed the line after it was read."""


@transaction.atomic
def add_cost(*, assessment, fields, editor):
    """It stays possible after the assessment is submitted, as for the plan. Raises CostsFull."""
    stored = lock_project(assessment)
    require_room(stored.project, 1)
    return create_cost(stored, editor, fields)


def require_room(project, count):
    if project.cost_lines.count() + count > MOST_COSTS:
        raise CostsFull


def create_cost(assessment, editor, fields):
    now = timezone.now()
    who = {"edited_by": editor.name, "editor_key": editor.key}
    line = CostLine.objects.create(project=assessment.project, created_at=now, updated_at=now, **who, **fields)
    record(kind=Kind.COST_ADDED, editor=editor, assessment=assessment, subject=line.label)
    return line


@transaction.atomic
def add_typical_costs(*, assessment, editor):
    """Those typical lines that the project does not have yet, without amounts. Returns them. Raises CostsFull."""
    stored = lock_project(assessment)
    present = set(stored.project.cost_lines.values_list("side", "label"))
    missing = [typical for typical in TYPICAL_COSTS if (typical.side, typical.label) not in present]
    require_room(stored.project, len(missing))
    return [create_cost(stored, editor, fields_of(typical)) for typical in missing]


def fields_of(typical):
    fields = {name: getattr(typical, name) for name in ("side", "kind", "label")}
    return {**fields, "basis": CostLine.Basis.UNKNOWN, "assumption": typical.ask}


@transaction.atomic
def edit_cost(*, assessment, line, fields, base_revision, editor):
    """Raises CostChanged where it was changed to something else meanwhile, CostLine.DoesNotExist if removed."""
    stored = lock_project(assessment)
    current = stored.project.cost_lines.get(pk=line.pk)
    changes = change_row(current, fields, base_revision, editor, CostChanged)
    if changes:
        record(kind=Kind.COST_CHANGED, editor=editor, assessment=stored, subject=current.label, changes=changes)
    return current


@transaction.atomic
def remove_cost(*, assessment, line, base_revision, editor):
    """Raises CostChanged where it was changed meanwhile. Removing what is gone changes nothing."""
    stored = lock_project(assessment)
    current = stored.project.cost_lines.filter(pk=line.pk).first()
    if current is None:
        return
    check_revision(current, base_revision, CostChanged)
    current.delete()
    record(kind=Kind.COST_REMOVED, editor=editor, assessment=stored, subject=current.label)
