import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment({"B1.1": 2, "B1.2": "unknown", "B2.1": "not_applicable"})
    open_link(client, token)
    return assessment


def submit(client, assessment):
    return client.post(reverse("submit", args=[assessment.pk]))


def test_submit_says_what_freezes_and_what_is_open(client, story):
    html = client.get(reverse("submit", args=[story.pk])).content.decode()

    assert "Verstetigungs-Check 2026.1" in html
    for line in ("Mit einer Stufe beantwortet: 1", "„Weiß nicht“: 1", "Noch nicht beantwortet: 51"):
        assert line in html
    assert not Assessment.objects.get().is_submitted


def test_submit_freezes_and_shows_the_result(client, story):
    response = submit(client, story)

    assert response.url == reverse("result", args=[story.pk])
    assert Assessment.objects.get().is_submitted
    assert "Der Check ist abgeschlossen." in client.get(response.url).content.decode()


def test_submit_twice_keeps_the_first(client, story):
    submit(client, story)
    before = Assessment.objects.get().submitted_at

    response = submit(client, story)

    assert Assessment.objects.get().submitted_at == before
    assert "war schon abgeschlossen" in client.get(response.url).content.decode()
    assert client.get(reverse("submit", args=[story.pk])).url == reverse("result", args=[story.pk])


def test_continue_assessment_says_who_will_see_the_old_figures(client, story):
    submit(client, story)

    text = client.get(reverse("continue_assessment", args=[story.pk])).content.decode()

    assert "Wer den neuen Link hat, sieht dort auch die Werte und die geänderten Antworten dieses Checks." in text


def test_continue_assessment_asks_then_hands_over_a_new_link(client, story):
    submit(client, story)
    url = reverse("continue_assessment", args=[story.pk])
    assert "Neuen Check auf dieser Grundlage beginnen?" in client.get(url).content.decode()

    response = client.post(url)

    copy = Assessment.objects.get(continues=story)
    assert response.url == reverse("personal_link", args=[copy.pk])
    assert "/z/" in client.get(response.url).content.decode()
    assert client.get(reverse("result", args=[copy.pk])).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_continue_an_open_check_leads_to_it(client, story, method):
    response = getattr(client, method)(reverse("continue_assessment", args=[story.pk]))

    assert response.url == reverse("overview", args=[story.pk])
    assert Assessment.objects.count() == 1
