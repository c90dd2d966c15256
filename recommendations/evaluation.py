"""Everything that follows from a set of answers, and its JSON (method.md 6). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.instrument import Instrument, load_instrument
from assessments.scoring import Answer, DimensionScore, IndexScore, Scores, score
from recommendations.catalogue import Catalogue, load_catalogue
from recommendations.matching import Match, match


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`answers`: in the order of the instrument. `municipal`, `funder`: in the order of their ranks."""

    instrument: Instrument
    catalogue: Catalogue
    answers: Mapping[str, Answer]
    scores: Scores
    municipal: tuple[Match, ...]
    funder: tuple[Match, ...]

    def match(self, recommendation_id: str) -> Match:
        """Raises KeyError."""
        found = {entry.recommendation.id: entry for entry in self.municipal + self.funder}
        return found[recommendation_id]


def evaluate(key: str, answers: Mapping[str, Answer]) -> Evaluation:
    """The evaluation of checked answers (scoring.check_answers). Raises InstrumentError, CatalogueError."""
    instrument, catalogue = load_instrument(key), load_catalogue(key)
    ordered = {item.id: answers[item.id] for item in instrument.items if item.id in answers}
    scores = score(instrument, ordered)
    matches = match(catalogue, instrument, ordered, scores)
    return Evaluation(instrument, catalogue, ordered, scores, matches.municipal, matches.funder)


def evaluation_data(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "instrument": evaluation.instrument.key,
        "indices": {key: _index(index) for key, index in evaluation.scores.indices.items()},
        "dimensions": {key: _dimension(dimension) for key, dimension in evaluation.scores.dimensions.items()},
        "recommendations": {
            "municipal": [_match(entry) for entry in evaluation.municipal],
            "funder": [_match(entry) for entry in evaluation.funder],
        },
    }


def _index(index: IndexScore) -> dict[str, Any]:
    """With a `reason` only where the value is hidden."""
    figure = index.figure
    data = {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "coverage": index.coverage,
        "stage": index.stage.number if index.stage else None,
    }
    return data if index.reason is None else {**data, "reason": index.reason}


def _dimension(dimension: DimensionScore) -> dict[str, Any]:
    figure = dimension.score
    return {
        "score": figure.value,
        "low": figure.low,
        "high": figure.high,
        "answered": dimension.answered,
        "applicable": dimension.applicable,
    }


def _match(entry: Match) -> dict[str, Any]:
    need = entry.need
    return {
        "id": entry.recommendation.id,
        "need": need.value if need else None,
        "low": need.low if need else None,
        "high": need.high if need else None,
        "priority": entry.priority,
        "sustained": entry.sustained,
        "rank": entry.rank,
        "parts": [{"source": part.source, "points": part.points} for part in entry.parts],
    }
