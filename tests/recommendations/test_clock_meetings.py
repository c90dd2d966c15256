"""Meetings and recesses: on which day council and committee meet, where days are entered and where they are not."""

from datetime import date

import pytest

from recommendations.clock import build_clock, load_guide
from recommendations.clock.calendar import read_calendar
from tests.recommendations.clock_samples import END, TODAY, make_document


def step_of(name, **entries):
    return build_clock(make_document(**entries), TODAY).step(name)


def calendar_of(**entries):
    return read_calendar(make_document(**entries), END)


@pytest.mark.parametrize(
    ("days", "day", "basis"),
    [
        # 17.09.2027 is the day by which the council must have decided
        (
            "2027-05-20 2027-07-08 2027-09-16 2027-10-14",
            date(2027, 9, 16),
            "letzte eingetragene Sitzung bis zur Stellenausschreibung am 17.09.2027",
        ),
        ("2027-09-17", date(2027, 9, 17), "letzte eingetragene Sitzung bis zur Stellenausschreibung am 17.09.2027"),
        # The calendar ends six weeks before it, and more than that
        ("2027-08-06", date(2027, 8, 6), "letzte eingetragene Sitzung bis zur Stellenausschreibung am 17.09.2027"),
        ("2027-08-05", date(2027, 7, 30), None),
        # Those of the past alone say nothing
        ("2026-12-17", date(2027, 7, 30), None),
        ("2027-09-18", date(2027, 7, 30), None),
    ],
    ids=["last before", "on the day", "six weeks before", "too far before", "past", "all later"],
)
def test_council_meets_on_an_entered_day(days, day, basis):
    step = step_of("council", council=days)

    assert step.day == day
    assert step.assumed is True if basis is None else step.basis == basis
    assert (step.ask.startswith("Von den eingetragenen Sitzungstagen des Rates liegt keiner")) is (basis is None)


def test_committee_meets_before_the_council():
    entries = {"council": "2027-07-08 2027-09-16 2027-10-14"}

    same_day = step_of("committee", committee="2027-09-02 2027-09-16", **entries)
    none = step_of("committee", committee="2027-09-16", **entries)

    assert (same_day.day, same_day.basis) == (
        date(2027, 9, 2),
        "letzte eingetragene Sitzung vor der Ratssitzung am 16.09.2027",
    )
    # Two weeks before is 02.09., in the summer recess from 02.08.
    assert none.day == date(2027, 7, 30)
    assert none.ask.startswith("Von den eingetragenen Sitzungstagen des Ausschusses liegt keiner in den Wochen davor")


@pytest.mark.parametrize(
    ("step", "entries", "meeting"),
    [
        # Three weeks before 21.10.2027 is Thursday 30.09., today
        ("council", {}, "In die Ratssitzung am 21.10.2027 kommt die Vorlage noch, wenn sie bis zum 30.09.2027"),
        ("committee", {}, "In die Ausschusssitzung am 28.10.2027 kommt die Vorlage noch, wenn sie bis zum 07.10.2027"),
        ("submission", {}, "In die Ausschusssitzung am 28.10.2027 kommt die Vorlage noch, wenn sie bis zum 07.10.2027"),
        (
            "submission",
            {"committee_first": "no"},
            "In die Ratssitzung am 21.10.2027 kommt die Vorlage noch, wenn sie bis zum 30.09.2027",
        ),
        ("council", {"council": "2027-10-07"}, None),
        ("path", {}, None),
    ],
    ids=["council", "committee", "submission", "submission without committee", "too near", "no meeting"],
)
def test_next_meeting_that_a_proposal_can_still_get_into(step, entries, meeting):
    entries = {"council": "2027-10-20 2027-10-21", "committee": "2027-10-28", **entries}

    possible = build_clock(make_document(**entries), date(2027, 9, 30)).step(step).possible

    usual = next(text for text in load_guide().steps if text.id == step).possible
    assert possible[-len(usual) :] == usual
    expected = [] if meeting is None else [f"{meeting} beim Sitzungsdienst liegt."]
    assert list(possible[: -len(usual)]) == expected


@pytest.mark.parametrize(
    ("entries", "day", "expected"),
    [
        ({}, date(2027, 8, 20), date(2027, 7, 30)),
        ({}, date(2027, 9, 13), date(2027, 7, 30)),
        ({}, date(2027, 9, 14), date(2027, 9, 14)),
        ({"summer_from": "2027-07-20", "summer_to": "2027-09-03"}, date(2027, 8, 20), date(2027, 7, 19)),
        ({"summer_from": "2027-07-20", "summer_to": "2027-09-03"}, date(2027, 9, 6), date(2027, 9, 6)),
        # Half of it, in the wrong order, or of another year: the assumption holds
        ({"summer_from": "2027-07-20"}, date(2027, 7, 22), date(2027, 7, 22)),
        ({"summer_to": "2027-09-03"}, date(2027, 9, 6), date(2027, 7, 30)),
        ({"summer_from": "2027-09-03", "summer_to": "2027-07-20"}, date(2027, 9, 6), date(2027, 7, 30)),
        ({"summer_from": "2026-07-20", "summer_to": "2026-09-03"}, date(2027, 7, 22), date(2027, 7, 22)),
        ({"summer_from": "2027-07-20", "summer_to": "2028-01-03"}, date(2027, 7, 22), date(2027, 7, 22)),
        # The turn of the year: 20.12.2027 is a Monday, 17.12. the Friday before
        ({}, date(2027, 12, 21), date(2027, 12, 17)),
        ({}, date(2028, 1, 5), date(2027, 12, 17)),
        ({}, date(2028, 1, 7), date(2028, 1, 7)),
        ({"winter_from": "2027-12-13", "winter_to": "2028-01-14"}, date(2028, 1, 12), date(2027, 12, 10)),
    ],
)
def test_meeting_lies_in_no_recess(entries, day, expected):
    assert calendar_of(**entries).meeting_day(day) == expected


@pytest.mark.parametrize(
    ("entries", "unused"),
    [
        ({"summer_from": "2027-07-20", "summer_to": "2027-09-03"}, []),
        ({"winter_from": "2027-12-13", "winter_to": "2028-01-14"}, []),
        ({"summer_from": "2027-07-20"}, ["Sitzungspause „Sommerpause“"]),
        ({"summer_from": "2027-12-13", "summer_to": "2028-01-14"}, ["Sitzungspause „Sommerpause“"]),
        ({"winter_to": "2028-01-14"}, ["Sitzungspause „Pause über den Jahreswechsel“"]),
        ({"winter_from": "2027-12-13", "winter_to": "2027-01-14"}, ["Sitzungspause „Pause über den Jahreswechsel“"]),
        ({"budget_first_year": "2027"}, ["Das erste Jahr eines Doppelhaushalts ist eingetragen"]),
        ({"budget_first_year": "2027", "budget_cycle": "two"}, []),
    ],
)
def test_what_is_entered_and_not_reckoned_with_is_said(entries, unused):
    found = build_clock(make_document(**entries), TODAY).unused

    assert [text.split(":")[0].split(",")[0] for text in found] == unused


def test_without_known_holidays_the_summer_recess_is_assumed():
    calendar = read_calendar(make_document(land=None), END)

    assert calendar.summer(2027) == (date(2027, 7, 15), date(2027, 8, 31))
    assert read_calendar(make_document(), END).summer(2060) == (date(2060, 7, 15), date(2060, 8, 31))
