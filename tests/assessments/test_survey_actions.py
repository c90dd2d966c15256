"""What the team and the respondents do in a survey: the rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.access import hash_token
from assessments.actions import (
    AlreadyPromised,
    AssessmentSubmitted,
    Conflict,
    InvitationUsed,
    ResponseFinished,
    TooManyRespondents,
    continue_assessment,
    delete_assessment,
    extend_respondent_link,
    finish_response,
    note_reminder,
    remove_respondent,
    renew_respondent_link,
    reopen_response,
    start_response,
    start_survey,
)
from assessments.models import Assessment, HistoryEntry, Respondent, Response, Survey
from tests.assessments.survey_story import (
    begin,
    finished,
    fresh,
    history,
    invite,
    opened,
    respond,
    started,
    stored,
    submit,
)
from tests.cast import ANNA, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()[0]


@pytest.fixture
def survey(assessment):
    return begin(assessment)


def test_terms_change_until_the_first_is_invited(assessment):
    survey = begin(assessment)
    assert begin(assessment, anonymous=True, message="Bis Freitag, bitte") == survey
    begin(assessment, anonymous=True, message="Bis Freitag, bitte")
    invite(survey)

    with pytest.raises(AlreadyPromised):
        begin(assessment)

    assert Survey.objects.get().anonymous
    assert history("survey_started") == [
        ("", {"anonymous": [None, False]}),
        ("", {"anonymous": [False, True], "message": ["", "Bis Freitag, bitte"]}),
    ]


def test_submitted_check_has_no_new_survey(assessment):
    submit(assessment)

    with pytest.raises(AssessmentSubmitted):
        begin(assessment)


def test_invitation_is_stored_as_a_hash_alone(survey):
    respondent, token = invite(survey, "Leitung Bauhof", parts=["barriers"], days=14)

    assert respondent.invitation_hash == hash_token(token)
    assert respondent.parts == ["barriers"]
    assert respondent.expires_at == respondent.created_at + timedelta(days=14)
    assert history("respondent_invited") == [("Leitung Bauhof", {})]
    assert token not in str(list(HistoryEntry.objects.values()) + list(Respondent.objects.values()))


def test_sixty_are_invited_at_most(survey):
    for number in range(60):
        invite(survey, f"Person {number}")

    with pytest.raises(TooManyRespondents):
        invite(survey)


def test_anonymous_survey_asks_everybody_everything(assessment):
    respondent, _ = invite(begin(assessment, anonymous=True), parts=["barriers"])

    assert respondent.parts == []


def test_start_replaces_the_invitation_once(survey):
    respondent, invitation = invite(survey)

    token = start_response(respondent=respondent)

    now = fresh(respondent)
    assert (now.link_hash, now.invitation_hash) == (hash_token(token), hash_token(invitation))
    assert now.started_at
    with pytest.raises(InvitationUsed):
        start_response(respondent=respondent)


def test_start_by_an_invitation_that_was_renewed_meanwhile(survey):
    respondent, _ = invite(survey)
    renew_respondent_link(respondent=respondent, days=30, editor=ANNA)

    with pytest.raises(Respondent.DoesNotExist):
        start_response(respondent=respondent)


def test_answer_is_stored_changed_and_left_alone(survey):
    respondent, _ = started(survey)

    respond(respondent, value="2", note="Notiz")
    same = respond(respondent, value="2", note="Notiz")
    later = respond(respondent, value="4", base=1)

    assert (same.revision, later.revision) == (1, 2)
    assert stored(respondent) == {"B1.1": ("4", "")}
    assert {(row.edited_by, row.editor_key) for row in Response.objects.all()} == {("", "")}


def test_answer_changed_in_another_window_is_a_conflict(survey):
    respondent, _ = started(survey)
    respond(respondent, value="2")

    with pytest.raises(Conflict) as caught:
        respond(respondent, value="4")

    assert caught.value.current.value == "2"
    assert stored(respondent) == {"B1.1": ("2", "")}


def test_finished_respondent_changes_nothing_until_taken_back(survey):
    respondent, _ = started(survey)
    finish_response(respondent=respondent)
    first = fresh(respondent).finished_at
    finish_response(respondent=respondent)
    assert fresh(respondent).finished_at == first

    with pytest.raises(ResponseFinished):
        respond(respondent)
    reopen_response(respondent=respondent)
    respond(respondent)

    assert fresh(respondent).finished_at is None
    assert stored(respondent) == {"B1.1": ("2", "")}


def test_what_a_respondent_does_is_not_in_the_history(survey):
    before = HistoryEntry.objects.count()

    respondent, _ = finished(survey, "Kämmerei", {"B1.1": 3})
    reopen_response(respondent=respondent)

    assert HistoryEntry.objects.count() == before + 1  # the invitation


def test_renewed_link_ends_the_own_one_and_keeps_the_answers(survey):
    respondent, _ = started(survey)
    respond(respondent, value="3")

    token = renew_respondent_link(respondent=respondent, days=14, editor=ANNA)

    now = fresh(respondent)
    assert (now.invitation_hash, now.link_hash) == (hash_token(token), None)
    assert now.expires_at == now.renewed_at + timedelta(days=14)
    assert history("respondent_renewed") == [("Kämmerei", {})]
    with pytest.raises(Respondent.DoesNotExist):
        respond(respondent, value="4", base=1)
    assert stored(respondent) == {"B1.1": ("3", "")}


@pytest.mark.parametrize("value", ["3", "0"], ids=["the same", "another"])
def test_answer_before_the_renewal_is_replaced_whatever_was_seen(survey, value):
    respondent, _ = started(survey)
    respond(respondent, value="3", note="vorher")
    renew_respondent_link(respondent=respondent, days=14, editor=ANNA)
    start_response(respondent=fresh(respondent))
    again = fresh(respondent)
    assert again.hides(again.responses.get())

    respond(again, value=value)

    assert stored(again) == {"B1.1": (value, "")}
    assert not again.hides(again.responses.get())


def test_same_answer_as_before_the_renewal_does_not_tell_that_it_is_the_same(survey):
    respondent, _ = started(survey)
    respond(respondent, value="3")
    renew_respondent_link(respondent=respondent, days=14, editor=ANNA)
    start_response(respondent=fresh(respondent))

    assert respond(fresh(respondent), value="3").revision == 2


def test_link_is_extended(survey):
    respondent, _ = started(survey)
    extend_respondent_link(respondent=respondent, days=60, editor=ANNA)

    now = fresh(respondent)
    assert now.expires_at > timezone.now() + timedelta(days=59)
    [(subject, changes)] = history("respondent_renewed")
    assert subject == "Kämmerei"
    assert changes == {"expires_at": [str(respondent.expires_at), str(now.expires_at)]}


def test_reminder_is_noted(survey):
    respondent, _ = started(survey)
    note_reminder(respondent=respondent)

    assert fresh(respondent).reminded_at


def test_removal_deletes_all_and_is_recorded(survey):
    respondent, _ = finished(survey, "Kämmerei", {"B1.1": 3})
    assert Response.objects.exists()

    remove_respondent(respondent=respondent, editor=ANNA)

    assert not Response.objects.exists()
    assert not Respondent.objects.exists()
    assert history("respondent_removed") == [("Kämmerei", {})]
    with pytest.raises(Respondent.DoesNotExist):
        respond(respondent)


def test_removal_after_opening_deletes_the_answers_too(survey):
    people = [finished(survey, f"Amt {number}", {"B1.1": 3})[0] for number in range(2)]
    opened(survey)

    remove_respondent(respondent=people[0], editor=ANNA)

    assert Response.objects.count() == 1


def test_removal_from_an_opened_anonymous_survey_deletes_who_it_was(assessment):
    survey = begin(assessment, anonymous=True)
    people = [finished(survey, f"Amt {number}", {"B1.1": 3}, email="a@example.org")[0] for number in range(5)]
    opened(survey)

    remove_respondent(respondent=people[0], editor=ANNA)

    now = fresh(people[0])
    assert (now.name, now.email, now.link_hash) == ("Name gelöscht", "", None)
    assert now.invitation_hash != people[0].invitation_hash
    assert Response.objects.count() == 5


def test_deleting_the_check_deletes_its_survey(assessment, survey):
    finished(survey, "IT", {"B1.1": 3})
    delete_assessment(assessment=Assessment.objects.get(), editor=ANNA)

    assert not Survey.objects.exists()
    assert not Respondent.objects.exists()
    assert not Response.objects.exists()


def test_new_check_on_this_basis_has_no_survey(assessment, survey):
    finished(survey, "IT", {"B1.1": 3})
    submit(assessment)

    copy, _ = continue_assessment(assessment=assessment, editor=ANNA)

    assert list(Survey.objects.values_list("assessment", flat=True)) == [assessment.pk]
    assert start_survey(assessment=copy, anonymous=False, message="", editor=ANNA)
