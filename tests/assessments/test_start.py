import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_start_needs_no_session_and_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("start"))

    assert response.status_code == 200
    assert not response.cookies


def test_start_leads_to_both_checks_and_to_what_else_one_may_want(client):
    text = client.get(reverse("start")).content.decode()

    assert "19 Fragen, 5 Minuten" in text
    assert "54 Fragen, 20 Minuten" in text
    for name in ("upload", "blank_questionnaire", "method", "privacy", "imprint", "accessibility"):
        assert f'href="{reverse(name)}"' in text


def test_pages_obey_the_content_security_policy(client):
    response = client.get(reverse("start"))

    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "same-origin"
    text = response.content.decode()
    assert "style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
