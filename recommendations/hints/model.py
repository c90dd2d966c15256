"""What a hint is, and the rules as guides/hints.toml tells them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from assessments.instrument import CURRENT, LEVELS, load_instrument
from recommendations.entry_list import SPECS, read_guide

PlaceKind = Literal["item", "measure", "page"]
TEXTS = ("id", "title", "why", "rule")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to mend it. `ref`: the id of an item, or the URL name of a page; of a measure its recommendation or
    empty."""

    kind: PlaceKind
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """`group`: id of its group. `rule`: the rule itself in words. `places`: in the order in which they are read."""

    id: str
    group: str
    title: str
    why: str
    rule: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class HintGroup:
    id: str
    title: str
    lead: str
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """An item answered with a level between two, both included."""

    item: str
    lowest: int
    highest: int

    def holds(self, answer: object) -> bool:
        return isinstance(answer, int) and self.lowest <= answer <= self.highest


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers that hardly go together."""

    texts: Hint
    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of the decision path answered with `value`, against an answer. `entry`: the key of its entry."""

    texts: Hint
    entry: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    groups: tuple[HintGroup, ...]
    pairs: tuple[Pair, ...]
    gates: tuple[Gate, ...]
    texts: dict[str, Hint]
    """Of every rule that is code, by its id."""


@cache
def load_rules() -> Rules:
    """Raises ValueError with what is wrong in the guide."""
    return parse_rules(read_guide("hints"))


def parse_rules(data: dict[str, Any]) -> Rules:
    """Raises ValueError with what is wrong."""
    rules = Rules(
        groups=tuple(HintGroup(row["id"], row["title"], row["lead"]) for row in data["group"]),
        pairs=tuple(Pair(_texts(row, "answers"), _span(row["first"]), _span(row["second"])) for row in data["pair"]),
        gates=tuple(_gate(row) for row in data["gate"]),
        texts={row["id"]: _texts(row, row["group"]) for row in data["rule"]},
    )
    if faults := list(_faults(rules, len(data["rule"]))):
        raise ValueError("; ".join(faults))
    return rules


def _texts(row: dict[str, Any], group: str) -> Hint:
    return Hint(row["id"], group, row["title"], row["why"], row["rule"], ())


def _gate(row: dict[str, Any]) -> Gate:
    return Gate(_texts(row, "decision"), f"path.{row['key']}", row["value"], _span(row))


def _span(row: dict[str, Any]) -> Span:
    return Span(row["item"], row["from"], row["to"])


def _faults(rules: Rules, count: int) -> Iterator[str]:
    hints = [pair.texts for pair in rules.pairs] + [gate.texts for gate in rules.gates] + [*rules.texts.values()]
    ids, groups = [hint.id for hint in hints], {group.id for group in rules.groups}
    if len(set(ids)) < len(ids) or len(rules.texts) < count:
        yield "two rules have the same id"
    for hint in hints:
        if hint.group not in groups:
            yield f"{hint.id}: no group {hint.group}"
        if not all(getattr(hint, name).strip() for name in TEXTS):
            yield f"{hint.id}: a text is missing"
    for pair in rules.pairs:
        yield from _span_faults(pair.texts.id, pair.first, pair.second)
    for gate in rules.gates:
        yield from _span_faults(gate.texts.id, gate.span)
        if gate.entry not in SPECS or gate.value not in dict(SPECS[gate.entry].choices):
            yield f"{gate.texts.id}: no answer {gate.value} to {gate.entry}"


def _span_faults(rule: str, *spans: Span) -> Iterator[str]:
    instrument = load_instrument(CURRENT)
    for span in spans:
        if not instrument.has_item(span.item):
            yield f"{rule}: no item {span.item}"
        if not 0 <= span.lowest <= span.highest < LEVELS:
            yield f"{rule}: no levels {span.lowest} to {span.highest}"
