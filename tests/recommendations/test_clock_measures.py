from datetime import date

import pytest

from recommendations.clock import measure_deadlines
from tests.recommendations.clock_samples import TODAY, make_document, make_measure

COSTS = date(2027, 5, 21)
"""The last day of the step that K2.2 serves, see test_clock.py."""


def deadlines_of(*measures, today=TODAY, **entries):
    return measure_deadlines(make_document(measures=measures, **entries), today)


def test_measure_gets_the_last_day_of_its_step():
    (found,) = deadlines_of(make_measure("K2.2", due=date(2027, 8, 1)))

    assert (found.step.id, found.latest, found.why) == (
        "costs",
        COSTS,
        "Aus dem Kostenblatt werden Anmeldung und Vorlage.",
    )
    assert (found.is_late, found.can_apply) == (True, True)


@pytest.mark.parametrize(
    ("due", "late"),
    [(None, True), (date(2027, 5, 22), True), (COSTS, False), (date(2027, 1, 1), False)],
    ids=["no date", "a day late", "on the day", "early"],
)
def test_measure_is_late_after_its_last_day(due, late):
    (found,) = deadlines_of(make_measure(due=due))

    assert (found.is_late, found.can_apply) == (late, late)


def test_measure_whose_step_is_over_keeps_its_date():
    (found,) = deadlines_of(make_measure(), today=date(2027, 6, 1))

    assert (found.is_late, found.is_over, found.can_apply) == (True, True, False)


@pytest.mark.parametrize("state", ["state_costs", "state_council"])
@pytest.mark.parametrize("due", [None, date(2028, 2, 1), COSTS], ids=["no date", "late", "on the day"])
@pytest.mark.parametrize("today", [TODAY, date(2027, 11, 1)], ids=["before", "after"])
def test_measure_whose_step_is_done_is_asked_for_no_day(today, due, state):
    (found,) = deadlines_of(make_measure(due=due), today=today, **{state: "done"})

    assert (found.step.id, found.is_done) == ("costs", True)
    assert (found.text, found.is_late, found.is_over, found.can_apply) == ("", False, False, False)


@pytest.mark.parametrize(("start", "later"), [(date(2027, 5, 22), True), (COSTS, False), (None, False)])
def test_measure_that_begins_later_keeps_its_date(start, later):
    (found,) = deadlines_of(make_measure(start=start))

    assert (found.starts_later, found.can_apply) == (later, not later)


@pytest.mark.parametrize(
    "measure",
    [
        make_measure(None),
        make_measure(status="done"),
        make_measure(status="postponed"),
        make_measure(status="declined"),
    ],
    ids=["own", "done", "postponed", "declined"],
)
def test_measures_without_a_last_day(measure):
    assert len(deadlines_of(make_measure(status="running"), measure)) == 1


def test_step_that_is_not_needed_asks_for_no_measure():
    assert len(deadlines_of(make_measure("K6.1"))) == 1
    assert deadlines_of(make_measure("K6.1"), state_tender="skip") == ()


def test_without_an_end_of_the_funding_no_measure_has_a_last_day():
    assert measure_deadlines(make_document(None, measures=[make_measure()]), TODAY) == ()
