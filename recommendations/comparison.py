"""Two results side by side: an earlier check and a later one, or „Was wäre, wenn“. Pure."""

from dataclasses import dataclass

from assessments.instrument import Continuity, Instrument, Item, find_continuity
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from recommendations.evaluation import Evaluation
from recommendations.result import IndexView, ProfileRow, RecommendationView, Result, build_result
from recommendations.wording import change_text

UP, DOWN, SAME = "better", "worse", "same"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after. `direction`: "better", "worse", "same"; "same" also where one of both is missing."""

    id: str
    title: str
    before_text: str
    after_text: str
    change_text: str
    direction: str


@dataclass(frozen=True, slots=True)
class IndexChange:
    """`before`, `after`: with stage, band and, where there is no value, the reason."""

    before: IndexView
    after: IndexView
    change: Change


@dataclass(frozen=True, slots=True)
class Move:
    """A recommendation whose need, priority or state changes. `size`: of the change, in points."""

    id: str
    title: str
    before: RecommendationView
    after: RecommendationView
    change: Change
    size: float


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """`item`: of the later version."""

    item: Item
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`continuity`: what is compared at all, and what is left out. `dimensions`: those with a value in both.

    `moves`: municipal ones, then funder's, biggest change first; none between two versions of the instrument.
    """

    before: Result
    after: Result
    continuity: Continuity
    indices: tuple[IndexChange, ...]
    dimensions: tuple[Change, ...]
    moves: tuple[Move, ...]
    answers: tuple[AnswerChange, ...]


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Between two versions of the instrument only of what continues each other."""
    continuity = find_continuity(before.instrument, after.instrument)
    old, new = build_result(before), build_result(after)
    return Comparison(
        before=old,
        after=new,
        continuity=continuity,
        indices=_indices(continuity, old, new),
        dimensions=_dimensions(continuity, old, new),
        moves=_moves(old, new) if continuity.is_same_version else (),
        answers=_answers(continuity, before, after),
    )


def _change(
    key: str, title: str, before: float | None, after: float | None, texts: tuple[str, str], bad: bool
) -> Change:
    text = change_text(before, after)
    direction = SAME
    if text[0] in "+−":
        direction = UP if (text[0] == "+") != bad else DOWN
    return Change(key, title, *texts, text, direction)


def _indices(continuity: Continuity, old: Result, new: Result) -> tuple[IndexChange, ...]:
    earlier = {view.id: view for view in old.indices}
    return tuple(_index(earlier[view.id], view) for view in new.indices if view.id in continuity.indices)


def _index(before: IndexView, after: IndexView) -> IndexChange:
    texts = (before.value_text, after.value_text)
    change = _change(before.id, before.title, before.value, after.value, texts, before.high_is_bad)
    return IndexChange(before, after, change)


def _rows(result: Result) -> list[ProfileRow]:
    return [row for group in result.groups for row in group.rows]


def _dimensions(continuity: Continuity, old: Result, new: Result) -> tuple[Change, ...]:
    earlier = {row.id: row for row in _rows(old)}
    pairs = ((earlier[continuity.dimensions[row.id]], row) for row in _rows(new) if row.id in continuity.dimensions)
    return tuple(
        _change(row.id, row.title, before.score, row.score, (before.score_text, row.score_text), bad=False)
        for before, row in pairs
        if before.score is not None and row.score is not None
    )


def _recommendations(result: Result) -> dict[str, RecommendationView]:
    municipal = sorted(result.to_do + result.sustained, key=lambda view: view.rank or 0) + list(result.not_applicable)
    return {view.id: view for view in (*municipal, *result.funder)}


def _moves(old: Result, new: Result) -> tuple[Move, ...]:
    earlier, later = _recommendations(old), _recommendations(new)
    pairs = ((earlier[key], view) for key, view in later.items() if key in earlier)
    moves = [_move(before, after) for before, after in pairs if _shown(before) != _shown(after)]
    return tuple(sorted(moves, key=lambda move: (move.after.audience != "municipal", -move.size)))


def _shown(view: RecommendationView) -> tuple[object, ...]:
    return (view.need_text, view.priority, view.sustained)


def _move(before: RecommendationView, after: RecommendationView) -> Move:
    texts = (before.need_text, after.need_text)
    change = _change(before.id, before.title, before.need, after.need, texts, bad=True)
    size = 0.0 if before.need is None or after.need is None else abs(after.need - before.need)
    return Move(before.id, before.title, before, after, change, size)


def _answers(continuity: Continuity, before: Evaluation, after: Evaluation) -> tuple[AnswerChange, ...]:
    pairs = ((later, earlier, before.answers.get(earlier)) for later, earlier in continuity.items.items())
    return tuple(
        AnswerChange(
            after.instrument.item(later),
            answer_text(before.instrument, earlier, old),
            answer_text(after.instrument, later, after.answers.get(later)),
        )
        for later, earlier, old in pairs
        if old != after.answers.get(later)
    )


def answer_text(instrument: Instrument, item_id: str, answer: Answer | None) -> str:
    """The level with its anchor, or the words for the other answers."""
    if isinstance(answer, int):
        return f"Stufe {answer}: {instrument.item(item_id).anchors[answer]}"
    return {UNKNOWN: "Weiß nicht", NOT_APPLICABLE: "Trifft auf uns nicht zu", None: "Noch nicht beantwortet"}[answer]
