"""What it would change to clear an item nobody knows yet. Pure."""

from dataclasses import dataclass

from assessments.instrument import Index, Item
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Deficits, deficits_of_items
from recommendations.catalogue import Recommendation
from recommendations.evaluation import Evaluation
from recommendations.matching import need, scale_of


@dataclass(frozen=True, slots=True)
class Clarification:
    """`narrowing`: points by which the band of `index` gets narrower; those of an index add up to the band's width.

    `recommendation`: the one whose need depends most on the item; `low`, `high`: that need with the item at its best
    and at its worst, all else as it is. All three None where no recommendation that is applicable depends on it.
    """

    item: Item
    index: Index
    narrowing: float
    recommendation: Recommendation | None
    low: float | None
    high: float | None


def clarifications(evaluation: Evaluation) -> tuple[Clarification, ...]:
    """One for every unknown or unanswered item, the largest narrowing first; ties by the order of the instrument."""
    open_items = [item for item in evaluation.instrument.items if _is_open(evaluation, item)]
    found = [_clarification(evaluation, item) for item in open_items]
    return tuple(sorted(found, key=lambda entry: -entry.narrowing))


def _is_open(evaluation: Evaluation, item: Item) -> bool:
    return evaluation.answers.get(item.id, UNKNOWN) == UNKNOWN


def _clarification(evaluation: Evaluation, item: Item) -> Clarification:
    index = evaluation.instrument.index_of(item.dimension)
    recommendation, low, high = _most_affected(evaluation, item)
    return Clarification(item, index, _narrowing(evaluation, index, item), recommendation, low, high)


def _narrowing(evaluation: Evaluation, index: Index, item: Item) -> float:
    """The weight of one item in its index: the share of its dimension in the mean of means, over its items."""
    dimensions = evaluation.scores.dimensions
    groups = [[key for key in group if dimensions[key].applicable] for group in index.groups]
    group = next(group for group in groups if item.dimension in group)
    applicable = dimensions[item.dimension].applicable
    return 100 / (len([group for group in groups if group]) * len(group) * applicable)


def _most_affected(evaluation: Evaluation, item: Item) -> tuple[Recommendation | None, float | None, float | None]:
    """Largest difference of needs; ties by the order of the instrument."""
    scale = scale_of(evaluation.catalogue, evaluation.instrument)
    best = _with_item(evaluation, item, 0)
    worst = _with_item(evaluation, item, evaluation.instrument.unit)
    found = [
        (entry, need(entry, scale, best), need(entry, scale, worst))
        for entry in evaluation.catalogue.recommendations
        if _depends(entry, item) and evaluation.answers.get(entry.id) != NOT_APPLICABLE
    ]
    return max(found, key=lambda entry: round(entry[2] - entry[1], 9), default=(None, None, None))


def _depends(recommendation: Recommendation, item: Item) -> bool:
    linked = (link.dimension for link in recommendation.links)
    return recommendation.cluster == item.dimension or item.dimension in linked


def _with_item(evaluation: Evaluation, item: Item, deficit: int) -> Deficits:
    return deficits_of_items(evaluation.instrument, {**evaluation.scores.observed.items, item.id: deficit})
