import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import actions
from recommendations.models import Ledger, Release, SharedFigures
from tests.cast import log_in
from tests.programmes import LEAD, make_funder, make_participants, make_programme, make_shares
from tests.queries import at_most
from tests.recommendations.release_pages import Funding, text_of

pytestmark = pytest.mark.django_db


def address(programme):
    return reverse("prepare_release", args=[programme.pk])


def cells_of(page):
    return {cell.id: cell for cell in page.context["cells"]}


def test_preview_says_what_will_be_published_and_what_not():
    funding = Funding()

    page = funding.client().get(address(funding.programme))

    cells = cells_of(page)
    assert "20 von 21 Kommunen gehen ein" in text_of(page)
    assert "Das wäre die erste Freigabe." in text_of(page)
    assert "Diese Freigabe brächte keinen neuen Wert." not in text_of(page)
    assert list(cells) == ["programme", "land:06", "land:09", "land:14", "size:1", "size:2", "size:3"]
    assert (cells["programme"].new, cells["land:14"].new, cells["land:14"].listed) == (56, 0, 3)
    assert "Kann nicht erscheinen: Das Programm führt hier weniger als 5 Kommunen." in text_of(page)


def test_preview_makes_no_release():
    funding = Funding()

    funding.client().get(address(funding.programme))

    assert not Release.objects.exists()


def test_preview_does_not_show_where_the_few_are():
    """Two of three in Sachsen share, or none of them: the cells say the same."""
    funding = Funding()
    client = funding.client()
    before = client.get(address(funding.programme))

    for share in funding.programme.shares.filter(municipality__in=funding.sachsen):
        actions.withdraw_share(share=share, editor=LEAD)
    after = client.get(address(funding.programme))

    assert before.context["preview"].decisions != after.context["preview"].decisions
    assert cells_of(before)["land:14"] == cells_of(after)["land:14"]
    assert cells_of(before)["size:1"] == cells_of(after)["size:1"]


def test_release_is_made_once_a_day():
    funding = Funding()
    client = funding.client()

    made = client.post(address(funding.programme))
    again = client.post(address(funding.programme))

    release = Release.objects.get()
    assert (made.status_code, made.url) == (302, reverse("release", args=[release.pk]))
    assert (release.date, release.created_by) == (timezone.localdate(), funding.user)
    assert again.status_code == 409
    assert "<title>Fehler: Freigabe vorbereiten" in again.content.decode()
    assert "Für diesen Tag gibt es schon eine Freigabe." in text_of(again)
    assert "Endgültig freigeben" not in text_of(again)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_too_few_are_told_to_wait(count):
    programme = make_programme()
    make_shares(programme, make_participants(count, programme=programme))
    client = log_in(make_funder(programme))

    page, refused = client.get(address(programme)), client.post(address(programme))

    assert "Zurzeit nicht möglich. Es haben zu wenige Kommunen geteilt" in text_of(page)
    assert (refused.status_code, Release.objects.count()) == (409, 0)


def test_five_are_enough():
    programme = make_programme()
    make_shares(programme, make_participants(5, programme=programme))

    assert log_in(make_funder(programme)).post(address(programme)).status_code == 302


def test_second_release_tells_which_values_stay_and_why():
    funding = Funding()
    first = funding.release(30)
    more = make_participants(1, land="09", size_class=2, programme=funding.programme)
    make_shares(funding.programme, more)

    page = funding.client().get(address(funding.programme))

    programme = cells_of(page)["programme"]
    assert (programme.new, programme.withheld[0].count, programme.withheld[0].since) == (0, 56, first.date)
    assert f"Alle Werte bleiben vom {first.date:%d.%m.%Y} (seit der letzten Freigabe" in text_of(page)
    assert f"letzte Freigabe: {first.date:%d.%m.%Y}" in text_of(page)
    assert "Diese Freigabe brächte keinen neuen Wert." in text_of(page)


def test_release_whose_ledger_is_gone_stops_the_next_and_says_why():
    funding = Funding()
    Ledger.objects.filter(release=funding.release(30)).delete()
    client, said = funding.client(), "Zu einer früheren Freigabe fehlt der Nachweis"

    page, refused = client.get(address(funding.programme)), client.post(address(funding.programme))

    assert (page.status_code, refused.status_code, Release.objects.count()) == (200, 409, 1)
    assert said in text_of(page)
    assert text_of(refused).count(said) == 2
    assert "Was erscheinen würde, lässt sich zurzeit nicht prüfen." in text_of(page)
    assert "steht noch keine Kommune" not in text_of(page)
    assert "Endgültig freigeben" not in text_of(page)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "Eine Kommune hat nur Ergebnisse einer anderen Fassung"), (2, "2 Kommunen haben nur Ergebnisse")],
)
def test_results_of_another_version_are_counted_apart(count, said):
    funding = Funding()
    other = SharedFigures.objects.filter(share__municipality__in=funding.sachsen[:count])
    other.update(instrument="verstetigung-2025.1")

    page = funding.client().get(address(funding.programme))

    assert said in text_of(page)
    assert f"{20 - count} von 21 Kommunen gehen ein" in text_of(page)


def test_queries_do_not_grow_with_the_municipalities():
    funding = Funding()
    client = funding.client()

    with at_most(10):
        client.get(address(funding.programme))
