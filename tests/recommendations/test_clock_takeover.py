"""Which entries of another project's calendar this one lacks; pure."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.clock.guide import load_guide
from recommendations.clock.takeover import OtherCalendar, build_offers, missing_entries

END, LATER = date(2027, 6, 30), date(2028, 6, 30)
"""Money is needed from 2027, from 2028."""
EARLY, LATE = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
SHARED = st.sampled_from(load_guide().shared)


def keyed(**entries):
    return {f"calendar.{name}": value for name, value in entries.items()}


def other(number=1, *, name="Bürgerportal", changed=EARLY, end=None, **entries):
    values = keyed(**entries)
    return OtherCalendar(UUID(int=number), name, end, changed, values, dict.fromkeys(values, 2))


@pytest.mark.parametrize(
    ("here", "there", "missing"),
    [
        ({}, {"registration": "2027-06-30"}, {"registration": "2027-06-30"}),
        ({"registration": ""}, {"registration": "2027-06-30"}, {"registration": "2027-06-30"}),
        ({"registration": "2027-05-31"}, {"registration": "2027-06-30"}, {}),
        ({}, {"registration": ""}, {}),
        ({}, {"budget_year": "2028", "contract_end": "2027-01-31", "state_path": "done"}, {}),
        ({}, {"notice_months": "3", "proof_months": "6", "binding_end": "2030-01-01", "binding_years": "5"}, {}),
        (
            {},
            {"summer_from": "2027-07-19", "summer_to": "2027-08-27"},
            {"summer_from": "2027-07-19", "summer_to": "2027-08-27"},
        ),
        ({"summer_from": "2028-07-19"}, {"summer_from": "2027-07-19", "summer_to": "2027-08-27"}, {}),
        (
            {"summer_from": "2027-07-19"},
            {"summer_from": "2027-07-19", "summer_to": "2027-08-27"},
            {"summer_to": "2027-08-27"},
        ),
        ({"winter_to": "2027-01-08"}, {"winter_from": "2026-12-20"}, {}),
        ({"budget_cycle": "one"}, {"budget_cycle": "two", "budget_first_year": "2027"}, {}),
        (
            {"budget_cycle": "two"},
            {"budget_cycle": "two", "budget_first_year": "2027"},
            {"budget_first_year": "2027"},
        ),
    ],
)
def test_only_what_is_empty_here_is_missing(here, there, missing):
    assert missing_entries(keyed(**here), keyed(**there), None, None) == keyed(**missing)


def test_what_is_the_municipalitys_and_what_the_projects():
    project = {"budget_year", "contract_end", "notice_months", "proof_months", "binding_end", "binding_years"}

    assert set(load_guide().setting_keys) - set(load_guide().shared) == {f"calendar.{name}" for name in project}
    assert [key for key in load_guide().state_keys if key in load_guide().shared] == []


def test_missing_entries_come_in_the_order_of_the_form():
    there = keyed(handover_weeks="2", council="2027-01-14", registration="2027-06-30")

    assert list(missing_entries({}, there, END, END)) == [
        "calendar.registration",
        "calendar.council",
        "calendar.handover_weeks",
    ]


def test_offer_says_what_it_fills_and_what_stays():
    source = other(council="2027-01-14 2027-03-11", committee_first="no", council_weeks="4", proof_months="3")

    (offer,) = build_offers(keyed(council_weeks="6", cosign_weeks="1"), [source], END)

    assert offer.rows == (
        ("Sitzungstage des Rates", "14.01.2027, 11.03.2027"),
        ("Berät ein Ausschuss vor?", "nein, der Rat entscheidet ohne Vorberatung"),
    )
    assert offer.kept == 1
    assert offer.base == {"calendar.council": 2, "calendar.committee_first": 2}


def test_offers_come_with_the_latest_changed_first_then_by_name():
    calendars = [
        other(1, name="Bauakte", cosign_weeks="1"),
        other(2, name="Wlan", cosign_weeks="1", changed=LATE),
        other(4, name="Aue", cosign_weeks="1"),
        other(3, name="Aue", cosign_weeks="1"),
    ]

    found = [(offer.source.name, offer.source.project.int) for offer in build_offers({}, calendars, END)]

    assert found == [("Wlan", 2), ("Aue", 3), ("Aue", 4), ("Bauakte", 1)]


def test_calendar_that_fills_nothing_is_no_offer():
    assert build_offers(keyed(cosign_weeks="2"), [other(cosign_weeks="1"), other(2, state_path="done")], END) == ()


@given(st.dictionaries(SHARED, st.sampled_from(["", "1", "2"])), st.dictionaries(SHARED, st.sampled_from(["", "1"])))
def test_nothing_that_is_entered_is_replaced_and_taking_twice_takes_nothing(here, there):
    missing = missing_entries(here, there, None, None)

    assert [key for key in missing if here.get(key) or missing[key] != there[key]] == []
    assert missing_entries(here | missing, there, None, None) == {}


BUDGET = {"registration": "2027-06-30", "staff_plan": "2027-06-15", "budget_decision": "2027-12-09"}
DOUBLE = {"budget_cycle": "two", "budget_first_year": "2027"}


@pytest.mark.parametrize(
    ("here", "there", "end", "end_there", "taken"),
    [
        ({}, {}, END, LATER, False),
        ({}, {}, LATER, END, False),
        ({}, {}, END, END, True),
        # One day later the money is needed a year later
        ({}, {}, date(2026, 12, 30), END, False),
        ({}, {}, date(2026, 12, 31), END, True),
        ({"budget_year": "2028"}, {}, END, LATER, True),
        ({}, {"budget_year": "2027"}, END, LATER, True),
        ({}, {"budget_year": "2029"}, LATER, LATER, False),
        # The double budget comes along, and holds for both years
        ({}, DOUBLE, END, LATER, True),
        (DOUBLE, DOUBLE, END, LATER, True),
        ({}, DOUBLE, LATER, date(2029, 6, 30), False),
        ({"budget_cycle": "one"}, DOUBLE, LATER, LATER, False),
        # Without an end nothing is reckoned here
        ({}, {}, None, LATER, True),
        ({}, {}, END, None, True),
        ({}, {}, date(9999, 12, 31), LATER, True),
    ],
)
def test_days_of_the_budget_come_only_from_a_project_that_needs_the_same(here, there, end, end_there, taken):
    source = keyed(**BUDGET, council="2027-01-14", **there)

    missing = missing_entries(keyed(**here), source, end, end_there)

    assert {key: value for key, value in missing.items() if key in keyed(**BUDGET)} == (
        keyed(**BUDGET) if taken else {}
    )
    assert missing["calendar.council"] == "2027-01-14"


@pytest.mark.parametrize(
    ("here", "there", "end", "budgets"),
    [
        ({}, BUDGET, LATER, ("2027", "2028")),
        ({}, BUDGET | DOUBLE, date(2029, 6, 30), ("2027/2028", "2029/2030")),
        ({}, BUDGET, END, None),
        # Nothing is left out
        ({}, {}, LATER, None),
        (BUDGET, BUDGET, LATER, None),
    ],
    ids=["other", "double", "same", "none there", "all here"],
)
def test_offer_says_between_which_budgets_days_are_left_out(here, there, end, budgets):
    (offer,) = build_offers(keyed(**here), [other(end=end, council="2027-01-14", **there)], END)

    assert offer.budgets == budgets


def test_calendar_with_nothing_but_days_of_another_budget_is_no_offer():
    assert build_offers({}, [other(end=LATER, **BUDGET, budget_year="2028")], END) == ()
