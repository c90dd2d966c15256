"""From a secret link into the account of a municipality."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments.actions.assessments import drop_unused_municipality
from assessments.actions.history import Kind, record
from assessments.models import Assessment, HistoryEntry, Membership, Municipality, Project


@transaction.atomic
def adopt_assessment(*, assessment, municipality, granted, editor):
    """Take the assessment into the municipality, with all of its project whose link hashes are in `granted`. Those
    whose link the person does not hold stay where they are, with a copy of the project. Returns what was taken.

    Raises PermissionDenied, Assessment.DoesNotExist where it was deleted, renewed or taken meanwhile.
    """
    require_editor(municipality, editor)
    found = list(
        Assessment.objects.select_for_update(of=("self",)).filter(project=assessment.project_id).order_by("pk")
    )
    taken = [row for row in found if row.link_hash in granted]
    project = Project.objects.select_for_update(no_key=True).filter(pk=assessment.project_id, tenant=None).first()
    if project is None or assessment.pk not in {row.pk for row in taken}:
        raise Assessment.DoesNotExist
    leave_behind([row for row in found if row not in taken], project)
    before = project.municipality
    move(project, municipality)
    record_adoption(taken, project, before, editor)
    drop_unused_municipality(before)
    return taken


def require_editor(municipality, editor):
    may_edit = (Membership.Role.LEAD, Membership.Role.EDIT)
    if not Membership.objects.filter(municipality=municipality, user=editor.user_id, role__in=may_edit).exists():
        raise PermissionDenied


def leave_behind(left, project):
    if not left:
        return
    copy = copy_deep(Project.objects.get(pk=project.pk))
    Project.objects.filter(pk=copy.pk).update(created_at=project.created_at)
    Assessment.objects.filter(pk__in=[row.pk for row in left]).update(project=copy)


def copy_deep(row):
    """A copy of the row with copies of all that hangs on it, but for assessments. Returns it."""
    links = [link for link in row._meta.related_objects if link.related_model is not Assessment]
    hanging = [(link, list(link.related_model.objects.filter(**{link.field.name: row.pk}))) for link in links]
    row.pk, row._state.adding = row._meta.pk.get_default(), True
    row.save(force_insert=True)
    for link, children in hanging:
        for child in children:
            setattr(child, link.field.name, row)
            copy_deep(child)
    return row


def move(project, municipality):
    project.tenant = Municipality.objects.get(pk=municipality.pk)
    project.municipality = project.tenant
    project.save(update_fields=["tenant", "municipality"])


def record_adoption(taken, project, before, editor):
    """What was recorded while a link held them belongs to the municipality's history from now on."""
    HistoryEntry.objects.filter(assessment__in=taken, municipality=None).update(municipality=project.tenant)
    changes = {} if before == project.tenant else {"municipality": [before.name, project.tenant.name]}
    for row in taken:
        row.project = project
        record(kind=Kind.ADOPTED, editor=editor, assessment=row, subject=project.name, changes=changes)
