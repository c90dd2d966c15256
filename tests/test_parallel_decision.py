"""Several people prepare the decision at once: nobody waits for one who waits for him."""

from datetime import date, timedelta
from functools import partial

import pytest

from assessments.actions import edit_funding, period_of
from assessments.models import Project
from recommendations.actions import add_cost, add_measure, apply_dates, edit_measure, save_entries
from recommendations.models import Measure
from tests.cast import ANNA, BERND, make_assessment
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
DAY = date(2027, 3, 1)


@pytest.fixture
def assessment():
    return make_assessment({"B1.1": 3})[0]


def test_entries_costs_and_period_of_one_project(assessment):
    for number in range(ROUNDS):
        shown = period_of(Project.objects.get(pk=assessment.project_id))
        period = {"funding_end": DAY + timedelta(days=number)}
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
