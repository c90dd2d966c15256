"""What the wording of a Ratsvorlage names in braces: known, or a gap, or empty where there is nothing to say. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from recommendations.amounts import number_text
from recommendations.costs import CostSheet
from recommendations.days import long_day
from recommendations.entries import day_of
from recommendations.papers.known import Known
from recommendations.papers.money_line import money_line
from recommendations.papers.paper import gap


def names(known: Known) -> dict[str, str]:
    entries, end = known.entries, known.end
    return {
        "project": known.name,
        "end": _ahead(known, end) if end else gap("Ende der Förderung"),
        "on_end": f" am {long_day(end)}" if end else "",
        "after": _ahead(known, end + timedelta(days=1)) if end else gap("Tag nach dem Ende der Förderung"),
        "operator": entries.get("proposal.operator") or gap("Amt oder Betrieb"),
        "taker": entries.get("proposal.taker") or gap("übernehmende Stelle"),
        "end_day": _day(entries, "proposal.end_day", "letzter Tag des Betriebs"),
        "report_day": _day(entries, "proposal.report_day", "Tag"),
        "money_line": money_line(known),
        "staff_line": staff_line(known.costs),
    }


def _ahead(known: Known, day: date) -> str:
    """A day that is over when the council decides is none to decide on."""
    if day < known.decided_on:
        return gap(f"Tag; der {long_day(day)} liegt vor dem Beschluss")
    return long_day(day)


def _day(entries: Mapping[str, str], key: str, missing: str) -> str:
    day = day_of(entries, key)
    return long_day(day) if day else gap(missing)


def staff_line(costs: CostSheet) -> str:
    """Empty where no line names a share of a post."""
    if not costs.fte:
        return ""
    posts = number_text(costs.fte)
    return f"Im Stellenplan werden dafür Stellenanteile im Umfang von {posts} VZÄ (Vollzeitäquivalent) vorgesehen."
