"""What a release does not publish anew, before and after it is made."""

import pytest

from recommendations.aggregation import Decision
from recommendations.release_texts import (
    LEGEND,
    PROGRAMME,
    REASONS,
    SECONDARY,
    TOO_FEW,
    TOO_FEW_CHANGED,
    wait_text,
)
from recommendations.release_view import (
    figure_view,
    preview_cells,
    release_notices,
)
from tests.recommendations.release_values import EARLIER, sample_release


@pytest.fixture(scope="module")
def second():
    return sample_release()


def decided(**figures):
    """As aggregation.decide gives them: "new", a reason, or (reason, ISO date of the value that stays)."""
    return {name: decision(word) for name, word in figures.items()}


def decision(word):
    if word == "new":
        return Decision("new", None, None)
    return Decision("none", word, None) if isinstance(word, str) else Decision("kept", *word)


def test_preview_counts_what_is_new_kept_and_withheld():
    kept = (TOO_FEW_CHANGED, EARLIER.isoformat())
    decisions = {PROGRAMME: decided(B1="new", B2="new", B3=kept), "land:09": decided(B1=SECONDARY, B2="new", B3=kept)}

    programme, land = preview_cells(decisions, {PROGRAMME: 20, "land:09": 6}, 3, 5)

    assert (programme.name, programme.listed, programme.new) == ("ganzes Programm", 20, 2)
    assert [(entry.count, entry.since) for entry in programme.withheld] == [(1, EARLIER)]
    assert (land.name, land.new) == ("Bayern", 1)
    assert [(entry.count, entry.since, entry.reason_text) for entry in land.withheld] == [
        (1, None, REASONS[SECONDARY]),
        (1, EARLIER, REASONS[TOO_FEW_CHANGED]),
    ]


@pytest.mark.parametrize(
    "decisions", [{}, {"land:09": decided(B1=TOO_FEW, B2=TOO_FEW)}, {"land:09": decided(B1=TOO_FEW)}]
)
@pytest.mark.parametrize(
    ("listed", "wait"),
    [
        (4, "Kann nicht erscheinen: Das Programm führt hier weniger als 5 Kommunen."),
        (5, wait_text(TOO_FEW, 5)),
    ],
)
def test_preview_does_not_tell_a_cell_with_too_few_from_an_empty_one(decisions, listed, wait):
    (cell,) = preview_cells(decisions, {"land:09": listed}, 2, 5)

    (entry,) = cell.withheld
    assert (cell.new, entry.count, entry.since, entry.reason_text, entry.wait_text) == (0, 2, None, LEGEND, wait)


def test_preview_leaves_out_cells_without_municipalities():
    assert preview_cells({"land:09": decided(B1=TOO_FEW)}, {}, 1, 5) == ()


def test_preview_names_a_cell_that_keeps_values_though_nobody_is_listed_there_any_more():
    decisions = {"land:09": decided(B1=(TOO_FEW, EARLIER.isoformat()))}

    (cell,) = preview_cells(decisions, {}, 1, 5)

    assert (cell.id, cell.listed, cell.withheld[0].since) == ("land:09", 0, EARLIER)


def test_programme_with_too_few_municipalities_is_told_to_wait():
    (cell,) = preview_cells({}, {PROGRAMME: 4}, 1, 5)

    assert cell.withheld[0].wait_text == wait_text(TOO_FEW, 5)


def test_notices_of_a_release_add_up_to_what_is_not_new(second):
    views = [figure_view(second, key, "land:09") for key in second.kinds]

    notices = release_notices(second, "land:09", {"land:09": 12})

    assert sum(entry.count for entry in notices) == sum(bool(view.reason) for view in views) > 0
