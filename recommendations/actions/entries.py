from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, record
from recommendations.actions.rows import lock_project
from recommendations.entry_list import SPECS
from recommendations.entry_words import in_words
from recommendations.models import Entry


@dataclass(frozen=True, slots=True)
class EntriesChanged(Exception):
    """Somebody else changed entries after they were read; nothing is saved. `current`: {key: Entry as stored now}."""

    current: dict[str, Entry]


@transaction.atomic
def save_entries(*, assessment, values, base, editor):
    """Store what differs from the stored entries of the project, all or nothing. `values`: {key: canonical value};
    `base`: {key: the revision the editor saw}, 0 for none.

    It stays possible after the assessment is submitted, as for the plan. Raises EntriesChanged, KeyError for an unknown
    key, ValueError for a value that is none of its entry, DoesNotExist.
    """
    for key, value in values.items():
        if value and (fault := SPECS[key].fault(value)):
            raise ValueError(fault)
    stored = lock_project(assessment)
    current = {entry.key: entry for entry in stored.project.entries.filter(key__in=values)}
    changed = {key: value for key, value in values.items() if value != value_of(current, key)}
    conflicts = {key: current[key] for key in changed if key in current and current[key].revision != base.get(key, 0)}
    if conflicts:
        raise EntriesChanged(conflicts)
    for key, value in changed.items():
        write_entry(stored, current.get(key), key, value, editor)
    return len(changed)


def value_of(entries, key):
    return entries[key].value if key in entries else ""


def write_entry(assessment, entry, key, value, editor):
    before = entry.value if entry else ""
    entry = entry or Entry(project=assessment.project, key=key, revision=0)
    entry.value = value
    entry.revision += 1
    entry.edited_by, entry.editor_key = editor.name, editor.key
    entry.updated_at = timezone.now()
    entry.save()
    changes = {"said": [in_words(SPECS[key], before), in_words(SPECS[key], value)]}
    record(kind=Kind.ENTRY, editor=editor, assessment=assessment, subject=SPECS[key].label, changes=changes)
