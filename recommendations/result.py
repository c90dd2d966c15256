"""The result as readers see it: one frozen value for screen, PDF and tables alike. Pure."""

from dataclasses import dataclass
from typing import Literal

from assessments.instrument import Dimension, Index, Item, Part, Stage, question_pages
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, DimensionScore, IndexScore, whole_points
from recommendations.clarification import Clarification, clarifications
from recommendations.evaluation import Evaluation
from recommendations.matching import Match
from recommendations.reasons import Reason, reasons
from recommendations.wording import (
    PRIORITY_WORDS,
    band_text,
    count_text,
    fine_text,
    level_word,
    points_text,
)

Scope = Literal["quick", "full"]
STRENGTH_FROM = 60
MOST_STRENGTHS = 5
# A ranking needs a level for a third of the quick check's questions (or for all, where fewer apply).
RANKED_FROM = 7


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index. `number`: the whole number shown, None where there is no value; then `hint` says why, else it is empty.

    `missing`: how many more answers with a level it takes until the value is shown.
    """

    id: str
    title: str
    description: str
    value: float | None
    number: int | None
    value_text: str
    low: float | None
    high: float | None
    band_text: str
    high_is_bad: bool
    stage: Stage | None
    answered: int
    applicable: int
    coverage_text: str
    missing: int
    hint: str


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One dimension. `score`: 0–100, 100 is best, also for barriers; None where nothing is answered or applies."""

    id: str
    title: str
    short: str
    score: float | None
    low: float | None
    high: float | None
    score_text: str
    band_text: str
    level_word: str
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class ProfileGroup:
    id: str
    title: str
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """A dimension that carries already. `text`: it and its level in words."""

    id: str
    title: str
    text: str
    score_text: str
    band_text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A first step. `key`: "K1.2/3", third step of K1.2, as the plan page takes it."""

    key: str
    who: str
    when: str
    weeks: int
    text: str
    result: str


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation with what it means for these answers.

    `need`, `rank`, `priority` are None and `need_text` is „–“ where its own question does not apply.
    `own_text`: the anchor that was chosen for its own question, or that nothing was.
    """

    id: str
    audience: str
    cluster: str
    title: str
    source: str
    rank: int | None
    need: float | None
    low: float | None
    high: float | None
    need_text: str
    band_text: str
    priority: str | None
    priority_word: str
    sustained: bool
    own_text: str
    reasons: tuple[Reason, ...]
    about: str
    why: str
    steps: tuple[StepView, ...]
    goal: str
    pitfalls: tuple[str, ...]
    small: str
    role: str
    effort: str
    horizon: str
    message: str


@dataclass(frozen=True, slots=True)
class ClarificationView:
    """A question whose clearing makes the result sharper. `part`, `page`: where the questionnaire asks it.

    `recommendation`: the one that depends most on it, empty where none does.
    """

    id: str
    label: str
    statement: str
    state: str
    ask: str
    narrowing_text: str
    effect: str
    recommendation: str
    part: str
    page: int


@dataclass(frozen=True, slots=True)
class Result:
    """`ranked`: there are enough answers for an order of the recommendations that says something.

    `to_do`, `sustained`, `not_applicable` share out the municipal recommendations, `funder` holds the applicable
    ones of the other set. `clarifications`: open questions that this check asks; `not_asked`: those that only the
    full check asks.
    """

    instrument_title: str
    instrument_version: str
    scope: Scope
    asked: int
    answered: int
    unknown: int
    left_out: int
    unanswered: int
    ranked: bool
    indices: tuple[IndexView, ...]
    groups: tuple[ProfileGroup, ...]
    strengths: tuple[Strength, ...]
    to_do: tuple[RecommendationView, ...]
    sustained: tuple[RecommendationView, ...]
    not_applicable: tuple[RecommendationView, ...]
    funder: tuple[RecommendationView, ...]
    clarifications: tuple[ClarificationView, ...]
    not_asked: tuple[ClarificationView, ...]

    @property
    def readiness(self) -> IndexView:
        """The staged index, the first one."""
        return self.indices[0]


def build_result(evaluation: Evaluation, scope: Scope = "full") -> Result:
    asked = _asked_items(evaluation, scope)
    groups = tuple(_group(evaluation, part) for part in evaluation.instrument.parts)
    municipal = [_recommendation(evaluation, match) for match in evaluation.municipal]
    applicable = [view for view in municipal if view.need is not None]
    open_questions = _clarifications(evaluation, scope)
    return Result(
        instrument_title=evaluation.instrument.title,
        instrument_version=evaluation.instrument.version,
        scope=scope,
        **_counts(evaluation, asked),
        ranked=_is_ranked(evaluation),
        indices=tuple(_index(evaluation, index) for index in evaluation.instrument.indices),
        groups=groups,
        strengths=_strengths(evaluation, groups),
        to_do=tuple(view for view in applicable if not view.sustained),
        sustained=tuple(view for view in applicable if view.sustained),
        not_applicable=tuple(view for view in municipal if view.need is None),
        funder=tuple(_recommendation(evaluation, match) for match in evaluation.funder if match.need is not None),
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


def _index(evaluation: Evaluation, index: Index) -> IndexView:
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


def _group(evaluation: Evaluation, part: Part) -> ProfileGroup:
    scores = evaluation.scores.dimensions
    rows = tuple(_row(part, dimension, scores[dimension.id]) for dimension in part.dimensions)
    return ProfileGroup(id=part.id, title=part.title, rows=rows)


def _row(part: Part, dimension: Dimension, found: DimensionScore) -> ProfileRow:
    score = found.score
    return ProfileRow(
        id=dimension.id,
        title=dimension.title,
        short=dimension.short,
        score=score.value,
        low=score.low,
        high=score.high,
        score_text=points_text(score.value),
        band_text=band_text(score.low, score.high),
        level_word=level_word(score.value, part.hinders) if found.applicable else "trifft nicht zu",
        answered=found.answered,
        applicable=found.applicable,
    )


def _strengths(evaluation: Evaluation, groups: tuple[ProfileGroup, ...]) -> tuple[Strength, ...]:
    """The best dimensions, highest first; equal ones with the better lower end first, then by instrument order."""
    found = [
        (-row.score, -row.low, row, evaluation.instrument.part(group.id).hinders)
        for group in groups
        for row in group.rows
        if row.score is not None and row.low is not None and row.score >= STRENGTH_FROM
    ]
    best = sorted(found, key=lambda entry: entry[:2])[:MOST_STRENGTHS]
    return tuple(
        Strength(row.id, row.title, _strength_text(row, hinders), row.score_text, row.band_text)
        for _, _, row, hinders in best
    )


def _strength_text(row: ProfileRow, hinders: bool) -> str:
    """„Zuständigkeiten: verankert“; of a barrier „„Fehlender Mehrwert“ ist kaum ein Hemmnis“."""
    if not hinders:
        return f"{row.title}: {row.level_word}"
    return f"„{row.title}“ ist {'nur ein ' if row.level_word.startswith('leichtes') else ''}{row.level_word}"


def _recommendation(evaluation: Evaluation, match: Match) -> RecommendationView:
    recommendation, need = match.recommendation, match.need
    return RecommendationView(
        id=recommendation.id,
        audience=recommendation.audience,
        cluster=evaluation.instrument.dimension(recommendation.cluster).title,
        title=recommendation.title,
        source=recommendation.source,
        rank=match.rank,
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


def _clarifications(evaluation: Evaluation, scope: Scope) -> list[ClarificationView]:
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
