"""Days as German text. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
BERLIN = ZoneInfo("Europe/Berlin")


def long_day(day: date) -> str:
    """„12. März 2026“, held together."""
    return f"{day.day}.\u00a0{MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """„12.03.2026“."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def local_day(moment: datetime) -> date:
    """The day in Germany; a moment without a zone is taken as it stands."""
    return moment.astimezone(BERLIN).date() if moment.tzinfo else moment.date()
