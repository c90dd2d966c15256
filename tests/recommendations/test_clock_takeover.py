"""Which entries of another project's calendar this one lacks; pure."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.clock.guide import load_guide
from recommendations.clock.takeover import OtherCalendar, build_offers, missing_entries

EARLY, LATE = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
SHARED = st.sampled_from(load_guide().shared)


def keyed(**entries):
    return {f"calendar.{name}": value for name, value in entries.items()}


def other(number=1, *, name="Bürgerportal", changed=EARLY, **entries):
    values = keyed(**entries)
    return OtherCalendar(UUID(int=number), name, changed, values, dict.fromkeys(values, 2))


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
    assert missing_entries(keyed(**here), keyed(**there)) == keyed(**missing)


def test_what_is_the_municipalitys_and_what_the_projects():
    project = {"budget_year", "contract_end", "notice_months", "proof_months", "binding_end", "binding_years"}

    assert set(load_guide().setting_keys) - set(load_guide().shared) == {f"calendar.{name}" for name in project}
    assert [key for key in load_guide().state_keys if key in load_guide().shared] == []


def test_missing_entries_come_in_the_order_of_the_form():
    there = keyed(handover_weeks="2", council="2027-01-14", registration="2027-06-30")

    assert list(missing_entries({}, there)) == [
        "calendar.registration",
        "calendar.council",
        "calendar.handover_weeks",
    ]


def test_offer_says_what_it_fills_and_what_stays():
    source = other(council="2027-01-14 2027-03-11", committee_first="no", council_weeks="4", proof_months="3")

    (offer,) = build_offers(keyed(council_weeks="6", cosign_weeks="1"), [source])

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

    found = [(offer.source.name, offer.source.project.int) for offer in build_offers({}, calendars)]

    assert found == [("Wlan", 2), ("Aue", 3), ("Aue", 4), ("Bauakte", 1)]


def test_calendar_that_fills_nothing_is_no_offer():
    assert build_offers(keyed(cosign_weeks="2"), [other(cosign_weeks="1"), other(2, state_path="done")]) == ()


@given(st.dictionaries(SHARED, st.sampled_from(["", "1", "2"])), st.dictionaries(SHARED, st.sampled_from(["", "1"])))
def test_nothing_that_is_entered_is_replaced_and_taking_twice_takes_nothing(here, there):
    missing = missing_entries(here, there)

    assert [key for key in missing if here.get(key) or missing[key] != there[key]] == []
    assert missing_entries(here | missing, there) == {}
