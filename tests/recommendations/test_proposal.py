"""The Ratsvorlage: what stands in it, what is a gap, and that nothing is invented."""

import re
from dataclasses import replace
from datetime import date

import pytest

from recommendations.entry_list import SPECS, read_guide
from recommendations.papers.paper import count_gaps, texts
from recommendations.papers.proposal import BUILDERS, HEAD, build_proposal, build_proposal_paper
from recommendations.papers.proposal_guide import OUTCOMES, load_proposal_guide
from tests.recommendations.paper_samples import ENTRIES, NOTES, TODAY, decided
from tests.recommendations.report_samples import bare_document, full_document

NAME = "„Glättesensoren für den Winterdienst“"


# The guide


def test_guide_has_a_draft_for_each_outcome_of_the_path():
    guide = load_proposal_guide()
    choices = {value for value, _ in SPECS["path.outcome"].choices}

    assert set(guide.outcomes) == set(OUTCOMES) == choices
    for outcome in guide.outcomes.values():
        assert outcome.subject
        assert len(outcome.decision) >= 5
        assert count_gaps(outcome.alternative) == 0
        assert outcome.alternative.endswith(".")
        assert outcome.why_not


def test_guide_names_each_entry_once_and_a_builder_for_each_section():
    guide = load_proposal_guide()
    named = [key for section in guide.sections for key in section.entries]

    assert sorted(named) == sorted(key for key in SPECS if key.startswith("proposal."))
    assert [section.key for section in guide.sections] == [HEAD, *BUILDERS]
    assert all(section.title for section in guide.sections)
    assert all(bool(section.source) == bool(section.source_words) for section in guide.sections)
    assert guide.outcome(None) == guide.open


def test_guide_uses_only_names_that_are_filled():
    known = {
        *("project", "end", "on_end", "after", "operator", "taker", "end_day", "report_day", "money_line"),
        *("staff_line", "outcome", "posts"),
    }
    guide = read_guide("proposal")
    lines = [text for row in (*guide["outcome"].values(), guide["open"]) for text in (row["subject"], *row["decision"])]
    lines += [row["alternative"] for row in guide["outcome"].values()] + list(guide["text"].values())

    assert {name for line in lines for name in re.findall(r"{(\w*)}", line)} <= known


# What is known, and what is not


def test_bare_document_is_all_gaps():
    proposal = build_proposal(bare_document(), TODAY)
    gaps = {section.key: section.gaps for section in proposal.sections}

    assert proposal.paper.title == "Das Vorhaben: Entscheidung über die Zeit nach der Förderung"
    assert (proposal.outcome_title, proposal.chosen) == ("", False)
    assert gaps == {
        **{"head": 5, "decision": 1, "facts": 3, "reasons": 3, "money": 4, "staff": 1, "schedule": 1},
        **{"alternatives": 6, "climate": 1, "involved": 1, "annexes": 0},
    }
    assert proposal.gaps == sum(gaps.values())
    assert [section.is_own for section in proposal.sections] == [False] * 11


def test_document_with_all_entries_leaves_only_what_the_grant_says():
    proposal = build_proposal(decided(), TODAY)

    assert {section.key: section.gaps for section in proposal.sections if section.gaps} == {"schedule": 1}
    assert proposal.paper.gaps == proposal.gaps == 1
    assert {section.key for section in proposal.sections if section.is_own} == {
        *("staff", "climate", "involved", "alternatives"),
    }
    assert proposal.section("no such section") is None


def test_head():
    facts = dict(build_proposal(decided(), TODAY).paper.facts)

    assert {label: text.replace("\u00a0", " ") for label, text in facts.items()} == {
        "Vorlagennummer": "2026/044",
        "Federführendes Amt": "Tiefbauamt",
        "Vorberatung": "Bauausschuss, Sitzung am 2. Juni 2026",
        "Entscheidung": "Stadtrat, Sitzung am 18. Juni 2026",
        "Beratung": "öffentlich",
        "Entwurf vom": "25. Mai 2026",
    }
    assert "Vorberatung" not in dict(build_proposal(full_document(), TODAY).paper.facts)


def test_paper_names_project_and_municipality():
    paper = build_proposal_paper(decided(), TODAY)

    assert paper.title == f"{NAME} nach dem Ende der Förderung weiterführen"
    assert (paper.subtitle, paper.author) == ("Musterstadt an der Aue", "Musterstadt an der Aue")
    assert (paper.created, paper.day) == (date(2026, 5, 4), TODAY)


# All of it


@pytest.mark.parametrize("outcome", ["", *OUTCOMES])
@pytest.mark.parametrize("document", [bare_document(), full_document(), decided()], ids=["bare", "check", "decided"])
def test_no_name_of_the_wording_is_left_and_nothing_is_empty(document, outcome):
    entries = {**document.entries, "path.outcome": outcome}
    found = list(texts(build_proposal_paper(replace(document, entries=entries), TODAY)))

    assert not [text for text in found if re.search(r"{\w*}|None|  ", text)]
    assert [text for text in found[3:] if not text.strip()] == []


def test_every_typed_text_of_a_proposal_is_printed_somewhere():
    """But those of another outcome."""
    typed = {
        key: f"Wort {key.split('.')[1]}"
        for key, spec in SPECS.items()
        if key.startswith("proposal.") and spec.kind in ("line", "text")
    }
    found = " ".join(texts(build_proposal_paper(full_document(entries={**ENTRIES, **NOTES, **typed}), TODAY)))

    missing = [key for key, text in typed.items() if not re.search(rf"{text}\b", found)]
    assert missing == ["proposal.operator", "proposal.taker"]
