"""Working days by Land, summer holidays and months: cases worked out by hand with the calendars of 2027 to 2029."""

from datetime import date

import pytest

from assessments.municipalities import LAENDER
from recommendations.clock.days import (
    SUBDIVISIONS,
    add_months,
    free_days,
    place_of,
    same_day,
    school_summer,
    whole_months,
    working_day,
)


def test_every_land_has_its_subdivision():
    assert sorted(SUBDIVISIONS) == sorted(code for code, _ in LAENDER)
    assert {place for place in SUBDIVISIONS.values() if not free_days(place, 2027) > free_days(None, 2027)} == set()


@pytest.mark.parametrize(
    ("land", "ags", "place"),
    [
        ("09", None, "BY"),
        ("09", "09761000", "Augsburg"),
        ("09", "09162000", "BY"),
        ("01", None, "SH"),
        # Without a Land the official key tells it
        (None, "09162000", "BY"),
        (None, "01001000", "SH"),
        (None, "99000000", None),
        (None, None, None),
    ],
)
def test_place_follows_land_and_key(land, ags, place):
    assert place_of(land, ags) == place


@pytest.mark.parametrize(
    ("day", "place", "expected"),
    [
        # Wednesday, an ordinary day
        (date(2027, 6, 30), "BY", date(2027, 6, 30)),
        # Saturday and Sunday go back to Friday
        (date(2027, 7, 3), "BY", date(2027, 7, 2)),
        (date(2027, 7, 4), "BY", date(2027, 7, 2)),
        # Easter Monday goes back over Good Friday to Maundy Thursday
        (date(2027, 3, 29), "NW", date(2027, 3, 25)),
        # Epiphany: a holiday in Bavaria, a working day in Hesse
        (date(2027, 1, 6), "BY", date(2027, 1, 5)),
        (date(2027, 1, 6), "HE", date(2027, 1, 6)),
        # 15 August 2028 is a Tuesday: all of Bavaria goes back, for no one knows which municipalities have it
        (date(2028, 8, 15), "BY", date(2028, 8, 14)),
        (date(2028, 8, 15), "HE", date(2028, 8, 15)),
        # Augsburg's own day, 8 August 2028, a Tuesday
        (date(2028, 8, 8), "Augsburg", date(2028, 8, 7)),
        (date(2028, 8, 8), "BY", date(2028, 8, 8)),
        # Corpus Christi in parts of Saxony and Thuringia, a Thursday
        (date(2027, 5, 27), "SN", date(2027, 5, 26)),
        (date(2027, 5, 27), "BB", date(2027, 5, 27)),
        # Day of Repentance in Saxony, a Wednesday
        (date(2027, 11, 17), "SN", date(2027, 11, 16)),
        # New Year's Eve is closed; Christmas 2027 goes back to Thursday before it
        (date(2027, 12, 31), "BY", date(2027, 12, 30)),
        (date(2027, 12, 26), "BY", date(2027, 12, 23)),
        # New Year goes back into the year before
        (date(2028, 1, 1), None, date(2027, 12, 30)),
        # Without a Land only the holidays of all count
        (date(2027, 11, 1), None, date(2027, 11, 1)),
        (date(2027, 11, 1), "BY", date(2027, 10, 29)),
    ],
)
def test_last_working_day(day, place, expected):
    assert working_day(day, place) == expected


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ("BY", 2027, (date(2027, 8, 2), date(2027, 9, 13))),
        ("Augsburg", 2027, (date(2027, 8, 2), date(2027, 9, 13))),
        ("HE", 2027, (date(2027, 6, 28), date(2027, 8, 6))),
        ("HE", 2060, None),
        (None, 2027, None),
    ],
)
def test_summer_holidays_of_a_land(place, year, expected):
    assert school_summer(place, year) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2028, 3, 31), -3, date(2027, 12, 31)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2028, 2, 29), 60, date(2033, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 4, 30), 0, date(2027, 4, 30)),
    ],
)
def test_months_end_with_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_same_day_of_another_year():
    assert same_day(date(2028, 2, 29), 2027) == date(2027, 2, 28)
    assert same_day(date(2026, 6, 30), 2027) == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 11, 23), date(2027, 5, 23), 6),
        (date(2026, 11, 23), date(2027, 5, 22), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2027, 1, 4), date(2027, 1, 4), 0),
        (date(2027, 1, 4), date(2026, 1, 4), 0),
    ],
)
def test_whole_months_that_are_left(first, last, months):
    assert whole_months(first, last) == months
