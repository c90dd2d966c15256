"""In which year the cost sheet begins, and what of the time after the funding lies before it. Pure."""

from datetime import date, timedelta

from recommendations.document import Document
from recommendations.entries import whole_of

FIRST_YEAR, BUDGET_YEAR = "costs.first_year", "calendar.budget_year"
Span = tuple[date, date]


def first_year(document: Document, today: date) -> int:
    """As said here, else in the calendar, else the first full year after the funding; `today` counts where its end is
    not known."""
    said = whole_of(document.entries, FIRST_YEAR) or whole_of(document.entries, BUDGET_YEAR)
    if said:
        return said
    end = funding_end(document)
    if end is None:
        return today.year + 1
    return end.year if _on_new_year(end) else end.year + 1


def left_out(document: Document, first: int) -> Span | None:
    """First and last day after the funding that no year of the sheet holds; those before the first budget year that
    the calendar names are paid by somebody else."""
    end = funding_end(document)
    if end is None or end.year >= first or end == date(first - 1, 12, 31):
        return None
    begin, last = end + timedelta(days=1), date(first - 1, 12, 31)
    budget_year = whole_of(document.entries, BUDGET_YEAR)
    if budget_year:
        begin = max(begin, date(budget_year, 1, 1))
    return (begin, last) if begin <= last else None


def funding_end(document: Document) -> date | None:
    return document.project.funding_end if document.project else None


def _on_new_year(end: date) -> bool:
    """That one day does not make the year a funded one."""
    return (end.month, end.day) == (1, 1)


def years_said(document: Document, years: tuple[int, ...]) -> list[str]:
    """Where the years of the sheet begin, and what is left out or counted in full."""
    said = f"Gerechnet wird über fünf Jahre, {years[0]} bis {years[-1]}"
    end = funding_end(document)
    if end is None:
        return [f"{said}{_begin_said(document) or _no_end_said()}"]
    sentences = [f"{said}{_begin_said(document) or _end_said(end)}"]
    span = left_out(document, years[0])
    if span:
        first, last = (f"{day:%d.%m.%Y}" for day in span)
        sentences.append(
            f"Was vom {first} bis zum {last} anfällt, ist nicht enthalten; es hängt an Verträgen und Stellen und ist "
            "eigens zu beziffern."
        )
    if years[0] <= end.year and not _on_new_year(end):
        sentences.append(f"Das Jahr {years[0]} ist ganz gerechnet, obwohl die Förderung erst am {end:%d.%m.%Y} endet.")
    return sentences


def _begin_said(document: Document) -> str:
    if whole_of(document.entries, FIRST_YEAR):
        return "; das erste Jahr ist festgelegt."
    if whole_of(document.entries, BUDGET_YEAR):
        return "; das erste ist das erste Haushaltsjahr ohne Förderung, wie im Kalender eingetragen."
    return ""


def _no_end_said() -> str:
    return ". Das Ende der Förderung ist nicht angegeben, deshalb beginnt die Rechnung im nächsten Jahr."


def _end_said(end: date) -> str:
    if _on_new_year(end):
        return f". Die Förderung endet am ersten Tag des Jahres ({end:%d.%m.%Y}); es zählt ganz."
    return f". Die Rechnung beginnt im ersten vollen Jahr nach dem Ende der Förderung ({end:%d.%m.%Y})."
