"""What a Ratsvorlage gives as reasons and alternatives."""

import re
from dataclasses import replace

import pytest

from recommendations.papers.known import know
from recommendations.papers.paper import Bullets, Note, Paragraph, Table, count_gaps
from tests.recommendations.paper_samples import (
    INDICATOR,
    TODAY,
    decided,
    section_of,
    words_of,
)
from tests.recommendations.report_samples import bare_document, full_document

# Begründung


def test_reasons_say_what_carries_the_decision_and_show_figures():
    section = section_of(decided(), "reasons")
    words = words_of(decided(), "reasons")

    assert words[:3] == [
        "Der Winterdienst spart Fahrten.",
        "Das Tiefbauamt hat zugesagt.",
        "Nach der Selbsteinschätzung der Verwaltung mit dem Verstetigungs-Check (Stand 21. Mai 2026) steht das "
        "Vorhaben auf Stufe 3 von 5, „Aufbau“ (45 von 100 Punkten). Die Hemmnisse wiegen 50 von 100; je höher der "
        "Wert, desto größer das Hindernis.",
    ]
    assert len(section.blocks[4].items) == 3
    assert [block.caption for block in section.blocks if isinstance(block, Table)] == [
        "Wirkung",
        "Prüfsteine der Entscheidung",
    ]
    assert section.gaps == 0


def test_measured_effect_names_baseline_value_target_and_state():
    (table,) = [block for block in section_of(decided(), "reasons").blocks if isinstance(block, Table)][:1]

    assert table.rows == (
        (
            "Kontrollfahrten je Monat",
            "38 Fahrten am 31.01.2025",
            "16 Fahrten (31.01.2026, gemessen)",
            "12 Fahrten bis zum 31.01.2027",
            "um 22 von 26 (Fahrten) gesenkt",
        ),
    )


def test_reasons_without_values_gates_and_choice_are_gaps():
    document = full_document(indicators=(replace(INDICATOR, readings=()),))

    assert [word for word in words_of(document, "reasons") if count_gaps(word)] == [
        "[Bitte ergänzen: was den Ausschlag gibt]",
        "[Bitte ergänzen: Kennzahl mit Messwert, die die Entscheidung trägt]",
        "[Bitte ergänzen: Antworten auf die Prüfsteine des Entscheidungswegs]",
    ]


def test_gate_without_a_note_lacks_its_evidence_and_an_open_one_is_to_be_cleared():
    document = decided({"path.usage_note": "", "path.rights": "open", "path.rights_note": ""})
    table = section_of(document, "reasons").blocks[-1]

    grounds = [row[2] for row in table.rows]
    assert grounds.count("[Bitte ergänzen: Beleg]") == 1
    assert grounds.count("noch zu klären") == 2
    assert grounds.count("Vermerk vom 04.05.2026") == 5


def test_too_few_answers_give_no_stage():
    words = words_of(replace(decided(), answers={"K1.1": 1}), "reasons")

    assert words[2] == (
        "Nach der Selbsteinschätzung der Verwaltung mit dem Verstetigungs-Check (Stand 21. Mai 2026) lässt sich noch "
        "keine Stufe nennen, weil zu viele Fragen offen sind."
    )
    assert "Am meisten ist noch zu tun bei:" not in words
    assert "Am meisten ist noch zu tun bei:" in words_of(decided(), "reasons")


def test_quick_check_gives_no_stage_for_it_asks_too_little():
    document = replace(decided(), mode="quick", answers={"K1.1": 1})
    words = words_of(document, "reasons")

    assert words[2] == (
        "Nach der Selbsteinschätzung der Verwaltung mit dem Verstetigungs-Check (Stand 21. Mai 2026) lässt sich keine "
        "Stufe nennen: Der Kurzcheck stellt dafür zu wenige Fragen."
    )


def test_needs_are_only_what_was_answered_with_a_level():
    document = decided()
    needs = know(document, TODAY).result.to_do
    left = {key: answer for key, answer in document.answers.items() if key != needs[0].id}
    unsure = {**document.answers, needs[0].id: "unknown"}

    (bullets,) = [block for block in section_of(document, "reasons").blocks if isinstance(block, Bullets)]
    assert bullets.items[0].startswith(needs[0].title)
    for answers in (left, unsure):
        changed = section_of(replace(document, answers=answers), "reasons")
        (items,) = [block.items for block in changed.blocks if isinstance(block, Bullets)]
        assert len(items) == 3
        assert not any(item.startswith(needs[0].title) for item in items)


def test_stage_with_open_questions_tells_its_band_and_nothing_of_unknown_barriers():
    known = {key: answer for key, answer in decided().answers.items() if key[0] != "B"}
    answers = {key: "unknown" if place % 6 == 0 else answer for place, (key, answer) in enumerate(known.items())}
    words = words_of(replace(decided(), answers=answers, submitted=None), "reasons")

    band = r"\(Stand 4\. Mai 2026\) steht .* von 100 Punkten, wegen offener Fragen zwischen \d+ und \d+\)\.$"
    assert re.search(band, words[2])


def test_check_without_a_day_names_none():
    words = words_of(replace(bare_document(**{"K1.1": 1}), entries={"path.outcome": "sustain"}), "reasons")

    assert words[1][:74] == "Nach der Selbsteinschätzung der Verwaltung mit dem Verstetigungs-Check läs"


def test_orderly_end_is_told_as_a_result_without_what_is_still_to_do():
    words = words_of(decided({"path.outcome": "close"}), "reasons")

    assert words[0].startswith("Ein geordnetes Ende ist ein ordentliches Ergebnis: ")
    assert words[3] == "[Bitte ergänzen: was gelernt wurde und wer es weiter nutzt]"
    assert "Am meisten ist noch zu tun bei:" not in words


def test_orderly_end_claims_no_result_that_nobody_told():
    words = words_of(decided({"path.outcome": "close"}), "reasons") + words_of(
        decided({"path.outcome": "close"}), "decision"
    )

    assert words[0].endswith("danach wurde entschieden. [Bitte ergänzen: was die Erprobung dazu gezeigt hat]")
    assert not any("Ergebnis liegt vor" in word or "Frage beantwortet" in word for word in words)


@pytest.mark.parametrize(
    ("entries", "titles"),
    [
        ({"path.outcome": "transfer", "path.taker": "no", "path.taker_note": "Absage"}, "Verstetigen"),
        ({"path.outcome": "close", "path.usage": "open"}, "Verstetigen oder Anpassen"),
    ],
    ids=["suggested", "still possible"],
)
def test_way_against_the_gates_is_to_be_explained(entries, titles):
    said = f"Nach den Antworten auf die Prüfsteine kommt ein anderer Weg in Frage: {titles}."
    drafted = section_of(decided(entries), "reasons")
    own = section_of(decided({**entries, "proposal.reasons": "Der Landkreis baut ein eigenes Netz."}), "reasons")

    assert drafted.blocks[-1] == Note(f"{said} [Bitte ergänzen: warum von den Prüfsteinen abgewichen wird]")
    assert own.blocks[-1] == Note(said)
    assert own.gaps == 0
    copied = section_of(decided({**entries, "proposal.reasons": drafted.draft}), "reasons")
    assert drafted.draft.endswith("\n[Bitte ergänzen: warum von den Prüfsteinen abgewichen wird]")
    assert copied.gaps == drafted.gaps


def test_own_reasons_take_the_place_of_the_draft_but_not_of_the_tables():
    section = section_of(decided({"proposal.reasons": "Eigene Begründung."}), "reasons")

    assert section.blocks[0] == Paragraph("Eigene Begründung.")
    assert [type(block) for block in section.blocks[1:]] == [Table, Table]


# Alternativen


def test_without_a_way_no_alternative_is_turned_down():
    (bullets,) = section_of(full_document(), "alternatives").blocks

    assert len(bullets.items) == 5
    assert all(item.endswith("[Bitte ergänzen: was dafür und was dagegen spricht]") for item in bullets.items[:4])


def test_alternatives_name_the_other_outcomes_and_doing_nothing():
    (bullets,) = section_of(decided({"proposal.alternatives": ""}), "alternatives").blocks

    begins = [item.split(":")[0] for item in bullets.items]
    assert begins == [
        "In kleinerem Umfang weiterführen",
        "An einen anderen Träger übertragen",
        "Geordnet beenden",
        "Nichts entscheiden",
    ]
    assert all(count_gaps(item) == 1 for item in bullets.items)
    assert "[Bitte ergänzen: warum das geordnete Beenden nicht vorgeschlagen wird]" in bullets.items[2]
    assert words_of(decided(), "alternatives") == ["Nichts entscheiden: Der Betrieb endet ungeplant."]
