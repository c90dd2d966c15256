import pytest
from django.urls import reverse

from recommendations.models import Release
from tests.programmes import make_participants, make_programme, make_release, make_shares
from tests.queries import at_most
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


def compare(funding, release, query=""):
    return funding.client().get(reverse("release_comparison", args=[release.pk]) + query)


def join(funding, count=6):
    new = make_participants(count, land="09", size_class=2, programme=funding.programme)
    make_shares(funding.programme, new, level=4)


def changes_of(page):
    return {row.id: row.change_text for group in page.context["groups"] for row in group.rows}


def test_single_release_has_nothing_beside_it(funding):
    assert "gibt es keine zweite Freigabe" in text_of(compare(funding, funding.release()))


def test_release_stands_beside_the_one_before(funding):
    first = funding.release(60)
    funding.release(30)
    join(funding)
    last = funding.release()

    page = compare(funding, last)

    assert page.context["other"].date > first.date
    assert changes_of(page)["D1"].startswith("+")
    assert f"rechts die vom {last.date:%d.%m.%Y}" in text_of(page)


def test_first_release_stands_beside_the_next(funding):
    first = funding.release(60)
    second = funding.release(30)
    funding.release()

    page = compare(funding, first)

    assert (page.context["before"].date, page.context["after"].date) == (first.date, second.date)


def test_address_chooses_release_and_cell(funding):
    first = funding.release(60)
    funding.release(30)
    last = funding.release()

    page = compare(funding, last, f"?mit={first.pk}&gruppe=land:09")

    assert page.context["before"].date == first.date
    assert "für: Bayern" in text_of(page)
    assert set(changes_of(page).values()) == {"unverändert"}


def test_release_of_another_programme_or_version_is_not_compared(funding):
    other = make_programme("Anderes (erfunden)")
    make_shares(other, make_participants(5, programme=other))
    foreign, old = make_release(other), funding.release(60)
    Release.objects.filter(pk=old.pk).update(instrument="verstetigung-2025.1")
    release = funding.release()

    for wanted in (foreign.pk, old.pk, "x"):
        assert "gibt es keine zweite Freigabe" in text_of(compare(funding, release, f"?mit={wanted}"))


def test_queries_do_not_grow_with_the_releases(funding):
    for days in (60, 30, 20):
        funding.release(days)
    release, client = funding.release(), funding.client()

    with at_most(5):
        client.get(reverse("release_comparison", args=[release.pk]))
