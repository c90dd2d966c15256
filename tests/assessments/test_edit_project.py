from datetime import date

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


def post(client, url, data, **kwargs):
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, {"seen": seen, **data}, **kwargs)


def test_shows_what_is_stored(client, url):
    assert 'value="Glättesensoren im Winterdienst"' in client.get(url).content.decode()


def test_stores_what_is_typed(client, url):
    response = post(client, url, {"name": "Neu", "phase": "operation", "funding_start": "1.2.2026"}, follow=True)

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
    assert ("nicht gespeichert" in response.text) == (method == "post")
    assert Project.objects.get().name == "Glättesensoren im Winterdienst"


def test_what_somebody_else_changed_meanwhile_is_shown_and_replaced_only_on_purpose(client, url):
    mine = {"name": "Mein Name", "phase": "pilot", "description": "Mein Satz."}
    seen = client.get(url).context["form"]["seen"].value()
    post(client, url, {"name": "Annas Name", "phase": "ending", "funding_end": "31.12.2027"})

    response = client.post(url, {"seen": seen, **mine})

    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Name des Vorhabens", "Annas Name"),
        ("Wo steht das Vorhaben heute?", "Auslaufende Förderung"),
        ("Kurzbeschreibung", "(leer)"),
        ("Ende der Förderung", "31.12.2027"),
    ]
    assert "Mein Satz." in response.text
    assert Project.objects.get().name == "Annas Name"
    again = response.context["form"]["seen"].value()
    assert client.post(url, {"seen": again, **mine}).status_code == 302
    assert Project.objects.get().description == "Mein Satz."


def test_period_changed_on_the_page_of_the_dates_is_not_overwritten(client, url):
    seen = client.get(url).context["form"]["seen"].value()
    post(client, url.replace("projekt/", "laufzeit/"), {"funding_end": "31.12.2028"})

    response = client.post(url, {"seen": seen, "name": "Neu", "phase": "pilot"})

    assert response.status_code == 409
    assert Project.objects.get().funding_end == date(2028, 12, 31)


def test_without_what_was_shown_nothing_is_overwritten(client, url):
    assert client.post(url, {"name": "Neu", "phase": "pilot"}).status_code == 409
    assert Project.objects.get().name == "Glättesensoren im Winterdienst"
