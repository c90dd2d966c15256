"""The projects of a municipality and their checks, from the database to what portfolio and trend take.

As many queries for one project as for a hundred; of the stored results only the indices are read.
"""

from collections import Counter
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from assessments.actions import get_answers
from assessments.actions.survey import ENOUGH_FINISHED
from assessments.instrument import load_instrument
from assessments.models import Assessment, Survey
from recommendations.models import Measure
from recommendations.plan import WAITING, is_overdue
from recommendations.portfolio import Round, Row, waiting_for
from recommendations.trend import Check, computed_figures, readiness_trend, stored_figures


def find_assessments(**project):
    """Of the projects with these fields, project by project, oldest first; open ones come with their answers."""
    found = list(
        Assessment.objects.filter(**{f"project__{name}": value for name, value in project.items()})
        .select_related("project")
        .defer("result")
        .annotate(indices=KeyTransform("indices", "result"))
        .order_by("project_id", "created_at", "id")
    )
    prefetch_related_objects([row for row in found if not row.is_submitted], "answers")
    return found


def read_check(assessment):
    """The Check of one of find_assessments."""
    instrument, scope = load_instrument(assessment.instrument), assessment.scope
    answers = {} if assessment.is_submitted else get_answers(assessment)
    asked = instrument.quick_items if assessment.is_quick else instrument.items
    return Check(
        id=assessment.pk,
        instrument=instrument,
        scope=scope,
        created=timezone.localdate(assessment.created_at),
        submitted=timezone.localdate(assessment.submitted_at) if assessment.is_submitted else None,
        figures=stored_figures(instrument, scope, assessment.indices)
        if assessment.is_submitted
        else computed_figures(instrument, scope, answers),
        unanswered=0 if assessment.is_submitted else sum(item.id not in answers for item in asked),
    )


def read_portfolio(municipality, today):
    """A Row for each project that the municipality holds, in no order."""
    assessments = find_assessments(tenant=municipality)
    latest = {row.project_id: row.pk for row in assessments}
    measures, surveys = count_measures(latest.values(), today), read_surveys(latest.values())
    return [
        read_row([read_check(row) for row in rows], rows[-1].project, measures, surveys, today)
        for rows in (list(group) for _, group in groupby(assessments, key=lambda row: row.project_id))
    ]


def read_row(checks, project, measures, surveys, today):
    check = checks[-1]
    return Row(
        id=project.pk,
        name=project.name,
        phase=project.phase,
        funding_end=project.funding_end,
        days=(project.funding_end - today).days if project.funding_end else None,
        check=check,
        trend=readiness_trend(checks),
        open_measures=measures["open", check.id],
        overdue=measures["overdue", check.id],
        waiting=waiting_for(check, surveys.get(check.id)),
    )


def count_measures(assessment_ids, today):
    """How many are "open" or running, and how many of these "overdue": {(which, assessment): count}."""
    unfinished = Measure.objects.filter(assessment__in=assessment_ids, status__in=WAITING)
    counted = Counter()
    for measure in unfinished.only("assessment_id", "status", "due"):
        counted["open", measure.assessment_id] += 1
        counted["overdue", measure.assessment_id] += is_overdue(measure, today)
    return counted


def read_surveys(assessment_ids):
    surveys = Survey.objects.filter(assessment__in=assessment_ids).prefetch_related("respondents")
    return {survey.assessment_id: read_round(survey) for survey in surveys}


def read_round(survey):
    respondents = survey.respondents.all()
    unfinished = [row.get_perspective_display() for row in respondents if row.finished_at is None]
    return Round(
        anonymous=survey.anonymous,
        is_open=survey.is_open,
        invited=len(respondents),
        needed=ENOUGH_FINISHED[survey.anonymous],
        unfinished=tuple(unfinished),
    )
