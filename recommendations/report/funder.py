"""What funders answered to the recommendations addressed to them."""

from dataclasses import dataclass

from recommendations.days import long_day
from recommendations.document_answers import TEXT_LENGTH, DocumentFunderAnswer, with_answers
from recommendations.report.printable import clean, clean_line
from recommendations.result import RecommendationView


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """`head`: status, date, programme and funder in one line."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    view: RecommendationView
    answers: tuple[AnswerBlock, ...]


def build_answered(
    views: tuple[RecommendationView, ...], answers: tuple[DocumentFunderAnswer, ...]
) -> tuple[Answered, ...]:
    """Only those to which there is an answer, in the order of the views."""
    found = with_answers(views, answers)
    return tuple(Answered(view, tuple(_block(answer) for answer in given)) for view, given in found if given)


def _block(answer: DocumentFunderAnswer) -> AnswerBlock:
    funder = f" ({clean_line(answer.funder)})" if answer.funder else ""
    head = f"{answer.status_word}, {long_day(answer.date)}: {clean_line(answer.programme)}{funder}"
    return AnswerBlock(head, clean(answer.text, TEXT_LENGTH))
