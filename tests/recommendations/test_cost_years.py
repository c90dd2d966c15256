"""In which year the cost sheet begins, and how it says so."""

from dataclasses import replace
from datetime import date

import pytest

from recommendations.costs import build_costs
from tests.recommendations.cost_samples import TODAY, cost, document_with, sheet_of


@pytest.mark.parametrize(
    ("end", "entries", "years", "said"),
    [
        (
            date(2027, 12, 31),
            {},
            "2028 bis 2032",
            ["Die Rechnung beginnt im Jahr nach dem Ende der Förderung (31.12.2027)."],
        ),
        (
            date(2027, 6, 30),
            {},
            "2028 bis 2032",
            [
                "Die Rechnung beginnt im Jahr nach dem Ende der Förderung (30.06.2027).",
                "Was nach dem Ende der Förderung noch im Jahr 2027 anfällt, ist nicht enthalten.",
            ],
        ),
        (None, {}, "2027 bis 2031", ["Das Ende der Förderung ist nicht angegeben"]),
        (date(2027, 12, 31), {"first_year": "2030"}, "2030 bis 2034", ["das erste Jahr haben Sie festgelegt."]),
    ],
    ids=["end of a year", "within a year", "no end", "said"],
)
def test_first_year(end, entries, years, said):
    sheet = sheet_of(cost(yearly="1"), end=end, **entries)

    assert sheet.period == years
    assert [part in sentence for part, sentence in zip(said, sheet.assumptions, strict=False)] == [True] * len(said)
    assert sheet.by_year[0] == (sheet.years[0], sheet.per_year[0])


def test_first_year_of_a_document_without_project():
    document = replace(document_with(), project=None)

    assert build_costs(document, TODAY).years == (2027, 2028, 2029, 2030, 2031)
