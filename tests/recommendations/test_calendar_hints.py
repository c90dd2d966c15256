"""Hints to days of the calendar that contradict one another: each rule where it holds, and just beside it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instrument import CURRENT
from recommendations.document import Document
from recommendations.entry_list import SPECS
from recommendations.example import current_document
from recommendations.hints import build_hints
from recommendations.hints.model import load_rules
from tests.recommendations.report_samples import PROJECT, TOWN

TODAY = date(2026, 11, 23)
END = date(2028, 6, 30)
RUNNING = replace(PROJECT, phase="pilot", funding_end=END)
AUTUMN = "2027-09-23 2027-11-11 2027-12-16"
DOUBLE = {"budget_cycle": "two", "budget_first_year": "2027"}
COUNCIL, COMMITTEE = "2027-01-14 2027-03-11 2027-05-20", "2027-01-07 2027-03-04"
SUMMER = {"summer_from": "2027-07-19", "summer_to": "2027-08-27"}
WINTER = {"winter_from": "2026-12-21", "winter_to": "2027-01-05"}
DAYS = [key for key, spec in SPECS.items() if key.startswith("calendar.") and spec.kind == "date"]


def document(entries, end=END):
    """`entries`: of the calendar by their names, of the Ratsvorlage and the path by their keys."""
    full = {name if "." in name else f"calendar.{name}": value for name, value in entries.items()}
    return Document(CURRENT, "full", TOWN, replace(RUNNING, funding_end=end), TODAY, None, {}, entries=full)


def found(entries, end=END):
    return {hint.id: hint for hint in build_hints(document(entries, end), TODAY) if hint.group == "calendar"}


def places(rule, entries, end=END):
    return [(place.ref, place.text) for place in found(entries, end)[rule].places]


CASES = [
    (
        "committee-after-council",
        {"proposal.committee_meeting": "2027-03-12", "proposal.meeting": "2027-03-11"},
        {"proposal.committee_meeting": "2027-03-11", "proposal.meeting": "2027-03-11"},
    ),
    (
        "committee-after-council",
        {"council": "2027-01-14 2027-03-11", "committee": "2027-03-12 2027-05-06"},
        {"council": "2027-01-14 2027-03-11", "committee": "2027-03-11 2027-05-06"},
    ),
    (
        "committee-after-council",
        {"council": "2026-11-23", "committee": "2027-03-12"},
        {"council": "2026-11-22", "committee": "2027-03-12"},
    ),
    (
        "committee-after-council",
        {"council": "2027-01-14", "committee": "2027-03-12", "committee_first": "yes"},
        {"council": "2027-01-14", "committee": "2027-03-12", "committee_first": "no"},
    ),
    (
        "committee-after-council",
        {"council": "2027-01-14", "committee": "2027-03-12", "state_committee": "done"},
        {"council": "2027-01-14", "committee": "2027-03-12", "state_committee": "skip"},
    ),
    (
        "committee-after-council",
        {"proposal.committee_meeting": "2026-11-23", "proposal.meeting": "2026-11-20"},
        {"proposal.committee_meeting": "2026-11-22", "proposal.meeting": "2026-11-20"},
    ),
    ("committee-after-council", {"council": "2027-01-14", "committee": "2027-03-12"}, {"council": "2027-01-14"}),
    (
        "registration-after-decision",
        {"registration": "2027-07-01", "budget_decision": "2027-07-01"},
        {"registration": "2027-06-30", "budget_decision": "2027-07-01"},
    ),
    (
        "registration-after-decision",
        {"staff_plan": "2027-12-17", "budget_decision": "2027-12-16"},
        {"staff_plan": "2027-12-15", "budget_decision": "2027-12-16"},
    ),
    # Of the running budget, and of the next one
    (
        "registration-after-decision",
        {"registration": "2027-06-30", "staff_plan": "2027-12-31", "budget_decision": "2027-12-10"},
        {"registration": "2027-06-30", "staff_plan": "2027-12-31", "budget_decision": "2026-12-10"},
    ),
    (
        "registration-after-decision",
        {"registration": "2027-09-30", "budget_decision": "2027-07-01"},
        {"registration": "2027-09-30", "budget_decision": "2027-06-30"},
    ),
    (
        "budget-without-meeting",
        {"council": AUTUMN, "budget_decision": "2027-11-12"},
        {"council": AUTUMN, "budget_decision": "2027-11-11"},
    ),
    (
        "budget-without-meeting",
        {"council": AUTUMN, "budget_decision": "2027-12-15"},
        {"council": AUTUMN, "budget_decision": "2027-12-17"},
    ),
    (
        "budget-without-meeting",
        {"council": AUTUMN, "budget_decision": "2027-09-24"},
        {"council": AUTUMN, "budget_decision": "2027-09-22"},
    ),
    ("budget-without-meeting", {"council": AUTUMN, "budget_decision": "2027-11-12"}, {"council": AUTUMN}),
    # The clock takes it for a day of 2028
    (
        "budget-without-meeting",
        {"council": COUNCIL, "budget_decision": "2027-03-12", "registration": "2027-02-01"},
        {"council": COUNCIL, "budget_decision": "2027-03-12"},
    ),
    (
        "meeting-not-in-calendar",
        {"council": COUNCIL, "committee": COMMITTEE, "proposal.meeting": "2027-03-05"},
        {"council": COUNCIL, "committee": COMMITTEE, "proposal.meeting": "2027-03-04"},
    ),
    (
        "meeting-not-in-calendar",
        {"council": COUNCIL, "proposal.meeting": "2027-03-10"},
        {"council": COUNCIL, "proposal.meeting": "2027-03-11"},
    ),
    (
        "meeting-not-in-calendar",
        {"council": "2026-10-01 2027-01-14", "proposal.meeting": "2026-11-23"},
        {"council": "2026-10-01 2027-01-14", "proposal.meeting": "2026-11-22"},
    ),
    ("meeting-in-recess", {"council": "2027-07-19", **SUMMER}, {"council": "2027-07-18", **SUMMER}),
    ("meeting-in-recess", {"committee": "2027-08-27", **SUMMER}, {"committee": "2027-08-28", **SUMMER}),
    ("meeting-in-recess", {"council": "2027-01-05", **WINTER}, {"council": "2027-01-06", **WINTER}),
    (
        "meeting-in-recess",
        {"council": "2026-11-23", "winter_from": "2026-11-20", "winter_to": "2026-12-31"},
        {"council": "2026-11-22", "winter_from": "2026-11-20", "winter_to": "2026-12-31"},
    ),
    ("meeting-in-recess", {"council": "2027-08-01", **SUMMER}, {"council": "2027-08-01", "summer_to": "2027-08-27"}),
    (
        "recess-without-span",
        {"summer_from": "2027-07-19", "summer_to": "2027-07-18"},
        {"summer_from": "2027-07-19", "summer_to": "2027-07-19"},
    ),
    ("recess-without-span", {**SUMMER, "summer_to": "2028-01-01"}, {**SUMMER, "summer_to": "2027-12-31"}),
    ("recess-without-span", {**WINTER, "winter_to": "2028-01-01"}, {**WINTER, "winter_to": "2027-12-31"}),
    ("recess-without-span", {"winter_from": "2026-12-21", "winter_to": "2026-12-20"}, WINTER),
    ("recess-without-span", {"winter_to": "2027-01-05"}, WINTER),
    (
        "first-year-without-double",
        {"budget_first_year": "2027"},
        {"budget_first_year": "2027", "budget_cycle": "two"},
    ),
    ("first-year-without-double", {"budget_first_year": "2027", "budget_cycle": "one"}, {"budget_cycle": "one"}),
    ("budget-year-off", {"budget_year": "2027"}, {"budget_year": "2028"}),
    ("budget-year-off", {"budget_year": "2030"}, {"budget_year": "2029"}),
    ("contract-before-end", {"contract_end": "2028-06-29"}, {"contract_end": "2028-06-30"}),
    ("contract-before-end", {"contract_end": "2028-06-29"}, {"contract_end": "2028-06-29", "notice_months": "0"}),
    ("contract-before-end", {"contract_end": "2028-06-29"}, {"contract_end": "2028-06-29", "state_notice": "skip"}),
    ("binding-before-end", {"binding_end": "2028-06-29"}, {"binding_end": "2028-06-30"}),
    (
        "binding-said-twice",
        {"binding_end": "2032-06-29", "binding_years": "5"},
        {"binding_end": "2032-06-30", "binding_years": "5"},
    ),
    (
        "binding-said-twice",
        {"binding_end": "2034-07-01", "binding_years": "5"},
        {"binding_end": "2034-06-30", "binding_years": "5"},
    ),
    ("binding-said-twice", {"binding_end": "2040-06-30", "binding_years": "5"}, {"binding_end": "2040-06-30"}),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.meeting": "2026-12-13"},
        {"submission_weeks": "3", "proposal.meeting": "2026-12-14"},
    ),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.committee_meeting": "2026-12-13", "proposal.meeting": "2027-01-14"},
        {"submission_weeks": "3", "proposal.committee_meeting": "2026-12-14", "proposal.meeting": "2027-01-14"},
    ),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.committee_meeting": "2026-12-01", "proposal.meeting": "2027-01-14"},
        {
            "submission_weeks": "3",
            "proposal.committee_meeting": "2026-12-01",
            "proposal.meeting": "2027-01-14",
            "committee_first": "no",
        },
    ),
    (
        "submission-over",
        {
            "submission_weeks": "3",
            "proposal.committee_meeting": "2026-11-20",
            "proposal.meeting": "2026-12-01",
            "state_committee": "skip",
        },
        {"submission_weeks": "3", "proposal.committee_meeting": "2026-11-20", "proposal.meeting": "2026-12-01"},
    ),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.meeting": "2026-11-23"},
        {"submission_weeks": "3", "proposal.meeting": "2026-11-22"},
    ),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.meeting": "2026-12-01"},
        {"submission_weeks": "3", "proposal.meeting": "2026-12-01", "state_submission": "done"},
    ),
    (
        "submission-over",
        {"submission_weeks": "3", "proposal.meeting": "2026-12-01"},
        {"proposal.meeting": "2026-12-01"},
    ),
    ("submission-over", {"submission_weeks": "3", "proposal.meeting": "2026-12-01"}, {"submission_weeks": "3"}),
    ("later-step-done", {"state_budget": "done"}, {"state_budget": "done", "state_registration": "done"}),
    ("later-step-done", {"state_contract": "done"}, {"state_contract": "done", "state_tender": "skip"}),
    ("later-step-done", {"state_staff": "done"}, {"state_staff": "skip"}),
    (
        "later-step-done",
        {"state_budget": "done", "path.outcome": "adapt"},
        {"state_budget": "done", "path.outcome": "close"},
    ),
    (
        "done-before-its-day",
        {"state_budget": "done", "budget_decision": "2026-11-24", "budget_year": "2027"},
        {"state_budget": "done", "budget_decision": "2026-11-23", "budget_year": "2027"},
    ),
    # The next double budget's, while that of 2027/2028 is decided
    (
        "done-before-its-day",
        {"state_budget": "done", "budget_decision": "2026-12-14", **DOUBLE},
        {"state_budget": "done", "budget_decision": "2028-12-14", **DOUBLE},
    ),
    (
        "done-before-its-day",
        {"state_council": "done", "proposal.meeting": "2026-11-24"},
        {"state_council": "skip", "proposal.meeting": "2026-11-24"},
    ),
    ("done-before-its-day", {"state_council": "done", "proposal.meeting": "2026-11-24"}, {"state_council": "done"}),
]


@pytest.mark.parametrize(("rule", "holds", "not_quite"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_rule_holds_and_just_does_not(rule, holds, not_quite):
    assert rule in found(holds)
    assert rule not in found(not_quite)


def test_every_rule_of_the_calendar_is_tried():
    assert {case[0] for case in CASES} == {key for key, text in load_rules().texts.items() if text.group == "calendar"}


@pytest.mark.parametrize(
    ("rule", "entries"),
    [
        ("budget-year-off", {"budget_year": "2020"}),
        ("contract-before-end", {"contract_end": "2020-01-01"}),
        ("binding-before-end", {"binding_end": "2020-01-01"}),
        ("binding-said-twice", {"binding_end": "2020-01-01", "binding_years": "5"}),
    ],
)
def test_without_an_end_of_the_funding_nothing_is_compared_with_it(rule, entries):
    assert rule in found(entries)
    assert rule not in found(entries, end=None)


def test_contract_is_not_questioned_any_more_when_the_funding_is_over():
    ends = {"contract_end": "2026-03-31"}

    assert "contract-before-end" in found(ends, end=TODAY)
    assert "contract-before-end" not in found(ends, end=date(2026, 11, 22))


def test_funding_that_ends_with_the_year_is_followed_by_the_next_one():
    assert "budget-year-off" in found({"budget_year": "2027"}, end=date(2027, 12, 31))
    assert "budget-year-off" not in found({"budget_year": "2028"}, end=date(2027, 12, 31))


def test_places_say_what_is_entered_and_lead_to_its_page():
    registration = {"registration": "2027-12-30", "staff_plan": "2027-06-30", "budget_decision": "2027-12-16"}

    assert places("registration-after-decision", registration) == [
        ("edit_calendar", "Haushaltsanmeldung: letzter Tag – 30.12.2027"),
        ("edit_calendar", "Haushaltsbeschluss im Rat – 16.12.2027"),
    ]
    assert places("recess-without-span", {"summer_from": "2027-07-19"}) == [
        ("edit_calendar", "Sommerpause: erster Tag – 19.07.2027"),
        ("edit_calendar", "Sommerpause: letzter Tag – nicht eingetragen"),
    ]
    assert places("budget-year-off", {"budget_year": "2027"}) == [
        ("edit_calendar", "Erstes Haushaltsjahr ohne Förderung – 2027"),
        ("edit_funding", "Ende der Förderung – 30.06.2028"),
    ]
    assert places("later-step-done", {"state_budget": "done"}) == [
        ("edit_steps", "Die Mittel bei der Kämmerei anmelden – noch offen"),
        ("edit_steps", "Den Ansatz mit dem Haushalt beschließen lassen – erledigt"),
    ]
    submission = {"submission_weeks": "3", "proposal.meeting": "2026-12-01"}
    assert places("submission-over", submission)[0] == ("proposal", "Sitzung am – 01.12.2026")


def test_first_meetings_are_named_and_the_rest_is_counted():
    council = " ".join(f"2027-07-{day}" for day in range(20, 27))

    text = places("meeting-in-recess", {"council": council, **SUMMER})[0][1]

    assert text.startswith("Sitzungstage des Rates – 20.07.2027, 21.07.2027,")
    assert text.endswith("24.07.2027 und 2 weitere")


def test_both_ways_to_say_the_committee_too_late_are_named():
    entries = {"proposal.committee_meeting": "2027-03-12", "proposal.meeting": "2027-01-14"}
    entries |= {"council": "2027-01-14", "committee": "2027-03-12"}

    assert [page for page, _ in places("committee-after-council", entries)] == [
        "proposal",
        "proposal",
        "edit_calendar",
        "edit_calendar",
    ]


def test_calendar_as_offices_give_it_is_quiet():
    usual = {
        "registration": "2027-06-30",
        "staff_plan": "2027-05-31",
        "budget_decision": "2027-12-16",
        "council": "2027-01-14 2027-03-11 2027-05-20 2027-07-08 2027-09-23 2027-11-11 2027-12-16",
        "committee": "2027-01-07 2027-03-04 2027-05-11 2027-07-01 2027-09-16 2027-11-04 2027-12-09",
        "submission_weeks": "3",
        "contract_end": "2028-12-31",
        "notice_months": "3",
        "binding_end": "2033-06-30",
        "binding_years": "5",
        "budget_year": "2028",
        "proposal.committee_meeting": "2027-09-16",
        "proposal.meeting": "2027-09-23",
        **SUMMER,
        **WINTER,
    }
    assert found(usual) == {}


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 2, 28), date(2028, 2, 29), date(2027, 7, 31)])
def test_example_town_is_not_questioned_for_its_calendar(day):
    hints = build_hints(current_document(day), day)

    assert [hint.id for hint in hints if hint.group == "calendar"] == []


@given(st.dictionaries(st.sampled_from(DAYS), st.dates(date(2024, 1, 1), date(2032, 12, 31)), max_size=8))
def test_days_that_nobody_entered_are_named_in_no_hint_but_as_missing(days):
    entries = {key: day.isoformat() for key, day in days.items()}
    hints = build_hints(document(entries), TODAY)
    entered = {f"{SPECS[key].label} – {day:%d.%m.%Y}" for key, day in days.items()}

    shown = {place.text for hint in hints if hint.group == "calendar" for place in hint.places}

    assert {text for text in shown if not text.startswith("Ende der Förderung") and "nicht eing" not in text} <= entered
