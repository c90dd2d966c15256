"""What the stored releases of a programme let an attacker determine. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from recommendations.aggregation.grid import Policy
from recommendations.aggregation.past import Past
from recommendations.aggregation.timeline import Equation, Structure, Timeline
from recommendations.attacker import Attacker, Breach


@dataclass(frozen=True, slots=True)
class Finding:
    """`date`: of the release (ISO) with which the breach came about.

    The values in the breach are named by the release, counted from 1, in which the municipality first had them.
    """

    figure: str
    date: str
    breach: Breach


def audit(history: Sequence[Past], figures: Collection[str], policy: Policy) -> list[Finding]:
    """The smallest breach of each figure that has one, from ledgers and contents alone. `history`: oldest first.

    The policy is that under which the releases were made: a higher one finds what a lower one allowed.
    """
    timeline = Timeline(history, [past.ledger for past in history], policy.mean, tuple(figures))
    known: dict[Structure, tuple[str, Breach] | None] = {}
    findings = []
    for figure in figures:
        structure = timeline.structure(figure)
        if structure not in known:
            known[structure] = _find_breach(list(structure.equations()), policy)
        if found := known[structure]:
            findings.append(Finding(figure, *found))
    return findings


def _find_breach(equations: Sequence[tuple[str, Equation]], policy: Policy) -> tuple[str, Breach] | None:
    """With the day it came about. The whole history is asked first: most have nothing to find."""
    days = sorted({date for date, _ in equations}) if _breach([equation for _, equation in equations], policy) else []
    upto = ((day, _breach([equation for date, equation in equations if date <= day], policy)) for day in days)
    return next(((day, breach) for day, breach in upto if breach), None)


def _breach(equations: Sequence[Equation], policy: Policy) -> Breach | None:
    attacker = Attacker(policy.mean)
    for equation in equations:
        attacker.add(equation)
    return attacker.breach()
