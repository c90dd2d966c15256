"""What the rules say of one figure of a release, before the attacker is asked (disclosure.md, "A release"). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.aggregation.grid import PARTITIONS, PROGRAMME, Policy
from recommendations.aggregation.past import NEW, TOO_FEW, Decision, Reason
from recommendations.aggregation.timeline import Earlier


@dataclass(frozen=True, slots=True)
class Proposal:
    """`candidates`: the cells the attacker judges, in that order; `settled`: what is decided of all others."""

    candidates: tuple[str, ...]
    settled: Mapping[str, Decision]


def propose(counts: Mapping[str, int], earlier: Mapping[str, Earlier], policy: Policy) -> Proposal:
    """`counts`: how many municipalities have the figure, by cell; `earlier`: what was published of a cell last."""
    suppressed = suppress_secondary(counts, policy.mean)
    settled = {cell: Decision("none", "secondary") for cell in suppressed}
    settled |= {cell: TOO_FEW for cell, count in counts.items() if count < policy.mean}
    candidates = []
    for cell in sorted(counts.keys() - settled.keys(), key=lambda cell: (cell != PROGRAMME, -counts[cell], cell)):
        found = earlier.get(cell)
        if found is None or found.changed >= policy.mean:
            candidates.append(cell)
        else:
            settled[cell] = stay("too_few_changed", found, policy) if found.changed else NEW
    return Proposal(tuple(candidates), settled)


def suppress_secondary(counts: Mapping[str, int], least: int) -> set[str]:
    """In each partition of a published total (disclosure.md, "Secondary suppression") the cells that are withheld:

    those with fewer than `least` municipalities, and the smallest others until together they have none or `least`.
    """
    suppressed: set[str] = set()
    if counts.get(PROGRAMME, 0) < least:
        return suppressed
    for partition in PARTITIONS:
        waiting = sorted((counts[cell], cell) for cell in partition if cell in counts)
        hidden = 0
        while waiting and (waiting[0][0] < least or 0 < hidden < least):
            count, cell = waiting.pop(0)
            hidden += count
            suppressed.add(cell)
    return suppressed


def stay(reason: Reason, earlier: Earlier | None, policy: Policy) -> Decision:
    """The older value stays, unless there is none or it is of fewer municipalities than the policy now asks for."""
    if earlier is None or earlier.count < policy.mean:
        return Decision("none", reason)
    return Decision("kept", reason, earlier.date)
