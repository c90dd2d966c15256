import pytest
from django.urls import reverse

from tests.queries import at_most
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "cells", "silent"),
    [
        ("release_laender", ["programme", "land:09"], "Sachsen"),
        ("release_sizes", ["programme", "size:2"], "unter 5.000 Einwohnerinnen und Einwohner"),
    ],
)
def test_matrix_shows_cells_beside_the_programme(funding, name, cells, silent):
    release = funding.release()

    page = funding.client().get(reverse(name, args=[release.pk]))

    assert [cell.id for cell in page.context["matrix"].cells] == cells
    assert silent in page.context["matrix"].silent[-1].names
    assert "n 12" in text_of(page)


def test_release_without_a_published_cell_says_so(funding):
    release = funding.release()
    release.content = {"programme": release.content["programme"]}
    release.save()

    laender, sizes = (
        text_of(funding.client().get(reverse(name, args=[release.pk]))) for name in ("release_laender", "release_sizes")
    )

    assert "Für kein Land lässt sich in dieser Freigabe etwas veröffentlichen." in laender
    assert "Für keine Größenklasse lässt sich in dieser Freigabe etwas veröffentlichen." in sizes


def test_kept_value_has_its_date_in_the_matrix(funding):
    first = funding.release(30)
    for figures in funding.programme.shares.filter(municipality=funding.bayern[0]):
        figures.figures.delete()

    page = funding.client().get(reverse("release_laender", args=[funding.release().pk]))

    assert f"n 12 {first.date:%d.%m.%Y}" in text_of(page)
    assert f"Bayern Alle Werte bleiben vom {first.date:%d.%m.%Y} (seit der letzten Freigabe" in text_of(page)


@pytest.mark.parametrize("name", ["release_laender", "release_sizes"])
def test_queries_are_few(funding, name):
    release, client = funding.release(), funding.client()

    with at_most(4):
        client.get(reverse(name, args=[release.pk]))
