"""A municipality's figures beside those of a release: what is compared, what is not, and where it lies."""

from datetime import date

import pytest

from assessments.instrument import CURRENT
from recommendations.benchmark import (
    ABOVE,
    BELOW,
    WITHIN,
    build_benchmark,
    count_compared,
    profile_rows,
)
from recommendations.figures import Value, figure_ids
from recommendations.release_view import read_release
from tests.recommendations.release_samples import DATE, FIRST_DATE, sample_content, sample_values

POLICY = {"mean": 5, "quartiles": 8, "shares": 10, "version": "2026.1"}


def statistic(value, bound=None):
    return {"value": value, "bound": bound}


def entry(quartiles=(30, 50, 70), *, n=9, mean=48, day=DATE, **more):
    """A published figure; without quartiles where there are too few municipalities for them."""
    shown = [each if isinstance(each, dict) else statistic(each) for each in quartiles] if quartiles else None
    return {"date": day, "n": n, "mean": statistic(mean), "quartiles": shown, "shares": None, **more}


def published(figures):
    content = {"programme": figures}
    return read_release(day=date.fromisoformat(DATE), instrument=CURRENT, policy=POLICY, content=content)


def row_of(figures, figure, own):
    groups = build_benchmark(published(figures), "programme", {figure: own} if own else {})
    return next(row for group in groups for row in group.rows if row.id == figure)


def test_compared_figure_has_everything_that_is_published():
    row = row_of({"B1": entry()}, "B1", Value(43.5))

    found = row.comparison
    assert (row.name[:2], row.own, row.reason) == ("B1", "44", "")
    assert (found.n, found.mean, found.lower, found.median, found.upper) == (9, "48", "30", "50", "70")
    assert (found.date, found.kept) == (date.fromisoformat(DATE), False)


def test_kept_value_has_its_own_date():
    found = row_of({"B1": entry(day=FIRST_DATE, reason="too_few_changed")}, "B1", Value(43)).comparison

    assert (found.date, found.kept) == (date.fromisoformat(FIRST_DATE), True)


def test_without_quartiles_nothing_of_the_release_is_told():
    """A mean alone is of fewer than eight municipalities."""
    row = row_of({"B1": entry(None, n=7, mean=31)}, "B1", Value(43))

    assert row.comparison is None
    assert row.reason == "zu wenige Kommunen (verglichen wird ab 8)"
    assert "31" not in repr(row)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({"B1": {"reason": "secondary"}}, "zu wenige Kommunen: sonst ließen sich die übrigen Gruppen ausrechnen"),
        ({"B1": {"reason": "too_few"}}, "zu wenige Kommunen"),
        ({}, "zu wenige Kommunen"),
    ],
    ids=["secondary", "too few", "not mentioned"],
)
def test_unpublished_figure_says_why(found, reason):
    row = row_of(found, "B1", Value(43))

    assert (row.own, row.comparison, row.reason) == ("43", None, reason)


def test_without_an_own_value_the_place_is_empty():
    row = row_of({"B1": entry()}, "B1", None)

    assert row.own == "–"
    assert (row.comparison.place, row.comparison.beyond, row.comparison.scale.own) == ("", 0, "")


@pytest.mark.parametrize(
    ("own", "quartiles", "place", "beyond"),
    [
        (29.4, (30, 50, 70), BELOW, 1),
        (29.5, (30, 50, 70), WITHIN, 0),
        (70.4, (30, 50, 70), WITHIN, 0),
        (70.5, (30, 50, 70), ABOVE, 1),
        (90, (30, 50, 70), ABOVE, 20),
        (2, (statistic(5, "at_most"), 50, 70), WITHIN, 0),
        (99, (30, 50, statistic(95, "at_least")), WITHIN, 0),
        (99, (statistic(95, "at_least"), statistic(95, "at_least"), statistic(95, "at_least")), WITHIN, 0),
    ],
    ids=[
        "below",
        "rounds to lower",
        "rounds to upper",
        "above",
        "far above",
        "under a limit",
        "over",
        "all at the top",
    ],
)
def test_place_among_the_quartiles(own, quartiles, place, beyond):
    found = row_of({"B1": entry(quartiles)}, "B1", Value(own)).comparison

    assert found.place == place
    assert found.beyond == beyond or place == WITHIN


def test_scale_lies_on_the_track():
    scale = row_of({"B1": entry((0, 50, 100), mean=50)}, "B1", Value(0)).comparison.scale

    assert (scale.box_x, scale.box_width, scale.mean) == (8, 344, 180)
    assert scale.own == "8,6 15,13 8,20 1,13"


def test_groups_come_in_an_order_that_begins_with_what_sums_up():
    groups = build_benchmark(published({}), "programme", {})

    ids = [group.id for group in groups]
    assert (ids[0], ids[-2:]) == ("index", ["municipal", "funder"])
    assert sorted(row.id for group in groups for row in group.rows) == sorted(figure_ids(CURRENT))
    assert [group.id for group in groups if group.is_need] == ["municipal", "funder"]
    assert [bool(group.note) for group in groups] == [group.id in {"index", "municipal", "funder"} for group in groups]


def test_profile_rows_are_dimensions_the_farthest_first():
    figures = {key: entry() for key in ("B1", "B2", "K1", "K1.1", "readiness")}
    own = {"B1": Value(80), "B2": Value(20), "K1": Value(95), "K1.1": Value(99), "readiness": Value(99)}

    groups = build_benchmark(published(figures), "programme", own)

    assert [row.id for row in profile_rows(groups, ABOVE)] == ["K1", "B1"]
    assert [row.id for row in profile_rows(groups, BELOW)] == ["B2"]
    assert [row.id for group in groups for row in group.compared] == ["readiness", "B1", "B2", "K1", "K1.1"]


def test_a_release_is_compared_cell_by_cell():
    content = sample_content()
    release = read_release(day=date.fromisoformat(DATE), instrument=CURRENT, policy=POLICY, content=content)

    for cell in ("programme", "land:09", "land:13", "size:1"):
        groups = build_benchmark(release, cell, sample_values(1))
        compared = {row.id for group in groups for row in group.compared}
        with_quartiles = {figure for figure, found in content.get(cell, {}).items() if found.get("quartiles")}
        assert compared == with_quartiles
        assert count_compared(release, cell) == len(with_quartiles)
    assert count_compared(release, "programme") == len(figure_ids(CURRENT))
    assert count_compared(release, "land:13") == 0
