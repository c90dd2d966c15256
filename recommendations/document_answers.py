"""What funders answered to the recommendations addressed to them, as a document tells it. Pure.

A list, which older documents lack: [{"programme": "…", "funder": "…", "recommendation": "F1.2", "status": "planned",
"text": "…", "date": "2026-11-23"}]. It is for the report that is made of the document; an upload does not store it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from recommendations.catalogue import Recommendation
from recommendations.fields import Fields, a_date, built, list_of_objects, one_of, text
from recommendations.result import RecommendationView

STATUS_WORDS = {"planned": "geplant", "running": "in Arbeit", "done": "umgesetzt", "declined": "nicht vorgesehen"}
NAME_LENGTH, TEXT_LENGTH = 200, 2000
MOST_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class DocumentFunderAnswer:
    """`funder`: empty where the programme names none. `date`: when this version was published."""

    programme: str
    funder: str
    recommendation: str
    status: str
    text: str
    date: date

    @property
    def status_word(self) -> str:
        return STATUS_WORDS[self.status]


def take_funder_answers(recommendations: Sequence[Recommendation], outer: Fields) -> tuple[DocumentFunderAnswer, ...]:
    """None of them where the document says nothing of answers."""
    if "funder_answers" not in outer.data:
        return ()
    ids = tuple(entry.id for entry in recommendations)
    rows = outer.take("funder_answers", list_of_objects(MOST_ANSWERS)) or []
    found = [
        built(outer, f"funder_answers.{place}.", row, lambda taken: _answer(taken, ids))
        for place, row in enumerate(rows, 1)
    ]
    _check_once(outer, found)
    return tuple(found)


def _answer(taken: Fields, ids: tuple[str, ...]) -> DocumentFunderAnswer:
    return DocumentFunderAnswer(
        programme=taken.take("programme", text(NAME_LENGTH, 1)),
        funder=taken.take("funder", text(NAME_LENGTH)),
        recommendation=taken.take("recommendation", one_of(*ids)),
        status=taken.take("status", one_of(*STATUS_WORDS)),
        text=taken.take("text", text(TEXT_LENGTH)),
        date=taken.take("date", a_date),
    )


def _check_once(outer: Fields, found: list[DocumentFunderAnswer]) -> None:
    answered = [(answer.programme, answer.recommendation) for answer in found]
    for place, key in enumerate(answered, 1):
        if None not in key and key in answered[: place - 1]:
            outer.fault(f"funder_answers.{place}", "Dasselbe Programm hat diese Empfehlung schon beantwortet")


def with_answers(
    views: Iterable[RecommendationView], answers: Iterable[DocumentFunderAnswer]
) -> tuple[tuple[RecommendationView, tuple[DocumentFunderAnswer, ...]], ...]:
    """Each recommendation with what was answered to it, in the order of the answers."""
    known = tuple(answers)
    return tuple((view, tuple(answer for answer in known if answer.recommendation == view.id)) for view in views)
