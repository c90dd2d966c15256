"""A release as readers see it: cells beside each other, releases beside each other."""

from datetime import date

import pytest

from recommendations.release_texts import (
    CELL_NAMES,
    DERIVABLE,
    LAND,
    MARK,
    PROGRAMME,
    SECONDARY,
    SIZE,
    TOO_FEW,
    TOO_FEW_CHANGED,
    wait_text,
)
from recommendations.release_view import (
    cell_matrix,
    compare_releases,
    figure_cells,
    figure_history,
    published_cells,
    release_notices,
)
from tests.recommendations.release_values import DAY, EARLIER, figure, number, published


def test_matrix_shows_the_cells_of_which_something_is_published():
    release = published(
        {"B1": figure(40)},
        land_05={"B1": {"reason": SECONDARY}, "B2": {"reason": TOO_FEW}},
        land_09={"B1": figure(30, n=7)},
        land_14={"B1": {"reason": TOO_FEW}},
        size_2={"B1": figure(31)},
    )

    matrix = cell_matrix(release, LAND)

    assert [(cell.id, cell.short) for cell in matrix.cells] == [(PROGRAMME, "ganzes Programm"), ("land:09", "Bayern")]
    rows = {row.id: row for group in matrix.groups for row in group.rows}
    assert [view.mean_text for view in rows["B1"].figures] == ["40", "30"]
    assert [view.mean_text for view in rows["F1.1"].figures] == [MARK, MARK]
    assert matrix.silent[0].names_text == "Nordrhein-Westfalen"
    assert len(matrix.silent[1].names) == 14
    assert [group.reason for group in matrix.silent] == [SECONDARY, TOO_FEW]


def test_matrix_of_a_release_without_any_published_cell_has_none():
    matrix = cell_matrix(published({"B1": figure(40)}), SIZE)

    assert (matrix.has_cells, [group.names for group in matrix.silent]) == (
        False,
        [tuple(CELL_NAMES[f"size:{key}"] for key in range(1, 5))],
    )
    assert cell_matrix(published({}, size_1={"B1": figure(3)}), SIZE).cells[1].short == "unter 5.000"


def test_whether_somebody_there_has_shared_is_not_shown():
    """A Land with too few that share looks like one where nobody does."""
    shared = published({"B1": figure(40)}, land_14={key: {"reason": TOO_FEW} for key in ("B1", "F1.1")})
    nobody = published({"B1": figure(40)})

    assert shared.content != nobody.content
    assert cell_matrix(shared, LAND) == cell_matrix(nobody, LAND)
    assert figure_cells(shared, "B1", LAND) == figure_cells(nobody, "B1", LAND)
    assert release_notices(shared, "land:14", {"land:14": 3}) == release_notices(nobody, "land:14", {"land:14": 3})
    assert published_cells(shared) == published_cells(nobody)


def test_figure_in_its_cells_names_the_reasons_of_the_others():
    release = published({"B1": figure(40)}, size_1={"B1": figure(33)}, size_3={"B1": {"reason": DERIVABLE}})

    found = figure_cells(release, "B1", SIZE)

    assert [(cell.id, view.mean_text) for cell, view in found.rows] == [("size:1", "33")]
    assert [(group.reason, len(group.names)) for group in found.silent] == [(DERIVABLE, 1), (TOO_FEW, 2)]


def test_only_cells_in_which_the_programme_lists_municipalities_are_named():
    release = published({"B1": figure(40)}, land_05={"B1": {"reason": DERIVABLE}}, land_09={"B1": figure(30)})
    listed = {"land:05": 6, "land:06": 4, "land:08": 5, "land:09": 7, "land:14": 1}
    expected = [
        (("Nordrhein-Westfalen",), wait_text(DERIVABLE, 5)),
        (("Baden-Württemberg",), wait_text(TOO_FEW, 5)),
        (("Hessen", "Sachsen"), "Kann nicht erscheinen: Das Programm führt hier weniger als 5 Kommunen."),
    ]

    for silent in (cell_matrix(release, LAND, listed).silent, figure_cells(release, "B1", LAND, listed).silent):
        assert [(entry.names, entry.wait_text) for entry in silent] == expected


def test_cells_of_several_releases_are_in_the_order_of_the_grid():
    one, other = published({"B1": figure(4)}, size_1={"B1": figure(4)}), published({}, land_02={"B1": figure(4)})

    assert [cell.id for cell in published_cells(one, other)] == [PROGRAMME, "land:02", "size:1"]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (figure(40, day=EARLIER), figure(47), "+7"),
        (figure(40, day=EARLIER), figure(31), "−9"),
        (figure(40, day=EARLIER), figure(40), "unverändert"),
        (figure(40, day=EARLIER), figure(40, day=EARLIER, reason=TOO_FEW_CHANGED), "–"),
        (figure(40, day=date(2025, 1, 1), reason=TOO_FEW_CHANGED), figure(47), "–"),
        (figure(number(5, "at_most"), day=EARLIER), figure(47), "–"),
        (figure(40, day=EARLIER), figure(number(95, "at_least")), "–"),
        ({"reason": TOO_FEW}, figure(47), "–"),
        (figure(40, day=EARLIER), {"reason": SECONDARY}, "–"),
    ],
    ids=[
        *("rises", "falls", "same", "after kept", "before kept", "bound before", "bound after"),
        *("nothing before", "nothing after"),
    ],
)
def test_difference_stands_only_between_two_computed_numbers(before, after, change):
    groups = compare_releases(published({"B1": before}, EARLIER), published({"B1": after}))

    rows = {row.id: row for group in groups for row in group.rows}

    assert rows["B1"].change_text == change
    assert (len(rows), rows["F1.1"].change_text) == (56, "–")


def test_comparison_is_of_one_cell():
    before = published({}, EARLIER, land_09={"B1": figure(20, day=EARLIER)})
    after = published({}, land_09={"B1": figure(25)})

    rows = {row.id: row for group in compare_releases(before, after, "land:09") for row in group.rows}

    assert (rows["B1"].title, rows["B1"].change_text) == ("B1 Förderkulisse und Finanzierungslogik", "+5")


def test_history_of_a_figure_says_where_nothing_was_published():
    found = [
        (date(2025, 1, 1), None),
        (EARLIER, figure(40, day=EARLIER)),
        (DAY, figure(40, day=EARLIER, reason=TOO_FEW_CHANGED)),
    ]

    points = figure_history(published(), "F1.1", found)

    assert [(point.day, point.figure.mean_text, point.figure.kept, point.is_last) for point in points] == [
        (date(2025, 1, 1), MARK, False, False),
        (EARLIER, "40", False, False),
        (DAY, "40", True, True),
    ]
