import pytest
from django.urls import reverse

from assessments.models import Project
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(client):
    assessment, token = make_assessment({"B1.1": 2})
    open_link(client, token)
    return reverse("edit_project", args=[assessment.pk])


def test_shows_what_is_stored(client, url):
    assert 'value="Glättesensoren im Winterdienst"' in client.get(url).content.decode()


def test_stores_what_is_typed(client, url):
    response = client.post(url, {"name": "Neu", "phase": "operation", "funding_start": "1.2.2026"}, follow=True)

    project = Project.objects.get()
    assert (project.name, project.phase, str(project.funding_start)) == ("Neu", "operation", "2026-02-01")
    assert "sind gespeichert" in response.content.decode()


def test_refuses_what_is_wrong_and_keeps_the_rest_of_the_text(client, url):
    response = client.post(url, {"name": "", "phase": "idea", "description": "bleibt stehen"})

    assert response.status_code == 422
    assert "bleibt stehen" in response.content.decode()
    assert Project.objects.get().phase == "pilot"


@pytest.mark.parametrize("method", ["get", "post"])
def test_submitted_check_is_not_changed(client, url, method):
    client.post(url.replace("projekt/", "abschliessen/"))

    response = getattr(client, method)(url, {"name": "Neu", "phase": "idea"})

    assert response.status_code == 409
    assert Project.objects.get().name == "Glättesensoren im Winterdienst"
