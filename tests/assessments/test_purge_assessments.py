"""Which checks are abandoned: held by a link, never submitted, long unchanged by anybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.actions import continue_assessment, purge, submit_assessment
from assessments.models import Assessment, HistoryEntry, Municipality, Project
from tests.cast import ANNA, make_assessment
from tests.survey import respond

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
DAYS = 400


def make_old(assessment, age=timedelta(days=DAYS + 1)):
    Assessment.objects.filter(pk=assessment.pk).update(created_at=NOW - age)
    HistoryEntry.objects.filter(assessment=assessment).update(at=NOW - age)


def left():
    return Assessment.objects.count(), Project.objects.count(), Municipality.objects.count()


def test_abandoned_check_goes_with_project_and_place():
    assessment, _ = make_assessment({"B1.1": 2})
    make_old(assessment)

    assert purge.purge_assessments(now=NOW, days=DAYS) == 1
    assert left() == (0, 0, 0)


@pytest.fixture
def old():
    assessment, _ = make_assessment({"B1.1": 2})
    make_old(assessment)
    return assessment


def change_answer(assessment):
    assessment.history.filter(kind="answer").update(at=NOW - DAY)


def submit(assessment):
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)
    make_old(assessment)


def give_to_team(assessment):
    Project.objects.update(tenant=assessment.project.municipality)


def start_as_respondent(assessment):
    respond(assessment, "it", {}, finished=False)


def finish_as_respondent(assessment):
    respond(assessment, "it", {}, started_at=NOW - timedelta(days=DAYS + 1))


def answer_as_respondent(assessment):
    respond(assessment, "it", {"B1.1": 1}, finished=False, started_at=NOW - timedelta(days=DAYS + 1))


ALIVE = [change_answer, submit, give_to_team, start_as_respondent, finish_as_respondent, answer_as_respondent]


@pytest.mark.parametrize("change", ALIVE, ids=[change.__name__ for change in ALIVE])
def test_check_that_is_not_abandoned_stays(old, change):
    assert purge.abandoned_assessments(NOW, DAYS).count() == 1
    change(old)

    assert purge.purge_assessments(now=NOW, days=DAYS) == 0
    assert left() == (1, 1, 1)


@pytest.mark.parametrize(("days", "count"), [(DAYS + 2, 0), (DAYS, 1), (1, 1), (0, 0)])
def test_term(old, days, count):
    assert purge.abandoned_assessments(NOW, days).count() == count
    assert purge.purge_assessments(now=NOW, days=days) == count


def test_earlier_round_that_was_submitted_stays(old):
    submit(old)
    copy, _ = continue_assessment(assessment=old, editor=ANNA)
    make_old(copy)

    assert purge.purge_assessments(now=NOW, days=DAYS) == 1
    assert list(Assessment.objects.all()) == [old]
    assert Project.objects.count() == 1


def test_somebody_who_comes_back_meanwhile_keeps_the_check(old):
    """Found, then changed before it is locked."""
    change_answer(old)

    assert purge.delete_still_abandoned(old.pk, old.project_id, NOW, DAYS) is False
    assert left() == (1, 1, 1)
