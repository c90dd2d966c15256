"""The latest day of every step, calculated backwards from the end of the funding and from the budget."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recommendations.clock.calendar import DECISION, REGISTRATION, Calendar, Dated
from recommendations.clock.days import add_months, day_text
from recommendations.clock.guide import STATE
from recommendations.wording import count_text

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
RECESS = "Sitzungspause oder kein Arbeitstag"
SEE_GRANT = "Im Zuwendungsbescheid nachsehen und eintragen."


@dataclass(frozen=True, slots=True)
class Found:
    """`basis`: what the day is computed from, in words. `assumed`: something in it was not entered. `ask`: what to
    enter or look up; `note`: what does not fit. Both may be empty."""

    day: date
    basis: str
    assumed: bool = False
    ask: str = ""
    note: str = ""


def find_days(calendar: Calendar) -> dict[str, Found]:
    """{id of the step: its day}, without a committee that is not asked and a binding period that nobody entered.

    What is needed last is computed first: work, budget, council, preparation.
    """
    found = _work(calendar)
    found |= _budget(calendar)
    found |= _council(calendar, found)
    found |= _preparation(calendar, found)
    found |= _grant(calendar)
    return _with_notes(calendar, found)


def state_of(calendar: Calendar, step: str) -> str:
    """ "done", "skip" where the municipality does not need the step, else empty."""
    return calendar.text(STATE + step)


def weeks_text(weeks: int) -> str:
    return count_text(weeks, "Woche", "Wochen")


def _moved(before: date, day: date, why: str = "kein Arbeitstag") -> str:
    return "" if before == day else f"; vorgezogen vom {day_text(before)} ({why})"


def _back(calendar: Calendar, name: str, of: Found, what: str) -> Found:
    """So many weeks before another step, on a working day; `what`: "vor …", without the date."""
    number = calendar.number(name)
    before = of.day - number * WEEK
    day = calendar.working_day(before)
    basis = f"{weeks_text(number)} {what} am {day_text(of.day)}{_moved(before, day)}"
    return Found(day, basis, of.assumed or not calendar.is_entered(name))


def _work(calendar: Calendar) -> dict[str, Found]:
    end = Found(calendar.end, "wie beim Vorhaben eingetragen")
    handover = _back(calendar, "handover_weeks", end, "vor dem Ende der Förderung")
    start = end if state_of(calendar, "handover") == "skip" else handover
    what = "Ende der Förderung" if start is end else "Beginn der Übergabe"
    ready = replace(start, basis=f"zum {what} am {day_text(start.day)}")
    return {
        "end": end,
        "handover": handover,
        "contract": ready,
        "staff": ready,
        "tender": _back(calendar, "procurement_weeks", ready, "vor dem Vertrag"),
        "recruiting": _back(calendar, "recruiting_weeks", ready, "vor dem Dienstantritt"),
        "notice": _notice(calendar),
    }


def _notice(calendar: Calendar) -> Found:
    ends = calendar.day("contract_end") or calendar.end
    months = calendar.number("notice_months")
    before = add_months(ends, -months)
    day = calendar.working_day(before)
    lead = f"{count_text(months, 'Monat', 'Monate')} vor" if months else "zu"
    basis = f"{lead} dem Vertragsende am {day_text(ends)}{_moved(before, day)}"
    entered = calendar.is_entered("contract_end") and calendar.is_entered("notice_months")
    ask = "" if entered else "Vertragsende und Kündigungsfrist im Vertrag nachsehen und eintragen."
    return Found(day, basis, not entered, ask, _early_contract(calendar, ends))


def _early_contract(calendar: Calendar, ends: date) -> str:
    if ends >= calendar.end:
        return ""
    days = count_text((calendar.end - ends).days, "Tag", "Tage")
    return f"Der Vertrag endet {days} vor der Förderung. Klären Sie, was dazwischen den Betrieb trägt."


def _budget(calendar: Calendar) -> dict[str, Found]:
    year = calendar.budget_text
    registration = calendar.budget_day("registration", REGISTRATION, calendar.working_day)
    staff_plan = (
        calendar.budget_day("staff_plan", REGISTRATION, calendar.working_day)
        if calendar.is_entered("staff_plan")
        else None
    )
    decision = calendar.budget_day("budget_decision", DECISION, calendar.meeting_day)
    found = {
        "registration": _budget_step(registration, f"für den Haushalt {year}"),
        "budget": _budget_step(decision, f"für den Haushalt {year}"),
    }
    plan = _budget_step(staff_plan, f"für den Stellenplan {year}") if staff_plan else found["registration"]
    found["staff_plan"] = plan if staff_plan else replace(plan, basis=f"{plan.basis}; mit der Haushaltsanmeldung")
    if registration.day > decision.day:
        note = (
            f"Die Anmeldung liegt nach dem Haushaltsbeschluss am {day_text(decision.day)}. Bitte prüfen Sie beide Tage."
        )
        found["registration"] = replace(found["registration"], note=note)
    return found | {"force": _force(calendar, decision)}


def _budget_step(dated: Dated, what: str) -> Found:
    if dated.moved_from:
        basis = f"{what}; eingetragen ist der {day_text(dated.moved_from)}, gerechnet mit diesem Tag und Monat"
        return Found(dated.day, basis, True, f"Den Tag {what} eintragen.")
    ask = "Den Tag bei der Kämmerei erfragen und eintragen." if dated.assumed else ""
    return Found(dated.day, f"{what}, {'übliche Zeit' if dated.assumed else 'eingetragen'}", dated.assumed, ask)


def _force(calendar: Calendar, decision: Dated) -> Found:
    number = calendar.number("budget_force_weeks")
    begins = date(calendar.budget_year, 1, 1)
    day = max(decision.day + number * WEEK, begins)
    lead = f"{weeks_text(number)} nach dem Beschluss am {day_text(decision.day)}"
    basis = f"{lead}, frühestens am {day_text(begins)}"
    note = ""
    if day > calendar.end + DAY:
        note = (
            "Bis dahin fehlt nach dem Ende der Förderung ein geltender Haushalt. Klären Sie mit der Kämmerei, was in "
            "der vorläufigen Haushaltsführung bezahlt werden kann."
        )
    return Found(day, basis, decision.assumed or not calendar.is_entered("budget_force_weeks"), note=note)


def _council(calendar: Calendar, found: Mapping[str, Found]) -> dict[str, Found]:
    council = _council_meeting(calendar, found)
    steps = {"council": council}
    last = council
    meeting = "vor der Ratssitzung"
    if _first_body(calendar) == "committee":
        last, meeting = _committee_meeting(calendar, council), "vor der Ausschusssitzung"
        steps["committee"] = last
    steps["submission"] = _back(calendar, "submission_weeks", last, meeting)
    steps["proposal"] = _back(calendar, "cosign_weeks", steps["submission"], "vor dem Vorlagenschluss")
    return steps


def _council_limit(calendar: Calendar, found: Mapping[str, Found]) -> tuple[str, str]:
    """The step that needs the council's decision first, and how that reads."""
    reasons = {
        "budget": "bis zum Haushaltsbeschluss",
        "tender": "bis zum Beginn der Vergabe",
        "recruiting": "bis zur Stellenausschreibung",
    }
    needed = [step for step in reasons if state_of(calendar, step) != "skip"]
    step = min(needed, key=lambda step: found[step].day, default="end")
    return step, f"{reasons.get(step, 'bis zum Ende der Förderung')} am {day_text(found[step].day)}"


def _council_meeting(calendar: Calendar, found: Mapping[str, Found]) -> Found:
    step, what = _council_limit(calendar, found)
    limit = found[step].day
    if entered := _last_meeting(calendar.days("council"), limit, calendar.weeks("council_weeks")):
        return Found(entered, f"letzte eingetragene Sitzung {what}", found[step].assumed)
    ask = _ask_for_meetings(calendar, "council", "des Rates")
    if step == "budget":
        return Found(limit, "in der Sitzung, in der der Rat den Haushalt beschließt", found[step].assumed, ask)
    number = calendar.number("council_weeks")
    before = limit - number * WEEK
    day = calendar.meeting_day(before)
    moved = _moved(before, day, RECESS)
    return Found(day, f"letzte Sitzung {what}, angenommen {weeks_text(number)} vorher{moved}", True, ask)


def _last_meeting(days: tuple[date, ...], limit: date, distance: timedelta) -> date | None:
    """The last entered meeting up to this day; None where the entered ones do not reach as far."""
    before = [day for day in days if day <= limit]
    if before and (days[-1] > limit or limit - before[-1] <= distance):
        return before[-1]
    return None


def _committee_meeting(calendar: Calendar, council: Found) -> Found:
    what = f"der Ratssitzung am {day_text(council.day)}"
    distance = calendar.weeks("committee_weeks")
    entered = _last_meeting(calendar.days("committee"), council.day - DAY, distance + calendar.weeks("council_weeks"))
    if entered:
        return Found(entered, f"letzte eingetragene Sitzung vor {what}", council.assumed)
    number = calendar.number("committee_weeks")
    before = council.day - distance
    day = calendar.meeting_day(before)
    basis = f"letzte Sitzung vor {what}, angenommen {weeks_text(number)} vorher{_moved(before, day, RECESS)}"
    return Found(day, basis, True, _ask_for_meetings(calendar, "committee", "des Ausschusses"))


def _ask_for_meetings(calendar: Calendar, name: str, whose: str) -> str:
    if calendar.is_entered(name):
        return (
            f"Von den eingetragenen Sitzungstagen {whose} liegt keiner in den Wochen davor; bitte prüfen und ergänzen."
        )
    return f"Sitzungstage {whose} eintragen."


def next_meeting(calendar: Calendar, step: str, today: date) -> str:
    """The next entered meeting that a proposal can still get into, in words; empty where none is known."""
    name = {"council": "council", "committee": "committee", "submission": _first_body(calendar)}.get(step)
    if name is None:
        return ""
    closings = [(day, calendar.working_day(day - calendar.weeks("submission_weeks"))) for day in calendar.days(name)]
    found = next(((day, closing) for day, closing in closings if closing >= today), None)
    if found is None:
        return ""
    what = {"council": "die Ratssitzung", "committee": "die Ausschusssitzung"}[name]
    day, closing = day_text(found[0]), day_text(found[1])
    return f"In {what} am {day} kommt die Vorlage noch, wenn sie bis zum {closing} beim Büro des Rates liegt."


def _first_body(calendar: Calendar) -> str:
    """Who gets the proposal first."""
    return "committee" if calendar.has_committee and state_of(calendar, "committee") != "skip" else "council"


def _preparation(calendar: Calendar, found: Mapping[str, Found]) -> dict[str, Found]:
    targets = {"registration": "vor der Haushaltsanmeldung", "proposal": "vor der fertigen Vorlage"}
    needed = [step for step in targets if state_of(calendar, step) != "skip"] or ["proposal"]
    first = min(needed, key=lambda step: found[step].day)
    costs = _back(calendar, "costs_weeks", found[first], targets[first])
    return {"costs": costs, "path": _back(calendar, "path_weeks", costs, "vor den bezifferten Kosten")}


def _grant(calendar: Calendar) -> dict[str, Found]:
    months = calendar.number("proof_months")
    before = add_months(calendar.end, months)
    day = calendar.working_day(before)
    lead = f"{count_text(months, 'Monat', 'Monate')} nach" if months else "mit"
    basis = f"{lead} dem Ende der Förderung am {day_text(calendar.end)}{_moved(before, day)}"
    assumed = not calendar.is_entered("proof_months")
    return {"proof": Found(day, basis, assumed, SEE_GRANT if assumed else ""), **_binding(calendar)}


def _binding(calendar: Calendar) -> dict[str, Found]:
    if entered := calendar.day("binding_end"):
        return {"binding": Found(entered, "eingetragen aus dem Zuwendungsbescheid")}
    if not calendar.is_entered("binding_years"):
        return {}
    years = int(calendar.text("binding_years"))
    basis = f"{count_text(years, 'Jahr', 'Jahre')} nach dem Ende der Förderung am {day_text(calendar.end)}"
    return {"binding": Found(add_months(calendar.end, 12 * years), basis)}


def _with_notes(calendar: Calendar, found: dict[str, Found]) -> dict[str, Found]:
    """A contract or a post before the budget holds needs another footing."""
    force = found["force"].day
    lead = f"Der Tag liegt vor dem Inkrafttreten des Haushalts {calendar.budget_text} (erwartet am {day_text(force)}). "
    notes = {
        "tender": "Fragen Sie die Kämmerei nach einer Verpflichtungsermächtigung im laufenden Haushalt.",
        "recruiting": "Fragen Sie das Personalamt, ob es vor dem neuen Stellenplan ausschreiben kann.",
    }
    early = {step: f"{lead}{note}" for step, note in notes.items() if found[step].day < force}
    return {step: replace(entry, note=early.get(step, entry.note)) for step, entry in found.items()}
