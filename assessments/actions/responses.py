"""What a respondent does: start, answer, finish. None of it is in the history."""

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.actions.assessments import Conflict
from assessments.actions.history import changes_between
from assessments.actions.survey import SurveyClosed, lock_survey
from assessments.models import Respondent, Response

RESPONSE_FIELDS = ("id", "value", "note", "revision", "updated_at")


class InvitationUsed(Exception):
    """The invitation's link has been replaced by one of the person's own."""


class ResponseFinished(Exception):
    """The respondent has finished: the answers change again only after taking that back."""


def check_answering(respondent):
    """Raises SurveyClosed, ResponseFinished."""
    if respondent.survey.is_closed:
        raise SurveyClosed
    if respondent.finished_at is not None:
        raise ResponseFinished


def lock_own(respondent, **found_by):
    """The respondent as stored now, found by the link in use. Raises SurveyClosed; DoesNotExist where it was renewed
    or the person was removed."""
    survey = lock_survey(respondent.survey_id)
    if survey.is_closed:
        raise SurveyClosed
    stored = survey.respondents.get(pk=respondent.pk, **found_by)
    stored.survey = survey
    return stored


@transaction.atomic
def start_response(*, respondent):
    """The invitation's link stops working. Returns the token of the person's own link, which nobody else has seen.

    Raises SurveyClosed, InvitationUsed, DoesNotExist.
    """
    stored = lock_own(respondent, invitation_hash=respondent.invitation_hash)
    if not stored.is_pending:
        raise InvitationUsed
    token = new_token()
    stored.link_hash = hash_token(token)
    stored.started_at = stored.started_at or timezone.now()
    stored.save(update_fields=["link_hash", "started_at"])
    return token


@transaction.atomic
def save_response(*, respondent, item, value, note, base_revision):
    """Store one answer. `base_revision`: the revision that was seen, 0 for none; of an answer that is not shown any
    more it does not count, and the new one replaces it as a whole.

    Raises Conflict where it was changed in another window, SurveyClosed, ResponseFinished, DoesNotExist.
    """
    stored, current = lock_with_response(respondent, item)
    check_answering(stored)
    hidden = stored.hides(current)
    changes = changes_between({"value": current.value, "note": current.note}, {"value": value, "note": note})
    if not (changes or hidden):
        return current
    if current.revision != base_revision and not hidden:
        raise Conflict(current)
    current.value, current.note, current.updated_at = value, note, timezone.now()
    current.revision += 1
    current.save()
    return current


def lock_with_response(respondent, item):
    """The respondent and the response to the item, unsaved with revision 0 where there is none: two queries, of which
    the first waits for whoever writes in the same survey. Raises DoesNotExist."""
    survey = lock_survey(respondent.survey_id)
    stored = (
        Respondent.objects.filter(survey=survey, link_hash=respondent.link_hash)
        .annotate(own=FilteredRelation("responses", condition=Q(responses__item=item)))
        .annotate(**{f"response_{name}": F(f"own__{name}") for name in RESPONSE_FIELDS})
        .get(pk=respondent.pk)
    )
    stored.survey = survey
    if stored.response_id is None:
        return stored, Response(respondent=stored, item=item, revision=0, updated_at=timezone.now())
    fields = {name: getattr(stored, f"response_{name}") for name in RESPONSE_FIELDS}
    return stored, Response(respondent=stored, item=item, **fields)


@transaction.atomic
def finish_response(*, respondent):
    """Raises SurveyClosed, DoesNotExist."""
    stored = lock_own(respondent, link_hash=respondent.link_hash)
    stored.finished_at = stored.finished_at or timezone.now()
    stored.save(update_fields=["finished_at"])


@transaction.atomic
def reopen_response(*, respondent):
    """Back to answering. Raises SurveyClosed, DoesNotExist."""
    stored = lock_own(respondent, link_hash=respondent.link_hash)
    stored.finished_at = None
    stored.save(update_fields=["finished_at"])
