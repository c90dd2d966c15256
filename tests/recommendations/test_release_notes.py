import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.release_notes import kind_names, release_notes, shared_text, thresholds_text
from recommendations.release_table import figure_lines
from recommendations.release_texts import REASONS
from tests.recommendations.release_facts import facts_with, sample_facts


def notes_of(facts, group):
    return [(note.label, note.text) for note in release_notes(facts) if note.group == group]


def test_notes_name_programme_funder_day_and_how_many():
    assert notes_of(sample_facts(), "facts") == [
        ("Programm", "Digitale Orte (erfunden)"),
        ("Fördergeber", "Ministerium für Erprobung (erfunden)"),
        ("Stand der Freigabe", "23.11.2026"),
        ("Beteiligung", "24 von 30 Kommunen haben geteilt."),
        ("Instrument", "Verstetigungs-Check, Fassung 2026.1"),
    ]


def test_unknown_funder_is_said():
    assert notes_of(facts_with(funder=""), "facts")[1] == ("Fördergeber", "keine Angabe")


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (
            {"mean": 5, "quartiles": 8, "shares": 10},
            "Mittelwerte ab 5 Kommunen, Median und Viertel ab 8, Anteile ab 10",
        ),
        (
            {"mean": 7, "quartiles": 7, "shares": 12},
            "Mittelwerte ab 7 Kommunen, Median und Viertel ab 7, Anteile ab 12",
        ),
    ],
    ids=["usual", "raised"],
)
def test_thresholds_are_those_of_the_release(policy, text):
    facts = facts_with(policy={"version": "2026.1", **policy})

    assert thresholds_text(facts) == text
    assert notes_of(facts, "policy")[0] == ("Regelwerk", f"Fassung 2026.1: {text}.")
    assert f"weniger als {policy['mean']} Kommunen" in notes_of(facts, "policy")[1][1]


def test_legend_explains_the_mark_and_every_reason():
    label, text = notes_of(sample_facts(), "legend")[0]
    reasons = dict(notes_of(sample_facts(), "reasons"))

    assert (label, text) == (
        "Zeichen „·“",
        "Nicht veröffentlicht: zu wenige Kommunen. Der Grund steht jeweils dabei.",
    )
    assert {key: reasons[f"Grund „{key}“"].lower() for key in REASONS} == {
        key: f"{words.lower()}." for key, words in REASONS.items()
    }


def test_licence_is_left_to_the_funder():
    assert notes_of(sample_facts(), "licence")[0][1] == (
        "Die Texte des Instruments stehen unter CC BY 4.0. Die Daten dieser Freigabe veröffentlicht der Fördergeber; "
        "er bestimmt ihre Lizenz."
    )


def test_every_kind_of_figure_has_a_name():
    assert list(kind_names(load_instrument(CURRENT))) == list(
        dict.fromkeys(line.kind for line in figure_lines(CURRENT))
    )


def test_shared_text():
    assert shared_text(facts_with(shared=5, listed=14)) == "5 von 14 Kommunen haben geteilt"
