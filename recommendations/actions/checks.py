from django.db import transaction

from assessments.actions import continue_assessment as copy_assessment
from assessments.actions import submit_assessment
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.models import Measure

UNFINISHED = (Measure.Status.OPEN, Measure.Status.RUNNING, Measure.Status.POSTPONED)


class AssessmentOpen(Exception):
    """The assessment is not submitted yet: there is nothing to continue."""


def finish(*, assessment, editor):
    """Freeze the assessment with the result of its answers. Raises AssessmentSubmitted."""
    submit_assessment(
        assessment=assessment,
        evaluate=lambda answers: evaluation_data(evaluate(assessment.instrument, answers)),
        editor=editor,
    )


@transaction.atomic
def continue_assessment(*, assessment, editor):
    """A new open assessment with a copy of every answer and every unfinished measure. Returns (assessment, token);

    the token is None where a municipality holds the project.
    """
    if not assessment.is_submitted:
        raise AssessmentOpen
    copy, token = copy_assessment(assessment=assessment, editor=editor)
    measures = list(assessment.measures.filter(status__in=UNFINISHED))
    for measure in measures:
        measure.pk, measure.assessment, measure.revision = Measure._meta.pk.get_default(), copy, 1
    Measure.objects.bulk_create(measures)
    return copy, token
