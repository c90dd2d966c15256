"""The answers of funders that are in force."""

from recommendations.models import FunderAnswer


def current_answers(programmes):
    """{programme id: {recommendation: FunderAnswer}}, the latest version of each; one query."""
    found = {programme.pk: {} for programme in programmes}
    for answer in FunderAnswer.objects.filter(programme__in=found).order_by("number"):
        found[answer.programme_id][answer.recommendation] = answer
    return found
