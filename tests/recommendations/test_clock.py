"""The clock, against cases worked out by hand with a calendar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.clock import build_clock, load_guide
from recommendations.clock.days import is_working_day
from tests.recommendations.clock_samples import END, TODAY, make_document


def days_of(clock):
    return {step.id: step.day for step in clock.steps}


def step_of(name, end=END, **entries):
    return build_clock(make_document(end, **entries), TODAY).step(name)


def test_all_steps_by_assumption_in_bavaria():
    """Funding until Friday 31.03.2028. Recesses: Bavaria's summer holidays from 02.08. to 13.09.2027."""
    clock = build_clock(make_document(), TODAY)

    assert list(days_of(clock).items()) == [
        ("path", date(2027, 4, 23)),  # 4 weeks before
        ("costs", date(2027, 5, 21)),  # 3 weeks before
        ("proposal", date(2027, 6, 11)),  # 2 weeks before
        ("submission", date(2027, 6, 25)),  # 3 weeks before
        ("registration", date(2027, 6, 30)),
        ("staff_plan", date(2027, 6, 30)),
        ("committee", date(2027, 7, 16)),  # 2 weeks before
        ("council", date(2027, 7, 30)),  # 6 weeks before 17.09. is 06.08., in the recess; 01.08. is a Sunday
        ("recruiting", date(2027, 9, 17)),  # 20 weeks before 04.02.2028
        ("tender", date(2027, 10, 15)),  # 16 weeks before 04.02.2028
        ("budget", date(2027, 12, 15)),
        ("notice", date(2027, 12, 30)),  # 3 months before is 31.12., which is closed
        ("contract", date(2028, 2, 4)),
        ("staff", date(2028, 2, 4)),
        ("handover", date(2028, 2, 4)),  # 8 weeks before the end
        ("force", date(2028, 2, 9)),  # 8 weeks after the decision
        ("end", END),
        ("proof", date(2028, 9, 29)),  # 30.09. is a Saturday
        ("binding", None),
    ]
    assert (clock.funding_end, clock.months_left, clock.budget, clock.ended) == (END, 14, "2028", False)
    assert clock.next_step.sentence == (
        "Spätestens am 23.04.2027: Den Weg entscheiden (verstetigen, anpassen, übertragen oder geordnet beenden)"
    )
    assert clock.too_late == ()


def test_event_is_nothing_to_be_late_for():
    assert step_of("end").sentence == "31.03.2028: Ende der Förderung"
    assert step_of("binding").sentence == "offen: Ende der Zweckbindung"


def test_basis_is_said_in_words():
    clock = build_clock(make_document(), TODAY)

    assert {step.id: step.basis for step in clock.steps} == {
        "path": "4 Wochen vor den bezifferten Kosten am 21.05.2027",
        "costs": "3 Wochen vor der fertigen Vorlage am 11.06.2027",
        "proposal": "2 Wochen vor dem Vorlagenschluss am 25.06.2027",
        "submission": "3 Wochen vor der Ausschusssitzung am 16.07.2027",
        "committee": "letzte Sitzung vor der Ratssitzung am 30.07.2027, angenommen 2 Wochen vorher",
        "council": (
            "letzte Sitzung bis zur Stellenausschreibung am 17.09.2027, angenommen 6 Wochen vorher; "
            "vorgezogen vom 06.08.2027 (Sitzungspause oder kein Arbeitstag)"
        ),
        "registration": "für den Haushalt 2028, übliche Zeit",
        "staff_plan": "für den Haushalt 2028, übliche Zeit; mit der Haushaltsanmeldung",
        "budget": "für den Haushalt 2028, übliche Zeit",
        "force": "8 Wochen nach dem Beschluss am 15.12.2027, frühestens am 01.01.2028",
        "tender": "16 Wochen vor dem Vertrag am 04.02.2028",
        "recruiting": "20 Wochen vor dem Dienstantritt am 04.02.2028",
        "contract": "zum Beginn der Übergabe am 04.02.2028",
        "staff": "zum Beginn der Übergabe am 04.02.2028",
        "handover": "8 Wochen vor dem Ende der Förderung am 31.03.2028",
        "notice": "3 Monate vor dem Vertragsende am 31.03.2028; vorgezogen vom 31.12.2027 (kein Arbeitstag)",
        "end": "wie beim Vorhaben eingetragen",
        "proof": ("6 Monate nach dem Ende der Förderung am 31.03.2028; vorgezogen vom 30.09.2028 (kein Arbeitstag)"),
        "binding": "nicht eingetragen",
    }
    assert [step.id for step in clock.steps if not step.assumed] == ["end", "binding"]


def test_status_depends_on_the_day():
    document = make_document(state_costs="done")

    clock = build_clock(document, date(2027, 6, 1))

    assert {step.id: step.status for step in clock.steps if step.status != "later"} == {
        "path": "passed",
        "costs": "done",
        "proposal": "soon",
        "submission": "soon",
        "binding": "unknown",
    }
    assert clock.next_step.id == "proposal"
    assert [(step.id, step.status_text) for step in clock.too_late] == [("path", "Termin verstrichen")]
    assert clock.too_late[0].possible == load_guide().steps[0].possible
    assert clock.step("proposal").possible == ()


@pytest.mark.parametrize(
    ("days", "status"), [(0, "soon"), (28, "soon"), (29, "later"), (-1, "passed")], ids=["today", "28", "29", "over"]
)
def test_edges_of_the_status(days, status):
    document = make_document()
    day = build_clock(document, TODAY).step("costs").day

    assert build_clock(document, day - timedelta(days=days)).step("costs").status == status


def test_funding_that_has_ended_leaves_proof_and_binding():
    clock = build_clock(make_document(date(2026, 12, 31), binding_years="5"), TODAY)

    assert (clock.ended, clock.months_left) == (True, 0)
    assert clock.next_step.id == "proof"
    assert clock.step("end").status_text == "vorbei"
    assert "end" not in [step.id for step in clock.too_late]
    assert clock.step("binding").day == date(2031, 12, 31)


@pytest.mark.parametrize(
    "end", [None, date(1989, 12, 31), date(2101, 1, 1), date.min, date.max], ids=["none", "1989", "2101", "1", "9999"]
)
def test_without_an_end_that_can_be_reckoned_with_there_are_no_steps(end):
    clock = build_clock(make_document(end), TODAY)

    assert (clock.funding_end, clock.months_left, clock.steps, clock.settings) == (None, None, (), ())
    assert (clock.timeline, clock.next_step, clock.too_late, clock.ended) == (None, None, (), False)


@pytest.mark.parametrize("end", [date(1990, 1, 1), date(2100, 12, 31)], ids=["first", "last"])
def test_first_and_last_end_that_can_be_reckoned_with(end):
    assert build_clock(make_document(end), TODAY).step("end").day == end


def test_on_its_last_day_the_funding_has_not_ended():
    assert build_clock(make_document(TODAY), TODAY).ended is False


def test_document_without_names_has_no_steps():
    document = replace(make_document(), project=None, municipality=None)

    assert build_clock(document, TODAY).steps == ()


def test_municipality_in_no_land_gets_the_holidays_of_all():
    """15.11.2028 less two weeks is All Saints' Day, a Wednesday: a holiday in Bavaria alone of the two."""
    bavarian = make_document(date(2028, 11, 15), handover_weeks="2")
    nowhere = replace(bavarian, municipality=None)

    assert build_clock(bavarian, TODAY).step("handover").day == date(2028, 10, 31)
    assert build_clock(nowhere, TODAY).step("handover").day == date(2028, 11, 1)


def test_steps_that_are_not_needed_are_left_out():
    clock = build_clock(make_document(state_tender="skip", state_committee="skip"), TODAY)

    assert "tender" not in days_of(clock)
    assert [step.id for step in clock.left_out] == ["tender"]
    assert clock.step("submission").basis == "3 Wochen vor der Ratssitzung am 30.07.2027"


@pytest.mark.parametrize(
    ("skipped", "basis"),
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
def test_council_decides_before_the_first_step_that_needs_it(skipped, basis):
    step = step_of("council", **{f"state_{name}": "skip" for name in skipped})

    assert step.basis.partition(";")[0] == basis


def test_small_town_without_a_committee():
    clock = build_clock(make_document(committee_first="no"), TODAY)

    assert clock.step("committee") is None
    assert clock.left_out == ()
    assert clock.step("submission").day == date(2027, 7, 9)  # 3 weeks before 30.07.


def test_without_handover_everything_is_ready_at_the_end():
    clock = build_clock(make_document(state_handover="skip"), TODAY)

    assert (clock.step("staff").day, clock.step("staff").basis) == (END, "zum Ende der Förderung am 31.03.2028")


@pytest.mark.parametrize(
    ("skipped", "basis"),
    [
        ((), "3 Wochen vor der fertigen Vorlage am 11.06.2027"),
        (("proposal",), "3 Wochen vor der Haushaltsanmeldung am 30.06.2027"),
        (("proposal", "registration"), "3 Wochen vor der fertigen Vorlage am 11.06.2027"),
    ],
    ids=["proposal is earlier", "registration alone", "none"],
)
def test_costs_are_known_before_what_needs_them(skipped, basis):
    assert step_of("costs", **{f"state_{name}": "skip" for name in skipped}).basis == basis


def test_entered_weeks_replace_the_assumption():
    clock = build_clock(make_document(handover_weeks="4", procurement_weeks="0"), TODAY)

    assert (clock.step("handover").day, clock.step("handover").assumed) == (date(2028, 3, 3), False)
    assert (clock.step("tender").day, clock.step("tender").basis) == (
        date(2028, 3, 3),
        "0 Wochen vor dem Vertrag am 03.03.2028",
    )


def test_settings_say_what_is_entered_and_what_assumed():
    document = make_document(
        council="2027-07-08 2027-09-30", budget_cycle="one", handover_weeks="4", registration="2027-05-14"
    )

    settings = {setting.key.removeprefix("calendar."): setting for setting in build_clock(document, TODAY).settings}

    assert [name for name, setting in settings.items() if not setting.assumed] == [
        "budget_cycle",
        "registration",
        "council",
        "handover_weeks",
    ]
    words = ("budget_year", "budget_cycle", "registration", "council", "handover_weeks", "notice_months", "binding_end")
    assert [settings[name].words for name in words] == [
        "2028",
        "für ein Jahr",
        "14.05.2027",
        "08.07.2027, 30.09.2027",
        "4",
        "3",
        "im Zuwendungsbescheid nachsehen",
    ]


TASKS_BEFORE = ("path", "costs", "proposal", "submission", "committee", "council")


@given(
    end=st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    land=st.sampled_from(["09", "06", "14", None]),
    double=st.sampled_from(["", "one", "two"]),
    weeks=st.integers(0, 52),
)
def test_whatever_the_end_steps_keep_their_order_on_working_days(end, land, double, weeks):
    entries = {"submission_weeks": str(weeks), **({"budget_cycle": double} if double else {})}
    clock = build_clock(make_document(end, land=land, **entries), TODAY)

    days = [clock.step(name).day for name in TASKS_BEFORE]
    place = {"09": "BY", "06": "HE", "14": "SN"}.get(land)
    assert days == sorted(days)
    assert clock.step("council").day <= min(clock.step(name).day for name in ("tender", "recruiting", "budget"))
    assert all(is_working_day(step.day, place) for step in clock.steps if not step.is_event)
