"""All that a paper draws on, computed once: a document, read on a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from recommendations.amounts import euro_text, number_text
from recommendations.clock import Clock, build_clock
from recommendations.costs import Amount, CostSheet, build_costs
from recommendations.days import long_day
from recommendations.decision_path import Path, build_path
from recommendations.document import Document, DocumentProject
from recommendations.entries import day_of, decimal_of
from recommendations.evaluation import evaluate
from recommendations.indicators import IndicatorView, build_indicators
from recommendations.papers.paper import gap
from recommendations.result import Result, build_result

NAMELESS = "Das Vorhaben"


@dataclass(frozen=True, slots=True)
class Known:
    document: Document
    today: date
    path: Path
    costs: CostSheet
    clock: Clock
    indicators: tuple[IndicatorView, ...]
    result: Result

    @property
    def entries(self) -> Mapping[str, str]:
        return self.document.entries

    @property
    def project(self) -> DocumentProject | None:
        return self.document.project

    @property
    def name(self) -> str:
        return f"„{self.project.name}“" if self.project else NAMELESS

    @property
    def municipality(self) -> str:
        return self.document.municipality.name if self.document.municipality else ""

    @property
    def end(self) -> date | None:
        return self.project.funding_end if self.project else None

    @property
    def outcome(self) -> str | None:
        """Its id; the suggested one where none is chosen, None where neither is known."""
        return self.path.outcome.id if self.path.outcome else None


def know(document: Document, today: date) -> Known:
    evaluation = evaluate(document.instrument, document.answers)
    return Known(
        document=document,
        today=today,
        path=build_path(document),
        costs=build_costs(document, today),
        clock=build_clock(document, today),
        indicators=build_indicators(document),
        result=build_result(evaluation, document.mode),
    )


def names(known: Known) -> dict[str, str]:
    """What the wording of the guide names in braces: known, or a gap, or empty where there is nothing to say."""
    entries, end = known.entries, known.end
    return {
        "project": known.name,
        "end": long_day(end) if end else gap("Ende der Förderung"),
        "on_end": f" am {long_day(end)}" if end else "",
        "after": long_day(end + timedelta(days=1)) if end else gap("Tag nach dem Ende der Förderung"),
        "operator": entries.get("proposal.operator") or gap("Amt oder Betrieb"),
        "taker": entries.get("proposal.taker") or gap("übernehmende Stelle"),
        "end_day": _day(entries, "proposal.end_day", "letzter Tag des Betriebs"),
        "report_day": _day(entries, "proposal.report_day", "Tag"),
        "money_line": money_line(known),
        "staff_line": staff_line(known.costs),
    }


def _day(entries: Mapping[str, str], key: str, missing: str) -> str:
    day = day_of(entries, key)
    return long_day(day) if day else gap(missing)


def money_line(known: Known) -> str:
    """As the council decides it: what is put into the budget."""
    costs = known.costs
    if costs.is_empty:
        return f"Dafür werden im Haushalt veranschlagt: {gap('laufende Kosten je Jahr und einmalige Kosten')}."
    yearly = _said(costs.yearly.cost, "laufende Kosten")
    line = f"Dafür werden ab dem Haushaltsjahr {costs.years[0]} je Jahr {yearly} veranschlagt"
    once = costs.once.cost
    if once.value is not None or once.open:
        line = f"{line}, dazu einmalig {_said(once, 'einmalige Kosten')}"
    if not _changes(known):
        return f"{line}."
    return f"{line} (Preise von {costs.years[0]}; die Beträge der einzelnen Jahre nennt die Tabelle der Folgekosten)."


def _changes(known: Known) -> bool:
    """Whether the yearly costs are not the same in all years."""
    later = any(line.from_year > 1 for line in known.costs.lines if line.side == "cost")
    return later or bool(decimal_of(known.entries, "costs.rise"))


def _said(amount: Amount, missing: str) -> str:
    """A council decides on a sum, not on „at least“: while a part of it is not known, it is a gap."""
    if amount.value is None:
        return gap(missing)
    return gap(f"{missing}, bisher bekannt {euro_text(amount.value)}") if amount.open else amount.text


def staff_line(costs: CostSheet) -> str:
    """Empty where no line names a share of a post."""
    if not costs.fte:
        return ""
    return f"Im Stellenplan werden dafür {number_text(costs.fte)} Vollzeitäquivalente (VZÄ) vorgesehen."
