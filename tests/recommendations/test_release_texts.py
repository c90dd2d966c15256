"""The words of a release."""

import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.release_texts import (
    CELL_NAMES,
    DERIVABLE,
    FUNDER,
    INDEX,
    MUNICIPAL,
    PROGRAMME,
    REASONS,
    bands_of,
    cell_name,
    figure_kinds,
    figure_title,
    part_title,
    reason_text,
    wait_text,
)
from tests.recommendations.release_values import CATALOGUE


def test_every_figure_has_a_kind_in_the_order_of_the_instrument():
    kinds = figure_kinds(load_instrument(CURRENT), CATALOGUE)

    assert (next(iter(kinds)), kinds["B1"], kinds["readiness"]) == ("B1", "barriers", INDEX)
    assert (kinds["K1.1"], kinds["F3.3"], len(kinds)) == (MUNICIPAL, FUNDER, 25 + 3 + 28)


@pytest.mark.parametrize(
    ("figure", "title"),
    [
        ("B1", "Förderkulisse und Finanzierungslogik"),
        ("readiness", "Verstetigungsreife"),
        ("F1.1", "Übernahme und Betrieb fördern, nicht nur Neues"),
    ],
)
def test_figure_has_the_title_of_what_it_is_about(figure, title):
    assert figure_title(load_instrument(CURRENT), CATALOGUE, figure) == title


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("own", "Was bei der Empfehlung selbst noch fehlt"),
        ("pressure_unknown", "Angaben zu den verknüpften Hemmnissen, Treibern und Voraussetzungen fehlen"),
        ("B1", "Hemmnis „Förderkulisse und Finanzierungslogik“"),
    ],
)
def test_part_of_a_need_says_where_it_comes_from(source, title):
    assert part_title(load_instrument(CURRENT), source) == title


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_to_wait_for(reason):
    assert reason_text(reason)
    assert wait_text(reason, 7)
    assert ("7" in wait_text(reason, 7)) == (reason != DERIVABLE)


def test_every_cell_of_the_grid_has_a_name():
    assert list(CELL_NAMES) == [PROGRAMME, *(f"land:{k:02}" for k in range(1, 17)), *(f"size:{k}" for k in range(1, 5))]
    assert (cell_name("land:09"), cell_name("size:4")) == ("Bayern", "100.000 und mehr")


def test_bands_are_those_of_the_kind():
    assert (bands_of(FUNDER)[0], bands_of("barriers")[0], bands_of(INDEX)[2]) == ("hoch", "unter 40", "über 70")
