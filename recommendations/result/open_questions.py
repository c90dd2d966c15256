"""The open questions: what clearing them changes, whom to ask, where they stand. Pure."""

from assessments.instrument import Item, question_pages
from assessments.scoring import UNKNOWN
from recommendations.clarification import Clarification, clarifications
from recommendations.evaluation import Evaluation
from recommendations.result.views import ClarificationView, Scope
from recommendations.wording import band_text, fine_text


def clarification_views(evaluation: Evaluation, scope: Scope) -> list[ClarificationView]:
    pages = _page_numbers(evaluation, scope)
    return [_clarification(evaluation, found, pages) for found in clarifications(evaluation)]


def _page_numbers(evaluation: Evaluation, scope: Scope) -> dict[str, int]:
    """On which page of its part an item is asked; items the scope does not ask are missing."""
    return {
        item.id: number
        for part in evaluation.instrument.parts
        for number, page in enumerate(question_pages(evaluation.instrument, part.id, scope == "quick"), 1)
        for dimension in page
        for item in dimension.items
    }


def _clarification(evaluation: Evaluation, found: Clarification, pages: dict[str, int]) -> ClarificationView:
    item = found.item
    return ClarificationView(
        id=item.id,
        label=item.label,
        statement=item.statement,
        state=_state(evaluation, item),
        ask=item.ask,
        narrowing_text=fine_text(found.narrowing),
        effect=_effect(found),
        recommendation=found.recommendation.id if found.recommendation else "",
        part=item.part,
        page=pages.get(item.id, 1),
    )


def _state(evaluation: Evaluation, item: Item) -> str:
    return "Weiß nicht" if evaluation.answers.get(item.id) == UNKNOWN else "Noch nicht beantwortet"


def _effect(found: Clarification) -> str:
    index = f"Die Bandbreite des Werts „{found.index.title}“ wird um {fine_text(found.narrowing)} Punkte schmaler."
    if found.recommendation is None:
        return index
    name = f"{found.recommendation.id} („{found.recommendation.title}“)"
    return f"{index} Für {name} liegt der Bedarf je nach Antwort bei {band_text(found.low, found.high)}."
