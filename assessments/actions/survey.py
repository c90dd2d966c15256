"""The round of respondents as the team runs it: begin, invite, renew, remove, open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.actions.assessments import lock_open_assessment
from assessments.actions.history import Kind, changes_between, record
from assessments.models import Answer, Assessment, Respondent, Response, Survey

MAX_RESPONDENTS = 60
ENOUGH_FINISHED = {False: 2, True: 5}
"""How many have to be finished to open the comparison, by whether it is anonymous."""
AGREED = "Alle Befragten haben so geantwortet."
GONE = "Name gelöscht"


class SurveyClosed(Exception):
    """The comparison is opened, or the assessment submitted: nobody is asked any more."""


class AlreadyPromised(Exception):
    """Somebody is invited already: what was said to this person stays."""


class TooManyRespondents(Exception):
    pass


@dataclass(frozen=True, slots=True)
class TooFewFinished(Exception):
    finished: int
    needed: int


def lock_survey(survey_id):
    """The survey with its assessment and project, locked. Whoever writes anything of a survey holds this lock.

    An assessment is locked before its survey, never after; whoever writes into its history locks it, for PostgreSQL
    does so at the end of the transaction anyway. Raises DoesNotExist.
    """
    locked = Survey.objects.select_for_update(of=("self",)).select_related("assessment__project")
    return locked.get(pk=survey_id)


def lock_running_survey(survey):
    """Raises AssessmentSubmitted, SurveyClosed, DoesNotExist."""
    lock_open_assessment(survey.assessment)
    stored = lock_survey(survey.pk)
    if stored.is_open:
        raise SurveyClosed
    return stored


def lock_respondent(respondent):
    """As stored now, with the running survey. Raises AssessmentSubmitted, SurveyClosed, DoesNotExist."""
    survey = lock_running_survey(respondent.survey)
    stored = survey.respondents.get(pk=respondent.pk)
    stored.survey = survey
    return stored


@transaction.atomic
def start_survey(*, assessment, anonymous, message, editor):
    """Begin to ask respondents; until the first is invited, again with other terms.

    Raises AssessmentSubmitted, AlreadyPromised.
    """
    stored = lock_open_assessment(assessment)
    survey = Survey.objects.filter(assessment=stored).first()
    if survey and survey.respondents.exists():
        raise AlreadyPromised
    before = {"anonymous": survey and survey.anonymous, "message": survey.message if survey else ""}
    changes = changes_between(before, {"anonymous": anonymous, "message": message})
    survey = survey or Survey(assessment=stored, created_at=timezone.now())
    survey.anonymous, survey.message = anonymous, message
    survey.save()
    if changes:
        record(kind=Kind.SURVEY_STARTED, editor=editor, assessment=stored, changes=changes)
    return survey


@transaction.atomic
def invite_respondent(*, survey, name, perspective, email, parts, days, editor):
    """Ask one more person. Returns (respondent, token of the invitation), which works for `days`.

    Raises AssessmentSubmitted, SurveyClosed, TooManyRespondents.
    """
    stored = lock_running_survey(survey)
    if stored.respondents.count() >= MAX_RESPONDENTS:
        raise TooManyRespondents
    token, now = new_token(), timezone.now()
    respondent = Respondent.objects.create(
        survey=stored,
        name=name,
        perspective=perspective,
        email=email,
        parts=[] if stored.anonymous else parts,
        invitation_hash=hash_token(token),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(kind=Kind.RESPONDENT_INVITED, editor=editor, assessment=stored.assessment, subject=name)
    return respondent, token


@transaction.atomic
def renew_respondent_link(*, respondent, days, editor):
    """A new invitation in place of every link of this person. Returns its token.

    The answers stay and count, but the new link does not show them. Raises AssessmentSubmitted, SurveyClosed.
    """
    stored = lock_respondent(respondent)
    token, now = new_token(), timezone.now()
    stored.invitation_hash, stored.link_hash = hash_token(token), None
    stored.renewed_at, stored.expires_at = now, now + timedelta(days=days)
    stored.save(update_fields=["invitation_hash", "link_hash", "renewed_at", "expires_at"])
    record(kind=Kind.RESPONDENT_RENEWED, editor=editor, assessment=stored.survey.assessment, subject=stored.name)
    return token


@transaction.atomic
def extend_respondent_link(*, respondent, days, editor):
    """The same link works for `days` from now. Raises AssessmentSubmitted, SurveyClosed."""
    stored = lock_respondent(respondent)
    before, stored.expires_at = stored.expires_at, timezone.now() + timedelta(days=days)
    stored.save(update_fields=["expires_at"])
    record(
        kind=Kind.RESPONDENT_RENEWED,
        editor=editor,
        assessment=stored.survey.assessment,
        subject=stored.name,
        changes=changes_between({"expires_at": before}, {"expires_at": stored.expires_at}),
    )


@transaction.atomic
def note_reminder(*, respondent):
    """Raises AssessmentSubmitted, SurveyClosed."""
    stored = lock_respondent(respondent)
    stored.reminded_at = timezone.now()
    stored.save(update_fields=["reminded_at"])


@transaction.atomic
def remove_respondent(*, respondent, editor):
    """With all answers, at any time. Of an opened anonymous survey only who it was is deleted: what changed in the
    comparison would else say what this person had answered."""
    Assessment.objects.select_for_update().get(pk=respondent.survey.assessment_id)
    survey = lock_survey(respondent.survey_id)
    stored = survey.respondents.get(pk=respondent.pk)
    name = stored.name
    if survey.is_open and survey.anonymous:
        stored.name, stored.email, stored.link_hash = GONE, "", None
        stored.invitation_hash = hash_token(new_token())
        stored.save(update_fields=["name", "email", "link_hash", "invitation_hash"])
    else:
        stored.delete()
    record(kind=Kind.RESPONDENT_REMOVED, editor=editor, assessment=survey.assessment, subject=name)


@transaction.atomic
def open_comparison(*, survey, editor):
    """From here on nobody answers any more and the team sees what was answered. Where all gave the same answer and the
    assessment has none yet, it becomes the common one. One that is open already stays as it is.

    Raises AssessmentSubmitted, TooFewFinished.
    """
    assessment = lock_open_assessment(survey.assessment)
    stored = lock_survey(survey.pk)
    if stored.is_open:
        return
    finished, needed = finished_of(stored).count(), ENOUGH_FINISHED[stored.anonymous]
    if finished < needed:
        raise TooFewFinished(finished, needed)
    stored.opened_at = timezone.now()
    stored.save(update_fields=["opened_at"])
    record(kind=Kind.SURVEY_OPENED, editor=editor, assessment=assessment)
    take_over_agreed(assessment, find_agreed(stored), editor)


def finished_of(survey):
    return survey.respondents.filter(finished_at__isnull=False)


def find_agreed(survey):
    """{item: value} where at least two finished respondents answered, and all of them the same."""
    given = defaultdict(list)
    rows = Response.objects.filter(respondent__in=finished_of(survey)).exclude(value="")
    for item, value in rows.order_by("item").values_list("item", "value"):
        given[item].append(value)
    return {item: values[0] for item, values in given.items() if len(values) > 1 and len(set(values)) == 1}


def take_over_agreed(assessment, agreed, editor):
    """As answers of the assessment, where it has none yet; a note that stands there stays."""
    stored = {row.item: row for row in assessment.answers.all()}
    for item, value in agreed.items():
        answer = stored.get(item) or Answer(assessment=assessment, item=item, revision=0)
        if not answer.value:
            take_over(answer, assessment, value, editor)


def take_over(answer, assessment, value, editor):
    changes = changes_between({"value": "", "reason": answer.reason}, {"value": value, "reason": AGREED})
    answer.value, answer.reason = value, AGREED
    answer.revision += 1
    answer.edited_by, answer.editor_key, answer.updated_at = editor.name, editor.key, timezone.now()
    answer.save()
    record(kind=Kind.ANSWER, editor=editor, assessment=assessment, subject=answer.item, changes=changes)
