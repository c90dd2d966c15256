from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import withdraw_share
from recommendations.models import Participation
from tests.cast import ANNA, log_in, make_member, make_municipality
from tests.programmes import make_participants, make_programme, make_release, make_share, make_shares
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def client(municipality):
    return log_in(make_member(municipality, "read"))


def text(client, municipality, name="municipality_programmes"):
    return client.get(reverse(name, args=[municipality.pk])).content.decode()


def test_programme_is_shown_with_what_is_shared(client, municipality):
    programme = make_programme(municipalities=[municipality], starts=date(2025, 7, 1), ends=date(2027, 6, 30))
    make_share(programme, municipality, name="Glättesensoren")
    withdraw_share(share=make_share(programme, municipality, name="Bauakte"), editor=ANNA)

    html = text(client, municipality)

    for words in (programme.name, programme.funder, "01.07.2025 bis 30.06.2027", "noch keine", "Glättesensoren"):
        assert words in html
    assert "Bauakte" not in html
    assert reverse("share", args=[municipality.pk, programme.pk]) in html
    assert reverse("benchmark", args=[municipality.pk, programme.pk]) not in html


def test_comparison_is_offered_once_there_is_a_release(client, municipality):
    programme = make_programme(municipalities=[municipality])
    make_shares(programme, make_participants(5, programme=programme))
    make_release(programme, timezone.localdate() - timedelta(days=3))

    html = text(client, municipality)

    assert f"{timezone.localdate() - timedelta(days=3):%d.%m.%Y}" in html
    assert reverse("benchmark", args=[municipality.pk, programme.pk]) in html


def test_foreign_programme_is_not_shown(client, municipality):
    make_programme("Eigenes Programm (erfunden)", [municipality])
    make_programme("Fremdes Programm (erfunden)", make_participants(2))

    html = text(client, municipality)

    assert "Eigenes Programm" in html
    assert "Fremdes Programm" not in html


def test_programme_that_was_left_stays_while_there_is_a_consent(client, municipality):
    programme = make_programme(municipalities=[municipality])
    share = make_share(programme, municipality)
    Participation.objects.all().delete()
    gone = "Ihre Kommune ist in diesem Programm nicht mehr aufgeführt."

    assert f"Das zählt nicht: {gone} Widerrufen können Sie weiterhin." in text(client, municipality)
    withdraw_share(share=share, editor=ANNA)
    html = text(client, municipality)
    assert f"<p>{gone}</p>" in html
    assert "Sie teilen nichts mit diesem Programm." in html


@pytest.mark.parametrize("page", ["portfolio", "team", "team_history", "municipality_programmes"])
def test_navigation_has_programmes_only_where_there_are_some(client, municipality, page):
    link = f'href="{reverse("municipality_programmes", args=[municipality.pk])}"'
    assert link not in text(client, municipality, page)

    make_programme(municipalities=[municipality])

    assert link in text(client, municipality, page)


def test_without_a_programme_the_page_says_who_enters_them(client, municipality):
    assert "in keinem Förderprogramm" in text(client, municipality)


def test_number_of_queries_does_not_grow(client, municipality):
    for number in range(6):
        programme = make_programme(f"Programm {number} (erfunden)", [municipality])
        make_share(programme, municipality, name=f"Vorhaben {number}")

    with at_most(8):
        text(client, municipality)
