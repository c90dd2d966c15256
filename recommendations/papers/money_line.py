"""The money as the council decides on it: what is put into the budget, and from when. Pure."""

from recommendations.amounts import euro_text
from recommendations.costs import Amount
from recommendations.days import long_day
from recommendations.entries import decimal_of
from recommendations.papers.known import Known
from recommendations.papers.paper import gap

TABLE = "die Beträge der einzelnen Jahre nennt die Tabelle der Folgekosten"


def money_line(known: Known) -> str:
    costs = known.costs
    if known.entries.get("proposal.budget") == "none":
        return _nothing_needed(known)
    if not costs.cost_lines:
        return f"Dafür werden im Haushalt veranschlagt: {gap('laufende Kosten je Jahr und einmalige Kosten')}."
    yearly = costs.yearly.cost
    line = _yearly(known) if yearly.value is not None or yearly.open else _only_once(known)
    return f"{line}{_left_out(known)}"


def _nothing_needed(known: Known) -> str:
    """Never an amount beside the word that none is needed."""
    five = known.costs.five_years.cost
    if not (five.value or five.open):
        return "Zusätzliche Mittel werden dafür nicht veranschlagt."
    missing = "Betrag; angegeben ist, dass keine Mittel gebraucht werden, im Kostenblatt stehen aber Kosten"
    return f"Dafür werden im Haushalt veranschlagt: {gap(missing)}."


def _yearly(known: Known) -> str:
    costs, once = known.costs, known.costs.once.cost
    begin = min(line.start for line in costs.cost_lines if line.yearly is not None or line.yearly_open)
    amount = _said(costs.yearly.cost, "laufende Kosten")
    line = f"Dafür werden ab dem Haushaltsjahr {_year(known, begin)} je Jahr {amount} veranschlagt"
    if once.value is not None or once.open:
        line = f"{line}, dazu einmalig {_said(once, 'einmalige Kosten')}"
    return f"{line} (Preise von {costs.years[0]}; {TABLE})." if _changes(known) else f"{line}."


def _changes(known: Known) -> bool:
    """Whether the yearly costs are not the same in all years."""
    return any(line.from_year > 1 for line in known.costs.cost_lines) or bool(decimal_of(known.entries, "costs.rise"))


def _only_once(known: Known) -> str:
    years = sorted({line.start for line in known.costs.cost_lines})
    amount, first = known.costs.once.cost, _year(known, years[0])
    if len(years) == 1:
        return f"Dafür werden im Haushaltsjahr {first} einmalig {amount} veranschlagt."
    return f"Dafür werden ab dem Haushaltsjahr {first} einmalig zusammen {amount} veranschlagt ({TABLE})."


def _year(known: Known, year: int) -> str:
    """No council decides on the budget of a year that is over."""
    return gap(f"Jahr; {year} liegt vor dem Beschluss") if year < known.decided_on.year else str(year)


def _said(amount: Amount, missing: str) -> str:
    """A council decides on a sum, not on „at least“: while a part of it is not known, it is a gap."""
    if amount.value is None:
        return gap(missing)
    return gap(f"{missing}, bisher bekannt {euro_text(amount.value)}") if amount.open else amount.text


def _left_out(known: Known) -> str:
    """What the municipality pays before the first year of the sheet, unless that time is over."""
    span = known.costs.left_out
    if span is None or span[1] < known.decided_on:
        return ""
    first, last = map(long_day, span)
    missing = gap("Kosten in dieser Zeit, oder „keine“")
    return f" Für die Zeit vom {first} bis zum {last} werden veranschlagt: {missing}."
