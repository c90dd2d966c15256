"""What a Ratsvorlage asks the council to put into the budget, and of a decision after the end of the funding."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recommendations.papers.paper import Paragraph, count_gaps
from recommendations.papers.proposal import build_proposal
from tests.recommendations.paper_samples import COSTS, ENTRIES, TODAY, cost, decided, words_of
from tests.recommendations.report_samples import PROJECT

UNKNOWN = cost(label="Netz", basis="unknown", yearly=None)
ONCE = cost(label="Ersatz", kind="hardware", once=Decimal(8000), yearly=None)
RELIEF = COSTS[3]
NOT_SAID = "Dafür werden im Haushalt veranschlagt: [Bitte ergänzen: laufende Kosten je Jahr und einmalige Kosten]."
TABLE = "die Beträge der einzelnen Jahre nennt die Tabelle der Folgekosten"


def ending(end, entries=None, **fields):
    """With this last day of the funding."""
    return decided(entries, project=replace(PROJECT, funding_end=end), **fields)


def line_of(document):
    return words_of(document, "decision")[3]


@pytest.mark.parametrize(
    ("costs", "line"),
    [
        (
            (),
            "Dafür werden im Haushalt veranschlagt: [Bitte ergänzen: laufende Kosten je Jahr und einmalige Kosten].",
        ),
        (COSTS[:1], "Dafür werden ab dem Haushaltsjahr 2027 je Jahr 4.200 € veranschlagt."),
        (
            (COSTS[0], cost(label="Netz", basis="unknown", yearly=None)),
            "Dafür werden ab dem Haushaltsjahr 2027 je Jahr [Bitte ergänzen: laufende Kosten, bisher bekannt 4.200 €] "
            "veranschlagt, dazu einmalig [Bitte ergänzen: einmalige Kosten].",
        ),
    ],
    ids=["no costs", "nothing once", "not all known"],
)
def test_decision_never_asks_for_at_least(costs, line):
    words = words_of(decided(costs=costs), "decision")

    assert words[3] == line
    assert len(words) == 5
    assert not any("mindestens" in word for word in words)


@pytest.mark.parametrize(
    ("rise", "from_year", "is_told"), [("", 1, False), ("0", 1, False), ("2.5", 1, True), ("", 2, True)]
)
def test_decision_tells_where_the_years_differ(rise, from_year, is_told):
    costs = (cost(), cost(from_year=from_year), cost(side="relief", kind="saving", from_year=3))
    line = words_of(decided({"costs.rise": rise}, costs=costs), "decision")[3]

    told = " (Preise von 2027; die Beträge der einzelnen Jahre nennt die Tabelle der Folgekosten)."
    assert line == f"Dafür werden ab dem Haushaltsjahr 2027 je Jahr 8.400 € veranschlagt{told if is_told else '.'}"


@pytest.mark.parametrize(
    ("costs", "line"),
    [
        ((cost(from_year=3),), f"ab dem Haushaltsjahr 2029 je Jahr 4.200 € veranschlagt (Preise von 2027; {TABLE})."),
        ((ONCE,), "im Haushaltsjahr 2027 einmalig 8.000 € veranschlagt."),
        ((replace(ONCE, from_year=2),), "im Haushaltsjahr 2028 einmalig 8.000 € veranschlagt."),
        (
            (replace(ONCE, from_year=4), replace(ONCE, from_year=2)),
            f"ab dem Haushaltsjahr 2028 einmalig zusammen 16.000 € veranschlagt ({TABLE}).",
        ),
    ],
    ids=["only later", "only once", "only once, later", "only once, in two years"],
)
def test_decision_names_the_year_of_the_first_cost(costs, line):
    assert line_of(decided(costs=(*costs, RELIEF))) == f"Dafür werden {line}"


def test_reliefs_alone_are_no_costs():
    document = decided(costs=(RELIEF,))

    assert line_of(document) == NOT_SAID
    assert words_of(document, "money")[:2] == [
        "In den fünf Jahren 2027 bis 2031 steht eine Entlastung von 30.000 €. Kosten fehlen noch im Blatt.",
        "[Bitte ergänzen: einmalige Kosten, laufende Kosten je Jahr und Folgekosten über fünf Jahre]",
    ]


@pytest.mark.parametrize(
    ("costs", "line"),
    [
        ((), "Zusätzliche Mittel werden dafür nicht veranschlagt."),
        ((RELIEF,), "Zusätzliche Mittel werden dafür nicht veranschlagt."),
        (
            COSTS,
            "Dafür werden im Haushalt veranschlagt: [Bitte ergänzen: Betrag; angegeben ist, dass keine Mittel "
            "gebraucht werden, im Kostenblatt stehen aber Kosten].",
        ),
        (
            (UNKNOWN,),
            "Dafür werden im Haushalt veranschlagt: [Bitte ergänzen: Betrag; angegeben ist, dass keine Mittel "
            "gebraucht werden, im Kostenblatt stehen aber Kosten].",
        ),
    ],
    ids=["no lines", "reliefs", "costs", "unknown costs"],
)
def test_where_no_money_is_needed_none_is_asked_for(costs, line):
    assert line_of(decided({"proposal.budget": "none"}, costs=costs)) == line


def test_a_whole_post_reads_as_one():
    words = words_of(decided(costs=(cost(kind="staff", fte=Decimal(1)),)), "decision")

    assert words[4] == (
        "Im Stellenplan werden dafür Stellenanteile im Umfang von 1 VZÄ (Vollzeitäquivalent) vorgesehen."
    )


# Monate zwischen dem Ende der Förderung und dem ersten vollen Jahr


def test_months_before_the_first_full_year_are_a_gap():
    assert line_of(ending(date(2027, 5, 24))) == (
        "Dafür werden ab dem Haushaltsjahr 2028 je Jahr 18.200 € veranschlagt, dazu einmalig 1.500 €. Für die Zeit vom "
        "25. Mai 2027 bis zum 31. Dezember 2027 werden veranschlagt: [Bitte ergänzen: Kosten in dieser Zeit, oder "
        "„keine“]."
    )


@pytest.mark.parametrize(
    ("end", "entries", "year"),
    [
        (date(2026, 12, 31), {}, 2027),
        (date(2027, 1, 1), {}, 2027),
        (date(2027, 5, 24), {"calendar.budget_year": "2027"}, 2027),
        (date(2025, 6, 30), {}, 2026),
    ],
    ids=["end of a year", "new year", "the calendar names the year", "all of it over"],
)
def test_without_such_months_there_is_no_gap(end, entries, year):
    line = f"Dafür werden ab dem Haushaltsjahr {year} je Jahr 18.200 € veranschlagt, dazu einmalig 1.500 €."

    assert line_of(ending(end, entries)) == line


def test_budget_of_a_year_that_is_over_is_none_to_decide_on():
    assert line_of(ending(date(2024, 12, 31), costs=COSTS[:1])) == (
        "Dafür werden ab dem Haushaltsjahr [Bitte ergänzen: Jahr; 2025 liegt vor dem Beschluss] je Jahr 4.200 € "
        "veranschlagt."
    )


# Übertragen


def test_transfer_asks_what_remains_to_be_paid_and_not_for_own_operation():
    document = decided({"path.outcome": "transfer", "proposal.taker": "Stadtwerke"})
    decision, money = words_of(document, "decision"), words_of(document, "money")

    assert decision[3] == (
        "Die Kommune trägt nach der Übergabe noch: [Bitte ergänzen: Betrag je Jahr und Stellenanteile, oder „keine "
        "Kosten“]."
    )
    assert not any("veranschlagt" in word or "VZÄ" in word for word in decision)
    assert money[0] == "Die Zahlen aus dem Kostenblatt zeigen, was ein Weiterbetrieb durch die Kommune kosten würde."
    assert (
        "[Bitte ergänzen: was die Kommune nach der Übergabe noch trägt und woraus sie es bezahlt, oder „keine Kosten“]"
        in money
    )
    assert not any(word.startswith("Gegenfinanzierung") for word in money)
    assert words_of(document, "staff")[0] == (
        "Ein Weiterbetrieb würde Stellenanteile im Umfang von 0,2 VZÄ (Vollzeitäquivalent) brauchen; Grundlage ist "
        "das Kostenblatt."
    )


# Beschluss nach dem Ende der Förderung

MARCH = date(2027, 3, 31)
LATE = {"proposal.meeting": "2027-05-20", "proposal.alternatives": ""}


def test_day_before_the_session_is_none_to_decide_on():
    late = words_of(ending(MARCH, LATE), "decision")
    transfer = words_of(ending(MARCH, LATE | {"path.outcome": "transfer"}), "decision")

    over = "[Bitte ergänzen: Tag; der 1. April 2027 liegt vor dem Beschluss]"
    assert late[2] == f"Für Betrieb und Weiterentwicklung ist ab dem {over} zuständig: Bauhof."
    assert transfer[1] == (
        f"„Glättesensoren für den Winterdienst“ geht zum {over} über an: [Bitte ergänzen: übernehmende Stelle]."
    )
    assert transfer[4][:98] == (
        "Daten, Unterlagen und Zugänge werden bis zum [Bitte ergänzen: Tag; der 31. März 2027 liegt vor dem"
    )


@pytest.mark.parametrize("meeting", ["2027-04-01", "2026-05-01"], ids=["the very day", "a session that is over"])
def test_day_of_the_session_or_later_can_be_decided_on(meeting):
    words = words_of(ending(MARCH, {"proposal.meeting": meeting}), "decision")

    assert words[2] == "Für Betrieb und Weiterentwicklung ist ab dem 1. April 2027 zuständig: Bauhof."


def test_what_is_over_is_told_as_over():
    over, still = ending(MARCH, LATE), ending(MARCH, {"proposal.alternatives": ""})

    assert (
        words_of(over, "alternatives")[-1][:75]
        == ("Nichts entscheiden: Die Förderung endete am 31. März 2027. Ohne Beschluss bleiben Finanzierung"[:75])
    )
    assert (
        words_of(still, "alternatives")[-1][:72]
        == ("Nichts entscheiden: Ohne Beschluss bleibt offen, wer die Lösung ab dem 1. April 2027"[:72])
    )
    assert "Von den laufenden Kosten trug die Förderung zuletzt 14.560 € je Jahr; das ist entfallen." in words_of(
        over, "money"
    )
    assert words_of(over, "facts")[1] == (
        "Gefördert wurde das Vorhaben vom 1. Juli 2023 bis zum 31. März 2027 aus: Modellprojekte Smart Cities (Bund)."
    )


def test_today_after_the_end_counts_as_well():
    document = ending(date(2026, 4, 30), {"proposal.meeting": ""})
    decision = build_proposal(document, TODAY).section("decision")

    assert ENTRIES["proposal.meeting"]
    assert "der 1. Mai 2026 liegt vor dem Beschluss" in decision.blocks[1].items[1]
    assert decision.blocks[0] == Paragraph("Es wird beschlossen:")
    assert sum(map(count_gaps, decision.blocks[1].items)) == 2
