from django.utils import timezone

from assessments.models import HistoryEntry

Kind = HistoryEntry.Kind


def record(*, kind, editor, assessment=None, municipality=None, subject="", changes=None, person_id=None):
    """Write down who did what, in the transaction of the change itself.

    `municipality`: of a change that belongs to no assessment; one of an assessment is found at its project, so
    `assessment.project` has to be loaded, or one more query is. `changes`: {field: [before, after]}.
    """
    tenant_id = assessment.project.tenant_id if assessment else municipality.pk
    HistoryEntry.objects.create(
        kind=kind,
        assessment=assessment,
        municipality_id=tenant_id,
        subject=subject[:300],
        changes=changes or {},
        actor_id=editor.user_id,
        actor_name=editor.name,
        person_id=person_id,
        at=timezone.now(),
    )


def changes_between(before, after):
    """{field: [before, after]} of the fields that differ, in words that JSON can hold."""
    return {name: [plain(before[name]), plain(after[name])] for name in after if before[name] != after[name]}


def plain(value):
    return value if value is None or isinstance(value, str | int | bool) else str(value)
