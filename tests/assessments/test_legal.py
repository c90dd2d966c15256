import pytest
from django.urls import reverse

from recommendations.drawing import CACHE_SECONDS

OPERATOR = {
    "name": "Stadt Musterbach <Amt>",
    "street": "Am Markt 1",
    "city": "99999 Musterbach",
    "phone": "01234 5678",
    "email": "digital@example.org",
    "represented_by": "Erika Beispiel",
    "supervisory_authority": "Landratsamt",
    "data_protection_officer": "Behördliche Stelle",
    "enforcement_body": "Durchsetzungsstelle",
}
PAGES = {
    "imprint": ("name", "street", "city", "phone", "email", "represented_by", "supervisory_authority"),
    "privacy": ("name", "street", "city", "email", "data_protection_officer"),
    "accessibility": ("name", "email", "phone", "enforcement_body"),
}


@pytest.mark.parametrize(("page", "fields"), PAGES.items(), ids=PAGES)
def test_unset_operator_is_said(client, settings, page, fields):
    settings.OPERATOR = dict.fromkeys(OPERATOR, "")

    text = client.get(reverse(page)).content.decode()

    for field in fields:
        assert f"Noch nicht eingetragen (OPERATOR_{field.upper()})" in text


@pytest.mark.parametrize(("page", "fields"), PAGES.items(), ids=PAGES)
def test_operator_is_named(client, settings, page, fields):
    settings.OPERATOR = OPERATOR

    text = client.get(reverse(page)).content.decode()

    assert "Noch nicht eingetragen" not in text
    for field in fields:
        assert OPERATOR[field].replace("<", "&lt;").replace(">", "&gt;") in text


def test_privacy_says_that_a_report_is_kept_in_memory(client):
    text = client.get(reverse("privacy")).content.decode()

    assert CACHE_SECONDS == 60 * 60
    assert "Erstellte Dateien (PDF, DOCX, XLSX) hält der Server bis zu einer Stunde im Arbeitsspeicher" in text


def test_privacy_names_every_cookie(client):
    text = client.get(reverse("privacy")).content.decode()

    for cookie in ("sessionid", "csrftoken", "messages"):
        assert f"„{cookie}“" in text
    assert "30 Tage" in text
