"""PostgreSQL gives whoever waited for the lock the answer as it was before: a stale read, as in these tests."""

import pytest

from assessments.actions import Conflict, assessments, save_answer
from assessments.models import Answer, HistoryEntry
from tests.cast import ANNA, BERND, make_assessment

pytestmark = pytest.mark.django_db


def save(assessment, value, base, editor=BERND):
    return save_answer(assessment=assessment, item="K1.2", value=value, note="", base_revision=base, editor=editor)


@pytest.fixture(params=[0, 1], ids=["first answer", "change"])
def race(request, monkeypatch):
    """An assessment in which Anna has stored level 3 after Bernd read revision `base`. Returns (assessment, base)."""
    assessment, _ = make_assessment({"K1.2": 1} if request.param else {})
    read = assessments.lock_with_answer(assessment, "K1.2")
    save(assessment, "3", request.param, editor=ANNA)
    monkeypatch.setattr(assessments, "lock_with_answer", lambda *args: read)
    return assessment, request.param


def test_other_answer_is_a_conflict_and_changes_nothing(race):
    assessment, base = race
    entries = HistoryEntry.objects.count()

    with pytest.raises(Conflict) as conflict:
        save(assessment, "2", base)

    stored = Answer.objects.get()
    assert (conflict.value.current, stored.value, stored.edited_by) == (stored, "3", ANNA.name)
    assert HistoryEntry.objects.count() == entries


def test_same_answer_is_saved_already(race):
    assessment, base = race
    entries = HistoryEntry.objects.count()

    assert save(assessment, "3", base) == Answer.objects.get()
    assert HistoryEntry.objects.count() == entries
