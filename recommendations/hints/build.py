"""From a document to its hints. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from recommendations.document import Document
from recommendations.entry_list import SPECS
from recommendations.hints.facts import Facts
from recommendations.hints.model import Gate, Hint, HintGroup, Place, load_rules
from recommendations.hints.rules import CHECKS


def build_hints(document: Document, today: date) -> tuple[Hint, ...]:
    """Every rule that holds, group by group in the order of the guide."""
    order = [group.id for group in load_rules().groups]
    return tuple(sorted(_hints(Facts(document, today)), key=lambda hint: order.index(hint.group)))


def group_hints(hints: tuple[Hint, ...]) -> tuple[HintGroup, ...]:
    """The groups that have hints."""
    groups = [
        replace(group, hints=tuple(hint for hint in hints if hint.group == group.id)) for group in load_rules().groups
    ]
    return tuple(group for group in groups if group.hints)


def _hints(facts: Facts) -> Iterator[Hint]:
    rules = load_rules()
    answers = facts.document.answers
    for pair in rules.pairs:
        if pair.first.holds(answers.get(pair.first.item)) and pair.second.holds(answers.get(pair.second.item)):
            yield replace(pair.texts, places=tuple(facts.item_place(span.item) for span in (pair.first, pair.second)))
    for check in CHECKS:
        if places := check.find(facts):
            yield replace(rules.texts[check.id], places=places)
    for gate in rules.gates:
        if facts.document.entries.get(gate.entry) == gate.value and gate.span.holds(answers.get(gate.span.item)):
            yield replace(gate.texts, places=(_gate_place(gate), facts.item_place(gate.span.item)))


def _gate_place(gate: Gate) -> Place:
    spec = SPECS[gate.entry]
    return Place("page", "edit_gates", f"{spec.label} – {dict(spec.choices)[gate.value]}")
