"""Which way a project should go after its funding: sustain, adapt, transfer or close (guides/path.toml). Pure.

No mean and no weights: decide() is a tree over eight answers. An answer that is open counts as neither; an outcome is
suggested only where it is the same however the open answers turn out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from recommendations.document import Document
from recommendations.entries import day_of
from recommendations.known_facts import (
    Advice,
    ItemFact,
    advice,
    cost_facts,
    indicator_facts,
    item_facts,
    measure_facts,
)
from recommendations.path_guide import (
    ADAPT,
    CLOSE,
    NO,
    OPEN,
    OUTCOMES,
    PATH_GUIDE,
    SUSTAIN,
    TRANSFER,
    YES,
    GateGuide,
    Outcome,
    PointGuide,
    full_key,
    note_key,
)

GATES = tuple(gate.key for gate in PATH_GUIDE.gates)
OPERABLE = ("operator", "technology")
SOUND = ("usage", "rights", "costs_known", "costs_financed")
DONE, SKIPPED = "done", "skipped"


@dataclass(frozen=True, slots=True)
class Gate:
    """`answer`: "yes", "no" or "open", the last also where nothing is said; `said`: whether something is.

    `hints`: what the document knows beside the `items`; they never answer the gate.
    """

    guide: GateGuide
    answer: str
    said: bool
    answer_words: str
    note: str
    items: tuple[ItemFact, ...]
    recommendations: tuple[Advice, ...]
    hints: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.guide.key

    @property
    def title(self) -> str:
        return self.guide.title

    @property
    def question(self) -> str:
        return self.guide.question


@dataclass(frozen=True, slots=True)
class Reason:
    """A gate that leads to the suggested outcome. `text`: what its answer means; the team's note stands in the gate."""

    gate: Gate
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What the team agreed on. `by`: the round or body, `day`: when; both may be missing."""

    outcome: Outcome
    reason: str
    by: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a checklist. `state`: "open", "done", "skipped" (not needed)."""

    guide: PointGuide
    state: str
    state_words: str
    note: str

    @property
    def title(self) -> str:
        return self.guide.title

    @property
    def who(self) -> str:
        return self.guide.who

    @property
    def result(self) -> str:
        return self.guide.result


@dataclass(frozen=True, slots=True)
class Checklist:
    """`done`: points done; `needed`: all but those not needed; `begun`: whether any point is done or not needed."""

    outcome: Outcome
    points: tuple[Point, ...]

    @property
    def done(self) -> int:
        return sum(point.state == DONE for point in self.points)

    @property
    def needed(self) -> int:
        return sum(point.state != SKIPPED for point in self.points)

    @property
    def begun(self) -> bool:
        return any(point.state != OPEN for point in self.points)


@dataclass(frozen=True, slots=True)
class Path:
    """`possible`: the outcomes that the open gates leave; `suggested`: the only one, else None. `first_open`: the open
    gate to clear first, None where none matters any more. `decide_by`: the team's own day.
    """

    gates: tuple[Gate, ...]
    possible: tuple[Outcome, ...]
    suggested: Outcome | None
    reasons: tuple[Reason, ...]
    first_open: Gate | None
    chosen: Choice | None
    decide_by: date | None
    checklists: tuple[Checklist, ...]

    @property
    def open_gates(self) -> tuple[Gate, ...]:
        return tuple(gate for gate in self.gates if gate.answer == OPEN)

    @property
    def outcome(self) -> Outcome | None:
        """What was chosen, else what is suggested."""
        return self.chosen.outcome if self.chosen else self.suggested

    @property
    def differs(self) -> bool:
        """Whether the answers rule out the way that the team chose."""
        return self.chosen is not None and self.chosen.outcome not in self.possible

    @property
    def is_empty(self) -> bool:
        """Nothing is said yet."""
        return not (self.chosen or any(gate.said or gate.note for gate in self.gates) or self.begun)

    @property
    def begun(self) -> tuple[Checklist, ...]:
        return tuple(checklist for checklist in self.checklists if checklist.begun)

    @property
    def checklist(self) -> Checklist | None:
        """Of the outcome."""
        return next((entry for entry in self.checklists if entry.outcome == self.outcome), None)


def decide(answers: Mapping[str, bool]) -> str:
    """The outcome where every gate is answered."""
    if not answers["benefit"]:
        return CLOSE
    if not all(answers[key] for key in OPERABLE):
        return TRANSFER if answers["taker"] and answers["rights"] else CLOSE
    return SUSTAIN if all(answers[key] for key in SOUND) else ADAPT


def possible_outcomes(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Of all ways in which the open gates can turn out, in the order of OUTCOMES; at least one."""
    return _possible(tuple(answers.get(key, OPEN) for key in GATES))


@cache
def _possible(answers: tuple[str, ...]) -> tuple[str, ...]:
    ways = product(*((True, False) if answer == OPEN else (answer == YES,) for answer in answers))
    found = {decide(dict(zip(GATES, way, strict=True))) for way in ways}
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def first_to_clear(answers: Mapping[str, str]) -> str | None:
    """The first open gate, in their order, whose answer narrows the outcomes; None where there is only one left."""
    before = possible_outcomes(answers)
    return next((key for key in GATES if answers.get(key, OPEN) == OPEN and _narrows(answers, key, before)), None)


def _narrows(answers: Mapping[str, str], key: str, before: tuple[str, ...]) -> bool:
    return any(possible_outcomes({**answers, key: answer}) != before for answer in (YES, NO))


def deciding(outcome: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The gates that lead to a suggested outcome, in their order."""
    found = [key for key in GATES if key in _decisive(outcome, answers)]
    return tuple(found)


def _decisive(outcome: str, answers: Mapping[str, str]) -> set[str]:
    refused = {key for key in GATES if answers.get(key) == NO}
    if outcome == SUSTAIN:
        return {"benefit", *OPERABLE, *SOUND}
    if outcome == ADAPT:
        return {"benefit", *OPERABLE, *refused.intersection(SOUND)}
    if outcome == TRANSFER:
        return {"benefit", "taker", "rights", *refused.intersection(OPERABLE)}
    ended = refused & {"benefit"}
    nobody, unable = refused & {"taker", "rights"}, refused.intersection(OPERABLE)
    return ended | nobody | unable if nobody and unable else ended


def build_path(document: Document) -> Path:
    gates = tuple(_gate(document, guide) for guide in PATH_GUIDE.gates)
    answers = {gate.key: gate.answer for gate in gates}
    possible = possible_outcomes(answers)
    suggested = possible[0] if len(possible) == 1 else None
    first = first_to_clear(answers)
    return Path(
        gates=gates,
        possible=tuple(PATH_GUIDE.outcomes[key] for key in possible),
        suggested=PATH_GUIDE.outcomes[suggested] if suggested else None,
        reasons=_reasons(gates, deciding(suggested, answers)) if suggested else (),
        first_open=next((gate for gate in gates if gate.key == first), None),
        chosen=_chosen(document.entries),
        decide_by=day_of(document.entries, full_key("decide_by")),
        checklists=tuple(_checklist(document.entries, key) for key in OUTCOMES),
    )


def _gate(document: Document, guide: GateGuide) -> Gate:
    said = document.entries.get(full_key(guide.key), "")
    answer = said or OPEN
    return Gate(
        guide=guide,
        answer=answer,
        said=bool(said),
        answer_words=PATH_GUIDE.answers[answer],
        note=document.entries.get(note_key(guide.key), ""),
        items=item_facts(document, guide.items),
        recommendations=advice(document, guide.recommendations),
        hints=_hints(document, guide),
    )


def _hints(document: Document, guide: GateGuide) -> tuple[str, ...]:
    facts = {"costs": cost_facts, "indicators": indicator_facts}
    known = [sentence for name in guide.facts for sentence in facts[name](document)]
    return (*known, *measure_facts(document, guide.recommendations))


def _reasons(gates: tuple[Gate, ...], keys: tuple[str, ...]) -> tuple[Reason, ...]:
    return tuple(
        Reason(gate, gate.guide.yes if gate.answer == YES else gate.guide.no) for gate in gates if gate.key in keys
    )


def _chosen(entries: Mapping[str, str]) -> Choice | None:
    chosen = entries.get(full_key("outcome"))
    if not chosen:
        return None
    return Choice(
        outcome=PATH_GUIDE.outcomes[chosen],
        reason=entries.get(full_key("outcome_reason"), ""),
        by=entries.get(full_key("outcome_by"), ""),
        day=day_of(entries, full_key("outcome_day")),
    )


def _checklist(entries: Mapping[str, str], outcome: str) -> Checklist:
    points = tuple(_point(entries, guide) for guide in PATH_GUIDE.points_of(outcome))
    return Checklist(PATH_GUIDE.outcomes[outcome], points)


def _point(entries: Mapping[str, str], guide: PointGuide) -> Point:
    state = entries.get(full_key(guide.key)) or OPEN
    return Point(guide, state, PATH_GUIDE.states[state], entries.get(note_key(guide.key), ""))
