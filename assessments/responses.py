"""Reads what respondents answered, and nothing of it before the comparison is opened."""

import hashlib
from dataclasses import dataclass, field

from django.utils import timezone

from assessments.differences import Common
from assessments.disagreement import EVERYBODY, GROUP_ORDER, Sheet, Views, tally_views
from assessments.instrument import load_instrument
from assessments.models import Respondent, Response
from assessments.stored_views import views_from


@dataclass(frozen=True, slots=True)
class Opened:
    """`views`: None while there is nothing to see. `notes`: {item: [(group, text)]}, in no order that people have."""

    views: Views | None
    notes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def asked_items(assessment):
    """The items that the check asks, in the order of the instrument."""
    instrument = load_instrument(assessment.instrument)
    return instrument.quick_items if assessment.is_quick else instrument.items


def get_opened(assessment):
    """What is shown of the survey, of finished respondents only; without one, what was uploaded with the check.

    One query, and one more where a survey is opened.
    """
    finished = Respondent.objects.filter(finished_at__isnull=False, survey__opened_at__isnull=False)
    people = list(finished.filter(survey__assessment=assessment.pk).select_related("survey"))
    if not people:
        return Opened(assessment.uploaded_views and views_from(assessment.uploaded_views))
    survey = people[0].survey
    rows = list(Response.objects.filter(respondent__in=[person.pk for person in people]))
    items = asked_items(assessment)
    answers = {person.pk: {} for person in people}
    for row in rows:
        answers[row.respondent_id] |= {row.item: row.answer} if row.answer is not None else {}
    sheets = [make_sheet(person, answers[person.pk], items) for person in people]
    opened = timezone.localdate(survey.opened_at)
    views = tally_views(opened, [item.id for item in items], sheets, survey.anonymous)
    return Opened(views, collect_notes(survey, people, rows, views))


def make_sheet(person, answers, items):
    asked = frozenset(item.id for item in items if not person.parts or item.part in person.parts)
    return Sheet(person.perspective, answers, asked)


def collect_notes(survey, people, rows, views):
    """By item, of the items that are shown; sorted by what is written and not by who wrote it."""
    groups = {person.pk: EVERYBODY if survey.anonymous else person.perspective for person in people}
    notes = {}
    for row in rows:
        if row.note and row.item in views.items:
            notes.setdefault(row.item, []).append((groups[row.respondent_id], row.note))
    return {item: sorted(found, key=lambda note: note_key(survey, item, note)) for item, found in notes.items()}


def note_key(survey, item, note):
    """By perspective, and within one in an order that says nothing."""
    group, text = note
    mixed = hashlib.sha256(f"{survey.pk}:{item}:{text}".encode("utf-8", "replace")).hexdigest()
    return GROUP_ORDER.index(group), mixed


def common_answers(rows):
    """What the rows of an assessment's answers say."""
    return Common(
        answers={row.item: row.answer for row in rows if row.answer is not None},
        reasons={row.item: row.reason for row in rows},
        dissents={row.item: row.dissent for row in rows},
    )
