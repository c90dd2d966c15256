"""The short plan on paper: exactly one page, so every text has a length that fits; what is cut ends in an ellipsis."""

from dataclasses import dataclass

from recommendations.days import long_day, short_day
from recommendations.report.printable import clean_line, shorten
from recommendations.short_plan import ShortMeasure, ShortPlan

# Characters that fit; the texts of the catalogue are shorter.
NAME, TITLE, WHO, STEP, RESULT, SMALL = 80, 80, 50, 232, 100, 240


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    recommendation: str
    title: str
    in_plan: bool
    state: str
    who: str
    due: str
    step: str
    result: str
    small: str


@dataclass(frozen=True, slots=True)
class PaperPlan:
    plan: ShortPlan
    municipality: str
    project: str
    day: str
    measures: tuple[PaperMeasure, ...]


def build_paper(plan: ShortPlan) -> PaperPlan:
    return PaperPlan(
        plan=plan,
        municipality=fitted(plan.municipality, NAME),
        project=fitted(plan.project, NAME),
        day=long_day(plan.day),
        measures=tuple(_measure(entry) for entry in plan.measures),
    )


def _measure(entry: ShortMeasure) -> PaperMeasure:
    return PaperMeasure(
        recommendation=entry.recommendation,
        title=fitted(entry.title, TITLE),
        in_plan=entry.in_plan,
        state=entry.state,
        who=fitted(entry.who, WHO),
        due=short_day(entry.due) if entry.due else "ohne Termin",
        step=fitted(entry.step, STEP),
        result=fitted(entry.result, RESULT),
        small=fitted(entry.small, SMALL),
    )


def fitted(text: str, limit: int) -> str:
    """On one line, without signs that no font draws, at most `limit` characters."""
    return shorten(clean_line(text, 5_000), limit)
