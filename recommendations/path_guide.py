"""What the decision path asks and offers (guides/path.toml): gates, outcomes, points of their checklists. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommendations.entry_list import read_guide

AREA = "path"
YES, NO, OPEN = "yes", "no", "open"
SUSTAIN, ADAPT, TRANSFER, CLOSE = "sustain", "adapt", "transfer", "close"
OUTCOMES = (SUSTAIN, ADAPT, TRANSFER, CLOSE)


@dataclass(frozen=True, slots=True)
class GateGuide:
    """`yes`, `no`, `open`: when each answer holds. `facts`: what of the document is a hint, "costs", "indicators"."""

    key: str
    title: str
    question: str
    meaning: str
    yes: str
    no: str
    open: str
    evidence: str
    ask: str
    items: tuple[str, ...]
    recommendations: tuple[str, ...]
    facts: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`short`: what it means; `when`: the rule that leads there; `text`: what to bear in mind."""

    id: str
    title: str
    short: str
    when: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PointGuide:
    """`result`: what lies on the table afterwards."""

    key: str
    outcome: str
    title: str
    text: str
    who: str
    result: str


@dataclass(frozen=True, slots=True)
class PathGuide:
    """`page`: sentences of the page by name. `answers`, `states`: words by value. `decision`: keys of its entries."""

    page: Mapping[str, str]
    gates: tuple[GateGuide, ...]
    outcomes: Mapping[str, Outcome]
    points: tuple[PointGuide, ...]
    answers: Mapping[str, str]
    states: Mapping[str, str]
    decision: tuple[str, ...]

    def points_of(self, outcome: str) -> tuple[PointGuide, ...]:
        return tuple(point for point in self.points if point.outcome == outcome)


def full_key(key: str) -> str:
    return f"{AREA}.{key}"


def note_key(key: str) -> str:
    """Of the note beside a gate or a point."""
    return f"{AREA}.{key}_note"


def load_path_guide() -> PathGuide:
    """Raises KeyError where a table lacks a text."""
    data = read_guide(AREA)
    by_part = _by_part(data["entry"])
    points = [_point(entry, part) for part in OUTCOMES for entry in by_part[part]]
    return PathGuide(
        page=data["page"],
        gates=tuple(_gate(entry) for entry in by_part["gate"]),
        outcomes={row["id"]: Outcome(**row) for row in data["outcome"]},
        points=tuple(points),
        answers=dict(by_part["gate"][0]["choices"]),
        states=dict(by_part[SUSTAIN][0]["choices"]),
        decision=tuple(full_key(entry["key"]) for entry in by_part["outcome"]),
    )


def _by_part(entries: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault(entry["part"], []).append(entry)
    return found


def _gate(data: dict[str, Any]) -> GateGuide:
    texts = ("key", "title", "meaning", "yes", "no", "open", "evidence", "ask", "source")
    return GateGuide(
        question=data["label"],
        items=tuple(data["items"]),
        recommendations=tuple(data["recommendations"]),
        facts=tuple(data["facts"]),
        **{name: data[name] for name in texts},
    )


def _point(data: dict[str, Any], outcome: str) -> PointGuide:
    return PointGuide(outcome=outcome, **{name: data[name] for name in ("key", "title", "text", "who", "result")})


PATH_GUIDE = load_path_guide()
