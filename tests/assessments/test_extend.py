import pytest
from django.urls import reverse

from assessments.models import Answer
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db


def test_quick_check_becomes_a_full_one_with_all_its_answers(client):
    assessment, token = make_assessment({"B1.1": 2, "B1.2": 3}, scope="quick")
    open_link(client, token)

    response = client.post(reverse("extend", args=[assessment.pk]), follow=True)

    assert "2 von 54 Fragen beantwortet" in response.content.decode()
    assert Answer.objects.count() == 2


def test_submitted_check_stays_as_it_is(client):
    assessment, token = make_assessment({"B1.1": 2}, scope="quick")
    open_link(client, token)
    client.post(reverse("submit", args=[assessment.pk]))

    response = client.post(reverse("extend", args=[assessment.pk]))

    assessment.refresh_from_db()
    assert (response.status_code, assessment.scope) == (409, "quick")


def test_get_is_refused_with_a_page(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    response = client.get(reverse("extend", args=[assessment.pk]))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "So lässt sich diese Adresse nicht aufrufen" in response.content.decode()
