"""What a respondent downloads: everything about the own person, nothing of anybody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Respondent, Response
from tests.cast import make_assessment, make_respondent
from tests.survey import respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    assessment, _ = make_assessment()
    respond(assessment, "it", {"B1.1": 0}, notes={"B1.1": "Notiz der IT"})
    found, token = make_respondent(assessment, name="Kämmerei", email="kaemmerei@musterbach.example")
    for item, value in (("B1.2", "3"), ("B1.1", "unknown")):
        Response.objects.create(
            respondent=found, item=item, value=value, note=f"Notiz {item}", updated_at=timezone.now()
        )
    return found, token


def opened(token):
    client = Client()
    client.get(reverse("open_respondent_link", args=[token]))
    return client


def test_file_holds_what_is_stored_about_the_person_and_no_other(person):
    found, token = person

    response = opened(token).get(reverse("respondent_data", args=[found.pk]))

    data = response.json()
    assert response["Content-Disposition"] == 'attachment; filename="meine-antworten.json"'
    assert [data[key] for key in ("eingeladen als", "Perspektive", "E-Mail-Adresse", "Vorhaben", "Kommune")] == [
        "Kämmerei",
        "Kämmerei",
        "kaemmerei@musterbach.example",
        "Glättesensoren im Winterdienst",
        "Musterbach (erfunden)",
    ]
    given = [(row["Frage"], row["Antwort"], row["Notiz"]) for row in data["Antworten"]]
    assert given == [("B1.1", "unknown", "Notiz B1.1"), ("B1.2", "3", "Notiz B1.2")]
    assert "Notiz der IT" not in response.content.decode()
    assert token not in response.content.decode()


def test_link_to_it_is_on_the_page(person):
    found, token = person

    page = opened(token).get(reverse("respondent", args=[found.pk])).content.decode()

    assert f'href="{reverse("respondent_data", args=[found.pk])}"' in page


def test_what_was_written_before_the_link_was_renewed_is_not_told(person):
    """Whoever renewed the link holds the new one first."""
    found, token = person
    Respondent.objects.filter(pk=found.pk).update(renewed_at=timezone.now())
    late = found.responses.get(item="B1.2")
    Response.objects.filter(pk=late.pk).update(updated_at=timezone.now())

    data = opened(token).get(reverse("respondent_data", args=[found.pk])).json()

    assert [row["Frage"] for row in data["Antworten"]] == ["B1.2"]
    assert found.responses.count() == 2
