import pytest

from assessments.models import HistoryEntry
from recommendations.actions import EntriesChanged, finish, save_entries
from recommendations.models import Entry
from tests.cast import ANNA, BERND, make_assessment

pytestmark = pytest.mark.django_db
RISE, COUNCIL = "costs.rise", "calendar.council"


@pytest.fixture
def assessment():
    return make_assessment({"B1.1": 3})[0]


def save(assessment, values, base=None, editor=ANNA):
    return save_entries(assessment=assessment, values=values, base=base or {}, editor=editor)


def stored(assessment):
    return {entry.key: (entry.value, entry.revision, entry.edited_by) for entry in assessment.project.entries.all()}


def told(assessment):
    entries = HistoryEntry.objects.filter(assessment=assessment, kind="entry").order_by("pk")
    return [entry.changes["said"] for entry in entries]


def test_entries_are_stored_with_their_history(assessment):
    assert save(assessment, {RISE: "2.5", COUNCIL: "2027-01-14"}) == 2

    assert stored(assessment) == {RISE: ("2.5", 1, ANNA.name), COUNCIL: ("2027-01-14", 1, ANNA.name)}
    assert told(assessment) == [["", "2,5"], ["", "14.01.2027"]]


def test_what_is_stored_already_changes_nothing(assessment):
    save(assessment, {RISE: "2.5"})

    assert save(assessment, {RISE: "2.5", COUNCIL: ""}, editor=BERND) == 0
    assert stored(assessment) == {RISE: ("2.5", 1, ANNA.name)}
    assert len(told(assessment)) == 1


def test_entry_can_be_taken_back(assessment):
    save(assessment, {RISE: "2.5"})

    save(assessment, {RISE: ""}, {RISE: 1}, BERND)

    assert stored(assessment) == {RISE: ("", 2, BERND.name)}
    assert told(assessment)[-1] == ["2,5", ""]


def test_what_somebody_else_changed_is_a_conflict_and_nothing_is_saved(assessment):
    save(assessment, {RISE: "2.5"})
    save(assessment, {RISE: "3"}, {RISE: 1}, BERND)

    with pytest.raises(EntriesChanged) as caught:
        save(assessment, {RISE: "4", COUNCIL: "2027-01-14"}, {RISE: 1})

    assert [(key, entry.value, entry.revision) for key, entry in caught.value.current.items()] == [(RISE, "3", 2)]
    assert stored(assessment) == {RISE: ("3", 2, BERND.name)}


def test_entries_can_be_saved_after_submission(assessment):
    finish(assessment=assessment, editor=ANNA)

    assert save(assessment, {RISE: "2.5"}) == 1


@pytest.mark.parametrize(("values", "error"), [({"costs.unheard_of": "1"}, KeyError), ({RISE: "2,5"}, ValueError)])
def test_what_is_no_entry_is_refused(assessment, values, error):
    with pytest.raises(error):
        save(assessment, {COUNCIL: "2027-01-14", **values})

    assert not Entry.objects.exists()
