"""The pages of a funder, with long names and two releases: axe-core, the width of the window, and the way through."""

import re

import pytest
from django.urls import reverse

from recommendations.actions import publish_answer
from recommendations.models import FunderAnswer, Release
from tests.browser.looks import FEWER_LOOKS, faults
from tests.browser.test_team_pages import LONG, LONG_NAME, LONG_NOTE, pages
from tests.programmes import make_participants, make_shares
from tests.recommendations.release_pages import Funding

pytestmark = pytest.mark.browser


@pytest.fixture
def funding(transactional_db):
    made = Funding(name=f"{LONG_NAME} und {LONG}", funder=LONG)
    made.programme.participations.update(round="R" * 120)
    return made


def answer(funding):
    for number, text in enumerate([LONG_NOTE, "Steht im nächsten Aufruf."]):
        publish_answer(
            programme=funding.programme,
            recommendation="F1.1",
            status="planned",
            text=text,
            base_number=number,
            user=funding.user,
        )


def test_pages_of_a_funder(open_as, axe, funding):
    first = funding.release(30)
    make_shares(funding.programme, make_participants(1, programme=funding.programme))
    second = funding.release(2)
    answer(funding)
    views = ["release", "release_laender", "release_sizes", "release_comparison"]
    addresses = [
        *pages("funder", ["account", "programmes"]),
        *pages("funder", ["programme", "prepare_release"], funding.programme.pk),
        *pages("funder", ["funder_answer"], funding.programme.pk, "F1.1"),
        *pages("first", views, first.pk),
        *pages("second", views, second.pk),
        *pages("second", ["release_recommendation"], second.pk, "F1.1"),
        *pages("municipal", ["release_recommendation"], second.pk, "K1.2"),
        ("few", f"{reverse('release', args=[second.pk])}?gruppe=land:14"),
    ]

    assert faults(open_as(funding.user), axe, addresses, FEWER_LOOKS) == []


def test_funder_releases_and_answers_without_javascript(open_as, funding):
    page = open_as(funding.user, javascript=False)
    page.goto(reverse("account"))
    page.get_by_role("link", name=funding.programme.name).click()
    page.get_by_role("link", name="Freigabe vorbereiten").click()
    page.get_by_role("button", name="Endgültig freigeben").click()

    page.get_by_text("Die Freigabe ist gespeichert.").wait_for()
    release = Release.objects.get()
    page.get_by_label("Werte für").select_option("land:09")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_text("Gezeigt sind nur die Kommunen aus: Bayern.").wait_for()
    page.get_by_role("link", name=re.compile("Antworten.*F2.1")).click()
    page.get_by_label("geplant").check()
    page.get_by_label("Ihre Antwort an die Kommunen").fill("Im nächsten Aufruf.")
    page.get_by_role("button", name="Veröffentlichen").click()

    page.get_by_text("Die Antwort zu F2.1 ist veröffentlicht.").wait_for()
    assert FunderAnswer.objects.get().recommendation == "F2.1"
    assert release.content["programme"]["F2.1"]["n"] == 20
