import re
from itertools import combinations, pairwise
from uuid import UUID

import pytest
from django.template.loader import render_to_string

from recommendations.matrix import BOTTOM, LEFT, RADIUS, RIGHT, SIDE, TOP, portfolio_matrix
from tests.recommendations.portfolio_samples import INSTRUMENT, TODAY, make_check, make_row, with_readiness

MONTHS_LEFT, MONTHS_RIGHT = LEFT + SIDE, RIGHT - SIDE


def matrix_of(*rows):
    return portfolio_matrix(rows, INSTRUMENT.stages)


def at(value, days, number=1):
    return make_row(f"Vorhaben {number}", number=number, days=days, check=with_readiness(value))


@pytest.mark.parametrize(
    ("value", "days", "x", "y"),
    [
        (0, 0, MONTHS_LEFT, BOTTOM),
        (100, 0, MONTHS_LEFT, TOP),
        (50, 548, (MONTHS_LEFT + MONTHS_RIGHT) // 2, (TOP + BOTTOM) // 2),
        (50, 1095, MONTHS_RIGHT, (TOP + BOTTOM) // 2),
        (50, 1096, RIGHT - SIDE // 2, (TOP + BOTTOM) // 2),
        (50, 9999, RIGHT - SIDE // 2, (TOP + BOTTOM) // 2),
        (50, -1, LEFT + SIDE // 2, (TOP + BOTTOM) // 2),
        (50, -999, LEFT + SIDE // 2, (TOP + BOTTOM) // 2),
    ],
    ids=["least", "most", "half", "36 months", "more", "much more", "ended", "long ended"],
)
def test_dot_stands_at_readiness_and_months(value, days, x, y):
    (dot,) = matrix_of(at(value, days)).dots

    assert (dot.x, dot.y, dot.is_moved) == (x, y, False)


def test_dots_that_meet_move_apart_and_keep_their_true_place():
    first, second = matrix_of(at(50, 300, 1), at(50, 300, 2)).dots

    assert (first.is_moved, second.is_moved) == (False, True)
    assert (second.true_x, second.true_y) == (first.x, first.y)


@pytest.mark.parametrize("days", [-5, 300, 2000])
def test_many_dots_of_one_place_can_all_be_read(days):
    matrix = matrix_of(*(at(50, days, number) for number in range(1, 25)))

    distances = [(one.x - other.x) ** 2 + (one.y - other.y) ** 2 for one, other in combinations(matrix.dots, 2)]
    assert min(distances) >= (2 * RADIUS) ** 2
    columns = {(dot.x >= MONTHS_LEFT, dot.x > MONTHS_RIGHT) for dot in matrix.dots}
    assert len(columns) == 1


def test_dots_stay_where_they_belong_when_the_column_is_full():
    dots = matrix_of(*(at(50, -5, number) for number in range(1, 201))).dots

    assert (dots[-1].x, dots[-1].y) == (dots[-1].true_x, dots[-1].true_y)


def test_key_and_dots_have_the_numbers_of_the_rows():
    matrix = matrix_of(at(40, 143, 1), at(None, 10, 2), at(60, -12, 3))

    assert [(entry.number, entry.row.name, entry.text) for entry in matrix.key] == [
        (1, "Vorhaben 1", "Reife 40, endet in 143 Tagen"),
        (2, "Vorhaben 3", "Reife 60, vor 12 Tagen geendet"),
    ]
    assert [dot.number for dot in matrix.dots] == [1, 2]


def test_what_has_no_place_is_listed_with_what_it_lacks():
    matrix = matrix_of(at(None, 10, 1), at(50, None, 2), at(None, None, 3), make_row(check=make_check(), days=3))

    assert [(entry.name, entry.reason) for entry in matrix.missing] == [
        ("Vorhaben 1", "keine Reife"),
        ("Vorhaben 2", "kein Förderende"),
        ("Vorhaben 3", "keine Reife und kein Förderende"),
    ]
    assert matrix.missing[0].id == UUID(int=1)


def test_zones_are_the_stages_from_below():
    zones = matrix_of().zones

    assert [zone.title for zone in zones] == ["Pilot", "Aufbruch", "Aufbau", "Etablierung", "Verstetigt"]
    assert (zones[0].y + zones[0].height, zones[-1].y) == (BOTTOM, TOP)
    assert all(above.y + above.height == below.y for below, above in pairwise(zones))


def test_only_a_submitted_check_is_firm():
    rows = [make_row(days=3, check=make_check(submitted=day)) for day in (TODAY, None)]

    assert [dot.firm for dot in matrix_of(*rows).dots] == [True, False]


def test_picture_has_a_description_and_whole_coordinates():
    matrix = matrix_of(at(50, 300, 1), at(50, 300, 2))

    svg = render_to_string("charts/matrix.html", {"matrix": matrix})

    assert f"<title>{matrix.description}</title>" in svg
    assert "Eingetragene Vorhaben: 2." in matrix.description
    assert svg.count("<circle") == 3
    assert 'class="matrix-dot matrix-dot--open"' in svg
    assert {
        value for value in re.findall(r' (?:x|y|cx|cy|r|x1|x2|y1|y2)="([^"]*)"', svg) if not value.isdigit()
    } == set()
