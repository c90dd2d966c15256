import pytest
from django.urls import reverse

from recommendations.models import FunderMembership
from tests.cast import log_in, make_user
from tests.programmes import make_funder, make_participants, make_programme, make_release, make_shares
from tests.queries import at_most
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


def test_lists_only_the_own_programmes():
    own, foreign = make_programme("Eigenes (erfunden)"), make_programme("Fremdes (erfunden)")
    make_participants(1, programme=own)

    page = log_in(make_funder(own)).get(reverse("programmes"))

    assert "Eigenes (erfunden) 1 Kommune · noch keine Freigabe" in text_of(page)
    assert foreign.name not in text_of(page)


def test_says_how_many_municipalities_and_when_the_last_release_was():
    programme = make_programme()
    municipalities = make_participants(6, programme=programme)
    make_shares(programme, municipalities)
    release = make_release(programme)

    page = log_in(make_funder(programme)).get(reverse("programmes"))

    assert f"6 Kommunen · letzte Freigabe am {release.date:%d.%m.%Y}" in text_of(page)


def test_tells_whoever_is_no_funder_who_appoints_funders():
    page = log_in(make_user()).get(reverse("programmes"))

    assert (page.status_code, "für kein Programm als Fördergeber eingetragen" in text_of(page)) == (200, True)


def test_queries_do_not_grow_with_the_programmes():
    user = make_funder(make_programme("Nr. 0 (erfunden)"))
    for number in range(1, 5):
        programme = make_programme(f"Nr. {number} (erfunden)")
        FunderMembership.objects.create(programme=programme, user=user)
    client = log_in(user)

    with at_most(3):
        assert len(client.get(reverse("programmes")).context["programmes"]) == 5


def test_account_leads_a_funder_to_the_programmes(client):
    programme = make_programme("Eigenes (erfunden)")
    funder, nobody = log_in(make_funder(programme)), log_in(make_user())

    own, other = funder.get(reverse("account")), text_of(nobody.get(reverse("account")))
    assert reverse("programme", args=[programme.pk]) in own.content.decode()
    assert text_of(own).index("Meine Programme") < text_of(own).index("Sie gehören zu keinem Team einer Kommune.")
    assert "Programme" not in other
