"""What a funder answers to the recommendations that are addressed to it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.instrument import CURRENT
from recommendations.actions.sharing import lock_programme
from recommendations.catalogue import load_catalogue
from recommendations.models import FunderAnswer


@dataclass(frozen=True, slots=True)
class AnswerChanged(Exception):
    """Somebody else answered after it was read. `current` is the answer in force; None where there is none."""

    current: FunderAnswer | None


@transaction.atomic
def publish_answer(*, programme, recommendation, status, text, base_number, user):
    """A new version; earlier ones stay. `base_number`: of the version that was seen, 0 for none.

    Saying what is in force already changes nothing. Raises AnswerChanged, KeyError for anything but a recommendation
    to funders.
    """
    if recommendation not in {entry.id for entry in load_catalogue(CURRENT).funder}:
        raise KeyError(recommendation)
    programme = lock_programme(programme)
    current = programme.answers.filter(recommendation=recommendation).order_by("-number").first()
    if current and (current.status, current.text) == (status, text):
        return current
    number = current.number if current else 0
    if number != base_number:
        raise AnswerChanged(current)
    return FunderAnswer.objects.create(
        programme=programme,
        recommendation=recommendation,
        number=number + 1,
        status=status,
        text=text,
        created_at=timezone.now(),
        created_by=user,
    )
