"""What had a day before: where it has none today, the calendar file takes it out of the calendars that hold it."""

from dataclasses import dataclass

from assessments.actions import Kind
from assessments.models import HistoryEntry
from recommendations.clock import load_guide
from recommendations.clock.guide import full_key

ENTERED = {
    full_key("committee_first"): "committee",
    full_key("binding_end"): "binding",
    full_key("binding_years"): "binding",
}
"""Steps that come and go with an entry. An entry that is taken back stays stored, as an empty one."""
UNKNOWN = "binding"
"""Has no day before somebody enters it."""


@dataclass(frozen=True, slots=True)
class Past:
    """What may have had a day. `steps`: ids; `measures`: titles of those that lost their own day."""

    steps: frozenset[str]
    measures: frozenset[str]


def read_past(assessment):
    """Of the project in all its checks; of the plan, which is of one check, in this one."""
    entered = assessment.project.entries.filter(key__in=ENTERED).values_list("key", flat=True)
    steps = {ENTERED[key] for key in entered}
    if any(lost(changes, "funding_end") for _, changes in changes_of(Kind.PROJECT, project=assessment.project_id)):
        steps |= {step.id for step in load_guide().steps} - {UNKNOWN}
    changed = changes_of(Kind.MEASURE_CHANGED, id=assessment.pk)
    return Past(frozenset(steps), frozenset(title for title, changes in changed if lost(changes, "due")))


def changes_of(kind, **check):
    """(subject, changes) of the history of the checks that `check` finds."""
    found = HistoryEntry.objects.filter(kind=kind, **{f"assessment__{name}": value for name, value in check.items()})
    return found.order_by().values_list("subject", "changes")


def lost(changes, name):
    """Whether there was a value before."""
    return changes.get(name, [None])[0] is not None
