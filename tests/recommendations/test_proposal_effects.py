"""What a Ratsvorlage says of money, posts, dates, climate, who was asked, and annexes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recommendations.papers.known import know
from recommendations.papers.paper import Bullets, Note, Paragraph
from recommendations.papers.proposal import build_proposal
from recommendations.papers.schedule import schedule
from tests.recommendations.paper_samples import (
    COSTS,
    TODAY,
    cost,
    decided,
    section_of,
    words_of,
)
from tests.recommendations.report_samples import PROJECT, bare_document, full_document


def with_project(**fields):
    return full_document(project=replace(PROJECT, **fields))


# Geld und Stellen


def test_money():
    section = section_of(decided(), "money")
    words = words_of(decided(), "money")

    assert words[0][:60] == "In den fünf Jahren 2027 bis 2031 kostet das Vorhaben 92.500 "
    table = section.blocks[1]
    assert table.caption == "Folgekosten über fünf Jahre"
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in table.rows] == [
        ["2027", "19.700 €", "6.000 €", "13.700 €"],
        *[[str(year), "18.200 €", "6.000 €", "12.200 €"] for year in range(2028, 2032)],
        ["fünf Jahre", "92.500 €", "30.000 €", "62.500 €"],
    ]
    assert section.blocks[2].text == "Auf volle Euro gerundet; die Summen sind aus den genauen Beträgen gebildet."
    assert "Von den laufenden Kosten trägt die Förderung heute 14.560 € je Jahr; das entfällt." in words
    assert "Gegenfinanzierung: Ansatz des Winterdienstes." in words
    assert "Die Mittel sind zum nächsten Haushalt angemeldet." in words
    assert "Produkt und Sachkonto: 54.10.01 / 5271" in words
    assert isinstance(section.blocks[-1], Note)
    assert section.gaps == 0


def test_unknown_amounts_are_named_and_the_sums_are_lower_bounds():
    unknown = cost(label="[Netz]", basis="unknown", yearly=None)
    few, many = (words_of(decided(costs=(COSTS[0], *(unknown,) * count)), "money") for count in (1, 6))

    assert "[Bitte ergänzen: Betrag für „(Netz)“]" in few
    assert "[Bitte ergänzen: Betrag für 6 Positionen des Kostenblatts]" in many
    assert "mindestens 21.000 €" in few


def test_costs_without_any_amount_say_so():
    words = words_of(decided(costs=(cost(basis="unknown", yearly=None),)), "money")

    assert words[0] == "Was das Vorhaben in den Jahren 2027 bis 2031 kostet, ist noch nicht bekannt."
    assert not any("trägt die Förderung heute" in word for word in words)


def test_money_of_an_orderly_end_is_what_going_on_would_cost():
    words = words_of(decided({"path.outcome": "close"}), "money")

    assert words[0] == (
        "Die Zahlen zeigen, was ein Weiterbetrieb kosten würde. Mit dem Beschluss entfallen diese Kosten, sobald die "
        "Verträge beendet sind."
    )
    assert not any(word.startswith("Gegenfinanzierung") for word in words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["Gegenfinanzierung: [Bitte ergänzen: woraus bezahlt wird, was dafür entfällt, wer sich beteiligt]"]),
        ("Erstens.\nZweitens.", ["Gegenfinanzierung: Erstens.", "Zweitens."]),
        ("- Ansatz\n- Beitrag", ["Gegenfinanzierung:", "Ansatz", "Beitrag"]),
    ],
)
def test_financing(text, words):
    found = words_of(decided({"costs.financing": text}), "money")
    first = next(place for place, word in enumerate(found) if word.startswith("Gegenfinanzierung"))

    assert found[first : first + len(words)] == words


def test_no_account_where_no_money_is_needed():
    words = words_of(decided({"proposal.budget": "none"}), "money")

    assert "Es werden keine Mittel gebraucht." in words
    assert not any(word.startswith("Produkt") for word in words)


def test_own_words_on_money_stand_beside_the_figures():
    words = words_of(decided({"proposal.money": "Bei Mehrkosten entfällt ein Standort."}), "money")

    assert "Bei Mehrkosten entfällt ein Standort." in words
    assert "Folgekosten über fünf Jahre" in words


@pytest.mark.parametrize(
    ("fte", "own", "words"),
    [
        (
            Decimal("0.2"),
            "",
            [
                "Für den Betrieb werden Stellenanteile im Umfang von 0,2 VZÄ (Vollzeitäquivalent) gebraucht; "
                "Grundlage ist das Kostenblatt.",
                "[Bitte ergänzen: welche Stelle, welcher Anteil, ab wann; oder: keine Auswirkungen]",
            ],
        ),
        (None, "Keine Auswirkungen.", ["Keine Auswirkungen."]),
        (None, "", ["[Bitte ergänzen: welche Stelle, welcher Anteil, ab wann; oder: keine Auswirkungen]"]),
    ],
)
def test_staff(fte, own, words):
    assert words_of(decided({"proposal.staff": own}, costs=(cost(fte=fte),)), "staff") == words


# Zeitplan


def test_schedule_shows_what_follows_from_the_decision():
    section = section_of(decided({"proposal.schedule": "Übergabe im Herbst."}), "schedule")
    table = section.blocks[0]

    assert table.caption == "Fristen außerhalb der Gremien"
    titles = [row[0] for row in table.rows]
    assert "Die Mittel bei der Kämmerei anmelden" in titles or "Die Mittel beim Kämmerer anmelden" in titles
    assert "Ende der Förderung" in titles
    assert not any("Vorlage" in title for title in titles)
    assert section.blocks[-1] == Paragraph("Übergabe im Herbst.")


def test_schedule_marks_what_is_assumed_and_asks_how_to_make_up_for_what_is_over():
    document = decided()
    late = build_proposal(document, date(2026, 9, 1)).section("schedule")

    assert any("(angenommen)" in row[1] for row in late.blocks[0].rows)
    assert isinstance(late.blocks[1], Note)
    (missed,) = [
        block.text for block in late.blocks if getattr(block, "text", "").startswith("[Bitte ergänzen: wie Verstr")
    ]
    assert "anmelden" in missed


@pytest.mark.parametrize(("outcome", "wanted"), [("close", 0), ("transfer", 1)])
def test_schedule_of_an_end_and_of_a_transfer_has_no_steps_of_going_on(outcome, wanted):
    (table, *_) = section_of(decided({"path.outcome": outcome}), "schedule").blocks
    titles = [row[0] for row in table.rows]

    assert [title for title in titles if "Stellen" in title or "Mittel" in title] == []
    assert "Den Verwendungsnachweis vorlegen" in titles
    assert sum("übergeben" in title or "Übergabe" in title or "Betrieb" in title for title in titles) == wanted


def test_schedule_of_days_that_are_all_entered_assumes_nothing():
    known = know(decided(), TODAY)
    steps = tuple(replace(step, assumed=False) for step in known.clock.steps)

    blocks = schedule(replace(known, clock=replace(known.clock, steps=steps)))

    assert [block for block in blocks if isinstance(block, Note)] == []
    assert not any("(angenommen)" in row[1] for row in blocks[0].rows)


def test_posts_of_an_orderly_end_are_those_of_going_on():
    assert words_of(decided({"path.outcome": "close"}), "staff")[0] == (
        "Ein Weiterbetrieb würde Stellenanteile im Umfang von 0,2 VZÄ (Vollzeitäquivalent) brauchen; Grundlage ist "
        "das Kostenblatt."
    )


def test_schedule_without_an_end_of_the_funding_is_a_gap():
    assert words_of(with_project(funding_end=None), "schedule") == [
        "[Bitte ergänzen: Ende der Förderung; daraus folgen alle Fristen]"
    ]


# Klima, Beteiligung, Anlagen


@pytest.mark.parametrize(
    ("said", "reason", "words"),
    [
        ("", "", ["Wirkung: [Bitte ergänzen: positiv, keine, negativ oder nicht geprüft]"]),
        ("", "Strom.", ["Wirkung: [Bitte ergänzen: positiv, keine, negativ oder nicht geprüft]", "Strom."]),
        ("negative", "", ["Wirkung: negativ. [Bitte ergänzen: Begründung]"]),
        ("none", "Kein Strom.", ["Wirkung: keine.", "Kein Strom."]),
        ("unchecked", "", ["Wirkung: nicht geprüft."]),
    ],
)
def test_climate_is_never_invented(said, reason, words):
    found = words_of(decided({"proposal.climate": said, "proposal.climate_reason": reason}), "climate")

    assert found == words


def test_involved_offices_are_a_list():
    assert section_of(decided(), "involved").blocks == (
        Bullets(("Kämmerei, mitgezeichnet am 12.05.2026", "Personalamt, mitgezeichnet am 13.05.2026")),
    )
    assert section_of(full_document(), "involved").gaps == 1


def test_annexes_are_what_there_is():
    assert words_of(decided({"proposal.annexes": "Lageplan"}), "annexes") == [
        "Bericht mit Maßnahmenplan aus dem Verstetigungs-Check, Stand 21. Mai 2026 (PDF)",
        "Kostenblatt mit Rechenweg (XLSX)",
        "Verstetigungskonzept (PDF)",
        "Lageplan",
    ]
    assert words_of(bare_document(), "annexes") == ["Bericht mit Maßnahmenplan aus dem Verstetigungs-Check (PDF)"]
