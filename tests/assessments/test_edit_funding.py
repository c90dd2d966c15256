from datetime import date

import pytest
from django.urls import reverse

from assessments.models import HistoryEntry
from recommendations.actions import finish
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment({"B1.1": 3}, tenant=make_municipality())[0]


@pytest.fixture
def client(assessment):
    return log_in(make_member(assessment.project.tenant, "edit"))


def url(assessment):
    return reverse("edit_funding", args=[assessment.pk])


def read_seen(client, assessment):
    return client.get(url(assessment)).context["form"]["seen"].value()


def post(client, assessment, **fields):
    return client.post(url(assessment), {"seen": read_seen(client, assessment), **fields})


def test_end_can_be_moved_after_submission(client, assessment):
    finish(assessment=assessment, editor=ANNA)

    response = post(client, assessment, funding_start="01.07.2025", funding_end="31.12.2027")

    assert response.url == reverse("clock", args=[assessment.pk])
    assessment.project.refresh_from_db()
    assert (assessment.project.funding_start, assessment.project.funding_end) == (date(2025, 7, 1), date(2027, 12, 31))
    entry = HistoryEntry.objects.get(kind="project")
    assert entry.changes == {"funding_start": [None, "2025-07-01"], "funding_end": [None, "2027-12-31"]}


def test_form_shows_what_is_stored_and_keeps_what_is_wrong(client, assessment):
    post(client, assessment, funding_end="2027-12-31")
    assert 'value="2027-12-31"' in client.get(url(assessment)).text

    response = client.post(url(assessment), {"funding_start": "01.01.2028", "funding_end": "31.12.2027"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"funding_end": ["Das Ende der Förderung liegt vor ihrem Beginn."]}
    assert 'value="01.01.2028"' in response.text


def test_what_somebody_else_changed_meanwhile_is_shown_and_replaced_only_on_purpose(client, assessment):
    shown = read_seen(client, assessment)
    post(client, assessment, funding_end="31.12.2028")

    response = client.post(url(assessment), {"seen": shown, "funding_end": "31.12.2027"})

    assert response.status_code == 409
    assert "Gespeichert ist jetzt: Beginn ohne Angabe, Ende 31.12.2028." in response.text
    assert 'value="31.12.2027"' in response.text
    assessment.project.refresh_from_db()
    assert assessment.project.funding_end == date(2028, 12, 31)
    again = response.context["form"]["seen"].value()
    assert client.post(url(assessment), {"seen": again, "funding_end": "31.12.2027"}).status_code == 302


def test_same_period_again_is_no_conflict(client, assessment):
    shown = read_seen(client, assessment)
    post(client, assessment, funding_end="31.12.2028")

    assert client.post(url(assessment), {"seen": shown, "funding_end": "31.12.2028"}).status_code == 302
    assert HistoryEntry.objects.filter(kind="project").count() == 1
