"""The rules for days, years and steps of the calendar that contradict one another; see rules.py. Pure.

Only what the municipality entered itself is questioned, never an assumption; nor a meeting that is over, for old days
stay in a calendar.
"""

from datetime import date, timedelta

from recommendations.clock.calendar import SPRING_LAST, is_unused_recess, read_calendar
from recommendations.clock.days import add_months, day_text
from recommendations.entries import day_of, days_of, whole_of
from recommendations.entry_list import SPECS
from recommendations.hints.facts import MOST_PLACES, Facts
from recommendations.hints.model import Place

Places = tuple[Place, ...]
PAGES = {"calendar": "edit_calendar", "proposal": "proposal"}
STATE = "calendar.state_"
WITHOUT_OPERATION = ("transfer", "close")
RECESSES = ("summer", "winter")
MEETINGS = ("calendar.council", "calendar.committee")
BINDING_MONTHS = 12
"""So far may the last day of the binding lie from its years: a grant may count them from another day."""
LATEST_YEARS = 1
"""So many years after the funding may the first budget without it be."""
RESTS_ON = {"budget": "registration", "contract": "tender", "staff": "recruiting"}
"""{step: the one before it that leads there}."""


def committee_after_council(facts: Facts) -> Places:
    before, meeting = _day(facts, "proposal.committee_meeting"), _day(facts, "proposal.meeting")
    coming = before is not None and before >= facts.today and _is_after(before, meeting)
    found = _places(facts, "proposal.committee_meeting", "proposal.meeting") if coming else ()
    committee, council = _days(facts, "calendar.committee"), _coming(facts, "calendar.council")
    if _has_committee(facts) and committee and council and committee[0] > council[-1]:
        found += (_meetings("calendar.committee", committee), _meetings("calendar.council", council))
    return found


def registration_after_decision(facts: Facts) -> Places:
    """A decision in spring is usually that of the budget before, and the clock takes it so."""
    decision = _budget_day(facts, "calendar.budget_decision")
    if decision is None or decision.month <= SPRING_LAST:
        return ()
    names = ("calendar.registration", "calendar.staff_plan")
    late = [name for name in names if (day := _budget_day(facts, name)) and day >= decision]
    return _places(facts, *late, "calendar.budget_decision") if late else ()


def budget_without_meeting(facts: Facts) -> Places:
    decision, council = _budget_day(facts, "calendar.budget_decision"), _days(facts, "calendar.council")
    return _places(facts, "calendar.budget_decision") if _is_left_out(decision, council) else ()


def meeting_not_in_calendar(facts: Facts) -> Places:
    """Whoever decides may also be a committee."""
    meeting = _day(facts, "proposal.meeting")
    council, committee = (_days(facts, name) for name in MEETINGS)
    coming = meeting is not None and meeting >= facts.today
    missing = coming and _is_left_out(meeting, council) and meeting not in committee
    return (*_places(facts, "proposal.meeting"), _meetings("calendar.council", council)) if missing else ()


def meeting_in_recess(facts: Facts) -> Places:
    recesses = [recess for recess in RECESSES if _recess(facts, recess)]
    found: list[Place] = []
    for recess in recesses:
        first, last = _recess(facts, recess)
        during = {name: tuple(day for day in _coming(facts, name) if first <= day <= last) for name in MEETINGS}
        meetings = [_meetings(name, days) for name, days in during.items() if days]
        found += [*meetings, *(_recess_places(facts, recess) if meetings else ())]
    return tuple(found)


def recess_without_span(facts: Facts) -> Places:
    days = {recess: [_day(facts, name) for name in _recess_names(recess)] for recess in RECESSES}
    unused = [recess for recess, (first, last) in days.items() if is_unused_recess(recess, first, last)]
    return tuple(place for recess in unused for place in _recess_places(facts, recess))


def first_year_without_double(facts: Facts) -> Places:
    entries = facts.document.entries
    single = entries.get("calendar.budget_cycle") != "two" and "calendar.budget_first_year" in entries
    return _places(facts, "calendar.budget_first_year") if single else ()


def budget_year_off(facts: Facts) -> Places:
    year, end = whole_of(facts.document.entries, "calendar.budget_year"), facts.funding_end
    if year is None or end is None:
        return ()
    first = (end + timedelta(days=1)).year
    return () if first <= year <= first + LATEST_YEARS else (*_places(facts, "calendar.budget_year"), _funding(end))


def contract_before_end(facts: Facts) -> Places:
    ends, end = _day(facts, "calendar.contract_end"), facts.funding_end
    settled = {"calendar.notice_months", f"{STATE}notice"} & facts.document.entries.keys()
    if ends is None or end is None or end < facts.today or ends >= end or settled:
        return ()
    return (*_places(facts, "calendar.contract_end"), _funding(end))


def binding_before_end(facts: Facts) -> Places:
    last, end = _day(facts, "calendar.binding_end"), facts.funding_end
    if last is None or end is None or last >= end:
        return ()
    return (*_places(facts, "calendar.binding_end"), _funding(end))


def binding_said_twice(facts: Facts) -> Places:
    last, years = _day(facts, "calendar.binding_end"), whole_of(facts.document.entries, "calendar.binding_years")
    if last is None or years is None or facts.funding_end is None:
        return ()
    around = [add_months(facts.funding_end, 12 * years + months) for months in (-BINDING_MONTHS, BINDING_MONTHS)]
    fits = around[0] <= last <= around[1]
    return () if fits else _places(facts, "calendar.binding_end", "calendar.binding_years")


def submission_over(facts: Facts) -> Places:
    """Where a committee meets first, it gets the proposal first."""
    weeks = whole_of(facts.document.entries, "calendar.submission_weeks")
    bodies = ("proposal.committee_meeting", "proposal.meeting")[not _has_committee(facts) :]
    name = next((name for name in bodies if _day(facts, name)), "")
    meeting = _day(facts, name)
    submitted = {f"{STATE}submission", f"{STATE}council"} & facts.document.entries.keys()
    if weeks is None or meeting is None or meeting < facts.today or submitted:
        return ()
    over = meeting - timedelta(weeks=weeks) < facts.today
    return _places(facts, name, "calendar.submission_weeks") if over else ()


def later_step_done(facts: Facts) -> Places:
    entries = facts.document.entries
    if facts.outcome in WITHOUT_OPERATION:
        return ()
    pairs = {step: before for step, before in RESTS_ON.items() if entries.get(f"{STATE}{step}") == "done"}
    steps = [name for step, before in pairs.items() if f"{STATE}{before}" not in entries for name in (before, step)]
    return tuple(_state(facts, step) for step in steps)


def done_before_its_day(facts: Facts) -> Places:
    days = {"budget": "calendar.budget_decision", "council": "proposal.meeting"}
    done = {step: name for step, name in days.items() if facts.document.entries.get(f"{STATE}{step}") == "done"}
    coming = [step for step, name in done.items() if _is_after(_budget_day(facts, name), facts.today)]
    return tuple(place for step in coming for place in (_state(facts, step), *_places(facts, days[step])))


def _day(facts: Facts, key: str) -> date | None:
    return day_of(facts.document.entries, key)


def _budget_day(facts: Facts, key: str) -> date | None:
    """The day, but none that the clock takes for one of another budget: there it reckons with an assumption."""
    end = facts.clock.funding_end
    name = key.removeprefix("calendar.")
    is_moved = end is not None and name in read_calendar(facts.document, end).moved
    return None if is_moved else _day(facts, key)


def _has_committee(facts: Facts) -> bool:
    """One is asked before the council; so where nothing is said."""
    entries = facts.document.entries
    return entries.get("calendar.committee_first") != "no" and entries.get(f"{STATE}committee") != "skip"


def _days(facts: Facts, key: str) -> tuple[date, ...]:
    return days_of(facts.document.entries, key)


def _coming(facts: Facts, key: str) -> tuple[date, ...]:
    return tuple(day for day in _days(facts, key) if day >= facts.today)


def _is_after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def _is_left_out(day: date | None, meetings: tuple[date, ...]) -> bool:
    """It lies among the meetings that are entered and is none of them; beyond them more may be still to enter."""
    return day is not None and day not in meetings and bool(meetings) and meetings[0] < day < meetings[-1]


def _recess_names(recess: str) -> tuple[str, str]:
    return f"calendar.{recess}_from", f"calendar.{recess}_to"


def _recess(facts: Facts, recess: str) -> tuple[date, ...]:
    """First and last day where both are entered and the clock reckons with them; else nothing."""
    first, last = (_day(facts, name) for name in _recess_names(recess))
    return () if first is None or last is None or is_unused_recess(recess, first, last) else (first, last)


def _recess_places(facts: Facts, recess: str) -> Places:
    return _places(facts, *_recess_names(recess))


def _places(facts: Facts, *keys: str) -> Places:
    """Entries with what is entered: „Haushaltsanmeldung: letzter Tag – 30.06.2027“."""
    return tuple(_place(key, facts.document.entries.get(key, "")) for key in keys)


def _place(key: str, value: str) -> Place:
    words = day_text(date.fromisoformat(value)) if value and SPECS[key].kind == "date" else value
    return Place("page", PAGES[key.partition(".")[0]], f"{SPECS[key].label} – {words or 'nicht eingetragen'}")


def _meetings(key: str, days: tuple[date, ...]) -> Place:
    rest = len(days) - MOST_PLACES
    more = f" und {rest} weitere" if rest > 0 else ""
    text = ", ".join(day_text(day) for day in days[:MOST_PLACES])
    return Place("page", PAGES["calendar"], f"{SPECS[key].label} – {text}{more}")


def _state(facts: Facts, step: str) -> Place:
    spec = SPECS[f"{STATE}{step}"]
    value = facts.document.entries.get(spec.key, "")
    return Place("page", "edit_steps", f"{spec.label} – {dict(spec.choices).get(value, 'noch offen')}")


def _funding(end: date) -> Place:
    return Place("page", "edit_funding", f"Ende der Förderung – {day_text(end)}")


FOUND_BY = (
    committee_after_council,
    registration_after_decision,
    budget_without_meeting,
    meeting_not_in_calendar,
    meeting_in_recess,
    recess_without_span,
    first_year_without_double,
    budget_year_off,
    contract_before_end,
    binding_before_end,
    binding_said_twice,
    submission_over,
    later_step_done,
    done_before_its_day,
)
