"""Lines that hardly any digital project does without (guides/costs.toml): what to ask whom, never an amount. Pure."""

from dataclasses import dataclass

from recommendations.entry_list import read_guide


@dataclass(frozen=True, slots=True)
class TypicalCost:
    """`ask`: whom to ask what, kept as the line's assumption."""

    side: str
    kind: str
    label: str
    ask: str


TYPICAL_COSTS = tuple(TypicalCost(**line) for line in read_guide("costs")["line"])
