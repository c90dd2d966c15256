import pytest
from django.urls import reverse

from recommendations.models import Participation, SharedFigures
from tests.cast import log_in, make_member, make_municipality
from tests.programmes import make_programme, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def programme(municipality):
    return make_programme(municipalities=[municipality])


@pytest.fixture
def share(municipality, programme):
    return make_share(programme, municipality, name="Glättesensoren")


@pytest.fixture
def lead(municipality):
    return log_in(make_member(municipality, "lead"))


def url(share, name="withdraw_share"):
    ids = [share.municipality_id, share.programme_id]
    return reverse(name, args=[*ids, share.pk] if name == "withdraw_share" else ids)


def test_page_says_what_a_withdrawal_changes_and_what_not(lead, share):
    html = lead.get(url(share)).content.decode()

    assert "Glättesensoren" in html
    assert "Ab der nächsten Freigabe zählt er nicht mehr" in html
    assert "Freigaben, die es schon gibt, bleiben unverändert" in html


def test_where_the_municipality_is_listed_no_more_the_page_says_that_it_does_not_count(lead, share, programme):
    programme.participations.all().delete()

    html = lead.get(url(share)).content.decode()

    assert "Ihre Kommune ist in diesem Programm nicht mehr aufgeführt" in html
    assert "zählt dieser weiter" not in html
    assert lead.post(url(share), {"sure": "on"}).url == url(share, "share")
    assert SharedFigures.objects.filter(share=share).exists() is False


def test_withdrawal_takes_the_figures_away_and_is_recorded(lead, share):
    assert SharedFigures.objects.filter(share=share).exists()

    response = lead.post(url(share), {"sure": "on"})

    assert response.url == url(share, "share")
    share.refresh_from_db()
    assert share.withdrawn_by_name == "lead Musterbach"
    assert SharedFigures.objects.filter(share=share).exists() is False
    assert "widerrufen am" in lead.get(url(share, "share")).content.decode()


def test_without_the_tick_nothing_is_withdrawn(lead, share):
    response = lead.post(url(share), {})

    assert response.status_code == 422
    share.refresh_from_db()
    assert share.withdrawn_at is None


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("end", ["withdrawn", "deleted"])
def test_one_that_has_ended_already_leads_back(lead, share, end, method):
    if end == "withdrawn":
        lead.post(url(share), {"sure": "on"})
    else:
        share.assessment.delete()
    share.refresh_from_db()
    before = share.withdrawn_at

    response = getattr(lead, method)(url(share), {"sure": "on"})

    assert response.url == url(share, "share")
    assert "schon beendet" in lead.get(response.url).content.decode()
    share.refresh_from_db()
    assert share.withdrawn_at == before


@pytest.mark.parametrize("role", ["edit", "read"])
def test_only_the_lead_withdraws(municipality, share, role):
    client = log_in(make_member(municipality, role))

    assert client.get(url(share)).status_code == 403
    assert client.post(url(share), {"sure": "on"}).status_code == 403


def test_share_of_another_municipality_or_programme_is_not_found(lead, municipality, programme, share):
    neighbour = make_municipality("Nachbarbach (erfunden)")
    other_programme = make_programme("Anderes Programm (erfunden)", [municipality, neighbour])
    Participation.objects.create(programme=programme, municipality=neighbour, round="1")
    foreign = make_share(programme, neighbour)
    assert lead.get(url(share)).status_code == 200

    tried = [
        reverse("withdraw_share", args=[municipality.pk, programme.pk, foreign.pk]),
        reverse("withdraw_share", args=[municipality.pk, other_programme.pk, share.pk]),
        url(foreign),
    ]

    assert [lead.post(address, {"sure": "on"}).status_code for address in tried] == [404, 404, 404]
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None
