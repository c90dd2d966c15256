import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations import actions
from recommendations.release_export import read_facts
from recommendations.release_table import PART, release_rows
from recommendations.release_texts import CELL_NAMES
from tests.programmes import make_participants, make_shares
from tests.queries import at_most
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


def show(funding, release, query=""):
    return funding.client().get(reverse("release", args=[release.pk]) + query)


def answer(funding, recommendation="F1.1", status="planned"):
    actions.publish_answer(
        programme=funding.programme,
        recommendation=recommendation,
        status=status,
        text="Im nächsten Aufruf.",
        base_number=0,
        user=funding.user,
    )


def test_overview_says_how_many_and_by_which_rules(funding):
    page = show(funding, funding.release())

    assert "20 von 21 Kommunen haben geteilt" in text_of(page)
    assert "Ein Mittelwert erscheint ab 5 Kommunen, Median und Viertel ab 8, Anteile ab 10." in text_of(page)
    assert "Regelwerk 2026.1:" in text_of(page)


def test_needs_are_ranked_with_parts_and_answer(funding):
    answer(funding)

    page = show(funding, funding.release())

    needs = page.context["needs"]
    values = [need.figure.mean.value for need in needs]
    assert (len(needs), values) == (10, sorted(values, reverse=True))
    assert {need.id for need in needs if need.answer} == {"F1.1"}
    assert 'data-statistic="part:own"' in page.content.decode()
    assert "Ihre Antwort: geplant" in text_of(page)
    assert len(page.context["municipal"]) == 18


def statistics_on(page):
    """{(figure, statistic): text} of every marked cell of the page."""
    found = {}
    for part in re.split(r'data-figure="', page.content.decode())[1:]:
        figure, rest = part.split('"', 1)
        for statistic, text in re.findall(r'data-statistic="([^"]+)"[^>]*>([^<]*)<', rest):
            found[figure, statistic] = text
    return found


@pytest.mark.parametrize("cell", ["programme", "land:06", "land:09", "land:14", "size:2", "land:05"])
def test_page_shows_every_statistic_as_the_files_do(funding, cell):
    release = funding.release()

    shown = statistics_on(show(funding, release, f"?gruppe={cell}"))

    rows = [row for row in release_rows(read_facts(release)) if row.cell == cell]
    without_parts = {(row.figure, row.statistic): row.text for row in rows if not row.statistic.startswith(PART)}
    assert {key: text for key, text in shown.items() if not key[1].startswith(PART)} == without_parts
    published_parts = {
        (row.figure, row.statistic): row.text
        for row in rows
        if row.statistic.startswith(PART) and row.value is not None and row.kind == "funder"
    }
    assert {key: text for key, text in shown.items() if key[1].startswith(PART)} == published_parts


def test_cell_is_chosen_by_the_address(funding):
    release = funding.release()

    bayern, unknown = show(funding, release, "?gruppe=land:09"), show(funding, release, "?gruppe=land:99")

    assert "Gezeigt sind nur die Kommunen aus: Bayern." in text_of(bayern)
    assert bayern.context["needs"][0].figure.n == 12
    assert unknown.context["cell"] == "programme"
    assert [value for value, _ in bayern.context["choice_form"].fields["gruppe"].choices] == [
        *("programme", "land:09", "size:2")
    ]


def test_cell_with_too_few_looks_like_an_empty_one(funding):
    release = funding.release()
    assert release.content["land:14"] == release.content["land:05"]

    few, empty = (text_of(show(funding, release, f"?gruppe=land:{key}")) for key in ("14", "05"))

    assert few.replace("Sachsen", "Nordrhein-Westfalen") == empty
    assert "Alle Werte fehlen (zu wenige Kommunen). Kann nicht erscheinen" in empty


def test_kept_values_have_their_own_date(funding):
    first = funding.release(30)
    make_shares(funding.programme, make_participants(1, land="09", size_class=2, programme=funding.programme))

    page = show(funding, funding.release())

    assert f"Alle Werte bleiben vom {first.date:%d.%m.%Y}" in text_of(page)
    assert f"Wert vom {first.date:%d.%m.%Y}" in text_of(page)
    assert "Ein Stern zeigt einen Wert aus einer früheren Freigabe" in text_of(page)


def test_no_page_of_a_release_names_a_municipality(funding):
    release = funding.release()
    names = [municipality.name for municipality in (*funding.bayern, *funding.hessen, *funding.sachsen)]
    client = funding.client()
    listed = client.get(reverse("programme", args=[funding.programme.pk])).content.decode()
    pages = [
        *(reverse(name, args=[release.pk]) for name in ("release", "release_laender", "release_sizes")),
        reverse("release_comparison", args=[release.pk]),
        reverse("release_recommendation", args=[release.pk, "F1.1"]),
        *(f"{reverse('release', args=[release.pk])}?gruppe={cell}" for cell in CELL_NAMES),
    ]

    assert all(name in listed for name in names)
    for page in pages:
        said = client.get(page).content.decode()
        assert [name for name in names if name in said] == []


def test_page_offers_the_files(funding):
    release = funding.release()

    said = show(funding, release).content.decode()

    for name in ("release_pdf", "release_xlsx", "release_csv", "release_json", "release_open_data"):
        assert f'href="{reverse(name, args=[release.pk])}"' in said


def test_queries_are_few_and_never_ask_who_was_counted(funding):
    release, client = funding.release(), funding.client()

    with at_most(7), CaptureQueriesContext(connection) as captured:
        client.get(reverse("release", args=[release.pk]))

    asked = " ".join(query["sql"] for query in captured)
    assert "recommendations_release" in asked
    assert "recommendations_ledger" not in asked
    assert "recommendations_share" not in asked
