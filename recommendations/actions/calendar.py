from django.db import transaction

from assessments.models import Project
from recommendations.actions.entries import value_of, write_entry
from recommendations.actions.rows import lock_project
from recommendations.clock.takeover import READ, missing_entries
from recommendations.models import Entry


class CalendarChanged(Exception):
    """Somebody changed the other calendar after it was shown; nothing is taken over."""


@transaction.atomic
def take_calendar(*, assessment, source, base, editor):
    """What the municipality's project `source` (its id) knows of the municipality's calendar and this project lacks;
    how many entries. `base`: {key: the revision that was shown}; others are not taken.

    What is entered here stays, whoever entered it meanwhile. The other project is only read, so nobody waits for it.
    Raises CalendarChanged, also where the other project is gone or belongs to another municipality, and where nothing
    of what could be taken was shown; DoesNotExist.
    """
    stored = lock_project(assessment)
    here = by_key(stored.project.entries)
    there = by_key(Entry.objects.filter(project=source, **held_with(stored.project)))
    wanted = {key: revision for key, revision in base.items() if not value_of(here, key)}
    if any(key not in there or there[key].revision != revision for key, revision in wanted.items()):
        raise CalendarChanged
    missing = missing_entries(values_of(here), values_of(there), stored.project.funding_end, end_of(source))
    taken = {key: value for key, value in missing.items() if key in wanted}
    if missing and not taken:
        raise CalendarChanged
    for key, value in taken.items():
        write_entry(stored, here.get(key), key, value, editor)
    return len(taken)


def by_key(entries):
    return {entry.key: entry for entry in entries.filter(key__in=READ)}


def values_of(entries):
    return {key: entry.value for key, entry in entries.items()}


def end_of(project):
    """Of the funding of the project with this id; None also where it is gone."""
    return Project.objects.filter(pk=project).values_list("funding_end", flat=True).first()


def held_with(project):
    """Of the municipality that holds the project in its account; matches nothing where a link holds it."""
    return {"project__tenant": project.tenant_id, "project__tenant__isnull": False}
