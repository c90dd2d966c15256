"""The three indices in words. Pure."""

from assessments.instrument import Index
from assessments.scoring import NOT_APPLICABLE, IndexScore, whole_points
from recommendations.evaluation import Evaluation
from recommendations.result.views import IndexView
from recommendations.wording import band_text, count_text, points_text


def index_view(evaluation: Evaluation, index: Index, asked: frozenset[str]) -> IndexView:
    """`asked`: the ids of the questions that the check asks."""
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
        hint=_index_hint(evaluation, index, score, asked),
    )


def _index_counts(evaluation: Evaluation, index: Index) -> tuple[int, int]:
    scores = [evaluation.scores.dimensions[dimension] for group in index.groups for dimension in group]
    return sum(score.answered for score in scores), sum(score.applicable for score in scores)


def _missing(evaluation: Evaluation, answered: int, applicable: int) -> int:
    return _needed(evaluation, applicable) - answered


def _needed(evaluation: Evaluation, applicable: int) -> int:
    """How many answers reach the minimum coverage, which has whole hundredths."""
    return -(-round(evaluation.instrument.minimum_coverage * 100) * applicable // 100)


def _reachable(evaluation: Evaluation, index: Index, asked: frozenset[str]) -> int:
    """How many questions of the index this check asks, without those that do not apply."""
    dimensions = [evaluation.instrument.dimension(key) for group in index.groups for key in group]
    items = [item.id for dimension in dimensions for item in dimension.items if item.id in asked]
    return sum(evaluation.answers.get(key) != NOT_APPLICABLE for key in items)


def _index_hint(evaluation: Evaluation, index: Index, score: IndexScore, asked: frozenset[str]) -> str:
    """Why there is no value: too few answers, or a quick check that asks too little for it."""
    answered, applicable = _index_counts(evaluation, index)
    needed, reachable = _needed(evaluation, applicable), _reachable(evaluation, index, asked)
    if score.reason is None:
        return ""
    if not applicable:
        return "Kein Wert: Alle Fragen dazu treffen auf Sie nicht zu."
    known = f"Bis dahin steht nur fest, dass er zwischen {_ends(score)} liegt."
    if reachable < needed:
        return (
            f"Der Kurzcheck stellt dazu nur {count_text(reachable, 'Frage', 'Fragen')}; für einen Wert sind "
            f"{needed} Antworten mit einer Stufe nötig. Das liegt nicht an Ihren Antworten: "
            f"Den Wert zeigt erst der vollständige Check. {known}"
        )
    missing = needed - answered
    verb = "fehlt" if missing == 1 else "fehlen"
    return f"Dafür {verb} noch {count_text(missing, 'Antwort', 'Antworten')} mit einer Stufe. {known}"


def _ends(score: IndexScore) -> str:
    return f"{points_text(score.figure.low)} und {points_text(score.figure.high)}"
