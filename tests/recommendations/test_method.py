import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "Bedarf = 100 · g · (½ + ½ · p)",
        "53,90625",
        "52,34",
        "58,59",
        "20 bis unter 40",
        "ab 80",
        "TUM Think Tank, Urban Digitainability Lab",
        "CC BY-NC-SA 4.0",
        "CC BY 4.0",
    ],
)
def test_method_names(client, text):
    assert text in client.get(reverse("method")).content.decode()


def test_method_names_the_thresholds_of_releases(client, settings):
    settings.DISCLOSURE_MEAN, settings.DISCLOSURE_QUARTILES, settings.DISCLOSURE_SHARES = 6, 9, 12

    page = client.get(reverse("method")).content.decode()

    assert "Mittelwert gibt es ab 6 Kommunen, Median und Viertel ab 9, Anteile ab 12" in page
    assert "von mindestens 6 Kommunen geändert" in page


def test_method_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("method"))
