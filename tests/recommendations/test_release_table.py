from collections import Counter

import pytest

from assessments.instrument import CURRENT
from recommendations.aggregation import CELLS
from recommendations.figures import figure_ids
from recommendations.release_table import figure_lines, release_rows, shown, shown_share
from tests.recommendations.release_facts import facts_with, figure, sample_facts, score
from tests.recommendations.release_samples import FIRST_DATE

SCORE_STATISTICS = [
    "n",
    "mean",
    "quartile_lower",
    "median",
    "quartile_upper",
    "share_below_40",
    "share_40_to_70",
    "share_above_70",
]
NEED_STATISTICS = [*SCORE_STATISTICS[:5], "share_high", "share_medium", "share_low"]
# By instrument and catalogue: 28 figures with 8 statistics; 28 needs with these and their parts.
GRID = 28 * 8 + sum(len(line.statistics) for line in figure_lines(CURRENT) if line.kind in {"municipal", "funder"})


def rows_of(content, cell="programme", name="B1"):
    rows = release_rows(facts_with(content=content))
    return {row.statistic: row for row in rows if (row.cell, row.figure) == (cell, name)}


@pytest.mark.parametrize(
    ("statistic", "text", "share"),
    [
        (score(43), "43", "43 %"),
        (score(0), "0", "0 %"),
        (score(5, "at_most"), "≤ 5", "≤ 5 %"),
        (score(95, "at_least"), "≥ 95", "≥ 95 %"),
        (None, "·", "·"),
    ],
    ids=["whole", "zero", "at most", "at least", "nothing"],
)
def test_shown(statistic, text, share):
    assert (shown(statistic), shown_share(statistic)) == (text, share)


def test_grid_is_complete_and_in_order():
    rows = release_rows(sample_facts())

    assert len(rows) == GRID * len(CELLS)
    assert list(dict.fromkeys(row.cell for row in rows)) == list(CELLS)
    assert [line.id for line in figure_lines(CURRENT)] == list(figure_ids(CURRENT))
    assert set(Counter((row.cell, row.figure, row.statistic) for row in rows).values()) == {1}


def test_sample_has_every_kind_of_value():
    rows = release_rows(sample_facts())

    assert {row.reason for row in rows} == {None, "too_few", "secondary", "too_few_changed", "derivable"}
    assert {row.bound for row in rows} == {None, "at_most", "at_least"}
    assert {row.date for row in rows} == {None, FIRST_DATE, "2026-11-23"}


def test_published_score():
    entry = figure(
        quartiles=[score(30), score(45), score(95, "at_least")], shares=[score(5, "at_most"), score(60), score(35)]
    )

    found = rows_of({"programme": {"B1": entry}})

    assert list(found) == SCORE_STATISTICS
    assert [row.text for row in found.values()] == ["12", "43", "30", "45", "≥ 95", "≤ 5 %", "60 %", "35 %"]
    assert [row.value for row in found.values()] == [12, 43, 30, 45, 95, 5, 60, 35]
    assert [row.unit for row in found.values()] == ["count", *["points"] * 4, *["percent"] * 3]
    assert {(row.date, row.reason, row.kind, row.cell_name) for row in found.values()} == {
        ("2026-11-23", None, "barriers", "ganzes Programm")
    }


def test_published_need_has_its_parts_in_the_order_of_the_links():
    parts = {"S3": score(10), "B1": score(12), "own": score(21)}

    found = rows_of({"programme": {"F1.1": figure(parts=parts)}}, name="F1.1")

    assert list(found) == [*NEED_STATISTICS, "part:own", "part:B1", "part:S3"]
    assert [found[key].text for key in ("part:own", "part:B1", "part:S3")] == ["21", "12", "10"]
    assert found["part:B1"].statistic_name == "davon: Hemmnis „Förderkulisse und Finanzierungslogik“"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({}, "too_few"),
        ({"programme": {}}, "too_few"),
        ({"programme": {"B1": {"reason": "too_few"}}}, "too_few"),
        ({"programme": {"B1": {"reason": "secondary"}}}, "secondary"),
        ({"programme": {"B1": {"reason": "derivable"}}}, "derivable"),
    ],
    ids=["no cell", "no figure", "too few", "secondary", "derivable"],
)
def test_what_is_not_published_has_a_reason_in_every_statistic(content, reason):
    found = rows_of(content)

    assert list(found) == SCORE_STATISTICS
    assert {(row.value, row.bound, row.date, row.reason, row.text) for row in found.values()} == {
        (None, None, None, reason, "·")
    }


def test_cell_of_nobody_reads_like_one_with_too_few():
    there = rows_of({"land:09": {name: {"reason": "too_few"} for name in figure_ids(CURRENT)}}, cell="land:09")

    assert there == rows_of({}, cell="land:09")


def test_quartiles_and_shares_that_are_missing_want_municipalities():
    found = rows_of({"programme": {"B1": figure(n=6)}})

    assert [row.reason for row in found.values()] == [None, None, *["too_few"] * 6]
    assert [row.date for row in found.values()] == ["2026-11-23", "2026-11-23", *[None] * 6]


def test_parts_that_are_withheld_have_their_own_reason():
    rows = rows_of({"programme": {"F1.1": figure(parts_reason="too_few_changed")}}, name="F1.1")
    assert (rows["mean"].value, rows["mean"].reason) == (43, None)
    assert (rows["part:own"].text, rows["part:own"].reason, rows["part:own"].date) == ("·", "too_few_changed", None)


def test_kept_value_has_its_own_date_and_the_reason():
    entry = figure(date=FIRST_DATE, reason="too_few_changed", quartiles=[score(1), score(2), score(3)])

    found = rows_of({"programme": {"B1": entry}})

    assert {(found[key].date, found[key].reason) for key in ("n", "mean", "median")} == {
        (FIRST_DATE, "too_few_changed")
    }
    assert (found["share_below_40"].date, found["share_below_40"].reason) == (None, "too_few")
