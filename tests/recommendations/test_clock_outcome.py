"""What is done and which way was chosen: the steps that still count, and what limits them."""

import re
from datetime import date

import pytest

from recommendations.clock import build_clock, load_guide, measure_deadlines
from recommendations.clock_files import step_appointments
from tests.recommendations.clock_samples import END, TODAY, make_document, make_measure


def clock_of(**entries):
    return build_clock(make_document(**entries), TODAY)


def test_orderly_end_leaves_out_what_only_an_operation_needs():
    """Funding until Friday 31.03.2028, notice until 30.12.2027; six weeks before is 18.11.2027."""
    clock = clock_of(outcome="close")

    assert [(step.id, step.day) for step in clock.steps] == [
        ("path", date(2027, 9, 9)),  # 3 weeks before
        ("proposal", date(2027, 9, 30)),  # 2 weeks before
        ("submission", date(2027, 10, 14)),  # 3 weeks before
        ("committee", date(2027, 11, 4)),  # 2 weeks before
        ("council", date(2027, 11, 18)),
        ("notice", date(2027, 12, 30)),
        ("end", END),
        ("proof", date(2028, 9, 29)),
        ("binding", None),
    ]
    assert {step.id for step in clock.left_out} == {
        *("costs", "registration", "staff_plan", "budget", "force", "tender", "recruiting"),
        *("contract", "staff", "handover"),
    }
    assert clock.step("council").title == "Den Rat über das geordnete Ende beschließen lassen"
    assert clock.step("council").basis == (
        "letzte Sitzung bis zur Kündigungsfrist am 30.12.2027, angenommen 6 Wochen vorher"
    )
    assert clock.step("path").basis == "3 Wochen vor der fertigen Vorlage am 30.09.2027"
    assert (clock.money, clock.way) == (
        "In den Haushalt gehört nur, was der Abschluss noch kostet",
        "Geordnet beenden",
    )


def test_transfer_keeps_costs_and_handover():
    clock = clock_of(outcome="transfer")

    assert {step.id for step in clock.left_out} == {
        *("registration", "staff_plan", "budget", "force", "tender", "recruiting", "contract", "staff"),
    }
    assert clock.step("council").title == "Den Rat über die Übertragung beschließen lassen"
    assert clock.step("costs").title == "Beziffern, was die Kommune nach der Übertragung noch zahlt"
    assert clock.step("council").basis.startswith("letzte Sitzung bis zur Kündigungsfrist am 30.12.2027")
    assert (clock.step("handover").day, clock.way) == (date(2028, 2, 4), "Übertragen")


def test_transfer_is_decided_before_the_handover():
    clock = clock_of(outcome="transfer", notice_months="1")

    assert clock.step("council").basis.startswith("letzte Sitzung bis zum Beginn der Übergabe am 04.02.2028")


def test_contract_that_runs_long_does_not_put_off_the_end():
    clock = clock_of(outcome="close", contract_end="2031-12-31")

    assert clock.step("council").basis.startswith("letzte Sitzung bis zum Ende der Förderung am 31.03.2028")


@pytest.mark.parametrize("outcome", ["sustain", "adapt", None])
def test_other_ways_keep_every_step(outcome):
    clock = clock_of(outcome=outcome)

    assert (len(clock.steps), clock.left_out, clock.way) == (19, (), "")
    assert clock.money == "Das Geld danach muss im Haushalt 2028 stehen"
    assert clock.step("council").title == "Den Rat über die Fortführung beschließen lassen"


def test_steps_of_another_way_leave_calendar_and_measures():
    clock = clock_of(outcome="close")
    states = {entry.uid.split("@")[0]: entry.state for entry in step_appointments(clock, "p")}

    assert (states["p-tender"], states["p-council"]) == ("cancelled", "open")
    assert len(measure_deadlines(make_document(measures=[make_measure("K6.1")]), TODAY)) == 1
    assert measure_deadlines(make_document(measures=[make_measure("K6.1")], outcome="close"), TODAY) == ()


GOING_ON = re.compile(r"zuständig wird|auf das Amt über|Betrieb|angemeldet|Anmeldung|im Haus")
"""What a measure is for only where the municipality goes on with the operation itself."""


def reasons_on(outcome):
    measures = [make_measure(link.recommendation) for link in load_guide().measures]
    found = measure_deadlines(make_document(measures=measures, outcome=outcome), TODAY)
    return {entry.measure.recommendation: entry.why for entry in found}


@pytest.mark.parametrize("outcome", ["close", "transfer"])
def test_measures_are_for_something_else_where_nobody_goes_on_with_the_operation(outcome):
    usual, reasons = reasons_on(None), reasons_on(outcome)

    assert {key for key in ("K1.2", "K5.1") if GOING_ON.search(usual[key])} == {"K1.2", "K5.1"}
    assert {key: why for key, why in reasons.items() if GOING_ON.search(why)} == {}
    assert {key for key in reasons if reasons[key] != usual[key]} == set(load_guide().outcomes[outcome].reasons)


def test_orderly_end_says_who_closes_it_down():
    reasons = reasons_on("close")

    assert reasons["K1.2"] == "Der Rat will wissen, welches Amt den Abschluss übernimmt und die Unterlagen aufbewahrt."
    assert reasons["K4.1"] == "Zum Ende der Förderung wissen alle, was endet und was an dessen Stelle tritt."
    assert reasons["K2.1"] == "Die Kennzahlen stehen in der Vorlage."


def test_texts_of_a_way_belong_to_steps_that_it_keeps():
    ways = load_guide().outcomes

    assert set(ways) == {"close", "transfer"}
    assert [step for way in ways.values() for step in way.texts if step not in way.steps] == []
    assert all(way.texts[step].id == step and way.texts[step].why for way in ways.values() for step in way.texts)
    assert not any(way.money.endswith(".") for way in ways.values())


@pytest.mark.parametrize(
    ("done", "basis"),
    [
        (("recruiting",), "letzte Sitzung bis zum Beginn der Vergabe am 15.10.2027, angenommen 6 Wochen vorher"),
        (("recruiting", "tender"), "in der Sitzung, in der der Rat den Haushalt beschließt"),
        (
            ("recruiting", "tender", "budget"),
            "letzte Sitzung bis zum Ende der Förderung am 31.03.2028, angenommen 6 Wochen vorher",
        ),
    ],
    ids=["tender first", "with the budget", "nothing needs it"],
)
def test_what_is_done_no_longer_limits_the_council(done, basis):
    step = clock_of(**{f"state_{name}": "done" for name in done}).step("council")

    assert step.basis.partition(";")[0] == basis


def test_registration_that_is_done_no_longer_limits_the_costs():
    step = clock_of(state_registration="done", council="2027-09-16").step("costs")

    assert step.basis.startswith("3 Wochen vor der fertigen Vorlage")


def test_council_that_has_decided_leaves_nothing_before_it():
    clock = build_clock(make_document(state_council="done", state_costs="skip"), date(2027, 12, 1))

    done = [step.id for step in clock.steps if step.status == "done"]
    assert done == ["path", "proposal", "submission", "committee", "council"]
    assert [step.id for step in clock.left_out] == ["costs"]
    assert [step.id for step in clock.too_late] == ["registration", "staff_plan", "recruiting", "tender"]


def test_skipped_costs_leave_the_path_before_the_proposal():
    assert clock_of(state_costs="skip").step("path").basis == "3 Wochen vor der fertigen Vorlage am 11.06.2027"


def test_done_tender_needs_no_other_footing():
    assert clock_of().step("tender").note.startswith("Der Tag liegt vor dem Inkrafttreten")
    assert clock_of(state_tender="done").step("tender").note == ""


def test_notice_on_the_day_of_the_end():
    assert clock_of(notice_months="0").step("notice").basis == "zum Vertragsende am 31.03.2028"
