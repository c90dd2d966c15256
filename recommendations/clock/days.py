"""Working days, recesses and months, as the clock counts them. Where something is not certain, the earlier day counts.

Public holidays and school holidays come from the library `holidays`: those of the Land, and all that only some
municipalities of a Land have (Assumption Day in Bavaria, Corpus Christi in Saxony and Thuringia). Augsburg's own day
counts where the official key is Augsburg's. The 24th and the 31st of December are no working days.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

SUBDIVISIONS = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}
AUGSBURG = "09761000"
OWN_SUBDIVISIONS = {AUGSBURG: "Augsburg"}
"""Municipalities with a holiday of their own."""
CLOSED = {(12, 24), (12, 31)}
SUMMER_BREAK = "Sommerferien"
SATURDAY = 5


def place_of(land: str | None, ags: str | None) -> str | None:
    """How the library calls the part of Germany; None for the whole. The official key begins with that of the Land."""
    key = ags or ""
    return OWN_SUBDIVISIONS.get(key) or SUBDIVISIONS.get(land or key[:2])


@lru_cache(maxsize=512)
def free_days(place: str | None, year: int) -> frozenset[date]:
    categories = ("public", "catholic") if place else ("public",)
    return frozenset(holidays.country_holidays("DE", subdiv=place, years=year, categories=categories, language="de"))


@lru_cache(maxsize=512)
def school_summer(place: str | None, year: int) -> tuple[date, date] | None:
    """First and last day of the summer holidays; None where the library does not know them."""
    if place is None:
        return None
    land = "BY" if place in OWN_SUBDIVISIONS.values() else place
    found = holidays.country_holidays("DE", subdiv=land, years=year, categories=("school",), language="de")
    days = [day for day, name in found.items() if name == SUMMER_BREAK]
    return (min(days), max(days)) if days else None


def is_working_day(day: date, place: str | None) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in CLOSED and day not in free_days(place, day.year)


def working_day(day: date, place: str | None) -> date:
    """The day itself, else the last working day before it."""
    while not is_working_day(day, place):
        day -= timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day of another month, the last day of a month that is shorter: 31 March less a month is 28 or 29
    February; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def same_day(day: date, year: int) -> date:
    """The same day and month of another year; for 29 February its 28th where there is none."""
    return add_months(day, 12 * (year - day.year))


def whole_months(first: date, last: date) -> int:
    """How many months of the calendar are over between the two; 0 where `last` comes first."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (add_months(first, months) > last))


def day_text(day: date) -> str:
    return f"{day:%d.%m.%Y}"
