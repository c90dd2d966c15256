"""Changes tried out on a copy of the answers: which questions are offered first, which values are allowed. Pure."""

from collections.abc import Iterable, Mapping

from assessments.instrument import LEVELS, Instrument, Item
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer, Fault
from recommendations.evaluation import Evaluation
from recommendations.matching import Match

FIRST_RECOMMENDATIONS = 5
MOST_FIRST = 12
LONGEST_SHOWN = 40
CHOICES: Mapping[str, Answer] = {
    **{str(level): level for level in range(LEVELS)},
    UNKNOWN: UNKNOWN,
    NOT_APPLICABLE: NOT_APPLICABLE,
}


def parse_changes(instrument: Instrument, pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, Answer], list[Fault]]:
    """The changes, and what is wrong with the others. An empty value means: as it was answered."""
    changes: dict[str, Answer] = {}
    faults = []
    for key, value in pairs:
        if not instrument.has_item(key):
            faults.append(Fault(_shown(key), "Diese Frage gibt es nicht."))
        elif value in CHOICES:
            changes[key] = CHOICES[value]
        elif value:
            faults.append(Fault(key, f"„{_shown(value)}“ ist keine mögliche Antwort; sie bleibt wie angegeben."))
    return changes, faults


def _shown(text: str) -> str:
    """What came in the address, cut and printable."""
    clean = "".join(char if char.isprintable() else "�" for char in text)
    return clean if len(clean) <= LONGEST_SHOWN else f"{clean[:LONGEST_SHOWN]}…"


def first_items(evaluation: Evaluation) -> tuple[Item, ...]:
    """The questions behind the top recommendations: their own, then those that add most to their needs."""
    instrument = evaluation.instrument
    top = [match for match in evaluation.municipal if match.need and not match.sustained][:FIRST_RECOMMENDATIONS]
    own = [match.recommendation.id for match in top]
    behind = [item.id for match in top for key in _sources(match) for item in _open_items(evaluation, key)]
    return tuple(instrument.item(key) for key in list(dict.fromkeys(own + behind))[:MOST_FIRST])


def _sources(match: Match) -> list[str]:
    """The linked dimensions, those with most points first."""
    linked = [
        part
        for part in match.parts
        if part.points and part.source in {link.dimension for link in match.recommendation.links}
    ]
    return [part.source for part in sorted(linked, key=lambda part: -part.points)]


def _open_items(evaluation: Evaluation, dimension: str) -> list[Item]:
    """Those that something is missing of, most first."""
    deficits = evaluation.scores.observed.items
    items = [item for item in evaluation.instrument.dimension(dimension).items if deficits.get(item.id)]
    return sorted(items, key=lambda item: -deficits[item.id])
