"""The recommendations, each with what it means for these answers. Pure."""

from assessments.scoring import NOT_APPLICABLE, UNKNOWN
from recommendations.evaluation import Evaluation
from recommendations.matching import Match
from recommendations.reasons import reasons
from recommendations.result.views import RecommendationView, StepView
from recommendations.wording import PRIORITY_WORDS, band_text, points_text


def recommendation_views(evaluation: Evaluation, matches: tuple[Match, ...]) -> list[RecommendationView]:
    """A set of recommendations in the order of its ranks."""
    ranks: dict[float, list[int]] = {}
    for match in matches:
        if match.need and match.need.value is not None and match.rank is not None:
            ranks.setdefault(match.need.value, []).append(match.rank)
    return [_view(evaluation, match, ranks) for match in matches]


def _rank_text(match: Match, ranks: dict[float, list[int]]) -> str:
    """„4“; „1–3“ where as many have exactly the same need; empty where there is no rank."""
    if match.need is None or match.need.value is None:
        return ""
    equal = ranks[match.need.value]
    return str(equal[0]) if len(equal) == 1 else f"{equal[0]}–{equal[-1]}"


def _view(evaluation: Evaluation, match: Match, ranks: dict[float, list[int]]) -> RecommendationView:
    recommendation, need = match.recommendation, match.need
    return RecommendationView(
        id=recommendation.id,
        audience=recommendation.audience,
        cluster=evaluation.instrument.dimension(recommendation.cluster).title,
        title=recommendation.title,
        source=recommendation.source,
        rank=match.rank,
        rank_text=_rank_text(match, ranks),
        need=need.value if need else None,
        low=need.low if need else None,
        high=need.high if need else None,
        need_text=points_text(need.value if need else None),
        band_text=band_text(need.low, need.high) if need else "keine Angabe",
        priority=match.priority,
        priority_word=PRIORITY_WORDS[match.priority] if match.priority else "",
        sustained=match.sustained,
        own_text=_own_text(evaluation, recommendation.id),
        reasons=tuple(reasons(evaluation, match)),
        about=recommendation.about,
        why=recommendation.why,
        steps=tuple(
            StepView(f"{recommendation.id}/{place}", step.who, step.when, step.weeks, step.text, step.result)
            for place, step in enumerate(recommendation.steps, 1)
        ),
        goal=recommendation.goal,
        pitfalls=recommendation.pitfalls,
        small=recommendation.small,
        role=recommendation.role,
        effort=recommendation.effort,
        horizon=recommendation.horizon,
        message=recommendation.message or "",
    )


def _own_text(evaluation: Evaluation, item_id: str) -> str:
    answer = evaluation.answers.get(item_id)
    if isinstance(answer, int):
        return evaluation.instrument.item(item_id).anchors[answer]
    return {UNKNOWN: "Weiß nicht", NOT_APPLICABLE: "Trifft auf uns nicht zu", None: "Noch nicht beantwortet"}[answer]
