"""The budget's days where they are known only in part: spring decisions, entered meetings, moved days."""

from datetime import date

import pytest

from recommendations.clock import build_clock
from tests.recommendations.clock_samples import END, TODAY, make_document

NEW_YEAR = date(2027, 12, 31)


def step_of(name, end=END, **entries):
    return build_clock(make_document(end, **entries), TODAY).step(name)


@pytest.mark.parametrize(
    ("end", "entries", "day", "assumed"),
    [
        # 12.03.2028 is a Sunday
        (NEW_YEAR, {"budget_decision": "2026-03-12", "registration": "2025-10-15"}, date(2028, 3, 10), True),
        # The real day of the budget for 2027; 11.03.2028 is a Saturday
        (NEW_YEAR, {"budget_decision": "2027-03-11", "registration": "2026-10-15"}, date(2028, 3, 10), True),
        (NEW_YEAR, {"budget_decision": "2027-03-11"}, date(2028, 3, 10), True),
        # The leap day is not lost on the way through the year before
        (NEW_YEAR, {"budget_decision": "2024-02-29"}, date(2028, 2, 29), True),
        # Of the double budget 2029/2030; 10.03.2029 is a Saturday
        (
            date(2028, 12, 31),
            {"budget_decision": "2027-03-10", "budget_cycle": "two", "budget_first_year": "2029"},
            date(2029, 3, 9),
            True,
        ),
        # Entered for the budget itself
        (NEW_YEAR, {"budget_decision": "2028-03-12"}, date(2028, 3, 12), False),
        (NEW_YEAR, {"budget_decision": "2028-03-12", "registration": "2028-04-03"}, date(2028, 3, 12), False),
        # Registered before it in the same year: that budget is decided early
        (NEW_YEAR, {"budget_decision": "2027-06-10", "registration": "2027-02-01"}, date(2027, 6, 10), False),
        # In autumn both days are in question, not the year
        (NEW_YEAR, {"budget_decision": "2027-11-25", "registration": "2027-11-30"}, date(2027, 11, 25), False),
    ],
    ids=[
        "years ago",
        "budget before",
        "usual registration",
        "leap day",
        "double",
        "own",
        "both own",
        "early",
        "autumn",
    ],
)
def test_budget_that_is_decided_in_spring(end, entries, day, assumed):
    step = step_of("budget", end, **entries)

    assert (step.day, step.assumed) == (day, assumed)


def test_decision_of_the_budget_before_is_no_entered_day():
    step = step_of("budget", NEW_YEAR, budget_decision="2027-03-11")

    assert step.basis == (
        "für den Haushalt 2028; eingetragen ist der 11.03.2027, gerechnet mit diesem Tag und Monat; "
        "vorgezogen vom 11.03.2028 (Sitzungspause oder kein Arbeitstag)"
    )
    assert step.ask == "Den Tag für den Haushalt 2028 eintragen."


@pytest.mark.parametrize(
    ("registration", "decision", "days"),
    [
        # The money is needed from 2028: both of the next budget, on their day and month of 2027
        ("2028-06-30", "2028-12-09", [(date(2027, 6, 30), True), (date(2027, 12, 9), True)]),
        ("2028-01-31", "2028-07-06", [(date(2027, 1, 29), True), (date(2027, 7, 6), True)]),
        ("2027-06-30", "2028-12-09", [(date(2027, 6, 30), False), (date(2027, 12, 9), True)]),
        # Decided in spring of its own year, and registered late for it
        ("2028-01-31", "2028-03-16", [(date(2028, 1, 31), False), (date(2028, 3, 16), False)]),
        ("2028-03-16", "2028-03-16", [(date(2028, 3, 16), False), (date(2028, 3, 16), False)]),
        ("2028-03-17", "2028-03-16", [(date(2027, 3, 17), True), (date(2028, 3, 16), False)]),
        ("2028-06-30", "2028-06-15", [(date(2027, 6, 30), True), (date(2028, 6, 15), False)]),
        # Decided in spring, but of another year
        ("2028-01-31", "2029-03-15", [(date(2027, 1, 29), True), (date(2027, 3, 15), True)]),
    ],
    ids=["next budget", "in July", "decision only", "late", "same day", "day after", "June", "another spring"],
)
def test_days_of_the_own_year_count_only_up_to_a_decision_in_spring(registration, decision, days):
    entered = {"registration": registration, "staff_plan": registration, "budget_decision": decision}
    steps = [step_of(name, NEW_YEAR, **entered) for name in ("registration", "staff_plan", "budget")]

    assert [(step.day, step.assumed) for step in steps] == [days[0], *days]


def test_double_budget_is_not_registered_in_its_first_year():
    """Money from 2028, so the budget 2027/2028; 10.12.2026 is a Thursday."""
    double = {"budget_cycle": "two", "budget_first_year": "2027"}
    entered = {"registration": "2027-06-30", "budget_decision": "2027-12-10", **double}

    assert step_of("registration", NEW_YEAR, **entered).day == date(2026, 6, 30)
    assert step_of("budget", NEW_YEAR, **entered).day == date(2026, 12, 10)


@pytest.mark.parametrize("end", [date(2026, 12, 31), date(2027, 6, 30)])
def test_days_of_a_project_that_ends_a_year_later_do_not_put_the_budget_off(end):
    """Both on or after the end of the funding: registration of 2027 and decision on 09.12.2027 are of budget 2028."""
    document = make_document(end, registration="2027-06-30", budget_decision="2027-12-09")
    clock = build_clock(document, date(2026, 11, 24))
    registration, decision = clock.step("registration"), clock.step("budget")

    assert (registration.day, registration.status, registration.assumed) == (date(2026, 6, 30), "passed", True)
    assert (decision.day, decision.status, decision.assumed) == (date(2026, 12, 9), "soon", True)
    assert "eingetragen ist der 30.06.2027, gerechnet mit diesem Tag und Monat" in registration.basis


@pytest.mark.parametrize(
    ("council", "day", "basis"),
    [
        (
            "2027-12-09 2028-01-13",
            date(2027, 12, 9),
            "für den Haushalt 2028, übliche Zeit; vorgezogen vom 15.12.2027 (eingetragene Ratssitzung)",
        ),
        ("2027-12-15", date(2027, 12, 15), "für den Haushalt 2028, übliche Zeit"),
        # Six weeks before 15.12. is 03.11.
        (
            "2027-11-03",
            date(2027, 11, 3),
            "für den Haushalt 2028, übliche Zeit; vorgezogen vom 15.12.2027 (eingetragene Ratssitzung)",
        ),
        ("2027-11-02 2027-12-16", date(2027, 12, 15), "für den Haushalt 2028, übliche Zeit"),
    ],
    ids=["before", "on the day", "six weeks before", "none near"],
)
def test_assumed_budget_decision_is_an_entered_meeting(council, day, basis):
    step = step_of("budget", council=council)

    assert (step.day, step.basis, step.assumed) == (day, basis, True)


def test_council_then_decides_in_that_meeting():
    skipped = {"state_tender": "skip", "state_recruiting": "skip"}
    step = step_of("council", council="2027-12-09 2028-01-13", **skipped)

    assert (step.day, step.basis) == (
        date(2027, 12, 9),
        "letzte eingetragene Sitzung bis zum Haushaltsbeschluss am 09.12.2027",
    )


def test_moved_day_of_another_budget_says_from_where():
    """10.12.2028 is a Sunday, 08.12. the Friday before."""
    step = step_of("budget", date(2028, 12, 31), budget_decision="2026-12-10")

    assert step.day == date(2028, 12, 8)
    assert step.basis.endswith(
        "gerechnet mit diesem Tag und Monat; vorgezogen vom 10.12.2028 (Sitzungspause oder kein Arbeitstag)"
    )


def test_usual_registration_on_a_weekend_says_from_where():
    """30.06.2029 is a Saturday."""
    step = step_of("registration", date(2029, 12, 31))

    assert step.basis == "für den Haushalt 2030, übliche Zeit; vorgezogen vom 30.06.2029 (kein Arbeitstag)"


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        # The council 30.07.2027, the path 23.04.2027: see test_clock.py
        ({"notice_months": "9"}, "Der Tag liegt vor dem Beschluss des Rates (spätestens am 30.07.2027)."),
        ({"notice_months": "12"}, "Der Tag liegt vor der Entscheidung über den Weg (spätestens am 23.04.2027)."),
        ({"notice_months": "12", "state_path": "done"}, "Der Tag liegt vor dem Beschluss des Rates"),
        ({"notice_months": "12", "state_council": "done"}, ""),
        ({"notice_months": "12", "state_notice": "done"}, ""),
        ({"notice_months": "8"}, ""),
    ],
    ids=["council", "path", "path done", "council done", "notice done", "in time"],
)
def test_notice_before_the_decision_is_said(entries, note):
    step = step_of("notice", **entries)

    assert step.note.startswith(note)
    assert (step.note == "") is (note == "")


@pytest.mark.parametrize(
    ("entries", "said"),
    [({}, True), ({"state_recruiting": "skip"}, False), ({"staff_plan": "2027-06-18"}, False)],
    ids=["after", "no post", "same day"],
)
def test_staff_plan_after_the_advertisement_is_said(entries, said):
    """Funding until 31.12.2027: handover from 05.11., 20 weeks before is 18.06.2027; staff plan until 30.06."""
    step = step_of("staff_plan", NEW_YEAR, **entries)

    assert step.note == (
        "Die Stelle ist nach dieser Rechnung schon am 18.06.2027 auszuschreiben. Melden Sie sie bis dahin zum "
        "Stellenplan an, oder klären Sie mit der Personalstelle, ob sie vorher ausschreiben kann."
        if said
        else ""
    )
