"""The Ratsvorlage of a project: drafted from what is known, all else a gap. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from recommendations.days import long_day
from recommendations.document import Document
from recommendations.entries import day_of
from recommendations.entry_list import SPECS
from recommendations.papers.argument import alternatives, decision, facts, reasons, reasons_draft
from recommendations.papers.effects import annexes, climate, involved, money, staff
from recommendations.papers.known import Known, know
from recommendations.papers.names import names
from recommendations.papers.paper import Block, Numbers, Paper, Section, count_gaps, gap, plain_text
from recommendations.papers.proposal_guide import SectionGuide, load_proposal_guide
from recommendations.papers.schedule import schedule

# Sections whose draft an own text replaces.
DRAFTED = ("decision", "facts", "reasons", "alternatives")
KIND, HEAD = "Beschlussvorlage", "head"
BUILDERS: Mapping[str, Callable[[Known], tuple[Block, ...]]] = {
    "decision": decision,
    "facts": facts,
    "reasons": reasons,
    "money": money,
    "staff": staff,
    "schedule": schedule,
    "alternatives": alternatives,
    "climate": climate,
    "involved": involved,
    "annexes": annexes,
}


@dataclass(frozen=True, slots=True)
class ProposalSection:
    """`is_own`: somebody wrote a text of their own for it. The head has facts in place of blocks. `draft`: what an own
    text would take the place of, to be copied and changed; empty where it would take none's."""

    guide: SectionGuide
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...]
    is_own: bool
    gaps: int
    draft: str

    @property
    def key(self) -> str:
        return self.guide.key

    @property
    def title(self) -> str:
        return self.guide.title


@dataclass(frozen=True, slots=True)
class Proposal:
    """`chosen`: the outcome comes from the team, not only from the gates."""

    paper: Paper
    sections: tuple[ProposalSection, ...]
    outcome_title: str
    chosen: bool

    @property
    def gaps(self) -> int:
        return self.paper.gaps

    def section(self, key: str) -> ProposalSection | None:
        return next((section for section in self.sections if section.key == key), None)


def build_proposal(document: Document, today: date) -> Proposal:
    known = know(document, today)
    sections = tuple(_section(known, guide) for guide in load_proposal_guide().sections)
    outcome = known.path.outcome
    return Proposal(
        paper=_paper(known, sections),
        sections=sections,
        outcome_title=outcome.title if outcome else "",
        chosen=known.path.chosen is not None,
    )


def build_proposal_paper(document: Document, today: date) -> Paper:
    return build_proposal(document, today).paper


def _paper(known: Known, sections: tuple[ProposalSection, ...]) -> Paper:
    guide = load_proposal_guide()
    return Paper(
        kind=KIND,
        title=guide.outcome(known.outcome).subject.format_map(names(known)),
        subtitle=known.municipality,
        author=known.municipality,
        created=known.document.created,
        day=known.today,
        facts=sections[0].facts,
        sections=tuple(Section(entry.key, entry.title, entry.blocks) for entry in sections[1:]),
    )


def _section(known: Known, guide: SectionGuide) -> ProposalSection:
    if guide.key == HEAD:
        facts = _head(known)
        return ProposalSection(guide, (), facts, False, sum(count_gaps(text) for _, text in facts), "")
    blocks = BUILDERS[guide.key](known)
    gaps = Section(guide.key, guide.title, blocks).gaps
    is_own = bool(known.entries.get(guide.own))
    return ProposalSection(guide, blocks, (), is_own, gaps, "" if is_own else _draft(known, guide, blocks))


def _draft(known: Known, guide: SectionGuide, blocks: tuple[Block, ...]) -> str:
    """Of the decision its points only: the words before them are always there; of the reasons not what stays."""
    if guide.key not in DRAFTED:
        return ""
    if guide.key == "reasons":
        return plain_text(reasons_draft(known))
    return plain_text(block for block in blocks if guide.key != "decision" or isinstance(block, Numbers))


def _head(known: Known) -> tuple[tuple[str, str], ...]:
    entries = known.entries
    said = entries.get("proposal.public")
    rows = (
        ("Vorlagennummer", entries.get("proposal.number") or gap("Vorlagennummer")),
        ("Federführendes Amt", entries.get("proposal.office") or gap("Amt")),
        (
            "Vorberatung",
            _meeting(entries, "committee", "committee_meeting") if entries.get("proposal.committee") else "",
        ),
        ("Entscheidung", _meeting(entries, "body", "meeting")),
        ("Beratung", dict(SPECS["proposal.public"].choices)[said] if said else gap("öffentlich oder nichtöffentlich")),
        ("Entwurf vom", long_day(known.today)),
    )
    return tuple((label, text) for label, text in rows if text)


def _meeting(entries: Mapping[str, str], body: str, meeting: str) -> str:
    day = day_of(entries, f"proposal.{meeting}")
    named = entries.get(f"proposal.{body}") or gap("Gremium")
    return f"{named}, Sitzung am {long_day(day) if day else gap('Sitzungstag')}"
