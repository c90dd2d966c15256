"""A survey as its people use it: each respondent has a browser of their own."""

from django.test import Client
from django.urls import reverse

from assessments.actions import (
    finish_response,
    invite_respondent,
    open_comparison,
    save_response,
    start_response,
    start_survey,
    submit_assessment,
)
from assessments.forms import digest
from assessments.models import HistoryEntry, Respondent
from tests.cast import ANNA

HTMX = {"HX-Request": "true"}


def begin(assessment, *, anonymous=False, message=""):
    return start_survey(assessment=assessment, anonymous=anonymous, message=message, editor=ANNA)


def invite(survey, name="Kämmerei", **fields):
    """Returns (respondent, token of the invitation)."""
    values = {"perspective": "treasury", "email": "", "parts": [], "days": 30, **fields}
    return invite_respondent(survey=survey, name=name, editor=ANNA, **values)


def started(survey, name="Kämmerei", **fields):
    """Returns (respondent as stored, token of the own link)."""
    respondent, _ = invite(survey, name, **fields)
    token = start_response(respondent=respondent)
    return fresh(respondent), token


def finished(survey, name="Kämmerei", answers=None, **fields):
    respondent, token = started(survey, name, **fields)
    for item, value in (answers or {}).items():
        respond(respondent, item, value)
    finish_response(respondent=respondent)
    return fresh(respondent), token


def respond(respondent, item="B1.1", value="2", note="", base=0):
    return save_response(respondent=respondent, item=item, value=str(value), note=note, base_revision=base)


def opened(survey):
    open_comparison(survey=survey, editor=ANNA)
    survey.refresh_from_db()
    return survey


def fresh(respondent):
    return Respondent.objects.select_related("survey__assessment__project__municipality").get(pk=respondent.pk)


def browser(token):
    """The respondent's own browser, after the link was opened."""
    client = Client()
    response = client.get(f"/b/{token}/")
    assert response.status_code == 303, response.status_code
    return client


def page(respondent, name="respondent", *args):
    return reverse(name, args=[respondent.pk, *args])


def autosave(client, respondent, item="B1.1", value="2", note="", base="0", seen=None, **more):
    seen = digest("", "") if seen is None else seen
    data = {f"{item}-value": value, f"{item}-note": note, f"{item}-base": base, f"{item}-seen": seen, **more}
    return client.post(page(respondent, "respondent_answer", item), data, headers=HTMX)


def stored(respondent):
    return {row.item: (row.value, row.note) for row in respondent.responses.all()}


def submit(assessment):
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)


def history(kind):
    return [(entry.subject, entry.changes) for entry in HistoryEntry.objects.filter(kind=kind).order_by("at", "id")]
