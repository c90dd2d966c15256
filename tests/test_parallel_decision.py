"""Several people prepare the decision at once: nobody waits for one who waits for him."""

from datetime import date, timedelta
from functools import partial

import pytest

from assessments.actions import ProjectChanged, edit_funding, edit_project, seen_of
from assessments.models import Project
from recommendations.actions import (
    EntriesChanged,
    add_cost,
    add_measure,
    apply_dates,
    edit_measure,
    save_entries,
    take_calendar,
)
from recommendations.models import Entry, Measure
from tests.cast import ANNA, BERND, make_assessment, make_municipality
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
DAY = date(2027, 3, 1)
KEYS = ("calendar.cosign_weeks", "calendar.costs_weeks")


@pytest.fixture
def assessment():
    return make_assessment({"B1.1": 3})[0]


def test_entries_costs_and_period_of_one_project(assessment):
    for number in range(ROUNDS):
        period = {"funding_end": DAY + timedelta(days=number)}
        shown = seen_of(Project.objects.get(pk=assessment.project_id), period)
        values, base = {"calendar.council_weeks": str(number + 1)}, {"calendar.council_weeks": number}
        cost = {"side": "cost", "kind": "other", "label": f"Position {number}", "basis": "unknown"}
        together(
            [
                partial(save_entries, assessment=assessment, values=values, base=base, editor=ANNA),
                partial(edit_funding, assessment=assessment, fields=period, seen=shown, editor=BERND),
                partial(add_cost, assessment=assessment, fields=cost, editor=BERND),
            ]
        )

    project = Project.objects.get(pk=assessment.project_id)
    assert project.entries.get().value == str(ROUNDS)
    assert project.funding_end == DAY + timedelta(days=ROUNDS - 1)
    assert project.cost_lines.count() == ROUNDS


def test_dates_of_the_plan_while_a_measure_is_edited(assessment):
    first, second = (add_measure(assessment=assessment, fields={"title": title}, editor=ANNA) for title in "ab")
    for number in range(ROUNDS):
        days, base = {first.pk: DAY + timedelta(days=number)}, {first.pk: number + 1}
        fields = {"note": f"Fassung {number}"}
        together(
            [
                partial(apply_dates, assessment=assessment, days=days, base=base, editor=ANNA),
                partial(edit_measure, measure=second, fields=fields, base_revision=number + 1, editor=BERND),
            ]
        )

    assert Measure.objects.get(pk=first.pk).due == DAY + timedelta(days=ROUNDS - 1)
    assert Measure.objects.get(pk=second.pk).note == f"Fassung {ROUNDS - 1}"


def test_facts_of_one_project_by_two_at_once(assessment):
    def attempt(name):
        fields = {"name": name}
        try:
            edit_project(assessment=assessment, fields=fields, seen=shown, editor=ANNA)
        except ProjectChanged as conflict:
            return conflict.current.name
        return None

    for number in range(ROUNDS):
        names = [f"{who} {number}" for who in ("Anna", "Bernd")]
        shown = seen_of(Project.objects.get(pk=assessment.project_id), ["name"])

        told = together([partial(attempt, name) for name in names])

        stored = Project.objects.get(pk=assessment.project_id).name
        assert sorted([stored, *filter(None, told)]) == [stored, stored]
        assert stored in names


def test_period_is_changed_on_two_pages_at_once(assessment):
    """The facts and the period name the same days: the second to come is told."""
    days = {"funding_start": DAY, "funding_end": DAY + timedelta(days=1)}
    shown = seen_of(assessment.project, days)
    later = {**days, "funding_end": DAY + timedelta(days=2)}

    def attempt(edit, fields):
        try:
            return edit(assessment=assessment, fields=fields, seen=shown, editor=ANNA)
        except ProjectChanged:
            return "told"

    told = together([partial(attempt, edit_project, days), partial(attempt, edit_funding, later)])

    assert sorted(map(str, told)) == ["None", "told"]


def make_calendars():
    """Two projects of one municipality, each with a day that the other lacks."""
    tenant = make_municipality()
    found = [make_assessment(tenant=tenant)[0] for _ in range(2)]
    for assessment, name in zip(found, KEYS, strict=True):
        save_entries(assessment=assessment, values={name: "2"}, base={}, editor=ANNA)
    return found


def test_two_projects_take_over_each_others_calendar():
    """Neither waits for the other: what is taken from is not locked."""
    for _ in range(ROUNDS):
        first, second = make_calendars()
        together(
            [
                partial(take_calendar, assessment=first, source=second.project_id, base={KEYS[1]: 1}, editor=ANNA),
                partial(take_calendar, assessment=second, source=first.project_id, base={KEYS[0]: 1}, editor=BERND),
            ]
        )

        for assessment in (first, second):
            assert {entry.key: entry.value for entry in assessment.project.entries.all()} == dict.fromkeys(KEYS, "2")


def test_calendar_is_taken_twice_at_once():
    for _ in range(ROUNDS):
        first, second = make_calendars()
        take = partial(take_calendar, assessment=first, source=second.project_id, base={KEYS[1]: 1}, editor=ANNA)

        assert sorted(together([take, take])) == [0, 1]
        assert Entry.objects.get(project=first.project_id, key=KEYS[1]).revision == 1


def test_calendar_is_taken_while_somebody_enters_the_same():
    """Whoever comes first is kept; the other is told."""

    def enter():
        try:
            return save_entries(assessment=first, values={KEYS[1]: "9"}, base={}, editor=BERND)
        except EntriesChanged:
            return 0

    for _ in range(ROUNDS):
        first, second = make_calendars()
        take = partial(take_calendar, assessment=first, source=second.project_id, base={KEYS[1]: 1}, editor=ANNA)

        taken, entered = together([take, enter])

        assert taken + entered == 1
        stored = Entry.objects.get(project=first.project_id, key=KEYS[1])
        assert (stored.value, stored.revision) == ("2" if taken else "9", 1)
