"""The plausibility hints: each rule where it holds, and just beside it where it does not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instrument import CURRENT, load_instrument
from recommendations.document import Document
from recommendations.document_decision import DocumentCost, DocumentIndicator
from recommendations.hints import build_hints, group_hints
from recommendations.hints.model import load_rules
from tests.recommendations.report_samples import PROJECT, TOWN, measure
from tests.strategies import answers as any_answers

INSTRUMENT = load_instrument(CURRENT)
TODAY = date(2026, 11, 23)
RUNNING = replace(PROJECT, phase="pilot", funding_end=date(2028, 6, 30))
BEST = {item.id: 0 if item.hinders else 4 for item in INSTRUMENT.items}
WORST = {item.id: 4 if item.hinders else 0 for item in INSTRUMENT.items}
COST = DocumentCost("cost", "hosting", "Funkplattform", "estimated", None, Decimal(900), None, 1, None, "")
LAST, ENDLESS = "proposal.meeting", {"funding_end": None}
MEETING = {"calendar.council": "2027-09-17 2027-12-16"}
LATE = measure(due=date(2028, 7, 1))
INDICATOR = DocumentIndicator(None, "Streufahrten", "", "Fahrten", "", "", "down", None, None, None, None, ())


def document(answers=None, **fields):
    project = replace(RUNNING, **{name: fields.pop(name) for name in ("phase", "funding_end") if name in fields})
    made = Document(CURRENT, "full", TOWN, project, TODAY, None, answers or {})
    return replace(made, **fields)


def ids(*args, **fields):
    return [hint.id for hint in build_hints(document(*args, **fields), TODAY)]


def hint(wanted, *args, **fields):
    return next(found for found in build_hints(document(*args, **fields), TODAY) if found.id == wanted)


def texts(found):
    return [place.text for place in found.places]


@pytest.mark.parametrize("answers", [{}, BEST, WORST], ids=["none", "best", "worst"])
def test_consistent_answers_give_no_hint(answers):
    assert ids(answers, indicators=(INDICATOR,)) == []


@pytest.mark.parametrize("pair", load_rules().pairs, ids=lambda pair: pair.texts.id)
def test_pair_of_answers(pair):
    first, second = pair.first, pair.second

    def shown(level, other):
        return pair.texts.id in ids({first.item: level, second.item: other})

    for level in range(5):
        for other in range(5):
            inside = first.lowest <= level <= first.highest and second.lowest <= other <= second.highest
            assert shown(level, other) == inside
    assert not shown("unknown", second.lowest)
    assert not shown(first.lowest, "not_applicable")


def test_pair_shows_both_answers_in_words():
    found = hint("unit-without-backing", {"K1.2": 3, "D1.1": 0})
    assert [(place.kind, place.ref) for place in found.places] == [("item", "K1.2"), ("item", "D1.1")]
    assert texts(found)[0] == f"K1.2 {INSTRUMENT.item('K1.2').label}, Stufe 3: {INSTRUMENT.item('K1.2').anchors[3]}"


@pytest.mark.parametrize("gate", load_rules().gates, ids=lambda gate: gate.texts.id)
def test_gate_against_an_answer(gate):
    def shown(value, answer):
        return gate.texts.id in ids({gate.span.item: answer}, entries={gate.entry: value} if value else {})

    for level in range(5):
        assert shown(gate.value, level) == (gate.span.lowest <= level <= gate.span.highest)
    assert not shown("open", gate.span.lowest)
    assert not shown("", gate.span.lowest)
    assert not shown(gate.value, "unknown")


def test_gate_is_mended_where_it_is_answered():
    found = hint("gate-operator", {"K1.2": 0}, entries={"path.operator": "yes"})
    assert [(place.kind, place.ref) for place in found.places] == [("page", "edit_gates"), ("item", "K1.2")]
    assert texts(found)[0].endswith("– ja")


TEN = [item.id for item in INSTRUMENT.items][:10]
DONE = measure(recommendation="K1.2", title="Zuständigkeit verfügen", status="done")
CASES = [
    ("all-equal", {"answers": dict.fromkeys(TEN, 2)}, {"answers": dict.fromkeys(TEN[:9], 2)}),
    ("all-equal", {"answers": dict.fromkeys(TEN, 2)}, {"answers": {**dict.fromkeys(TEN, 2), "S1": 3}}),
    ("all-unknown", {"answers": dict.fromkeys(TEN[:5], "unknown")}, {"answers": dict.fromkeys(TEN[:4], "unknown")}),
    (
        "all-unknown",
        {"answers": dict.fromkeys(TEN, "unknown")},
        {"answers": {**dict.fromkeys(TEN, "unknown"), "S1": 0}},
    ),
    ("phase-after-end", {"funding_end": date(2026, 11, 22)}, {"funding_end": TODAY}),
    (
        "phase-after-end",
        {"funding_end": date(2026, 11, 22), "phase": "ending"},
        {"funding_end": date(2026, 11, 22), "phase": "operation"},
    ),
    ("ending-without-date", {"phase": "ending", "funding_end": None}, {"phase": "ending"}),
    ("ending-without-date", {"phase": "ending", "funding_end": None}, {"phase": "pilot", "funding_end": None}),
    (
        "operation-without-unit",
        {"phase": "operation", "answers": {"K1.2": 1}},
        {"phase": "operation", "answers": {"K1.2": 2}},
    ),
    ("operation-without-unit", {"phase": "operation", "answers": {"K1.2": 0}}, {"answers": {"K1.2": 0}}),
    (
        "answers-old",
        {"submitted": datetime(2025, 11, 22, 22, 59, tzinfo=UTC)},
        # Half past midnight of the 23rd in Germany.
        {"submitted": datetime(2025, 11, 22, 23, 30, tzinfo=UTC)},
    ),
    ("done-but-zero", {"measures": (DONE,), "answers": {"K1.2": 0}}, {"measures": (DONE,), "answers": {"K1.2": 1}}),
    (
        "done-but-zero",
        {"measures": (DONE,), "answers": {"K1.2": 0}},
        {"measures": (replace(DONE, status="running"),), "answers": {"K1.2": 0}},
    ),
    (
        "done-but-zero",
        {"measures": (DONE,), "answers": {"K1.2": 0}},
        {"measures": (replace(DONE, recommendation=None),), "answers": {"K1.2": 0}},
    ),
    ("without-responsible", {"measures": (measure(responsible=""),)}, {"measures": (measure(),)}),
    (
        "without-responsible",
        {"measures": (measure(responsible="", status="running"),)},
        {"measures": (measure(responsible="", status="done"),)},
    ),
    ("without-date", {"measures": (measure(due=None),)}, {"measures": (measure(due=None, status="postponed"),)}),
    ("due-after-funding", {"measures": (LATE,)}, {"measures": (measure(due=date(2028, 6, 30)),)}),
    ("due-after-funding", {"measures": (LATE,)}, {"measures": (LATE,), "funding_end": None}),
    ("high-need-unplanned", {"answers": WORST, "measures": (measure(),)}, {"answers": WORST}),
    (
        "high-need-unplanned",
        {"answers": WORST, "measures": (measure(),)},
        {"answers": {"K1.2": 0, "B1.1": 4}, "measures": (measure(),)},
    ),
    ("costs-unknown", {"funding_end": date(2027, 5, 23)}, {"funding_end": date(2027, 5, 24)}),
    ("costs-unknown", {"funding_end": date(2027, 5, 23)}, {"funding_end": date(2027, 5, 23), "costs": (COST,)}),
    (
        "costs-unknown",
        {"funding_end": date(2026, 1, 1), "costs": (replace(COST, yearly=None, once=Decimal(900)),)},
        {"funding_end": date(2026, 1, 1), "costs": (replace(COST, yearly=None, fte=Decimal("0.2")),)},
    ),
    (
        "costs-unknown",
        {"funding_end": date(2027, 5, 23), "costs": (replace(COST, side="relief", kind="saving"),)},
        {"funding_end": None},
    ),
    (
        "no-barrier-unknown-costs",
        {"answers": {"B1.1": 0}, "funding_end": date(2027, 11, 23)},
        {"answers": {"B1.1": 0}, "funding_end": date(2027, 11, 24)},
    ),
    (
        "no-barrier-unknown-costs",
        {"answers": {"B1.1": 0}, "funding_end": date(2027, 11, 23)},
        {"answers": {"B1.1": 1}, "funding_end": date(2027, 11, 23)},
    ),
    ("impact-without-indicator", {"answers": {"K2.1": 3}}, {"answers": {"K2.1": 2}}),
    ("impact-without-indicator", {"answers": {"K2.1": 4}}, {"answers": {"K2.1": 4}, "indicators": (INDICATOR,)}),
    ("gate-without-costs", {"entries": {"path.costs_known": "yes"}}, {"entries": {"path.costs_known": "no"}}),
    (
        "gate-without-costs",
        {"entries": {"path.costs_known": "yes"}},
        {"entries": {"path.costs_known": "yes"}, "costs": (COST,)},
    ),
    (
        "due-after-funding",
        {"measures": (LATE,), "funding_end": TODAY},
        {"measures": (LATE,), "funding_end": date(2026, 11, 22)},
    ),
    (
        "costs-unknown",
        {"funding_end": date(2027, 5, 23), "entries": {"path.outcome": "transfer"}},
        {"funding_end": date(2027, 5, 23), "entries": {"path.outcome": "close"}},
    ),
    # The last meeting before the budget is decided on 15.12.2027 is that of 17.09.2027.
    ("meeting-too-late", {"entries": MEETING | {LAST: "2027-09-18"}}, {"entries": MEETING | {LAST: "2027-09-17"}}),
    (
        "meeting-too-late",
        {"entries": MEETING | {LAST: "2027-09-18"}},
        {"entries": MEETING | {LAST: "2027-09-18", "calendar.state_council": "done"}},
    ),
    ("meeting-too-late", {"entries": MEETING | {LAST: "2027-09-18"}}, {"entries": {LAST: "2027-09-18"}, **ENDLESS}),
    (
        "no-money-but-costs",
        {"entries": {"proposal.budget": "none"}, "costs": (COST,)},
        {"entries": {"proposal.budget": "none"}, "costs": (replace(COST, yearly=Decimal(0)),)},
    ),
    (
        "no-money-but-costs",
        {"entries": {"proposal.budget": "none"}, "costs": (replace(COST, yearly=None, once=Decimal(1)),)},
        {"entries": {"proposal.budget": "none"}, "costs": (replace(COST, side="relief", kind="saving"),)},
    ),
    (
        "no-money-but-costs",
        {"entries": {"proposal.budget": "none", "path.outcome": "adapt"}, "costs": (COST,)},
        {"entries": {"proposal.budget": "none", "path.outcome": "transfer"}, "costs": (COST,)},
    ),
    (
        "registered-or-not",
        {"entries": {"proposal.budget": "not", "calendar.state_registration": "done"}},
        {"entries": {"proposal.budget": "registered", "calendar.state_registration": "done"}},
    ),
    (
        "registered-or-not",
        {"entries": {"proposal.budget": "not", "path.costs_financed": "yes"}},
        {"entries": {"proposal.budget": "not", "path.costs_financed": "open"}},
    ),
]


@pytest.mark.parametrize(("rule", "holds", "not_quite"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_rule_holds_and_just_does_not(rule, holds, not_quite):
    assert rule in ids(**holds)
    assert rule not in ids(**not_quite)


def test_every_rule_that_is_code_is_tried():
    """Those of the calendar have a module of their own."""
    texts = load_rules().texts.items()
    assert {case[0] for case in CASES} == {key for key, found in texts if found.group != "calendar"}


def test_recommendation_in_the_plan_is_not_missing_even_if_declined():
    missing = texts(hint("high-need-unplanned", WORST, measures=(measure(),)))
    first = missing[0].split(" ")[0]
    declined = measure(recommendation=first, status="declined", decline_reason="Kein Personal")

    still = texts(hint("high-need-unplanned", WORST, measures=(declined,)))

    assert len(missing) == 6
    assert missing[-1].startswith("und ")
    assert not [text for text in still if text.startswith(f"{first} ")]


def test_few_missing_recommendations_are_all_named():
    rows = tuple(measure(recommendation=item) for item in BEST if item[0] == "K" and item not in ("K1.2", "K2.1"))
    assert [text.split(" ")[0] for text in texts(hint("high-need-unplanned", WORST, measures=rows))] == ["K1.2", "K2.1"]


def test_first_measures_are_named_and_the_rest_is_counted():
    rows = tuple(measure(title=f"Maßnahme {number}", due=None) for number in range(1, 8))
    found = hint("without-date", measures=rows)
    assert texts(found) == [
        *(f"Maßnahme {number}" for number in range(1, 6)),
        "und 2 weitere im Maßnahmenplan",
    ]
    assert found.places[0].kind == "measure"
    assert (found.places[-1].kind, found.places[-1].ref) == ("page", "plan")


def test_done_measure_shows_the_answer_beside_it():
    found = hint("done-but-zero", {"K1.2": 0}, measures=(DONE,))
    assert [(place.kind, place.ref) for place in found.places] == [("measure", "K1.2"), ("item", "K1.2")]


def test_document_without_project_has_no_hint_about_time():
    assert build_hints(document({"K1.2": 0}, project=None, municipality=None), TODAY) == ()


def test_hints_come_group_by_group_in_the_order_of_the_guide():
    made = document({"K1.2": 3, "D1.1": 0}, measures=(measure(due=None),), phase="ending", funding_end=None)
    groups = group_hints(build_hints(made, TODAY))
    assert [group.id for group in groups] == ["answers", "time", "plan"]
    assert [found.id for found in groups[1].hints] == ["ending-without-date"]
    assert all(found.group == group.id for group in groups for found in group.hints)


@given(any_answers())
def test_answers_that_nobody_gave_raise_no_hint_about_them(answers):
    """Each place that is a question was answered with a level, and the rule names it."""
    for found in build_hints(document(answers), TODAY):
        for place in found.places:
            if place.kind == "item":
                assert isinstance(answers[place.ref], int)
                assert place.ref in found.rule


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_consistent_best_answers_stay_quiet_on_any_day(day):
    made = document(BEST, indicators=(INDICATOR,), costs=(COST,), phase="operation")
    assert build_hints(made, day) == ()
