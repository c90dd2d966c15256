"""Files to download: their names, what is in them and what is not; the PDF and the blank questionnaire."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from assessments.models import Municipality
from recommendations import actions
from recommendations.document import document_text, read_document
from tests.cast import ANNA
from tests.recommendations.files import DOCUMENT, download, load_story
from tests.recommendations.pdf_checks import text_of
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    return load_story(client)


@pytest.mark.parametrize(
    ("name", "ending", "content_type"),
    [
        ("download_json", "json", "application/json; charset=utf-8"),
        ("download_xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_download_has_a_plain_name_and_type(client, story, name, ending, content_type):
    response = download(client, name, story)

    file_name = f"verstetigungs-check-beispielstadt-musterbach-erfunden-2026-02-16.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ('Bad "Müßig"; x=1\r\nX: y', "bad-muessig-x-1-x-y"),
        ("東京", "kommune"),
        ("../../etc", "etc"),
        ("x" * 120, "x" * 60),
    ],
)
def test_file_name_is_safe_whatever_the_municipality_is_called(client, story, name, slug):
    Municipality.objects.update(name=name)

    disposition = download(client, "download_json", story)["Content-Disposition"]

    assert disposition == f'attachment; filename="verstetigungs-check-{slug}-2026-02-16.json"'


def test_download_is_the_document(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        response = download(client, "download_json", story)

    assert response.content.decode() == document_text(DOCUMENT)


@pytest.mark.parametrize("name", ["download_json", "download_xlsx", "report_pdf"])
def test_no_file_holds_responses_before_the_comparison_is_opened(client, story, name):
    before = download(client, name, story).content
    respond(story, "treasury", {"B1.1": 4}, notes={"B1.1": "Streng vertraulich"})
    respond(story, "it", {"B1.1": 0})

    assert download(client, name, story).content == before
    open_survey(story)
    assert download(client, name, story).content != before


@pytest.mark.parametrize("name", ["download_json", "download_xlsx", "report_pdf"])
def test_no_file_names_a_respondent_or_holds_a_note_of_one(client, story, name):
    respond(story, "treasury", {"B1.1": 4}, name="Ringbuch", notes={"B1.1": "Streng vertraulich"})
    respond(story, "it", {"B1.1": 0})
    open_survey(story)

    content = download(client, name, story).content
    if name == "download_xlsx":
        book = openpyxl.load_workbook(BytesIO(content))
        text = "".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = text_of(content) if name == "report_pdf" else content.decode()
    assert "Glättesensoren" in text
    assert "Ringbuch" not in text
    assert "vertraulich" not in text


def test_report_is_a_pdf_and_comes_from_the_cache_when_nothing_changed(client, story):
    first, second = (download(client, "report_pdf", story) for _ in range(2))

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-1.7")
    assert first.content == second.content


def test_report_follows_the_plan(client, story):
    before = download(client, "report_pdf", story).content

    actions.add_measure(assessment=story, fields={"title": "Neu"}, editor=ANNA)

    assert download(client, "report_pdf", story).content != before


@pytest.mark.parametrize(("query", "scope"), [("", "full"), ("?umfang=kurz", "quick"), ("?umfang=x", "full")])
def test_blank_questionnaire_is_for_everybody(client, query, scope):
    response = client.get(reverse("blank_questionnaire") + query)

    assert response["Content-Disposition"] == f'attachment; filename="verstetigungs-check-fragebogen-{scope}.pdf"'
    assert response.content.startswith(b"%PDF-1.7")


def test_read_document_of_a_download_is_the_document(client, story):
    assert read_document(download(client, "download_json", story).content) == DOCUMENT


@pytest.mark.parametrize("name", ["report_pdf", "blank_questionnaire"])
def test_report_that_cannot_be_made_says_why(client, story, settings, tmp_path, name):
    settings.ASSETS_DIR, settings.VERSION = tmp_path, "never cached"
    url = reverse(name, args=[story.pk] if name == "report_pdf" else [])

    response = client.get(url)

    assert response.status_code == 503
    assert "Für das PDF fehlen" in response.content.decode()
