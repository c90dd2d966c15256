"""What does not fit between the days that the clock has found."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommendations.clock.calendar import Calendar
from recommendations.clock.days import day_text
from recommendations.clock.found import Found, is_open

EARLY = {
    "tender": "Fragen Sie die Kämmerei nach einer Verpflichtungsermächtigung im laufenden Haushalt.",
    "recruiting": "Fragen Sie die Personalstelle, ob sie vor dem neuen Stellenplan ausschreiben kann.",
}
UNDECIDED = {"path": "der Entscheidung über den Weg", "council": "dem Beschluss des Rates"}


def with_notes(calendar: Calendar, found: dict[str, Found]) -> dict[str, Found]:
    """Each of the steps that are still open with its own note and with what it meets too early or too late."""
    checks = {"tender": _before_budget, "recruiting": _before_budget, "notice": _before_decision, "staff_plan": _late}
    return found | {
        step: replace(found[step], note=" ".join([*filter(None, [found[step].note]), *check(calendar, found, step)]))
        for step, check in checks.items()
        if is_open(calendar, step)
    }


def _before_budget(calendar: Calendar, found: Mapping[str, Found], step: str) -> Iterator[str]:
    """A contract or a post before the budget holds needs another footing."""
    force = found["force"].day
    if found[step].day < force:
        yield (
            f"Der Tag liegt vor dem Inkrafttreten des Haushalts {calendar.budget_text} "
            f"(erwartet am {day_text(force)}). {EARLY[step]}"
        )


def _before_decision(calendar: Calendar, found: Mapping[str, Found], step: str) -> Iterator[str]:
    """Whoever has to give notice earlier than the clock has it decided has to decide earlier."""
    day = found[step].day
    late = [name for name in UNDECIDED if is_open(calendar, name) and found[name].day > day]
    if late:
        yield (
            f"Der Tag liegt vor {UNDECIDED[late[0]]} (spätestens am {day_text(found[late[0]].day)}). Entscheiden Sie "
            "vorher, ob der Vertrag weiterläuft, oder vereinbaren Sie mit dem Anbieter eine spätere Frist."
        )


def _late(calendar: Calendar, found: Mapping[str, Found], step: str) -> Iterator[str]:
    day = found["recruiting"].day
    if is_open(calendar, "recruiting") and found[step].day > day:
        yield (
            f"Die Stelle ist nach dieser Rechnung schon am {day_text(day)} auszuschreiben. Melden Sie sie bis dahin "
            "zum Stellenplan an, oder klären Sie mit der Personalstelle, ob sie vorher ausschreiben kann."
        )
