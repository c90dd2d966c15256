"""In which year the cost sheet begins, and how it says so."""

from dataclasses import replace
from datetime import date

import pytest

from recommendations.costs import build_costs
from tests.recommendations.cost_samples import TODAY, cost, document_with, sheet_of

FULL = "Die Rechnung beginnt im ersten vollen Jahr nach dem Ende der Förderung ({})."
LEFT_OUT = (
    "Was vom {} bis zum {} anfällt, ist nicht enthalten; es hängt an Verträgen und Stellen und ist eigens zu beziffern."
)
IN_FULL = "Das Jahr {} ist ganz gerechnet, obwohl die Förderung erst am {} endet."
SAID = "Gerechnet wird über fünf Jahre, {}"
BY_CALENDAR = "; das erste ist das erste Haushaltsjahr ohne Förderung, wie im Kalender eingetragen."


@pytest.mark.parametrize(
    ("end", "entries", "years", "begin", "rest"),
    [
        ((2027, 12, 31), {}, "2028 bis 2032", f". {FULL.format('31.12.2027')}", []),
        (
            (2027, 5, 24),
            {},
            "2028 bis 2032",
            f". {FULL.format('24.05.2027')}",
            [LEFT_OUT.format("25.05.2027", "31.12.2027")],
        ),
        (
            (2028, 2, 29),
            {},
            "2029 bis 2033",
            f". {FULL.format('29.02.2028')}",
            [LEFT_OUT.format("01.03.2028", "31.12.2028")],
        ),
        (
            (2027, 1, 1),
            {},
            "2027 bis 2031",
            ". Die Förderung endet am ersten Tag des Jahres (01.01.2027); es zählt ganz.",
            [],
        ),
        (
            None,
            {},
            "2027 bis 2031",
            ". Das Ende der Förderung ist nicht angegeben, deshalb beginnt die Rechnung im nächsten Jahr.",
            [],
        ),
        (None, {"calendar.budget_year": "2029"}, "2029 bis 2033", BY_CALENDAR, []),
        (
            (2027, 5, 24),
            {"calendar.budget_year": "2027"},
            "2027 bis 2031",
            BY_CALENDAR,
            [IN_FULL.format(2027, "24.05.2027")],
        ),
        ((2027, 5, 24), {"calendar.budget_year": "2028"}, "2028 bis 2032", BY_CALENDAR, []),
        (
            (2027, 12, 31),
            {"costs.first_year": "2030"},
            "2030 bis 2034",
            "; das erste Jahr ist festgelegt.",
            [LEFT_OUT.format("01.01.2028", "31.12.2029")],
        ),
        (
            (2027, 5, 24),
            {"costs.first_year": "2030", "calendar.budget_year": "2029"},
            "2030 bis 2034",
            "; das erste Jahr ist festgelegt.",
            [LEFT_OUT.format("01.01.2029", "31.12.2029")],
        ),
        (
            (2027, 5, 24),
            {"costs.first_year": "2027", "calendar.budget_year": "2028"},
            "2027 bis 2031",
            "; das erste Jahr ist festgelegt.",
            [IN_FULL.format(2027, "24.05.2027")],
        ),
    ],
    ids=[
        *("end of a year", "within a year", "leap day", "new year", "no end", "no end but the calendar"),
        *("calendar: this year", "calendar: next year", "said", "said after the calendar", "said before it"),
    ],
)
def test_first_year(end, entries, years, begin, rest):
    document = document_with(costs=(cost(yearly="1"),), end=date(*end) if end else None, entries=entries)
    sheet = build_costs(document, TODAY)

    assert sheet.period == years
    assert sheet.assumptions[: 1 + len(rest)] == (f"{SAID.format(years)}{begin}", *rest)
    assert sheet.assumptions[1 + len(rest)][:18] == "Laufende Beträge b"
    assert sheet.by_year[0] == (sheet.years[0], sheet.per_year[0])


@pytest.mark.parametrize(
    ("end", "span"),
    [
        (date(2027, 5, 24), (date(2027, 5, 25), date(2027, 12, 31))),
        (date(2027, 12, 30), (date(2027, 12, 31), date(2027, 12, 31))),
        (date(2027, 12, 31), None),
        (date(2027, 1, 1), None),
        (date(9999, 12, 31), None),
    ],
)
def test_time_before_the_first_year(end, span):
    assert sheet_of(cost(yearly="1"), end=end).left_out == span


def test_first_year_of_a_document_without_project():
    document = replace(document_with(), project=None)

    assert build_costs(document, TODAY).years == (2027, 2028, 2029, 2030, 2031)
