"""How a Ratsvorlage is drafted: its sections and its wording by outcome (guides/proposal.toml). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recommendations.entry_list import read_guide

OUTCOMES = ("sustain", "adapt", "transfer", "close")


@dataclass(frozen=True, slots=True)
class SectionGuide:
    """`entries`: full keys. `source`: URL name of the page whose figures it shows, empty where there is none;
    `source_words` then says so."""

    key: str
    title: str
    entries: tuple[str, ...]
    source: str
    source_words: str

    @property
    def own(self) -> str:
        """The entry whose text takes the place of the draft, or stands beside the figures."""
        return f"proposal.{self.key}"


@dataclass(frozen=True, slots=True)
class OutcomeGuide:
    """`decision`: the points of the proposal, with names in braces. `alternative`: how it reads where another outcome
    is proposed, `why_not`: what is then to be added; both empty for the one that is open. `steps`: ids of those of the
    clock that count, empty for all."""

    subject: str
    decision: tuple[str, ...]
    alternative: str
    why_not: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalGuide:
    """`open`: while no outcome is known. `texts`: single sentences by name."""

    sections: tuple[SectionGuide, ...]
    outcomes: Mapping[str, OutcomeGuide]
    open: OutcomeGuide
    texts: Mapping[str, str]

    def outcome(self, key: str | None) -> OutcomeGuide:
        return self.outcomes[key] if key else self.open


@cache
def load_proposal_guide() -> ProposalGuide:
    data = read_guide("proposal")
    return ProposalGuide(
        sections=tuple(_section(row) for row in data["section"]),
        outcomes={key: _outcome(data["outcome"][key]) for key in OUTCOMES},
        open=_outcome(data["open"]),
        texts=data["text"],
    )


def _section(row: dict[str, Any]) -> SectionGuide:
    entries = tuple(f"proposal.{key}" for key in row["entries"])
    return SectionGuide(row["key"], row["title"], entries, row.get("source", ""), row.get("source_words", ""))


def _outcome(row: dict[str, Any]) -> OutcomeGuide:
    return OutcomeGuide(
        subject=row["subject"],
        decision=tuple(row["decision"]),
        alternative=row.get("alternative", ""),
        why_not=row.get("why_not", ""),
        steps=tuple(row.get("steps", ())),
    )
