"""What had a day before: where it has none today, the calendar file takes it out of the calendars that hold it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.actions import Kind
from assessments.models import HistoryEntry
from recommendations.clock import load_guide
from recommendations.clock.guide import full_key
from recommendations.entry_list import SPECS
from recommendations.entry_words import in_words

END = "funding_end"
COMMITTEE = "committee_first"
BINDING = ("binding_end", "binding_years")
LABELS = {SPECS[full_key(name)].label: name for name in (COMMITTEE, *BINDING)}
"""Entries with which a step comes and goes, as the history calls them."""
NOT_ASKED = dict(SPECS[full_key(COMMITTEE)].choices)["no"]


@dataclass(frozen=True, slots=True)
class Past:
    """What had a day. `steps`: {id: when it was last taken from it} of those that had one before; `measures`: titles
    of those that lost their own day."""

    steps: Mapping[str, datetime]
    measures: frozenset[str]


def read_past(assessment):
    """Of the project in all its checks; of the plan, which is of one check, in this one."""
    changed = changes_of(Kind.MEASURE_CHANGED, id=assessment.pk)
    titles = frozenset(subject for _, subject, changes in changed if changes.get("due", [None])[0] is not None)
    return Past(lost_steps(project_changes(assessment.project_id), values_now(assessment.project)), titles)


def changes_of(kind, **check):
    """(moment, subject, changes) of the history of the checks that `check` finds, in their order."""
    found = HistoryEntry.objects.filter(kind=kind, **{f"assessment__{name}": value for name, value in check.items()})
    return found.order_by("at", "id").values_list("at", "subject", "changes")


def project_changes(project_id):
    """(moment, name, before, after) of all on which it hangs whether a step has a day, in their order."""
    ends = changes_of(Kind.PROJECT, project=project_id)
    found = [(at, END, *changes[END]) for at, _, changes in ends if END in changes]
    said = changes_of(Kind.ENTRY, project=project_id).filter(subject__in=LABELS)
    found += [(at, LABELS[label], *changes["said"]) for at, label, changes in said]
    return sorted(found, key=lambda change: change[0])


def values_now(project):
    """{name: what is stored} of what `project_changes` tells the changes of, in its words."""
    stored = project.entries.filter(key__in=[full_key(name) for name in (COMMITTEE, *BINDING)])
    said = {LABELS[SPECS[entry.key].label]: in_words(SPECS[entry.key], entry.value) for entry in stored}
    return {END: project.funding_end, **said}


def lost_steps(changes, stored):
    """{id of the step: the last of the changes that took its day}. Before its first change a field was what that
    change says; one that never changed was always as it is stored."""
    now = stored | {name: before for _, name, before, _ in reversed(changes)}
    lost = {}
    for at, name, _, after in changes:
        then = {**now, name: after}
        lost |= dict.fromkeys(dated_steps(now) - dated_steps(then), at)
        now = then
    return lost


def dated_steps(values):
    if not values[END]:
        return frozenset()
    missing = {"committee"} if values.get(COMMITTEE) == NOT_ASKED else set()
    missing |= set() if any(values.get(name) for name in BINDING) else {"binding"}
    return {step.id for step in load_guide().steps} - missing
