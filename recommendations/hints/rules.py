"""The rules that are code, each under its id in guides/hints.toml: where it holds, its places; else none. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.scoring import UNKNOWN
from recommendations.clock.days import add_months
from recommendations.days import local_day
from recommendations.document import DocumentMeasure
from recommendations.entries import day_of
from recommendations.hints import calendar_rules
from recommendations.hints.facts import MOST_PLACES, Facts, measure_places
from recommendations.hints.model import Place

Places = tuple[Place, ...]
MOST_ALIKE, MOST_UNKNOWN = 10, 5
EARLY_PHASES = ("idea", "pilot", "ending")
PROJECT = Place("page", "edit_project", "Angaben zum Vorhaben")
COSTS = Place("page", "costs", "Kosten")
PROPOSAL = Place("page", "proposal", "Ratsvorlage")
WITHOUT_OPERATION = ("transfer", "close")


def all_equal(facts: Facts) -> Places:
    alike = len(facts.levels) >= MOST_ALIKE and len(set(facts.levels)) == 1
    return (Place("page", "overview", f"Alle Fragen stehen auf Stufe {facts.levels[0]}"),) if alike else ()


def all_unknown(facts: Facts) -> Places:
    answers = list(facts.document.answers.values())
    lost = len(answers) >= MOST_UNKNOWN and set(answers) == {UNKNOWN}
    return (Place("page", "overview", "Fragen des Checks"),) if lost else ()


def phase_after_end(facts: Facts) -> Places:
    end = facts.funding_end
    return (PROJECT,) if end and end < facts.today and facts.phase in EARLY_PHASES else ()


def ending_without_date(facts: Facts) -> Places:
    return (PROJECT,) if facts.phase == "ending" and facts.funding_end is None else ()


def operation_without_unit(facts: Facts) -> Places:
    missing = facts.phase == "operation" and facts.level("K1.2") in (0, 1)
    return (PROJECT, facts.item_place("K1.2")) if missing else ()


def answers_old(facts: Facts) -> Places:
    submitted = facts.document.submitted
    old = submitted is not None and local_day(submitted) < add_months(facts.today, -12)
    return (Place("page", "continue_assessment", "Neuen Check auf dieser Grundlage beginnen"),) if old else ()


def done_but_zero(facts: Facts) -> Places:
    found = [
        measure
        for measure in facts.document.measures
        if measure.status == "done" and measure.recommendation and facts.level(measure.recommendation) == 0
    ]
    items = sorted({measure.recommendation for measure in found if measure.recommendation})
    return (*measure_places(found), *[facts.item_place(item) for item in items[:MOST_PLACES]])


def without_responsible(facts: Facts) -> Places:
    return measure_places([measure for measure in facts.active if not measure.responsible])


def without_date(facts: Facts) -> Places:
    return measure_places([measure for measure in facts.active if measure.due is None])


def due_after_funding(facts: Facts) -> Places:
    """After that day every open measure is late in this sense, and nothing can be brought forward."""
    end = facts.funding_end

    def is_late(measure: DocumentMeasure) -> bool:
        return end is not None and facts.today <= end and measure.due is not None and measure.due > end

    return measure_places([measure for measure in facts.active if is_late(measure)])


def high_need_unplanned(facts: Facts) -> Places:
    if not facts.document.measures:
        return ()
    planned = {measure.recommendation for measure in facts.document.measures}
    missing = [view for view in facts.urgent if view.id not in planned]
    places = [Place("page", "result", f"{view.id} {view.title}") for view in missing[:MOST_PLACES]]
    rest = len(missing) - len(places)
    return (*places, *([Place("page", "result", f"und {rest} weitere im Ergebnis")] if rest else []))


def costs_unknown(facts: Facts) -> Places:
    needed = facts.ends_within(6) and facts.outcome != "close"
    return (COSTS,) if needed and not facts.running_costs_known else ()


def no_barrier_unknown_costs(facts: Facts) -> Places:
    gap = facts.level("B1.1") == 0 and facts.ends_within(12) and not facts.running_costs_known
    return (facts.item_place("B1.1"), COSTS) if gap else ()


def impact_without_indicator(facts: Facts) -> Places:
    gap = facts.level("K2.1") in (3, 4) and not facts.document.indicators
    return (facts.item_place("K2.1"), Place("page", "indicators", "Wirkung")) if gap else ()


def gate_without_costs(facts: Facts) -> Places:
    gap = facts.document.entries.get("path.costs_known") == "yes" and not facts.running_costs_known
    return (Place("page", "edit_gates", "Prüfsteine"), COSTS) if gap else ()


def meeting_too_late(facts: Facts) -> Places:
    meeting, step = day_of(facts.document.entries, "proposal.meeting"), facts.clock.step("council")
    if meeting is None or step is None or step.day is None or step.status == "done" or meeting <= step.day:
        return ()
    return (PROPOSAL, Place("page", "clock", f"Fristen: {step.title}, spätestens am {step.day_text}"))


def no_money_but_costs(facts: Facts) -> Places:
    gap = facts.document.entries.get("proposal.budget") == "none" and facts.names_costs
    return (PROPOSAL, COSTS) if gap and facts.outcome not in WITHOUT_OPERATION else ()


def registered_or_not(facts: Facts) -> Places:
    entries = facts.document.entries
    if entries.get("proposal.budget") != "not":
        return ()
    registered = entries.get("calendar.state_registration") == "done"
    financed = entries.get("path.costs_financed") == "yes"
    found: Places = (Place("page", "edit_steps", "Fristen: Erledigtes"),) if registered else ()
    found += (Place("page", "edit_gates", "Prüfsteine"),) if financed else ()
    return (PROPOSAL, *found) if found else ()


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    find: Callable[[Facts], Places]


FOUND_BY = (
    all_equal,
    all_unknown,
    phase_after_end,
    ending_without_date,
    operation_without_unit,
    answers_old,
    done_but_zero,
    without_responsible,
    without_date,
    due_after_funding,
    high_need_unplanned,
    costs_unknown,
    no_barrier_unknown_costs,
    impact_without_indicator,
    gate_without_costs,
    meeting_too_late,
    no_money_but_costs,
    registered_or_not,
    *calendar_rules.FOUND_BY,
)
CHECKS = tuple(Check(function.__name__.replace("_", "-"), function) for function in FOUND_BY)
