"""The three indices in words. Pure."""

from assessments.instrument import Index
from assessments.scoring import IndexScore, whole_points
from recommendations.evaluation import Evaluation
from recommendations.result.views import IndexView
from recommendations.wording import band_text, count_text, points_text


def index_view(evaluation: Evaluation, index: Index) -> IndexView:
    score = evaluation.scores.indices[index.id]
    answered, applicable = _index_counts(evaluation, index)
    band = band_text(score.figure.low, score.figure.high)
    missing = 0 if score.reason is None else _missing(evaluation, answered, applicable)
    return IndexView(
        id=index.id,
        title=index.title,
        description=index.description,
        value=score.figure.value,
        number=None if score.figure.value is None else whole_points(score.figure.value),
        value_text=points_text(score.figure.value),
        low=score.figure.low,
        high=score.figure.high,
        band_text=band,
        high_is_bad=index.measure == "deficit",
        stage=score.stage,
        answered=answered,
        applicable=applicable,
        coverage_text=f"{answered} von {applicable} Fragen mit einer Stufe beantwortet",
        missing=missing,
        hint=_index_hint(score, applicable, missing, band),
    )


def _index_counts(evaluation: Evaluation, index: Index) -> tuple[int, int]:
    scores = [evaluation.scores.dimensions[dimension] for group in index.groups for dimension in group]
    return sum(score.answered for score in scores), sum(score.applicable for score in scores)


def _missing(evaluation: Evaluation, answered: int, applicable: int) -> int:
    """How many more answers reach the minimum coverage, which has whole hundredths."""
    needed = -(-round(evaluation.instrument.minimum_coverage * 100) * applicable // 100)
    return needed - answered


def _index_hint(score: IndexScore, applicable: int, missing: int, band: str) -> str:
    if score.reason is None:
        return ""
    if not applicable:
        return "Kein Wert: Alle Fragen dazu treffen auf Sie nicht zu."
    more = (
        f"Noch kein Wert: Dafür {'fehlt' if missing == 1 else 'fehlen'} {count_text(missing, 'Antwort', 'Antworten')}"
    )
    return f"{more} mit einer Stufe. Sicher ist bisher nur, dass er im Bereich {band} liegt."
