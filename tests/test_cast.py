import pytest
from django.forms.models import model_to_dict

from assessments.actions import save_answer
from assessments.models import Answer, HistoryEntry
from recommendations.example import ANSWERS
from tests.cast import ANNA, make_assessment

pytestmark = pytest.mark.django_db
OWN = ["id", "assessment", "at", "updated_at"]


def rows(model, assessment):
    return [model_to_dict(row, exclude=OWN) for row in model.objects.filter(assessment=assessment).order_by("pk")]


def test_many_answers_at_once_leave_what_one_after_the_other_leaves():
    at_once, _ = make_assessment(ANSWERS)
    one_by_one, _ = make_assessment()
    for item, value in ANSWERS.items():
        save_answer(assessment=one_by_one, item=item, value=str(value), note="", base_revision=0, editor=ANNA)

    assert rows(Answer, at_once) == rows(Answer, one_by_one)
    assert rows(HistoryEntry, at_once) == rows(HistoryEntry, one_by_one)
    assert len(rows(Answer, at_once)) == len(ANSWERS)
