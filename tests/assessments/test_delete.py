import pytest
from django.urls import reverse

from assessments.models import Answer, Assessment, Municipality, Project
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(client):
    assessment, token = make_assessment({"B1.1": 2, "B1.2": 2})
    open_link(client, token)
    return reverse("delete", args=[assessment.pk])


def test_names_what_goes(client, url):
    text = client.get(url).content.decode()

    for words in ("2 Antworten", "Maßnahmenplan", "Ergebnis", "Angaben zum Vorhaben"):
        assert words in text


def test_without_the_tick_nothing_is_deleted(client, url):
    response = client.post(url)

    assert response.status_code == 422
    assert "Bitte bestätigen Sie mit dem Häkchen" in response.content.decode()
    assert Assessment.objects.exists()


def test_deletes_all_and_says_so(client, url):
    response = client.post(url, {"sure": "on"}, follow=True)

    assert "Der Check ist gelöscht" in response.content.decode()
    for model in (Answer, Assessment, Project, Municipality):
        assert not model.objects.exists()
    assert client.get(url).status_code == 404
