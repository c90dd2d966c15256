"""How the comparison is opened, and what no longer changes after that: the rules."""

import pytest

from assessments.actions import (
    AssessmentSubmitted,
    SurveyClosed,
    TooFewFinished,
    extend_respondent_link,
    finish_response,
    note_reminder,
    open_comparison,
    renew_respondent_link,
    reopen_response,
    save_answer,
    start_response,
)
from assessments.models import Answer, Survey
from tests.assessments.survey_story import begin, finished, fresh, history, invite, opened, respond, started, submit
from tests.cast import ANNA, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()[0]


@pytest.fixture
def survey(assessment):
    return begin(assessment)


TOO_FEW = {"open": (False, 1, 2), "anonymous": (True, 4, 5)}


@pytest.mark.parametrize(("anonymous", "finished_by", "needed"), TOO_FEW.values(), ids=TOO_FEW)
def test_opening_needs_enough_who_have_finished(assessment, anonymous, finished_by, needed):
    survey = begin(assessment, anonymous=anonymous)
    for number in range(finished_by):
        finished(survey, f"Amt {number}")
    started(survey, "Nur begonnen")

    with pytest.raises(TooFewFinished) as caught:
        open_comparison(survey=survey, editor=ANNA)
    assert (caught.value.finished, caught.value.needed) == (finished_by, needed)
    assert Survey.objects.get().opened_at is None

    finished(survey, "Noch eine")
    open_comparison(survey=survey, editor=ANNA)
    assert Survey.objects.get().opened_at


def test_opening_twice_is_opening_once(survey):
    finished(survey, "IT")
    finished(survey, "Fachamt")
    first = opened(survey).opened_at

    assert opened(survey).opened_at == first
    assert len(history("survey_opened")) == 1


# By respondent, what was given; then what becomes the common answer.
AGREEMENT = {
    "same level": (["3", "3"], "3"),
    "same unknown": (["unknown", "unknown"], "unknown"),
    "same not applicable": (["not_applicable"] * 3, "not_applicable"),
    "one left it out": (["3", "3", None], "3"),
    "one wrote only a note": (["3", "3", ""], "3"),
    "different levels": (["3", "2"], None),
    "a level and unknown": (["3", "unknown"], None),
    "a single answer": (["3", None], None),
}


@pytest.mark.parametrize(("given", "common"), AGREEMENT.values(), ids=AGREEMENT)
def test_opening_takes_over_where_all_agree(assessment, survey, given, common):
    for number, value in enumerate(given):
        respondent, _ = started(survey, f"Amt {number}")
        if value is not None:
            respond(respondent, value=value, note="" if value else "nur eine Notiz")
        finish_response(respondent=respondent)
    unfinished, _ = started(survey, "Nicht fertig")
    respond(unfinished, value="0")

    opened(survey)

    found = Answer.objects.filter(item="B1.1").first()
    assert (found and found.value) == common
    assert (found and found.reason) == (common and "Alle Befragten haben so geantwortet.")
    assert (found and found.edited_by) == (common and ANNA.name)


def test_opening_records_what_it_takes_over(survey):
    for name in ("IT", "Fachamt"):
        finished(survey, name, {"B1.1": 3})
    opened(survey)

    changes = {"value": ["", "3"], "reason": ["", "Alle Befragten haben so geantwortet."]}
    assert history("answer") == [("B1.1", changes)]


def test_opening_leaves_an_answer_that_is_there(assessment, survey):
    save_answer(assessment=assessment, item="B1.1", value="1", note="", base_revision=0, editor=ANNA)
    save_answer(assessment=assessment, item="B1.2", value="", note="fragen", base_revision=0, editor=ANNA)
    for name in ("IT", "Fachamt"):
        finished(survey, name, {"B1.1": 3, "B1.2": 4})

    opened(survey)

    found = {row.item: (row.value, row.note, row.revision) for row in Answer.objects.all()}
    assert found == {"B1.1": ("1", "", 1), "B1.2": ("4", "fragen", 2)}


def closed_by_opening(assessment, survey):
    for name in ("Erstes Amt", "Zweites Amt"):
        finished(survey, name)
    opened(survey)


def closed_by_submitting(assessment, survey):
    submit(assessment)


WAYS_TO_CLOSE = {"opened": (closed_by_opening, SurveyClosed), "submitted": (closed_by_submitting, AssessmentSubmitted)}


@pytest.mark.parametrize(("close", "error"), WAYS_TO_CLOSE.values(), ids=WAYS_TO_CLOSE)
def test_closed_survey_changes_no_more(assessment, survey, close, error):
    respondent, _ = started(survey)
    invited, _ = invite(survey, "Noch nicht begonnen")
    close(assessment, survey)
    respondent, invited = fresh(respondent), fresh(invited)

    for act in (respond, lambda who: finish_response(respondent=who), lambda who: reopen_response(respondent=who)):
        with pytest.raises(SurveyClosed):
            act(respondent)
    with pytest.raises(SurveyClosed):
        start_response(respondent=invited)
    of_team = {
        "invite": lambda: invite(survey, "Zu spät"),
        "renew": lambda: renew_respondent_link(respondent=respondent, days=14, editor=ANNA),
        "extend": lambda: extend_respondent_link(respondent=respondent, days=14, editor=ANNA),
        "remind": lambda: note_reminder(respondent=respondent),
    }
    for act in of_team.values():
        with pytest.raises(error):
            act()


def test_submitted_check_cannot_be_opened(assessment, survey):
    for name in ("IT", "Fachamt"):
        finished(survey, name)
    submit(assessment)

    with pytest.raises(AssessmentSubmitted):
        open_comparison(survey=survey, editor=ANNA)
