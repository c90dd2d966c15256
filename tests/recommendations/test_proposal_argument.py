"""What a Ratsvorlage proposes, and the facts it tells."""

from dataclasses import replace
from datetime import date

import pytest

from recommendations.papers.argument import opening
from recommendations.papers.paper import Numbers, Paragraph, count_gaps
from recommendations.papers.proposal import BUILDERS, build_proposal
from tests.recommendations.paper_samples import (
    TODAY,
    decided,
    section_of,
    words_of,
)
from tests.recommendations.report_samples import PROJECT, full_document

NAME = "„Glättesensoren für den Winterdienst“"


def with_project(**fields):
    return full_document(project=replace(PROJECT, **fields))


# Beschlussvorschlag


def test_decision_to_sustain():
    assert words_of(decided(), "decision") == [
        "Es wird beschlossen:",
        f"{NAME} wird nach dem Ende der Förderung am 31. Dezember 2026 dauerhaft weitergeführt.",
        "Für Betrieb und Weiterentwicklung ist ab dem 1. Januar 2027 zuständig: Bauhof.",
        "Dafür werden ab dem Haushaltsjahr 2027 je Jahr 18.200 € veranschlagt, dazu einmalig 1.500 €.",
        "Im Stellenplan werden dafür Stellenanteile im Umfang von 0,2 VZÄ (Vollzeitäquivalent) vorgesehen.",
        "Die Verwaltung berichtet dem Gremium bis zum 1. Dezember 2027 über Nutzung, Wirkung und Kosten.",
    ]


@pytest.mark.parametrize(
    ("outcome", "begin", "gaps"),
    [
        ("adapt", f"{NAME} wird nach dem Ende der Förderung am 31. Dezember 2026 in geänderter Form", 3),
        ("transfer", f"{NAME} geht zum 1. Januar 2027 über an: [Bitte ergänzen: übernehmende Stelle].", 2),
        ("close", f"{NAME} wird zum [Bitte ergänzen: letzter Tag des Betriebs] planmäßig beendet.", 4),
    ],
)
def test_decision_of_the_other_outcomes(outcome, begin, gaps):
    words = words_of(decided({"path.outcome": outcome}), "decision")

    assert words[1][: len(begin)] == begin
    assert sum(map(count_gaps, words)) == gaps


def test_decision_names_who_takes_over_and_when_it_ends():
    taken = words_of(decided({"path.outcome": "transfer", "proposal.taker": "Zweckverband"}), "decision")
    closed = words_of(decided({"path.outcome": "close", "proposal.end_day": "2027-03-31"}), "decision")

    assert taken[1] == f"{NAME} geht zum 1. Januar 2027 über an: Zweckverband."
    assert closed[1][:60] == f"{NAME} wird zum 31. März 2027 p"[:60]


def test_decision_that_nobody_has_taken_yet_is_a_gap_before_the_draft():
    document = decided({"path.outcome": "", "path.taker": "no"})
    blocks = section_of(document, "decision").blocks

    assert build_proposal(document, TODAY).outcome_title == "Verstetigen"
    assert blocks[0] == Paragraph(
        "[Bitte ergänzen: Entscheidung für einen Weg. Der Entwurf folgt dem Vorschlag aus den Prüfsteinen: Verstetigen]"
    )


def test_own_decision_takes_the_place_of_the_draft_and_is_numbered_anew():
    section = section_of(
        decided(
            {"proposal.decision": "1. Erster Punkt.\n\n2) Zweiter Punkt.\n- Dritter.\n31. Dezember bleibt.\nOhne."}
        ),
        "decision",
    )

    assert section.blocks == (
        Paragraph("Es wird beschlossen:"),
        Numbers(("Erster Punkt.", "Zweiter Punkt.", "Dritter.", "31. Dezember bleibt.", "Ohne.")),
    )
    assert section.is_own


def test_copied_draft_is_the_same_proposal():
    document = decided()
    draft = section_of(document, "decision").draft

    copied = section_of(decided({"proposal.decision": draft}), "decision")
    assert copied.blocks == section_of(document, "decision").blocks
    assert (copied.is_own, copied.draft) == (True, "")


@pytest.mark.parametrize("key", ["facts", "reasons", "alternatives"])
def test_copied_draft_of_the_other_sections_changes_no_word(key):
    document = decided({"proposal.alternatives": ""})
    draft = section_of(document, key).draft

    assert draft
    assert words_of(decided({"proposal.alternatives": "", f"proposal.{key}": draft}), key) == words_of(document, key)


def test_copied_reasons_repeat_no_gap():
    """What asks for a measured value and for the gates stays below own reasons: it is nothing to copy."""
    bare = full_document(entries={}, indicators=())
    section = section_of(bare, "reasons")
    asked = [word for word in words_of(bare, "reasons") if "Kennzahl mit Messwert" in word or "Prüfsteine" in word]
    assert len(asked) == 2

    copied = full_document(entries={"proposal.reasons": section.draft}, indicators=())

    assert [word for word in asked if word in section.draft] == []
    assert words_of(copied, "reasons") == words_of(bare, "reasons")
    assert section_of(copied, "reasons").gaps == section.gaps


def test_figures_have_no_draft_to_copy():
    assert {key for key in BUILDERS if section_of(full_document(), key).draft} == {
        *("decision", "facts", "reasons", "alternatives"),
    }


# Sachverhalt


def test_facts_come_from_project_and_concept():
    assert words_of(decided({"concept.audience": "Der Bauhof."}), "facts") == [
        "Sensoren an zwölf Brücken melden dem Bauhof Temperatur und Feuchte.",
        "Gefördert wird das Vorhaben vom 1. Juli 2023 bis zum 31. Dezember 2026 aus: "
        "Modellprojekte Smart Cities (Bund). Danach stehen diese Mittel nicht mehr zur Verfügung.",
        "Der Bauhof streut dort, wo es glatt ist.",
        "Der Bauhof.",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"funding_end": None, "funding_start": None, "funding": ""},
            "Gefördert wird das Vorhaben aus: [Bitte ergänzen: Fördergeber und Programm]. "
            "Ende der Förderung: [Bitte ergänzen: Tag].",
        ),
        (
            {"funding_end": date(2026, 5, 24)},
            "Gefördert wurde das Vorhaben vom 1. Juli 2023 bis zum 24. Mai 2026 aus: "
            "Modellprojekte Smart Cities (Bund).",
        ),
        (
            {"funding_start": date(2027, 1, 1), "funding_end": date(2028, 12, 31)},
            "Gefördert wird das Vorhaben vom 1. Januar 2027 bis zum 31. Dezember 2028 aus: "
            "Modellprojekte Smart Cities (Bund). Danach stehen diese Mittel nicht mehr zur Verfügung.",
        ),
        (
            {"funding_start": date(2027, 1, 1), "funding_end": None},
            "Gefördert wird das Vorhaben ab dem 1. Januar 2027 aus: Modellprojekte Smart Cities (Bund). "
            "Ende der Förderung: [Bitte ergänzen: Tag].",
        ),
        (
            {"funding_end": None},
            "Gefördert wird das Vorhaben seit dem 1. Juli 2023 aus: Modellprojekte Smart Cities (Bund). "
            "Ende der Förderung: [Bitte ergänzen: Tag].",
        ),
        (
            {"funding_start": None},
            "Gefördert wird das Vorhaben bis zum 31. Dezember 2026 aus: Modellprojekte Smart Cities (Bund). "
            "Danach stehen diese Mittel nicht mehr zur Verfügung.",
        ),
    ],
    ids=["nothing known", "over", "still to come", "to come, no end", "no end", "no begin"],
)
def test_funding(fields, sentence):
    assert words_of(with_project(**fields), "facts")[1] == sentence


def test_own_facts_take_the_place_of_the_draft():
    assert words_of(decided({"proposal.facts": "Eigener Text."}), "facts") == ["Eigener Text."]


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("Kurz.", 10, "Kurz."),
        ("Erster Satz. Zweiter Satz.", 20, "Erster Satz. (Weiter im Konzept.)"),
        ("Erste Zeile\nZweite Zeile", 15, "Erste Zeile (Weiter im Konzept.)"),
        ("Ohne Ende und Punkt", 9, "Ohne Ende (Weiter im Konzept.)"),
    ],
)
def test_opening(text, most, found):
    assert opening(text, most) == found
