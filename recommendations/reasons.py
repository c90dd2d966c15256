"""Why a recommendation is needed: the parts of its need in German words (method.md 3, Why). Pure."""

import math
from dataclasses import dataclass

from assessments.scoring import UNKNOWN, whole_points
from recommendations.catalogue import Recommendation
from recommendations.evaluation import Evaluation
from recommendations.matching import OWN, PRESSURE_UNKNOWN, Match, NeedPart


@dataclass(frozen=True, slots=True)
class Reason:
    """`points` of the reasons add up to the need, the whole points `shown` to the need as it is shown."""

    source: str
    text: str
    points: float
    shown: int


def reasons(evaluation: Evaluation, match: Match) -> tuple[Reason, ...]:
    """One for each part of the need, in their order; none where the recommendation is not applicable."""
    shown = shown_points(match.parts)
    return tuple(
        Reason(part.source, _text(evaluation, match.recommendation, part), part.points, points)
        for part, points in zip(match.parts, shown, strict=True)
    )


def shown_points(parts: tuple[NeedPart, ...]) -> list[int]:
    """Whole points by largest remainder: they add up to the rounded sum, and each is at most 1 off."""
    shown = [math.floor(part.points) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: shown[place] - parts[place].points)
    total = whole_points(math.fsum(part.points for part in parts))
    for place in by_remainder[: total - sum(shown)]:
        shown[place] += 1
    return shown


def _text(evaluation: Evaluation, recommendation: Recommendation, part: NeedPart) -> str:
    if part.source == OWN:
        return _own_text(evaluation, recommendation)
    if part.source == PRESSURE_UNKNOWN:
        return (
            "Zu den verknüpften Hemmnissen, Treibern und Voraussetzungen fehlen Angaben; gerechnet wird mit der Mitte"
        )
    return _link_text(evaluation, part.source)


def _own_text(evaluation: Evaluation, recommendation: Recommendation) -> str:
    instrument = evaluation.instrument
    item = instrument.item(recommendation.id)
    answer = evaluation.answers.get(item.id, UNKNOWN)
    if answer != UNKNOWN:
        return f"Ihre Angabe zu „{item.label}“ (Stufe {answer} von {len(item.anchors) - 1})"
    if recommendation.cluster in evaluation.scores.observed.dimensions:
        basis = f"dem Stand des Handlungsfelds „{instrument.dimension(recommendation.cluster).title}“"
    else:
        basis = "der Mitte"
    return f"Ihre Angabe zu „{item.label}“ fehlt; gerechnet wird mit {basis}"


def _link_text(evaluation: Evaluation, dimension_id: str) -> str:
    """Barriers by how strong they are, all else by how far it is reached, each of 100."""
    instrument = evaluation.instrument
    dimension = instrument.dimension(dimension_id)
    part = instrument.part(dimension.part)
    missing = 100 * evaluation.scores.observed.dimensions[dimension_id] / instrument.unit
    measure = f"Ausprägung {whole_points(missing)}" if part.hinders else f"erreicht {whole_points(100 - missing)}"
    return f"{part.noun} „{dimension.title}“ ({measure} von 100)"
