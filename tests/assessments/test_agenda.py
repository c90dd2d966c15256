import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agenda import BUDGETS, CLOSING, OPENING, Slot, minutes_for, next_open, plan_agenda
from assessments.disagreement import rank_items
from tests.assessments.test_disagreement import tally

TALLIES = st.dictionaries(
    st.text(min_size=1, max_size=4),
    st.builds(
        lambda levels, unknown: tally(*levels, unknown=unknown),
        st.lists(st.integers(0, 4), max_size=4),
        st.integers(0, 2),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("found", "minutes"),
    [
        (tally(0, 4), 8),
        (tally(0, 3), 8),
        (tally(0, 2), 5),
        (tally(0, 1), None),
        (tally(1, 1), None),
        (tally(unknown=1), 3),
        (tally(2, unknown=1), 3),
        (tally(2), None),
        (tally(), None),
    ],
    ids=str,
)
def test_minutes_follow_the_range(found, minutes):
    assert minutes_for(found) == minutes


def test_agenda_goes_by_rank_and_fills_with_what_still_fits():
    wide, middle = tally(0, 4), tally(1, 3)
    tallies = {"middle": middle, **{f"wide {place}": wide for place in range(6)}, "question": tally(unknown=1)}

    agenda = plan_agenda(tallies, 60)

    assert agenda.slots == (
        Slot(None, 0, 5),
        *(Slot(f"wide {place}", 5 + 8 * place, 8) for place in range(5)),
        Slot("middle", 45, 5),
        Slot(None, 50, 10),
    )
    assert agenda.left_out == ("wide 5", "question")
    assert agenda.used == 60


def test_agenda_without_anything_to_talk_about():
    agenda = plan_agenda({"alike": tally(1, 1)}, 90)

    assert (agenda.slots, agenda.left_out) == ((Slot(None, 0, OPENING), Slot(None, 5, CLOSING)), ())


@given(TALLIES, st.sampled_from(BUDGETS))
def test_minutes_add_up_to_at_most_the_budget(tallies, budget):
    agenda = plan_agenda(tallies, budget)

    items = [slot.item for slot in agenda.slots if slot.item]
    assert sum(slot.minutes for slot in agenda.slots) == agenda.used <= budget
    assert [slot.start for slot in agenda.slots] == [
        sum(slot.minutes for slot in agenda.slots[:place]) for place in range(len(agenda.slots))
    ]
    worth = [item for item in rank_items(tallies) if minutes_for(tallies[item])]
    assert items == [item for item in worth if item in items]
    assert sorted([*items, *agenda.left_out]) == sorted(worth)
    assert all(agenda.used + minutes_for(tallies[item]) > budget for item in agenda.left_out)


@pytest.mark.parametrize(
    ("current", "open_ones", "expected"),
    [("b", "bd", "d"), ("d", "bd", "b"), ("b", "b", None), ("a", "", None), ("a", "abcd", "b")],
)
def test_next_open_goes_on_after_the_current_one_and_begins_anew(current, open_ones, expected):
    assert next_open("abcd", current, {item: item in open_ones for item in "abcd"}) == expected
