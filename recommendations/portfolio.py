"""All projects of a municipality in one table: who is how far, how long the funding lasts, who is waited for. Pure."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from assessments.municipalities import search_key
from recommendations.trend import Check, IndexFigure, Trend
from recommendations.wording import count_text

PHASES = {"idea": "Idee", "pilot": "Pilot", "ending": "Auslaufende Förderung", "operation": "Regelbetrieb"}
READINESS, PRESSURE, FUNDING = "readiness", "barrier_pressure", "funding_environment"
MONTHS = (6, 12)
SOON = 12
"""Months: funding that ends so soon is counted above the table."""


@dataclass(frozen=True, slots=True)
class Round:
    """The survey of a check. `unfinished`: the perspectives, in words, of those who have not finished; `invited`: how
    many there are in all; `needed`: how many have to finish. With `anonymous` no perspective is shown anywhere."""

    anonymous: bool
    is_open: bool
    invited: int
    needed: int
    unfinished: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an open check waits for. `rank`: people first, then what the team does itself."""

    rank: int
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A project. `days`: to the end of funding, negative afterwards; None without a date. `waiting`: None once the
    check is submitted. Measures are those of the latest check's plan."""

    id: UUID
    name: str
    phase: str
    funding_end: date | None
    days: int | None
    check: Check
    trend: Trend
    open_measures: int
    overdue: int
    waiting: Waiting | None

    @property
    def phase_text(self) -> str:
        return PHASES[self.phase]

    @property
    def readiness(self) -> IndexFigure | None:
        return self.check.figure(READINESS)

    @property
    def pressure(self) -> IndexFigure | None:
        return self.check.figure(PRESSURE)

    @property
    def funding(self) -> IndexFigure | None:
        return self.check.figure(FUNDING)

    @property
    def end_text(self) -> str:
        return end_text(self.days)


def end_text(days: int | None) -> str:
    if days is None:
        return "kein Datum"
    if days == 0:
        return "endet heute"
    word = count_text(abs(days), "Tag", "Tagen")
    return f"endet in {word}" if days > 0 else f"vor {word} geendet"


def waiting_for(check: Check, survey: Round | None) -> Waiting | None:
    """The survey first, while nobody may see the answers; then the common answers, or the questions; then its end."""
    if check.submitted:
        return None
    if survey and not survey.is_open:
        return _waiting_for_survey(survey)
    if not check.unanswered:
        return Waiting(4, 0, "Abschluss des Checks")
    if survey:
        text = count_text(check.unanswered, "gemeinsame Antwort", "gemeinsame Antworten")
        return Waiting(2, check.unanswered, text)
    return Waiting(3, check.unanswered, count_text(check.unanswered, "Antwort", "Antworten"))


def _waiting_for_survey(survey: Round) -> Waiting:
    count = len(survey.unfinished)
    if not count and survey.invited < survey.needed:
        return Waiting(1, 0, f"Befragte: mindestens {survey.needed}, eingeladen {survey.invited}")
    if not count:
        return Waiting(1, 0, f"Öffnen des Vergleichs (fertig: {survey.invited} von {survey.invited})")
    text = f"{count} von {count_text(survey.invited, 'befragten Person', 'Befragten')}"
    if survey.anonymous:
        return Waiting(0, count, text)
    counted = ", ".join(f"{word} {number}" for word, number in Counter(survey.unfinished).items())
    return Waiting(0, count, f"{text} ({counted})")


@dataclass(frozen=True, slots=True)
class Totals:
    """`ending`: funding ends within SOON months. `overdue`: measures."""

    projects: int
    ending: int
    overdue: int


def count_totals(rows: Iterable[Row], today: date) -> Totals:
    found = list(rows)
    ending = sum(ends_within(row, SOON, today) for row in found)
    return Totals(len(found), ending, sum(row.overdue for row in found))


def ends_within(row: Row, months: int, today: date) -> bool:
    """Not yet ended, and at the same day of the month so many months ahead at the latest."""
    return row.funding_end is not None and today <= row.funding_end <= add_months(today, months)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, its last day where that has fewer."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Column:
    """`key`: what it is sorted by, None where that is missing. `falls_first`: the first click puts the highest up."""

    id: str
    title: str
    key: Callable[[Row], Any]
    falls_first: bool = False


def _value(index_id: str) -> Callable[[Row], float | None]:
    def value(row: Row) -> float | None:
        figure = row.check.figure(index_id)
        return figure.value if figure else None

    return value


def _state(row: Row) -> tuple[bool, date]:
    return (row.check.submitted is None, row.check.day)


def _waiting(row: Row) -> tuple[int, int] | None:
    return (row.waiting.rank, -row.waiting.count) if row.waiting else None


COLUMNS = (
    Column("name", "Vorhaben", lambda row: search_key(row.name)),
    Column("phase", "Phase", lambda row: list(PHASES).index(row.phase)),
    Column("stand", "Letzter Check", _state),
    Column("reife", "Reife", _value(READINESS)),
    Column("trend", "Trend", lambda row: row.trend.points),
    Column("druck", "Hemmnisdruck", _value(PRESSURE), falls_first=True),
    Column("umfeld", "Förderumfeld", _value(FUNDING)),
    Column("ende", "Förderende", lambda row: row.days),
    Column("offen", "Maßnahmen offen", lambda row: row.open_measures, falls_first=True),
    Column("ueberfaellig", "Maßnahmen überfällig", lambda row: row.overdue, falls_first=True),
    Column("wartet", "Wartet auf", _waiting),
)
BY_ID = {column.id: column for column in COLUMNS}
RISING, FALLING, ALL = "auf", "ab", "alle"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown in which order. `phase`: empty for all; `months`: None for all."""

    sort: str = "name"
    falling: bool = False
    phase: str = ""
    months: int | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.phase or self.months)

    @property
    def query(self) -> str:
        """„sort=ende&richtung=auf“, as it stands in the address."""
        words = {"sort": self.sort, "richtung": FALLING if self.falling else RISING}
        words |= {"phase": self.phase} if self.phase else {}
        words |= {"frist": str(self.months)} if self.months else {}
        return urlencode(words)


def read_choice(params: Mapping[str, str]) -> Choice:
    """From an address; what is not known counts as not said."""
    sort, phase, months = (params.get(name, "") for name in ("sort", "phase", "frist"))
    column = BY_ID.get(sort, COLUMNS[0])
    direction = params.get("richtung", "")
    return Choice(
        sort=column.id,
        falling=direction == FALLING if direction in (RISING, FALLING) else column.falls_first,
        phase=phase if phase in PHASES else "",
        months=next((number for number in MONTHS if str(number) == months), None),
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """`query`: the address that sorts by it, the other way round where it is sorted by it already.

    `direction`: "ascending", "descending", empty where the table is sorted by another one.
    """

    title: str
    query: str
    direction: str


def headings(choice: Choice) -> tuple[Heading, ...]:
    return tuple(_heading(choice, column) for column in COLUMNS)


def _heading(choice: Choice, column: Column) -> Heading:
    chosen = column.id == choice.sort
    falling = not choice.falling if chosen else column.falls_first
    direction = ("descending" if choice.falling else "ascending") if chosen else ""
    return Heading(column.title, replace(choice, sort=column.id, falling=falling).query, direction)


def choose_rows(rows: Iterable[Row], choice: Choice, today: date) -> tuple[Row, ...]:
    """Filtered and sorted; missing values come last in both directions, equal ones by name."""
    found = [row for row in rows if _is_chosen(row, choice, today)]
    found.sort(key=lambda row: (search_key(row.name), str(row.id)))
    key = BY_ID[choice.sort].key
    present = [row for row in found if key(row) is not None]
    missing = [row for row in found if key(row) is None]
    return (*sorted(present, key=key, reverse=choice.falling), *missing)


def _is_chosen(row: Row, choice: Choice, today: date) -> bool:
    if choice.phase and row.phase != choice.phase:
        return False
    return choice.months is None or ends_within(row, choice.months, today)
