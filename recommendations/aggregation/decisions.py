"""What of a release is published, decided without computing a figure (disclosure.md). Pure."""

from collections.abc import Collection, Sequence

from recommendations.aggregation.grid import CELLS, Policy
from recommendations.aggregation.ledger import Ledger
from recommendations.aggregation.past import NEW, TOO_FEW, Decision, Decisions, Past
from recommendations.aggregation.rules import propose, stay
from recommendations.aggregation.timeline import Structure, Timeline
from recommendations.attacker import Attacker


def decide(ledger: Ledger, history: Sequence[Past], policy: Policy, figures: Collection[str]) -> Decisions:
    """By cell and figure. A cell without a municipality reads like one with too few. `history`: oldest first."""
    timeline = Timeline(history, [*[past.ledger for past in history], ledger], policy.mean, figures)
    known: dict[Structure, dict[str, Decision]] = {}
    columns = {}
    for figure in figures:
        structure = timeline.structure(figure)
        if structure not in known:
            known[structure] = decide_figure(structure, policy)
        columns[figure] = known[structure]
    return {cell: {figure: columns[figure].get(cell, TOO_FEW) for figure in figures} for cell in CELLS}


def decide_figure(structure: Structure, policy: Policy) -> dict[str, Decision]:
    """By cell: the attacker disposes of what the rules propose."""
    now = len(structure.computed)
    earlier = structure.earlier(now)
    proposal = propose(structure.counts(now), earlier, policy)
    attacker = Attacker(policy.mean)
    for _, equation in structure.equations():
        attacker.add(equation)
    allowed = attacker.publish_all([structure.equation(now, cell) for cell in proposal.candidates])
    judged = {
        cell: NEW if fine else stay("derivable", earlier.get(cell), policy)
        for cell, fine in zip(proposal.candidates, allowed, strict=True)
    }
    return {**proposal.settled, **judged}
