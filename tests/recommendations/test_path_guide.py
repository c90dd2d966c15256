"""The guide of the decision path: every text is there, every link resolves, every point is complete."""

import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.entry_list import SPECS, read_guide
from recommendations.path_guide import OUTCOMES, PATH_GUIDE, full_key, load_path_guide, note_key

INSTRUMENT, CATALOGUE = load_instrument(CURRENT), load_catalogue(CURRENT)
SOURCES = {item.source for item in INSTRUMENT.items} | {entry.source for entry in CATALOGUE.recommendations}
GATES = pytest.mark.parametrize("gate", PATH_GUIDE.gates, ids=lambda gate: gate.key)
POINTS = pytest.mark.parametrize("point", PATH_GUIDE.points, ids=lambda point: point.key)
EVERY_OUTCOME = pytest.mark.parametrize("outcome", PATH_GUIDE.outcomes.values(), ids=OUTCOMES)


def is_sentence(text):
    return text == text.strip() and text.endswith((".", "?"))


def test_guide_has_eight_gates_and_four_outcomes():
    assert [gate.key for gate in PATH_GUIDE.gates] == [
        "benefit",
        "usage",
        "operator",
        "technology",
        "rights",
        "costs_known",
        "costs_financed",
        "taker",
    ]
    assert tuple(PATH_GUIDE.outcomes) == OUTCOMES
    assert [len(PATH_GUIDE.points_of(outcome)) for outcome in OUTCOMES] == [9, 8, 10, 10]
    assert load_path_guide() == PATH_GUIDE


def test_words_of_answers_and_states():
    assert PATH_GUIDE.answers == {"yes": "ja", "no": "nein", "open": "noch offen"}
    assert PATH_GUIDE.states == {"open": "offen", "done": "erledigt", "skipped": "nicht nötig"}
    for gate in PATH_GUIDE.gates:
        assert dict(SPECS[full_key(gate.key)].choices) == PATH_GUIDE.answers
    for point in PATH_GUIDE.points:
        assert dict(SPECS[full_key(point.key)].choices) == PATH_GUIDE.states


def test_choices_of_the_decision_are_the_outcomes():
    titles = {outcome.id: outcome.title for outcome in PATH_GUIDE.outcomes.values()}

    assert dict(SPECS["path.outcome"].choices) == titles
    assert PATH_GUIDE.decision == (
        "path.outcome",
        "path.outcome_reason",
        "path.outcome_by",
        "path.outcome_day",
        "path.decide_by",
    )


def test_every_entry_of_the_area_has_its_place():
    placed = [key for row in (*PATH_GUIDE.gates, *PATH_GUIDE.points) for key in (full_key(row.key), note_key(row.key))]
    known = [key for key in SPECS if key.startswith("path.")]

    assert sorted([*placed, *PATH_GUIDE.decision]) == sorted(known)
    assert len(set(known)) == len(read_guide("path")["entry"])


@GATES
def test_gate_is_complete(gate):
    texts = (gate.question, gate.meaning, gate.yes, gate.no, gate.open, gate.evidence)

    assert [text for text in texts if not is_sentence(text)] == []
    assert "" not in (gate.ask, gate.title)
    assert [item for item in gate.items if not INSTRUMENT.has_item(item)] == []
    assert [entry for entry in gate.recommendations if not CATALOGUE.has_recommendation(entry)] == []
    assert len(gate.items) >= 2
    assert len(gate.recommendations) >= 2
    assert set(gate.facts) <= {"costs", "indicators"}
    assert gate.source in SOURCES


@EVERY_OUTCOME
def test_outcome_is_complete(outcome):
    texts = (outcome.short, outcome.when, outcome.text)

    assert [text for text in texts if not is_sentence(text)] == []
    assert outcome.source in SOURCES


@POINTS
def test_point_is_complete(point):
    assert is_sentence(point.text)
    assert "" not in (point.title, point.who, point.result)
    assert SPECS[full_key(point.key)].label == f"Stand: {point.title}"
    assert SPECS[note_key(point.key)].label == f"Notiz: {point.title}"
    assert point.key.startswith(f"{point.outcome}_")


def test_titles_differ():
    gates = [gate.title for gate in PATH_GUIDE.gates]
    points = [(point.outcome, point.title) for point in PATH_GUIDE.points]

    assert len(set(gates)) == len(gates)
    assert len(set(points)) == len(points)


def test_closing_in_order_counts_as_a_success():
    assert PATH_GUIDE.outcomes["close"].text.startswith("Geordnet beenden ist ein Erfolg:")


def test_sentences_of_the_page_are_there():
    assert list(PATH_GUIDE.page) == ["intro", "not_scored", "hints_only", "rule", "small"]
    assert [text for text in PATH_GUIDE.page.values() if not is_sentence(text)] == []
