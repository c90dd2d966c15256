"""Surveys for tests: respondents with answers, finished or not, and the opening."""

from django.utils import timezone

from assessments.models import Response, Survey
from tests.cast import make_respondent


def respond(assessment, perspective, answers, *, finished=True, notes=None, **fields):
    """A respondent named after the perspective, with these answers and notes, each by item."""
    now = timezone.now()
    name = fields.pop("name", perspective)
    times = {"finished_at": now if finished else None, **fields}
    respondent, _ = make_respondent(assessment, name=name, perspective=perspective, **times)
    notes = notes or {}
    Response.objects.bulk_create(
        Response(
            respondent=respondent,
            item=item,
            value=str(answers.get(item, "")),
            note=notes.get(item, ""),
            updated_at=now,
        )
        for item in {**answers, **notes}
    )
    return respondent


def open_survey(assessment):
    Survey.objects.filter(assessment=assessment).update(opened_at=timezone.now())
