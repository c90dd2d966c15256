"""actions.upload_answers: all answers of a table or none."""

import pytest

from assessments.actions import AssessmentSubmitted, get_answers, save_answer
from assessments.models import HistoryEntry
from recommendations.actions import AnswersChanged, finish, upload_answers
from tests.cast import ANNA, BERND, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment({"K1.2": 2, "S1": 1})[0]


def upload(assessment, answers, base=None):
    return upload_answers(assessment=assessment, answers=answers, base=base or {}, editor=BERND)


def history(assessment):
    entries = HistoryEntry.objects.filter(assessment=assessment).order_by("id")
    return [(entry.kind, entry.subject) for entry in entries]


def test_new_and_changed_answers_are_stored_with_history(assessment):
    before = len(history(assessment))

    count = upload(assessment, {"K1.2": ("3", "Vermerk"), "S2": ("unknown", "")}, {"K1.2": 1})

    assert count == 2
    assert get_answers(assessment) == {"K1.2": 3, "S1": 1, "S2": "unknown"}
    row = assessment.answers.get(item="K1.2")
    assert (row.note, row.revision, row.editor_key) == ("Vermerk", 2, BERND.key)
    assert history(assessment)[before:] == [
        ("answer", "K1.2"),
        ("answer", "S2"),
        ("answers_uploaded", "2 Antworten"),
    ]


def test_one_answer_is_told_in_the_singular(assessment):
    upload(assessment, {"S2": ("0", "")})
    assert history(assessment)[-1] == ("answers_uploaded", "1 Antwort")


def test_what_is_stored_like_that_already_changes_nothing(assessment):
    before = history(assessment)
    # Made against an older state; but it says the same.
    assert upload(assessment, {"K1.2": ("2", "")}, {"K1.2": 0}) == 0
    assert history(assessment) == before


def test_reason_and_dissent_of_a_consensus_stay(assessment):
    row = assessment.answers.get(item="S1")
    row.reason, row.dissent = "Vereinbart", "Kämmerei sieht es anders"
    row.save()
    upload(assessment, {"S1": ("3", "")}, {"S1": 1})
    row.refresh_from_db()
    assert (row.value, row.reason, row.dissent) == ("3", "Vereinbart", "Kämmerei sieht es anders")


@pytest.mark.parametrize("base", [{"K1.2": 1}, {}], ids=["older revision", "shown without answer"])
def test_answer_that_somebody_else_changed_stops_all(assessment, base):
    save_answer(assessment=assessment, item="K1.2", value="4", note="", base_revision=1, editor=ANNA)

    with pytest.raises(AnswersChanged) as caught:
        upload(assessment, {"K1.2": ("3", ""), "S2": ("1", "")}, base)

    assert {item: row.value for item, row in caught.value.current.items()} == {"K1.2": "4"}
    assert get_answers(assessment) == {"K1.2": 4, "S1": 1}


def test_submitted_assessment_takes_nothing(assessment):
    finish(assessment=assessment, editor=ANNA)
    with pytest.raises(AssessmentSubmitted):
        upload(assessment, {"S2": ("1", "")})


def test_unknown_question_stores_nothing(assessment):
    with pytest.raises(KeyError):
        upload(assessment, {"S2": ("1", ""), "Z9": ("1", "")})
    assert get_answers(assessment) == {"K1.2": 2, "S1": 1}


def test_what_the_table_leaves_empty_stays_as_it_is_stored_then(assessment):
    save_answer(assessment=assessment, item="K1.2", value="3", note="Neuer Vermerk", base_revision=1, editor=ANNA)

    assert upload(assessment, {"K1.2": ("1", None)}, {"K1.2": 2}) == 1

    stored = assessment.answers.get(item="K1.2")
    assert (stored.value, stored.note) == ("1", "Neuer Vermerk")
