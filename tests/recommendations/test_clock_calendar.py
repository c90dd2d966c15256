"""What the municipality enters in its calendar: budgets, contracts, the grant."""

from datetime import date

import pytest

from recommendations.clock import build_clock
from recommendations.clock.calendar import read_calendar
from tests.recommendations.clock_samples import END, TODAY, make_document


def step_of(name, end=END, **entries):
    return build_clock(make_document(end, **entries), TODAY).step(name)


@pytest.mark.parametrize(
    ("end", "entries", "year", "text"),
    [
        (date(2027, 12, 31), {}, 2028, "2028"),
        (date(2027, 12, 30), {}, 2027, "2027"),
        (END, {"budget_year": "2029"}, 2029, "2029"),
        (END, {"budget_cycle": "one", "budget_first_year": "2027"}, 2028, "2028"),
        # A double budget 2027/2028 has to hold the money of 2028; one of 2028/2029 too
        (END, {"budget_cycle": "two", "budget_first_year": "2027"}, 2027, "2027/2028"),
        (END, {"budget_cycle": "two", "budget_first_year": "2026"}, 2028, "2028/2029"),
        (END, {"budget_cycle": "two", "budget_first_year": "2030"}, 2028, "2028/2029"),
        (END, {"budget_cycle": "two"}, 2027, "2027/2028"),
    ],
    ids=["new year", "a day before", "entered", "single", "second year", "first year", "later first", "unknown first"],
)
def test_budget_that_has_to_hold_the_money(end, entries, year, text):
    calendar = read_calendar(make_document(end, **entries), end)

    assert (calendar.budget_year, calendar.budget_text) == (year, text)


def test_double_budget_brings_registration_forward():
    step = step_of("registration", budget_cycle="two", budget_first_year="2027")

    assert (step.day, step.basis) == (date(2026, 6, 30), "für den Haushalt 2027/2028, übliche Zeit")
    assert step.status == "passed"


@pytest.mark.parametrize(
    ("entered", "day", "assumed", "basis"),
    [
        ("2027-05-14", date(2027, 5, 14), False, "für den Haushalt 2028, eingetragen"),
        # Of the next budget, as nobody entered a decision in spring of the own year
        (
            "2028-02-10",
            date(2027, 2, 10),
            True,
            "für den Haushalt 2028; eingetragen ist der 10.02.2028, gerechnet mit diesem Tag und Monat",
        ),
        # Of the budget before: the same day of the year, on a working day (14.05.2027 is a Friday)
        (
            "2026-05-14",
            date(2027, 5, 14),
            True,
            "für den Haushalt 2028; eingetragen ist der 14.05.2026, gerechnet mit diesem Tag und Monat",
        ),
        # 29.02. of a year without one, and 28.02.2027 is a Sunday
        (
            "2024-02-29",
            date(2027, 2, 26),
            True,
            "für den Haushalt 2028; eingetragen ist der 29.02.2024, gerechnet mit diesem Tag und Monat; "
            "vorgezogen vom 28.02.2027 (kein Arbeitstag)",
        ),
    ],
    ids=["year before", "own year", "another budget", "leap day"],
)
def test_entered_day_of_the_budget(entered, day, assumed, basis):
    step = step_of("registration", registration=entered)

    assert (step.day, step.assumed, step.basis) == (day, assumed, basis)


def test_day_of_another_budget_asks_for_the_right_one():
    assert step_of("registration", registration="2026-05-14").ask == "Den Tag für den Haushalt 2028 eintragen."


def test_staff_plan_has_a_day_of_its_own():
    step = step_of("staff_plan", staff_plan="2027-04-30")

    assert (step.day, step.basis) == (date(2027, 4, 30), "für den Stellenplan 2028, eingetragen")


def test_registration_after_the_decision_is_questioned():
    step = step_of("registration", registration="2027-11-30", budget_decision="2027-11-25")

    assert step.note == ("Die Anmeldung liegt nach dem Haushaltsbeschluss am 25.11.2027. Bitte prüfen Sie beide Tage.")
    assert step_of("registration", registration="2027-11-25", budget_decision="2027-11-25").note == ""


def test_budget_that_holds_too_late_says_so():
    late = step_of("force", budget_decision="2028-03-15")
    early = step_of("force", budget_decision="2027-10-01")

    assert (late.day, late.note.partition(".")[0]) == (
        date(2028, 5, 10),
        "Bis dahin fehlt nach dem Ende der Förderung ein geltender Haushalt",
    )
    assert (early.day, early.note) == (date(2028, 1, 1), "")
    assert step_of("force", date(2027, 12, 31), budget_decision="2027-10-01") == early


def test_tender_before_the_budget_holds_needs_another_footing():
    assert step_of("tender").note == (
        "Der Tag liegt vor dem Inkrafttreten des Haushalts 2028 (erwartet am 09.02.2028). "
        "Fragen Sie die Kämmerei nach einer Verpflichtungsermächtigung im laufenden Haushalt."
    )
    assert step_of("tender", budget_year="2027").note == ""
    assert step_of("tender", date(2028, 2, 9), handover_weeks="0", procurement_weeks="0").note == ""


def test_assumed_budget_decision_lies_before_an_entered_recess():
    step = step_of("budget", winter_from="2027-12-13", winter_to="2028-01-14")

    assert step.day == date(2027, 12, 10)


@pytest.mark.parametrize(
    ("entries", "day", "note"),
    [
        # 30.06.2028 less 3 months is 30.03.2028, a Thursday
        ({"contract_end": "2028-06-30", "notice_months": "3"}, date(2028, 3, 30), ""),
        # 31.03.2028 less one month is the leap day, a Tuesday
        ({"notice_months": "1"}, date(2028, 2, 29), ""),
        ({"notice_months": "0"}, date(2028, 3, 31), ""),
        (
            {"contract_end": "2028-03-30", "notice_months": "1"},
            date(2028, 2, 29),
            "Der Vertrag endet 1 Tag vor der Förderung. Klären Sie, was dazwischen den Betrieb trägt.",
        ),
        (
            {"contract_end": "2027-12-31", "notice_months": "6"},
            date(2027, 6, 30),
            "Der Vertrag endet 91 Tage vor der Förderung. Klären Sie, was dazwischen den Betrieb trägt. "
            "Der Tag liegt vor dem Beschluss des Rates (spätestens am 30.07.2027). Entscheiden Sie vorher, ob der "
            "Vertrag weiterläuft, oder vereinbaren Sie mit dem Anbieter eine spätere Frist.",
        ),
    ],
    ids=["after the funding", "leap day", "no notice", "a day before", "a quarter before"],
)
def test_notice_of_a_contract(entries, day, note):
    step = step_of("notice", **entries)

    assert (step.day, step.note) == (day, note)
    assert step.assumed is (len(entries) < 2)
    assert (step.ask == "") is (len(entries) == 2)


@pytest.mark.parametrize(
    ("end", "entries", "day"),
    [
        (END, {"binding_end": "2033-12-31", "binding_years": "2"}, date(2033, 12, 31)),
        (END, {"binding_years": "5"}, date(2033, 3, 31)),
        (END, {"binding_years": "0"}, END),
        (date(2028, 2, 29), {"binding_years": "5"}, date(2033, 2, 28)),
        (date(2028, 2, 29), {"binding_years": "4"}, date(2032, 2, 29)),
        (END, {}, None),
    ],
    ids=["day goes before years", "years", "none", "leap day", "leap to leap", "unknown"],
)
def test_end_of_the_binding_period(end, entries, day):
    step = step_of("binding", end, **entries)

    assert step.day == day
    assert (step.ask == "Im Zuwendungsbescheid nachsehen und eintragen.") is (day is None)
    assert step.day_text == (f"{day:%d.%m.%Y}" if day else "offen")


@pytest.mark.parametrize(
    ("months", "day", "basis"),
    [
        ("0", date(2028, 3, 31), "mit dem Ende der Förderung am 31.03.2028"),
        ("3", date(2028, 6, 30), "3 Monate nach dem Ende der Förderung am 31.03.2028"),
    ],
)
def test_proof_of_use(months, day, basis):
    step = step_of("proof", proof_months=months)

    assert (step.day, step.basis, step.assumed, step.ask) == (day, basis, False, "")
