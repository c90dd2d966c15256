"""From the database: the calendars of a municipality's other projects, for whoever may read those."""

from itertools import groupby

from assessments.models import Project
from recommendations.clock.takeover import READ, OtherCalendar, build_offers
from recommendations.export import get_entries
from recommendations.models import Entry


def find_offers(viewer, assessment):
    """The calendars that the project of the assessment can take something from, the latest changed first."""
    project = assessment.project
    if project.tenant_id is None:
        return ()
    return build_offers(get_entries(project), find_calendars(viewer, project), project.funding_end)


def find_calendars(viewer, project):
    """Of the municipality's other projects that this viewer may read; none where a link holds the project."""
    if project.tenant_id is None:
        return []
    visible = Project.objects.visible_to(viewer).filter(tenant=project.tenant_id).exclude(pk=project.pk)
    rows = Entry.objects.filter(project__in=visible, key__in=READ).select_related("project")
    in_order = sorted(rows, key=lambda row: row.project_id)
    return [read_calendar(list(found)) for _, found in groupby(in_order, key=lambda row: row.project_id)]


def read_calendar(rows):
    """Of one project; `changed` counts also what was taken back, and its first year without funding."""
    return OtherCalendar(
        project=rows[0].project_id,
        name=rows[0].project.name,
        end=rows[0].project.funding_end,
        changed=max(row.updated_at for row in rows),
        values={row.key: row.value for row in rows},
        revisions={row.key: row.revision for row in rows},
    )
