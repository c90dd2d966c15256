"""The Verstetigungskonzept: the guide of its fields, and what is known beside each."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.concept import FIELD_GUIDES, PAGE, build_concept
from recommendations.decision_path import GATES
from recommendations.entry_list import SPECS
from tests.recommendations.decision_samples import TRIPS, decided_document
from tests.recommendations.report_samples import PROJECT, bare_document, full_document, measure

TODAY = date(2026, 3, 2)
INSTRUMENT, CATALOGUE = load_instrument(CURRENT), load_catalogue(CURRENT)
SOURCES = {item.source for item in INSTRUMENT.items} | {entry.source for entry in CATALOGUE.recommendations}
FACTS = {"project", "costs", "clock", "indicators", "measures", "path", "barriers", *GATES}
EVERY_FIELD = pytest.mark.parametrize("guide", FIELD_GUIDES, ids=lambda guide: guide.key)


def field(document, key):
    return {entry.key: entry for entry in build_concept(document, TODAY).fields}[key]


def test_concept_has_twelve_fields():
    assert [guide.title for guide in FIELD_GUIDES] == [
        "Kernnutzen",
        "Zielgruppe",
        "Wertversprechen",
        "Finanzierung",
        "Betriebsmodell",
        "Zuständigkeiten",
        "Technik und Schnittstellen",
        "Wissenssicherung",
        "Kommunikation",
        "Wirkungsmessung",
        "Risiken",
        "Zeitplan",
    ]
    assert [key for key in SPECS if key.startswith("concept.")] == [guide.entry_key for guide in FIELD_GUIDES]
    assert len({guide.example for guide in FIELD_GUIDES}) == 12
    assert len({guide.example_of for guide in FIELD_GUIDES}) >= 7
    assert list(PAGE) == ["intro", "advice"]


@EVERY_FIELD
def test_field_is_complete(guide):
    texts = (guide.question, guide.belongs, guide.not_belongs, guide.example)

    assert [text for text in texts if text != text.strip() or not text.endswith((".", "?"))] == []
    assert guide.example_of
    assert [item for item in guide.items if not INSTRUMENT.has_item(item)] == []
    assert [entry for entry in guide.recommendations if not CATALOGUE.has_recommendation(entry)] == []
    assert len(guide.items) >= 2
    assert len(guide.recommendations) >= 2
    assert set(guide.known) <= FACTS
    assert guide.source in SOURCES
    spec = SPECS[guide.entry_key]
    assert (spec.kind, spec.longest) == ("text", 5000)


def test_empty_concept_begins_with_its_first_field():
    concept = build_concept(bare_document(), TODAY)

    assert (concept.filled, concept.total) == (0, 12)
    assert concept.next_empty.key == "core"
    assert [entry.known for entry in concept.fields] == [()] * 12
    assert concept.fields[0].items[0].answer == "Noch nicht beantwortet"


def test_text_is_what_the_team_wrote_and_nothing_else():
    written = {"concept.core": "Weniger Fahrten.\nWeniger Salz.", "concept.risks": "Der Anbieter hört auf."}
    concept = build_concept(full_document(entries=written), TODAY)

    assert {entry.key: entry.text for entry in concept.fields if entry.text} == {
        "core": "Weniger Fahrten.\nWeniger Salz.",
        "risks": "Der Anbieter hört auf.",
    }
    assert concept.filled == 2
    assert concept.next_empty.key == "audience"
    assert concept.place_of("risks") == 10


def test_full_concept_has_no_next_field():
    written = {guide.entry_key: "Text" for guide in FIELD_GUIDES}

    assert build_concept(full_document(entries=written), TODAY).next_empty is None


def test_field_shows_answers_notes_and_advice_behind_it():
    found = field(full_document(), "responsibility")

    assert [(fact.id, fact.note) for fact in found.items] == [
        ("K1.2", "Das Tiefbauamt hat mündlich zugesagt."),
        ("S2", ""),
        ("B2.1", ""),
    ]
    assert [(entry.id, entry.title) for entry in found.recommendations] == [
        ("K1.2", "Die Zuständigkeit für die Zeit nach der Förderung festlegen"),
        ("K1.1", "Mit den Fachämtern ein Bündnis für das Vorhaben schließen"),
    ]
    assert found.question == found.guide.question
    assert found.title == "Zuständigkeiten"


def test_project_is_known_as_far_as_it_says():
    short = replace(PROJECT, description="", funding="", funding_end=None)

    assert field(full_document(project=PROJECT), "core").known == (
        "Vorhaben „Glättesensoren für den Winterdienst“: Sensoren an zwölf Brücken melden dem Bauhof Temperatur und "
        "Feuchte.",
        "Förderung: Modellprojekte Smart Cities (Bund).",
        "Die Förderung endet am 31.12.2026.",
    )
    assert field(full_document(project=short), "core").known == ("Vorhaben „Glättesensoren für den Winterdienst“.",)


def test_costs_and_what_falls_away_are_known():
    document = decided_document()

    assert field(document, "financing").known == (
        "Kostenblatt: laufend mindestens 3.400\u00a0€ je Jahr.",
        "Kostenblatt: Bei einer Position fehlt noch ein Betrag.",
        "In den fünf Jahren 2027 bis 2031 kostet das Vorhaben mindestens 17.872\u00a0€: laufend mindestens "
        "3.400\u00a0€ je Jahr.",
        "Mit der Förderung fallen mindestens 2.720\u00a0€ je Jahr weg.",
    )
    assert field(document, "impact").known == (
        "Kennzahl „Kontrollfahrten ohne Einsatz“: zuletzt 31,5 Fahrten je Winter am 31.03.2027 (gemessen); "
        "Ziel 20 Fahrten je Winter.",
    )


def test_cost_sheet_that_nobody_funds_does_not_fall_away():
    lines = tuple(replace(line, funded_share=None, yearly=line.yearly) for line in decided_document().costs[:1])

    assert [
        fact for fact in field(replace(decided_document(), costs=lines), "financing").known if "Förderung" in fact
    ] == []


def test_reading_of_an_indicator_without_target():
    document = replace(decided_document(), indicators=(replace(TRIPS, target=None, readings=()),))

    assert field(document, "impact").known == ("Kennzahl „Kontrollfahrten ohne Einsatz“: noch kein Messwert.",)


def test_gate_is_known_with_its_note_once_it_is_answered():
    answered = {"path.operator": "yes", "path.operator_note": "Verfügung vom 03.02.", "path.taker": "open"}

    assert field(full_document(entries=answered), "operation").known == (
        "Prüfstein „Betreiber und Zuständigkeit“: ja. Verfügung vom 03.02.",
        "Prüfstein „Übernahme durch andere“: noch offen.",
    )


def test_way_is_known_as_chosen_else_as_suggested():
    chosen = {"path.outcome": "adapt", "path.outcome_reason": "Nur die Brücken."}
    without_answers = replace(full_document(), answers={})

    assert field(replace(without_answers, entries=chosen), "risks").known == (
        "Gewählter Weg: Anpassen. Nur die Brücken.",
    )
    assert field(replace(without_answers, entries={"path.benefit": "no"}), "risks").known == (
        "Vorgeschlagener Weg: Geordnet beenden.",
    )


def test_strong_barriers_are_named_as_risks():
    document = replace(bare_document(), answers={"B1.1": 3, "B2.1": 2, "B3.2": 4, "B4.1": "unknown", "D1.1": 4})

    assert [fact.split("„")[0] for fact in field(document, "risks").known] == ["Hemmnis B1.1 ", "Hemmnis B3.2 "]


def test_schedule_knows_the_steps_of_the_clock_and_the_measures():
    measures = (measure(recommendation="K4.2", title="Bericht im Ausschuss"),)
    known = field(full_document(measures=measures), "schedule").known

    assert [fact for fact in known if "Ende der Förderung" in fact] == ["31.12.2026: Ende der Förderung."]
    assert [fact for fact in known if fact.startswith("Maßnahmenplan")] == [
        "Maßnahmenplan: „Bericht im Ausschuss“ (offen, zuständig: Kämmerei, fällig am 15.08.2026)."
    ]
    assert [fact for fact in known if "Den Weg entscheiden" in fact] == [
        "Spätestens am 29.01.2026: Den Weg entscheiden (verstetigen, anpassen, übertragen oder geordnet beenden) "
        "(verstrichen)."
    ]
