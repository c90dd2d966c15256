"""The page that shows a municipality its figures beside the last release: only its own cells, only from eight on."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations.models import Release
from tests.cast import log_in, make_member, make_municipality
from tests.programmes import (
    make_participants,
    make_programme,
    make_release,
    make_share,
    make_shares,
    make_submitted,
)
from tests.queries import at_most

pytestmark = pytest.mark.django_db


class Story:
    """Musterbach in Bayern, size class 2, with 9 others there and 6 in Nordrhein-Westfalen, size class 3."""

    def __init__(self):
        self.municipality = make_municipality()
        self.programme = make_programme(municipalities=[self.municipality])
        self.near = make_participants(9, land="09", size_class=2, programme=self.programme)
        self.far = make_participants(6, land="05", size_class=3, programme=self.programme)
        self.client = log_in(make_member(self.municipality, "read"))

    def release(self, days_ago=0):
        return make_release(self.programme, timezone.localdate() - timedelta(days=days_ago))

    def get(self, **query):
        return self.client.get(reverse("benchmark", args=[self.municipality.pk, self.programme.pk]), query)


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def released(story):
    make_shares(story.programme, story.near + story.far)
    story.release(days_ago=1)
    return story


def rows(response):
    return {row.id: row for group in response.context["groups"] for row in group.rows}


def test_without_a_release_there_is_nothing_to_compare(story):
    make_submitted(story.municipality)

    html = story.get().content.decode()

    assert "Zu diesem Programm gibt es noch keine Freigabe." in html


def test_municipality_that_is_listed_no_more_compares_a_check_but_does_not_count(released):
    make_share(released.programme, released.municipality, name="Pegelmessung")
    assert "mit denen Ihre Kommune heute in das Programm eingeht" in released.get().content.decode()

    released.programme.participations.filter(municipality=released.municipality).delete()

    response = released.get()
    html = response.content.decode()
    assert "Ihre Kommune ist in diesem Programm nicht mehr aufgeführt. Verglichen wird: Pegelmessung" in html
    assert "in das Programm eingeht" not in html
    assert rows(response)["B1"].comparison


def test_without_an_own_submitted_check_no_figure_is_shown(released):
    response = released.get()

    assert "fehlt ein abgeschlossener Check" in response.content.decode()
    assert "Mittelwert" not in response.content.decode()


def test_own_figure_stands_beside_mean_and_quartiles_with_the_date(released):
    make_share(released.programme, released.municipality, level=3)

    response = released.get()

    row = rows(response)["K1"]
    content = Release.objects.get().content["programme"]["K1"]
    assert row.own == "75"
    assert (row.comparison.n, row.comparison.mean) == (15, str(content["mean"]["value"]))
    assert [row.comparison.lower, row.comparison.median, row.comparison.upper] == [
        str(entry["value"]) for entry in content["quartiles"]
    ]
    html = response.content.decode()
    assert f"Freigabe vom {timezone.localdate() - timedelta(days=1):%d.%m.%Y}" in html
    assert "mit denen Ihre Kommune heute in das Programm eingeht" in html


def test_only_the_own_cells_are_offered(released):
    make_submitted(released.municipality)

    response = released.get(gruppe="land:05")

    assert [cell[:2] for cell in response.context["cells"]] == [
        ("programm", "ganzes Programm"),
        ("land", "Bayern"),
        ("groesse", "Größenklasse 5.000 bis unter 20.000"),
    ]
    assert "Nordrhein-Westfalen" not in response.content.decode()
    assert response.context["cell"] == "ganzes Programm"


def test_cell_is_chosen_by_address(released):
    make_submitted(released.municipality)

    response = released.get(gruppe="land")

    assert response.context["cell"] == "Bayern"
    assert {row.comparison.n for row in rows(response).values() if row.comparison} == {9}


def test_fewer_than_eight_are_not_compared_though_a_mean_is_published(story):
    make_shares(story.programme, story.near[:7] + story.far)
    story.release()
    make_submitted(story.municipality)
    assert Release.objects.get().content["land:09"]["K1"]["n"] == 7

    response = story.get(gruppe="land")

    assert response.context["compared"] == 0
    html = response.content.decode()
    assert "Einen Vergleich gibt es ab 8 Kommunen" in html
    assert "Bayern (noch nichts)" in html
    assert "Mittelwert" not in html


def test_without_sharing_one_own_check_is_chosen(released):
    older = make_submitted(released.municipality, level=1, days_ago=9, name="Bauakte")
    newer = make_submitted(released.municipality, level=3, days_ago=2, name="Pegel")

    standard, chosen = released.get(), released.get(check=older.pk, gruppe="land")

    assert standard.context["own_checks"] == [newer]
    assert chosen.context["own_checks"] == [older]
    assert (rows(standard)["K1"].own, rows(chosen)["K1"].own) == ("75", "25")
    assert "Ihre Kommune teilt nichts mit diesem Programm" in chosen.content.decode()
    assert f"?gruppe=programm&amp;check={older.pk}" in chosen.content.decode()


def test_check_that_is_not_the_own_is_refused(released):
    make_submitted(released.municipality, name="Bauakte")
    make_submitted(released.municipality, name="Pegel")

    for key in (make_submitted(released.near[0]).pk, "x", ""):
        response = released.get(check=key)
        assert response.status_code == 422
        assert "<title>Fehler: " in response.content.decode()
        assert released.near[0].name not in response.content.decode()


def test_what_is_shared_counts_and_not_what_is_newer(released):
    project = make_share(released.programme, released.municipality, level=1, days_ago=9).assessment.project
    make_submitted(released.municipality, level=4, days_ago=1, project=project)

    response = released.get()

    assert rows(response)["K1"].own == "25"
    assert "Eigener Check" not in response.content.decode()


def test_kept_value_is_shown_with_its_own_date(story):
    make_shares(story.programme, story.near + story.far, level=1, days_ago=30)
    first = story.release(days_ago=5)
    make_share(story.programme, story.municipality, level=3)
    story.release()

    response = story.get()

    assert rows(response)["K1"].comparison.date == first.date
    assert f"Stand {first.date:%d.%m.%Y}" in response.content.decode()


def test_every_compared_figure_is_also_in_the_table(released):
    make_submitted(released.municipality, level=2)

    response = released.get()

    table = unescape(response.content.decode().split("Alle Werte als Tabelle", 1)[1])
    assert [row.name for row in rows(response).values() if f">{row.name}</th>" not in table] == []


def test_number_of_queries_does_not_grow(released):
    for number in range(4):
        make_share(released.programme, released.municipality, name=f"Vorhaben {number}", level=2)
    released.get()

    with at_most(11):
        released.get()
