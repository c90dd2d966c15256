"""The frozen value that a report is drawn from. It depends on the document, and on the day for which it is drawn where
that holds what a decision rests on: no clock, no database, no request."""

from dataclasses import dataclass
from datetime import date

from assessments.instrument import Instrument, Item, Part
from assessments.scoring import NOT_APPLICABLE, UNKNOWN
from recommendations.charts import IndexScale, ProfilePanel, index_scale, profile_chart
from recommendations.document import Document
from recommendations.evaluation import Evaluation, evaluate
from recommendations.report.cover import Cover, build_cover
from recommendations.report.decision import Decision, build_decision
from recommendations.report.differences import Differences, build_differences
from recommendations.report.funder import Answered, build_answered
from recommendations.report.measures import Plan, build_plan
from recommendations.report.printable import clean
from recommendations.report.summary import Summary, build_summary
from recommendations.result import IndexView, RecommendationView, Result, build_result

IN_FULL, IN_SHORT = 5, 10
MOST_NOTE = 2_000
# Size class 2: under 20,000 inhabitants.
SMALL_UP_TO = 2
ANSWER_WORDS = {UNKNOWN: "Weiß nicht", NOT_APPLICABLE: "Trifft auf uns nicht zu", None: "Nicht beantwortet"}


@dataclass(frozen=True, slots=True)
class IndexBlock:
    view: IndexView
    scale: IndexScale


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`level`: "3" where a level was chosen, else empty. `text`: its anchor, or why there is none."""

    id: str
    label: str
    statement: str
    level: str
    text: str
    note: str
    reason: str
    dissent: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    title: str
    question: str
    level_0: str
    level_4: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`answers`: of the questions the check asks; a quick check leaves the others out.

    `top`, `short`, `further`: the recommendations in full, in short and by name, in the order of their ranks; none
    where there are too few answers for an order. `small`: a small municipality, which gets the hints for such.
    `answered`: the recommendations to funders that one of them has answered.
    """

    cover: Cover
    instrument: Instrument
    result: Result
    summary: Summary
    indices: tuple[IndexBlock, ...]
    panels: tuple[ProfilePanel, ...]
    top: tuple[RecommendationView, ...]
    short: tuple[RecommendationView, ...]
    further: tuple[RecommendationView, ...]
    plan: Plan
    answers: tuple[AnswerGroup, ...]
    thresholds: tuple[str, str]
    small: bool
    differences: Differences | None
    answered: tuple[Answered, ...]
    decision: Decision


def build_report(document: Document, today: date | None = None) -> Report:
    evaluation = evaluate(document.instrument, document.answers)
    result = build_result(evaluation, document.mode)
    ranked = result.to_do if result.ranked else ()
    cover = build_cover(document, evaluation.instrument)
    plan = build_plan(document.measures)
    funding_end = document.project.funding_end if document.project else None
    return Report(
        cover=cover,
        instrument=evaluation.instrument,
        result=result,
        summary=build_summary(cover, evaluation.instrument, result, plan, funding_end),
        indices=tuple(_index_block(evaluation, view) for view in result.indices),
        panels=profile_chart(result.groups),
        top=ranked[:IN_FULL],
        short=ranked[IN_FULL:IN_SHORT],
        further=ranked[IN_SHORT:],
        plan=plan,
        answers=_answer_groups(evaluation, document, result),
        thresholds=(f"{evaluation.catalogue.high_from:g}", f"{evaluation.catalogue.medium_from:g}"),
        small=document.municipality is not None and document.municipality.size_class <= SMALL_UP_TO,
        differences=build_differences(document, evaluation.instrument),
        answered=build_answered(result.funder, document.funder_answers),
        decision=build_decision(document, today),
    )


def _index_block(evaluation: Evaluation, view: IndexView) -> IndexBlock:
    staged = {index.id for index in evaluation.instrument.indices if index.staged}
    return IndexBlock(view, index_scale(view, evaluation.instrument.stages if view.id in staged else ()))


def _answer_groups(evaluation: Evaluation, document: Document, result: Result) -> tuple[AnswerGroup, ...]:
    not_asked = {view.id for view in result.not_asked}
    groups = (_answer_group(part, document, not_asked) for part in evaluation.instrument.parts)
    return tuple(group for group in groups if group.rows)


def _answer_group(part: Part, document: Document, not_asked: set[str]) -> AnswerGroup:
    items = [item for dimension in part.dimensions for item in dimension.items]
    written = {key for texts in (document.notes, document.reasons, document.dissents) for key in texts if texts[key]}
    rows = tuple(_answer_row(item, document) for item in items if item.id not in not_asked or item.id in written)
    return AnswerGroup(part.title, part.question, part.level_0, part.level_4, rows)


def _answer_row(item: Item, document: Document) -> AnswerRow:
    answer = document.answers.get(item.id)
    chosen = isinstance(answer, int)
    return AnswerRow(
        id=item.id,
        label=item.label,
        statement=item.statement,
        level=str(answer) if chosen else "",
        text=item.anchors[answer] if chosen else ANSWER_WORDS[answer],
        note=clean(document.notes.get(item.id, ""), MOST_NOTE),
        reason=clean(document.reasons.get(item.id, ""), MOST_NOTE),
        dissent=clean(document.dissents.get(item.id, ""), MOST_NOTE),
    )
