"""The latest day of every step, calculated backwards from the end of the funding and from the budget."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from recommendations.clock.calendar import Calendar, Dated
from recommendations.clock.days import add_months, day_text
from recommendations.clock.found import (
    DAY,
    NO_WORKING_DAY,
    RECESS,
    WEEK,
    Found,
    back,
    is_open,
    moved,
    state_of,
    weeks_text,
)
from recommendations.clock.meetings import council_days
from recommendations.clock.notes import with_notes
from recommendations.wording import count_text

SEE_GRANT = "Im Zuwendungsbescheid nachsehen und eintragen."


def find_days(calendar: Calendar) -> dict[str, Found]:
    """{id of the step: its day}, without a committee that is not asked and a binding period that nobody entered.

    What is needed last is computed first: work, budget, council, preparation.
    """
    found = _work(calendar)
    found |= _budget(calendar)
    found |= council_days(calendar, found)
    found |= _preparation(calendar, found)
    found |= _grant(calendar)
    return with_notes(calendar, found)


def _work(calendar: Calendar) -> dict[str, Found]:
    end = Found(calendar.end, "wie beim Vorhaben eingetragen")
    handover = back(calendar, "handover_weeks", end, "vor dem Ende der Förderung")
    start = end if state_of(calendar, "handover") == "skip" else handover
    what = "Ende der Förderung" if start is end else "Beginn der Übergabe"
    ready = replace(start, basis=f"zum {what} am {day_text(start.day)}")
    return {
        "end": end,
        "handover": handover,
        "contract": ready,
        "staff": ready,
        "tender": back(calendar, "procurement_weeks", ready, "vor dem Vertrag"),
        "recruiting": back(calendar, "recruiting_weeks", ready, "vor dem Dienstantritt"),
        "notice": _notice(calendar),
    }


def _notice(calendar: Calendar) -> Found:
    ends = calendar.day("contract_end") or calendar.end
    months = calendar.number("notice_months")
    before = add_months(ends, -months)
    day = calendar.working_day(before)
    lead = f"{count_text(months, 'Monat', 'Monate')} vor dem" if months else "zum"
    basis = f"{lead} Vertragsende am {day_text(ends)}{moved(before, day)}"
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
    registration, decision = calendar.registration, calendar.decision
    staff_plan = calendar.staff_plan if calendar.is_entered("staff_plan") else None
    meeting = "eingetragene Ratssitzung" if decision.day in calendar.days("council") else RECESS
    found = {
        "registration": _budget_step(registration, f"für den Haushalt {year}"),
        "budget": _budget_step(decision, f"für den Haushalt {year}", meeting),
    }
    plan = _budget_step(staff_plan, f"für den Stellenplan {year}") if staff_plan else found["registration"]
    found["staff_plan"] = plan if staff_plan else replace(plan, basis=f"{plan.basis}; mit der Haushaltsanmeldung")
    if registration.day > decision.day:
        note = (
            f"Die Anmeldung liegt nach dem Haushaltsbeschluss am {day_text(decision.day)}. Bitte prüfen Sie beide Tage."
        )
        found["registration"] = replace(found["registration"], note=note)
    return found | {"force": _force(calendar, decision)}


def _budget_step(dated: Dated, what: str, why: str = NO_WORKING_DAY) -> Found:
    """`why`: what an assumed day is moved for."""
    earlier = moved(dated.wished, dated.day, why)
    if dated.moved_from:
        basis = f"{what}; eingetragen ist der {day_text(dated.moved_from)}, gerechnet mit diesem Tag und Monat"
        return Found(dated.day, f"{basis}{earlier}", True, f"Den Tag {what} eintragen.")
    if dated.assumed:
        ask = "Den Tag bei der Kämmerei erfragen und eintragen."
        return Found(dated.day, f"{what}, übliche Zeit{earlier}", True, ask)
    return Found(dated.day, f"{what}, eingetragen")


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


def _preparation(calendar: Calendar, found: Mapping[str, Found]) -> dict[str, Found]:
    targets = {"registration": "vor der Haushaltsanmeldung", "proposal": "vor der fertigen Vorlage"}
    needed = [step for step in targets if is_open(calendar, step)] or ["proposal"]
    first = min(needed, key=lambda step: found[step].day)
    costs = back(calendar, "costs_weeks", found[first], targets[first])
    if state_of(calendar, "costs") == "skip":
        return {"costs": costs, "path": costs}
    return {"costs": costs, "path": back(calendar, "path_weeks", costs, "vor den bezifferten Kosten")}


def _grant(calendar: Calendar) -> dict[str, Found]:
    months = calendar.number("proof_months")
    before = add_months(calendar.end, months)
    day = calendar.working_day(before)
    lead = f"{count_text(months, 'Monat', 'Monate')} nach" if months else "mit"
    basis = f"{lead} dem Ende der Förderung am {day_text(calendar.end)}{moved(before, day)}"
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
