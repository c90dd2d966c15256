from datetime import date
from uuid import uuid4

import pytest

from assessments.models import HistoryEntry
from recommendations import actions
from recommendations.models import Measure
from tests.cast import ANNA, BERND, make_assessment

pytestmark = pytest.mark.django_db
DAY = date(2027, 5, 21)


@pytest.fixture
def assessment():
    return make_assessment()[0]


def make_measure(assessment, title="Kostenliste", **fields):
    return actions.add_measure(assessment=assessment, fields={"title": title, **fields}, editor=ANNA)


def apply(assessment, days, base=None):
    base = dict.fromkeys(days, 1) if base is None else base
    return actions.apply_dates(assessment=assessment, days=days, base=base, editor=BERND)


def told(assessment):
    entries = HistoryEntry.objects.filter(assessment=assessment, kind="measure_changed")
    return {entry.subject: entry.changes for entry in entries}


def test_measures_become_due_with_their_history(assessment):
    first, second = make_measure(assessment), make_measure(assessment, "Vermerk", due=date(2027, 8, 1))

    assert apply(assessment, {first.pk: DAY, second.pk: date(2027, 4, 23)}) == 2

    stored = {row.title: (row.due, row.revision, row.edited_by) for row in Measure.objects.all()}
    assert stored == {"Kostenliste": (DAY, 2, BERND.name), "Vermerk": (date(2027, 4, 23), 2, BERND.name)}
    assert told(assessment) == {
        "Kostenliste": {"due": [None, "2027-05-21"]},
        "Vermerk": {"due": ["2027-08-01", "2027-04-23"]},
    }


def test_date_that_is_there_already_changes_nothing(assessment):
    measure = make_measure(assessment, due=DAY)

    assert apply(assessment, {measure.pk: DAY}) == 0
    assert told(assessment) == {}


def test_measure_that_was_removed_or_is_of_another_check_is_left_out(assessment):
    foreign = make_measure(make_assessment()[0])

    assert apply(assessment, {uuid4(): DAY, foreign.pk: DAY}) == 0
    assert Measure.objects.get().due is None


@pytest.mark.parametrize("base", [{}, None], ids=["no revision", "old revision"])
def test_measure_that_was_changed_meanwhile_stops_all(assessment, base):
    first, second = make_measure(assessment), make_measure(assessment, "Vermerk")
    actions.edit_measure(measure=second, fields={"responsible": "Bauamt"}, base_revision=1, editor=ANNA)

    with pytest.raises(actions.MeasureChanged) as caught:
        apply(assessment, {first.pk: DAY, second.pk: DAY}, base)

    assert caught.value.current.title in {"Kostenliste", "Vermerk"}
    assert [row.due for row in Measure.objects.all()] == [None, None]


def test_measure_that_now_begins_later_is_a_conflict(assessment):
    measure = make_measure(assessment, start=date(2027, 5, 22))

    with pytest.raises(actions.MeasureChanged) as caught:
        apply(assessment, {measure.pk: DAY})

    assert caught.value.current == measure
    assert apply(assessment, {measure.pk: date(2027, 5, 22)}) == 1
