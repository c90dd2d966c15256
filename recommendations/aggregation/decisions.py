"""What of a release is published, decided without computing a figure (disclosure.md). Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from recommendations.aggregation.grid import CELLS, Policy
from recommendations.aggregation.ledger import Ledger
from recommendations.aggregation.past import NEW, TOO_FEW, Decision, Decisions, Past
from recommendations.aggregation.rules import propose, stay
from recommendations.aggregation.timeline import Structure, Timeline
from recommendations.attacker import Attacker

Parts = Mapping[str, Sequence[str]]
NO_PARTS: Parts = MappingProxyType({})


def decide(
    ledger: Ledger, history: Sequence[Past], policy: Policy, figures: Collection[str], parts: Parts = NO_PARTS
) -> Decisions:
    """By cell and figure. A cell without a municipality reads like one with too few. `history`: oldest first.

    `parts`: by need its parts (figures.part_ids). They are judged like figures and published together or not at all.
    In a first release there is nothing to judge: they are of the same municipalities as the need.
    """
    judged = parts if history else NO_PARTS
    names = (*figures, *[part for need in judged for part in judged[need]])
    timeline = Timeline(history, [*[past.ledger for past in history], ledger], policy.mean, names)
    known: dict[Structure, dict[str, Decision]] = {}
    columns = {}
    for name in names:
        structure = timeline.structure(name)
        if structure not in known:
            known[structure] = decide_figure(structure, policy)
        columns[name] = known[structure]
    return {
        cell: {figure: decide_parts(columns, cell, figure, judged.get(figure, ())) for figure in figures}
        for cell in CELLS
    }


def decide_parts(
    columns: Mapping[str, Mapping[str, Decision]], cell: str, figure: str, parts: Sequence[str]
) -> Decision:
    """The decision on a figure in a cell, with what is decided about its parts."""
    found = columns[figure].get(cell, TOO_FEW)
    if found.status != "new":
        return found
    refused = [reason for part in parts if (reason := columns[part].get(cell, TOO_FEW).reason)]
    return replace(found, parts=refused[0]) if refused else found


def decide_figure(structure: Structure, policy: Policy) -> dict[str, Decision]:
    """By cell: the attacker disposes of what the rules propose."""
    now = len(structure.computed)
    earlier = structure.earlier(now)
    proposal = propose(structure.counts(now), earlier, policy)
    attacker = Attacker(policy.mean)
    for _, equation in structure.equations():
        attacker.add(equation)
    allowed = attacker.publish_all(structure.equations_at(now, proposal.candidates))
    judged = {
        cell: NEW if fine else stay("derivable", earlier.get(cell), policy)
        for cell, fine in zip(proposal.candidates, allowed, strict=True)
    }
    return {**proposal.settled, **judged}
