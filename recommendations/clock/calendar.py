"""The municipality's own calendar, with an assumption for everything that is not entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeGuard

from recommendations.clock.days import place_of, same_day, school_summer, working_day
from recommendations.clock.guide import full_key, load_guide
from recommendations.document import Document
from recommendations.entries import EARLIEST, LATEST, day_of, days_of, whole_of

OUTCOME = "path.outcome"
SUMMER_FIRST, SUMMER_LAST = (7, 15), (8, 31)
WINTER_FIRST, WINTER_LAST = (12, 20), (1, 6)
REGISTRATION, DECISION = (6, 30), (12, 15)
SPRING_LAST = 6
"""The last month in which a budget is decided in its own year."""
FIRST_YEAR_UNUSED = (
    "Das erste Jahr eines Doppelhaushalts ist eingetragen, der Doppelhaushalt selbst nicht. Gerechnet wird mit einem "
    "Haushalt für ein Jahr."
)
RECESS_UNUSED = (
    "Sitzungspause „{}“: Ein Tag fehlt, oder Beginn und Ende passen nicht zusammen. Gerechnet wird mit der Annahme."
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the budget. `wished`: the same before it was moved to a day that can be. `moved_from`: the day as
    entered where that belongs to another budget."""

    day: date
    wished: date
    assumed: bool
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """`end`: last day of the funding. `entries`: those of the project. `place`: see days.py."""

    end: date
    place: str | None
    entries: Mapping[str, str]

    def number(self, name: str) -> int:
        found = whole_of(self.entries, full_key(name))
        return load_guide().numbers[name] if found is None else found

    def weeks(self, name: str) -> timedelta:
        return timedelta(weeks=self.number(name))

    def day(self, name: str) -> date | None:
        return day_of(self.entries, full_key(name))

    def days(self, name: str) -> tuple[date, ...]:
        return days_of(self.entries, full_key(name))

    def text(self, name: str) -> str:
        return self.entries.get(full_key(name), "")

    def is_entered(self, name: str) -> bool:
        return self.text(name) != ""

    @property
    def outcome(self) -> str:
        """Id of the outcome that was chosen on the decision path; empty where none is."""
        return self.entries.get(OUTCOME, "")

    @property
    def has_committee(self) -> bool:
        return self.text("committee_first") != "no"

    @property
    def is_double(self) -> bool:
        return self.text("budget_cycle") == "two"

    @property
    def money_year(self) -> int:
        """The first year whose budget has to pay."""
        return whole_of(self.entries, full_key("budget_year")) or (self.end + timedelta(days=1)).year

    @property
    def budget_year(self) -> int:
        """The first year of the budget that has to hold the money: of a double budget whose first year is not entered,
        the year before, for that is earlier."""
        if not self.is_double:
            return self.money_year
        first = whole_of(self.entries, full_key("budget_first_year"))
        if first is None:
            return self.money_year - 1
        return self.money_year - (self.money_year - first) % 2

    @property
    def budget_text(self) -> str:
        """„2027“, „2027/2028“."""
        return f"{self.budget_year}/{self.budget_year + 1}" if self.is_double else str(self.budget_year)

    @property
    def registration(self) -> Dated:
        return self.budget_day("registration", REGISTRATION, self.working_day)

    @property
    def staff_plan(self) -> Dated:
        return self.budget_day("staff_plan", REGISTRATION, self.working_day)

    @property
    def moved(self) -> frozenset[str]:
        """Which days of the budget are entered for another one: registration, staff_plan, budget_decision."""
        found = {"registration": self.registration, "staff_plan": self.staff_plan, "budget_decision": self.decision}
        return frozenset(name for name, dated in found.items() if dated.moved_from)

    def budget_day(self, name: str, default: tuple[int, int], shift: Callable[[date], date]) -> Dated:
        """In the year before the budget, where nothing is entered; a day entered for another budget counts with its
        day and month in that year. `shift`: an assumed day to one that can be."""
        before = self.budget_year - 1
        entered = self.day(name)
        wished = date(before, *default) if entered is None else same_day(entered, before)
        if entered and self._is_of_budget(entered):
            return Dated(entered, entered, False)
        return Dated(shift(wished), wished, True, entered)

    def _is_of_budget(self, day: date) -> bool:
        """In the year before it; in its own year only up to its decision, and where that is one in spring."""
        decision = self.day("budget_decision")
        if day.year != self.budget_year or decision is None or decision.month > SPRING_LAST:
            return day.year == self.budget_year - 1
        return day <= decision and decision.year == self.budget_year

    @property
    def decision(self) -> Dated:
        """Of the budget. A day in spring that lies before the registration is that of the budget before: the same day
        of the budget's own year counts."""
        found, registration = self.budget_day("budget_decision", DECISION, self.session_day), self.registration.day
        of_year_before = found.wished < registration and found.wished.year < self.budget_year
        if not of_year_before or found.wished.month > SPRING_LAST:
            return found
        entered = found.moved_from or found.wished
        wished = same_day(entered, self.budget_year)
        return Dated(self.session_day(wished), wished, True, entered)

    def working_day(self, day: date) -> date:
        return working_day(day, self.place)

    def meeting_day(self, day: date) -> date:
        """The day itself, else the last working day before it that lies in no recess."""
        while True:
            found = self.working_day(day)
            recess = next((entry for entry in self.recesses(found) if entry[0] <= found <= entry[1]), None)
            if recess is None:
                return found
            day = recess[0] - timedelta(days=1)

    def session_day(self, day: date) -> date:
        """The last entered meeting of the council up to this day, where one lies in the weeks before; else a day on
        which it can meet."""
        entered = [found for found in self.days("council") if day - self.weeks("council_weeks") <= found <= day]
        return entered[-1] if entered else self.meeting_day(day)

    def recesses(self, day: date) -> list[tuple[date, date]]:
        """Those that may hold the day: the summer's of its year, the winter's that begin in its year or before."""
        return [self.summer(day.year), self.winter(day.year - 1), self.winter(day.year)]

    def summer(self, year: int) -> tuple[date, date]:
        assumed = school_summer(self.place, year) or (date(year, *SUMMER_FIRST), date(year, *SUMMER_LAST))
        first, last = self.day("summer_from"), self.day("summer_to")
        return _entered(first, last, year, year) or assumed

    def winter(self, year: int) -> tuple[date, date]:
        """The recess that begins in this year."""
        first, last = self.day("winter_from"), self.day("winter_to")
        assumed = date(year, *WINTER_FIRST), date(year + 1, *WINTER_LAST)
        return _entered(first, last, year, year + 1) or assumed

    @property
    def unused(self) -> tuple[str, ...]:
        """What is entered and yet not reckoned with, in words."""
        first_year = self.is_entered("budget_first_year") and not self.is_double
        found = [FIRST_YEAR_UNUSED] if first_year else []
        recesses = {"Sommerpause": "summer", "Pause über den Jahreswechsel": "winter"}
        return (*found, *(RECESS_UNUSED.format(title) for title, name in recesses.items() if self._is_unused(name)))

    def _is_unused(self, recess: str) -> bool:
        return is_unused_recess(recess, self.day(f"{recess}_from"), self.day(f"{recess}_to"))


def is_unused_recess(recess: str, first: date | None, last: date | None) -> bool:
    """Something of the recess ("summer", "winter") is entered, and cannot be reckoned with."""
    if first is None or last is None:
        return first is not last
    return _entered(first, last, first.year, first.year + (recess == "winter")) is None


def _entered(first: date | None, last: date | None, year: int, last_year: int) -> tuple[date, date] | None:
    """The recess as entered, where both its days are, in their order and for this year; else None."""
    if first is None or last is None or first.year != year:
        return None
    return (first, last) if first <= last <= date(last_year, 12, 31) else None


def budget_of(entries: Mapping[str, str], end: date | None) -> str:
    """The budget that has to hold the money after this end of the funding, „2027“; empty where that is not known."""
    return Calendar(end, None, entries).budget_text if is_known(end) else ""


def is_known(end: date | None) -> TypeGuard[date]:
    """It can be reckoned with."""
    return end is not None and EARLIEST <= end <= LATEST


def read_calendar(document: Document, end: date) -> Calendar:
    municipality = document.municipality
    place = place_of(municipality.land, municipality.ags) if municipality else None
    return Calendar(end=end, place=place, entries=document.entries)
