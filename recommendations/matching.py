"""From scores to needs, their parts, priorities and ranks (method.md 3). Pure.

    need = 100 · g · (α + (1 − α) · p)

g is the gap: what is missing of the recommendation itself. p is the pressure: the weighted mean deficit of the
dimensions it answers to. As in scoring.py, gaps and pressures are whole parts of instrument.unit and α counts in
hundredths, so that a need is one division.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, NamedTuple

from assessments.instrument import Instrument
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer, Deficits, Figure, Scores
from recommendations.catalogue import Catalogue, Recommendation

OWN = "own"
PRESSURE_UNKNOWN = "pressure_unknown"
Priority = Literal["high", "medium", "low"]


class NeedPart(NamedTuple):
    """`source`: OWN, the id of a linked dimension, or PRESSURE_UNKNOWN. `points`: 0–100; those of a need add up."""

    source: str
    points: float


class Match(NamedTuple):
    """Without need, priority, rank and parts where the recommendation is not applicable.

    `sustained`: already practised, to be kept. `rank`: from 1 within its set.
    """

    recommendation: Recommendation
    need: Figure | None
    priority: Priority | None
    sustained: bool
    rank: int | None
    parts: tuple[NeedPart, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Each set in the order of its ranks, what is not applicable last."""

    municipal: tuple[Match, ...]
    funder: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a need is counted in: `unit` parts are a deficit of 1, `own` of 100 hundredths are α."""

    unit: int
    own: int
    unknown_gap: int
    unknown_pressure: int


def scale_of(catalogue: Catalogue, instrument: Instrument) -> Scale:
    return Scale(
        unit=instrument.unit,
        own=round(100 * catalogue.alpha),
        unknown_gap=round(instrument.unit * catalogue.unknown_gap),
        unknown_pressure=round(instrument.unit * catalogue.unknown_pressure),
    )


def match(catalogue: Catalogue, instrument: Instrument, answers: Mapping[str, Answer], scores: Scores) -> Matches:
    """Both sets by need, highest first; ties by the order of the instrument."""
    scale = scale_of(catalogue, instrument)

    def rank(recommendations: tuple[Recommendation, ...]) -> tuple[Match, ...]:
        applicable = [entry for entry in recommendations if answers.get(entry.id) != NOT_APPLICABLE]
        others = [entry for entry in recommendations if answers.get(entry.id) == NOT_APPLICABLE]
        needs = [(*_explain(entry, scale, scores.observed), entry) for entry in applicable]
        needs.sort(key=itemgetter(0), reverse=True)
        ranked = [
            _match(catalogue, scale, entry, answers, scores, value, parts, place)
            for place, (value, parts, entry) in enumerate(needs, 1)
        ]
        return (*ranked, *[Match(entry, None, None, False, None, ()) for entry in others])

    return Matches(rank(catalogue.municipal), rank(catalogue.funder))


def need(recommendation: Recommendation, scale: Scale, deficits: Deficits) -> float:
    """0–100, of a recommendation that is applicable."""
    unit, own, dimensions = scale.unit, scale.own, deficits.dimensions
    weighted = weights = 0
    for dimension, weight in recommendation.weights:
        deficit = dimensions.get(dimension)
        if deficit is not None:
            weighted += weight * deficit
            weights += weight
    if not weights:
        weighted, weights = scale.unknown_pressure, 1
    gap = find_gap(recommendation, scale, deficits)
    return gap * (own * unit * weights + (100 - own) * weighted) / (unit * unit * weights)


def find_gap(recommendation: Recommendation, scale: Scale, deficits: Deficits) -> int:
    """The deficit of its own item; else that of its cluster; else `unknown_gap`."""
    own = deficits.items.get(recommendation.id)
    return own if own is not None else deficits.dimensions.get(recommendation.cluster, scale.unknown_gap)


def _match(
    catalogue: Catalogue,
    scale: Scale,
    recommendation: Recommendation,
    answers: Mapping[str, Answer],
    scores: Scores,
    value: float,
    parts: tuple[NeedPart, ...],
    rank: int,
) -> Match:
    certain = scores.best is scores.observed
    low = value if certain else need(recommendation, scale, scores.best)
    high = value if certain else need(recommendation, scale, scores.worst)
    answer = answers.get(recommendation.id, UNKNOWN)
    return Match(
        recommendation,
        Figure(value, low, high),
        find_priority(catalogue, value),
        answer != UNKNOWN and int(answer) >= catalogue.sustained_from,
        rank,
        parts,
    )


def find_priority(catalogue: Catalogue, value: float) -> Priority:
    if value >= catalogue.high_from:
        return "high"
    return "medium" if value >= catalogue.medium_from else "low"


def _explain(recommendation: Recommendation, scale: Scale, deficits: Deficits) -> tuple[float, tuple[NeedPart, ...]]:
    """The need and what it is made of: the own gap, then the links in their order; the parts add up to the need."""
    gap, unit, dimensions = find_gap(recommendation, scale, deficits), scale.unit, deficits.dimensions
    own, share = NeedPart(OWN, gap * scale.own / unit), gap * (100 - scale.own)
    pulls, weighted, weights = [], 0, 0
    for key, weight in recommendation.weights:
        deficit = dimensions.get(key)
        if deficit is not None:
            pull = weight * deficit
            pulls.append((key, pull))
            weighted += pull
            weights += weight
    if not pulls:
        pressure = share * scale.unknown_pressure
        value = (gap * scale.own * unit + pressure) / unit**2
        return value, (own, NeedPart(PRESSURE_UNKNOWN, pressure / unit**2))
    whole = unit * unit * weights
    value = (gap * scale.own * unit * weights + share * weighted) / whole
    return value, (own, *[NeedPart(key, share * pull / whole) for key, pull in pulls])
