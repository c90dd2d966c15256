"""The decision path: hand-made cases, and what holds for every combination of answers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.decision_path import (
    GATES,
    build_path,
    decide,
    deciding,
    first_to_clear,
    possible_outcomes,
)
from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading
from recommendations.path_guide import OUTCOMES
from tests.recommendations.report_samples import bare_document, full_document, measure

ALL_YES = dict.fromkeys(GATES, "yes")
ANSWERS = st.fixed_dictionaries({key: st.sampled_from(["yes", "no", "open"]) for key in GATES})
ALL = ("sustain", "adapt", "transfer", "close")


def yes_but(**answers):
    return {**ALL_YES, **answers}


def with_answers(answers, **entries):
    stored = {f"path.{key}": value for key, value in {**answers, **entries}.items()}
    return full_document(entries=stored)


CASES = {
    "all yes": (ALL_YES, ("sustain",)),
    "nobody else would take it, which nobody needs": (yes_but(taker="no"), ("sustain",)),
    "taker open does not matter": (yes_but(taker="open"), ("sustain",)),
    "not used": (yes_but(usage="no"), ("adapt",)),
    "rights missing": (yes_but(rights="no"), ("adapt",)),
    "costs unknown": (yes_but(costs_known="no"), ("adapt",)),
    "not financed": (yes_but(costs_financed="no"), ("adapt",)),
    "not financed, usage and rights open": (yes_but(costs_financed="no", usage="open", rights="open"), ("adapt",)),
    "no operator, a taker": (yes_but(operator="no"), ("transfer",)),
    "not operable here, a taker": (yes_but(technology="no", costs_financed="no"), ("transfer",)),
    "no operator, a taker, no right to give": (yes_but(operator="no", rights="no"), ("close",)),
    "no operator, no taker": (yes_but(operator="no", taker="no"), ("close",)),
    "not operable, no taker": (yes_but(technology="no", taker="no"), ("close",)),
    "no benefit": (yes_but(benefit="no"), ("close",)),
    "no benefit, all else open": ({"benefit": "no"}, ("close",)),
    "nobody, all else open": ({"operator": "no", "taker": "no"}, ("close",)),
    "nothing said": ({}, ALL),
    "no operator, taker open": (yes_but(operator="no", taker="open"), ("transfer", "close")),
    "operator open, taker yes": (yes_but(operator="open"), ("sustain", "transfer")),
    "financing open": (yes_but(costs_financed="open"), ("sustain", "adapt")),
    "benefit open": (yes_but(benefit="open"), ("sustain", "close")),
}


@pytest.mark.parametrize(("answers", "expected"), CASES.values(), ids=CASES)
def test_possible_outcomes(answers, expected):
    assert possible_outcomes(answers) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "benefit"),
        ({"benefit": "yes"}, "usage"),
        (yes_but(operator="no", taker="open"), "taker"),
        (yes_but(technology="open", costs_financed="open"), "technology"),
        (yes_but(taker="open"), None),
        (yes_but(operator="no", costs_known="open", taker="open"), "taker"),
        ({"benefit": "no"}, None),
    ],
)
def test_first_gate_to_clear_is_one_that_matters(answers, expected):
    assert first_to_clear(answers) == expected


def test_every_full_answer_has_one_outcome_and_every_outcome_occurs():
    found = [decide(dict(zip(GATES, way, strict=True))) for way in product((True, False), repeat=len(GATES))]

    assert len(found) == 256
    assert {outcome: found.count(outcome) for outcome in OUTCOMES} == {
        "sustain": 2,
        "adapt": 30,
        "transfer": 24,
        "close": 200,
    }


@given(ANSWERS)
def test_no_open_answer_can_change_what_is_suggested(answers):
    possible = possible_outcomes(answers)
    closed = [key for key in GATES if answers[key] == "open"]
    ways = [{**answers, **dict(zip(closed, way, strict=True))} for way in product(("yes", "no"), repeat=len(closed))]

    assert possible == possible_outcomes(dict(reversed(answers.items())))
    assert {possible_outcomes(way) for way in ways} == {(outcome,) for outcome in possible}


@given(ANSWERS)
def test_what_is_not_decidable_names_a_gate_to_clear(answers):
    undecided = len(possible_outcomes(answers)) > 1

    assert (first_to_clear(answers) is not None) == undecided
    if undecided:
        assert answers[first_to_clear(answers)] == "open"


@given(ANSWERS)
def test_reasons_are_answered_and_enough(answers):
    """With nothing but them answered the outcome is the same."""
    possible = possible_outcomes(answers)
    if len(possible) == 1:
        reasons = deciding(possible[0], answers)
        assert "open" not in {answers[key] for key in reasons}
        assert possible_outcomes({key: answers[key] for key in reasons}) == possible


def test_empty_document_is_undecided_and_says_so():
    path = build_path(bare_document())

    assert path.is_empty
    assert (path.suggested, path.chosen, path.outcome, path.checklist) == (None, None, None, None)
    assert [outcome.id for outcome in path.possible] == list(ALL)
    assert path.open_gates == path.gates
    assert path.first_open == path.gates[0]
    assert path.reasons == ()
    assert [gate.answer_words for gate in path.gates] == ["noch offen"] * 8
    assert not path.differs


def test_suggestion_names_the_gates_that_lead_to_it():
    path = build_path(with_answers(yes_but(operator="no"), operator_note="Bauhof und Tiefbauamt haben abgelehnt"))

    assert path.suggested.title == "Übertragen"
    assert path.outcome == path.suggested
    assert path.checklist.outcome == path.suggested
    assert [(reason.gate.key, reason.gate.answer_words) for reason in path.reasons] == [
        ("benefit", "ja"),
        ("operator", "nein"),
        ("rights", "ja"),
        ("taker", "ja"),
    ]
    operator = path.reasons[1]
    assert operator.text == operator.gate.guide.no
    assert operator.gate.note == "Bauhof und Tiefbauamt haben abgelehnt"
    assert path.open_gates == ()
    assert path.first_open is None


def test_nobody_to_run_it_counts_beside_no_benefit_only_where_it_decides():
    alone = build_path(with_answers({"benefit": "no", "taker": "no"}))
    both = build_path(with_answers({"benefit": "no", "operator": "no", "taker": "no"}))

    assert [reason.gate.key for reason in alone.reasons] == ["benefit"]
    assert [reason.gate.key for reason in both.reasons] == ["benefit", "operator", "taker"]


def test_open_answer_is_said_but_counts_as_open():
    path = build_path(with_answers({"benefit": "open"}))

    assert not path.is_empty
    assert [gate.said for gate in path.gates] == [True] + [False] * 7
    assert path.gates[0] in path.open_gates


def test_what_the_team_chose_goes_before_the_suggestion():
    chosen = {"outcome": "close", "outcome_reason": "Der Rat will es so", "outcome_by": "Rat"}
    path = build_path(with_answers(ALL_YES, **chosen, outcome_day="2027-02-28", decide_by="2027-03-31"))

    assert path.suggested.id == "sustain"
    assert path.outcome.id == "close"
    assert path.differs
    assert (path.chosen.reason, path.chosen.by, path.chosen.day) == ("Der Rat will es so", "Rat", date(2027, 2, 28))
    assert path.decide_by == date(2027, 3, 31)
    assert path.checklist.outcome.title == "Geordnet beenden"


def test_choice_that_the_answers_rule_out_differs_without_a_suggestion_too():
    path = build_path(with_answers(yes_but(costs_financed="open"), outcome="transfer"))

    assert path.suggested is None
    assert path.differs


def test_choice_like_the_suggestion_or_without_one_does_not_differ():
    same = build_path(with_answers(ALL_YES, outcome="sustain"))
    alone = build_path(with_answers({}, outcome="adapt"))

    assert (same.differs, alone.differs) == (False, False)
    assert (alone.chosen.reason, alone.chosen.by, alone.chosen.day) == ("", "", None)
    assert not alone.is_empty


def test_checklist_counts_what_is_done_and_what_is_not_needed():
    path = build_path(
        with_answers({}, close_day="done", close_thanks="skipped", close_data="open", close_day_note="31.12.")
    )
    checklist = {entry.outcome.id: entry for entry in path.checklists}["close"]

    assert (checklist.done, checklist.needed, len(checklist.points), checklist.begun) == (1, 9, 10, True)
    assert path.begun == (checklist,)
    assert not path.is_empty
    first = checklist.points[0]
    assert (first.title, first.state_words, first.note) == ("Letzter Betriebstag", "erledigt", "31.12.")
    assert first.who == "Verwaltungsleitung mit Fachamt"
    assert first.result == "Verfügung oder Beschluss mit Datum und Begründung"


def test_note_alone_is_something_said():
    assert not build_path(full_document(entries={"path.benefit_note": "Auswertung folgt"})).is_empty


def cost(label, yearly, **fields):
    standard = {"side": "cost", "kind": "service", "label": label, "basis": "estimated", "once": None}
    more = {"yearly": yearly, "fte": None, "from_year": 1, "funded_share": None, "assumption": ""}
    return DocumentCost(**{**standard, **more, **fields})


def indicator(title, readings=(), target=None):
    return DocumentIndicator(None, title, "", "Fahrten", "", "", "up", None, None, target, None, tuple(readings))


READING = DocumentReading(date(2026, 3, 12), Decimal("31.5"), "measured", "")


def hints_of(document, key):
    return {gate.key: gate for gate in build_path(document).gates}[key].hints


def test_hints_tell_what_is_known_and_answer_nothing():
    document = full_document(
        entries={},
        costs=(cost("Funk", Decimal(1200)), cost("Wartung", None)),
        indicators=(indicator("Gesparte Fahrten", [READING], Decimal(40)), indicator("Streusalz")),
    )

    assert hints_of(document, "costs_known") == (
        "Kostenblatt: laufend mindestens 1.200\u00a0€ je Jahr.",
        "Kostenblatt: Bei einer Position fehlt noch ein Betrag.",
    )
    assert hints_of(document, "benefit") == (
        "Kennzahl „Gesparte Fahrten“: zuletzt 31,5 Fahrten am 12.03.2026 (gemessen); Ziel 40 Fahrten.",
        "Kennzahl „Streusalz“: noch kein Messwert.",
    )
    assert {gate.answer for gate in build_path(document).gates} == {"open"}


def test_cost_sheet_without_amounts_tells_only_that_they_are_missing():
    document = full_document(measures=(), costs=(cost("Funk", None), cost("Wartung", None)))

    assert hints_of(document, "costs_known") == ("Kostenblatt: Bei 2 Positionen fehlt noch ein Betrag.",)


def test_full_cost_sheet_has_no_word_of_missing_amounts():
    document = full_document(measures=(), costs=(cost("Funk", Decimal(1200), once=Decimal(500)),))

    assert hints_of(document, "costs_financed") == ("Kostenblatt: laufend 1.200\u00a0€ je Jahr, einmalig 500\u00a0€.",)


def test_hints_name_measures_of_the_plan_but_not_declined_ones():
    measures = (
        measure(recommendation="K1.2", title="Zuständigkeit verfügen", due=date(2026, 7, 1), status="running"),
        measure(recommendation="K1.1", title="Bündnis", responsible="", due=None, status="done"),
        measure(recommendation="K1.2", title="Abgelehnt", status="declined", decline_reason="nein"),
        measure(recommendation=None, title="Eigene"),
    )

    assert hints_of(full_document(measures=measures), "operator") == (
        "Maßnahmenplan: „Zuständigkeit verfügen“ (läuft, zuständig: Kämmerei, fällig am 01.07.2026).",
        "Maßnahmenplan: „Bündnis“ (erledigt).",
    )


def test_gate_shows_the_answers_behind_it():
    document = replace(full_document(), answers={"K1.2": 1, "B2.1": "unknown"}, notes={"K1.2": "Mündlich zugesagt"})
    items = {fact.id: fact for gate in build_path(document).gates if gate.key == "operator" for fact in gate.items}

    assert items["K1.2"].answer == "Stufe 1: Ein Amt gilt als naheliegend, weiß davon aber nur aus Gesprächen."
    assert items["K1.2"].note == "Mündlich zugesagt"
    assert items["B2.1"].sentence == "Frage B2.1 „Fehlendes Personal für den Betrieb“: Weiß nicht"
    assert items["S2"].answer == "Noch nicht beantwortet"
