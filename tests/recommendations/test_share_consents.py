"""What became of each consent, as the page on which a municipality shares tells it."""

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.programmes import make_submitted
from tests.recommendations.share_story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def history(story):
    """One of each state, by state."""
    project = story.check.project
    shares = {"superseded": story.share()}
    shares["counts"] = story.share(make_submitted(story.municipality, level=3, days_ago=1, project=project))
    shares["withdrawn"] = story.share(make_submitted(story.municipality, level=3, name="Bauakte"))
    story.lead.post(
        reverse("withdraw_share", args=[story.municipality.pk, story.programme.pk, shares["withdrawn"].pk]),
        {"sure": "on"},
    )
    shares["deleted"] = story.share(make_submitted(story.municipality, level=3, name="Pegel"))
    shares["deleted"].assessment.delete()
    shares["outdated"] = story.share(make_submitted(story.municipality, level=3, name="Altes Vorhaben"))
    Assessment.objects.filter(shares=shares["outdated"]).update(instrument="verstetigung-2020.1")
    return shares


def test_history_says_what_became_of_each_consent(story, history):
    response = story.lead.get(story.url)

    assert {entry.share: entry.state for entry in response.context["consents"]} == {
        share: state for state, share in history.items()
    }
    html = response.content.decode()
    for words in (
        "es zählt ein neuerer Check dieses Vorhabens",
        "beendet: Check gelöscht",
        "Uhr von lead Musterbach",
        "der Fragebogen hat inzwischen eine neue Fassung",
    ):
        assert words in html
    assert html.count(">Widerrufen</a>") == 3
    assert story.reader.get(story.url).content.decode().count(">Widerrufen</a>") == 0


def test_where_the_municipality_is_listed_no_more_nothing_counts_until_it_is_again(story, history):
    listed = list(story.programme.participations.filter(municipality=story.municipality))
    story.programme.participations.filter(municipality=story.municipality).delete()
    ended = ("withdrawn", "deleted")

    response = story.lead.get(story.url)

    assert {entry.share: entry.state for entry in response.context["consents"]} == {
        share: state if state in ended else "unlisted" for state, share in history.items()
    }
    html = response.content.decode()
    assert html.count("zählt nicht: Ihre Kommune ist in diesem Programm nicht mehr aufgeführt") == 3
    assert html.count(">Widerrufen</a>") == 3
    story.programme.participations.bulk_create(listed)
    again = story.lead.get(story.url).context["consents"]
    assert {entry.share: entry.state for entry in again} == {share: state for state, share in history.items()}


def test_after_withdrawal_a_check_can_be_shared_anew(story, history):
    choices = dict(story.lead.get(story.url).context["choice"].fields["check"].choices)

    assert list(choices) == [str(history["withdrawn"].assessment_id)]


def test_sharing_is_in_the_history_of_the_team(story):
    story.post(story.check)

    html = story.lead.get(reverse("team_history", args=[story.municipality.pk])).content.decode()

    assert "Mit einem Förderprogramm geteilt" in html
