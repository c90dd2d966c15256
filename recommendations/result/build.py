"""From an evaluation to the result. Pure."""

from assessments.scoring import NOT_APPLICABLE, UNKNOWN
from recommendations.evaluation import Evaluation
from recommendations.result.advice import recommendation_views
from recommendations.result.indices import index_view
from recommendations.result.open_questions import clarification_views
from recommendations.result.profile import profile_group, strengths
from recommendations.result.views import Result, Scope

# A ranking needs a level for a third of the quick check's questions (or for all, where fewer apply).
RANKED_FROM = 7


def build_result(evaluation: Evaluation, scope: Scope = "full") -> Result:
    asked = _asked_items(evaluation, scope)
    groups = tuple(profile_group(evaluation, part) for part in evaluation.instrument.parts)
    municipal = recommendation_views(evaluation, evaluation.municipal)
    applicable = [view for view in municipal if view.need is not None]
    open_questions = clarification_views(evaluation, scope)
    return Result(
        instrument_title=evaluation.instrument.title,
        instrument_version=evaluation.instrument.version,
        scope=scope,
        **_counts(evaluation, asked),
        ranked=_is_ranked(evaluation),
        indices=tuple(index_view(evaluation, index, asked) for index in evaluation.instrument.indices),
        groups=groups,
        strengths=strengths(evaluation, groups),
        to_do=tuple(view for view in applicable if not view.sustained),
        sustained=tuple(view for view in applicable if view.sustained),
        not_applicable=tuple(view for view in municipal if view.need is None),
        funder=tuple(view for view in recommendation_views(evaluation, evaluation.funder) if view.need is not None),
        clarifications=tuple(view for view in open_questions if view.id in asked),
        not_asked=tuple(view for view in open_questions if view.id not in asked),
    )


def _asked_items(evaluation: Evaluation, scope: Scope) -> frozenset[str]:
    """The questions of the check; an item answered beyond the quick check counts as asked."""
    instrument = evaluation.instrument
    items = instrument.quick_items if scope == "quick" else instrument.items
    return frozenset(item.id for item in items) | frozenset(evaluation.answers)


def _counts(evaluation: Evaluation, asked: frozenset[str]) -> dict[str, int]:
    given = list(evaluation.answers.values())
    unknown, left_out = given.count(UNKNOWN), given.count(NOT_APPLICABLE)
    return {
        "asked": len(asked),
        "answered": len(given) - unknown - left_out,
        "unknown": unknown,
        "left_out": left_out,
        "unanswered": len(asked) - len(given),
    }


def _is_ranked(evaluation: Evaluation) -> bool:
    scores = evaluation.scores.dimensions.values()
    answered, applicable = sum(score.answered for score in scores), sum(score.applicable for score in scores)
    return 0 < answered >= min(RANKED_FROM, applicable)
