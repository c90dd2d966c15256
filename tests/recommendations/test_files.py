import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import renew_link
from assessments.models import Assessment, Municipality
from recommendations import actions
from recommendations.document import document_data, document_text, read_document
from recommendations.example import current_document, earlier_document
from recommendations.spreadsheet import build_spreadsheet
from tests.cast import ANNA, make_assessment, open_link
from tests.recommendations.pdf_checks import text_of
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
DOCUMENT = current_document(TODAY)


@pytest.fixture
def story(client):
    example = actions.load_example(earlier=earlier_document(TODAY), current=DOCUMENT)
    open_link(client, renew_link(assessment=example, editor=ANNA))
    return example


def download(client, name, assessment):
    return client.get(reverse(name, args=[assessment.pk]))


def upload(client, content, name="stand.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("upload"), {"file": SimpleUploadedFile(name, content)})


def changed(**values):
    return json.dumps({**document_data(DOCUMENT), **values})


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
    with django_assert_max_num_queries(5):
        response = download(client, "download_json", story)

    assert response.content.decode() == document_text(DOCUMENT)


@pytest.mark.parametrize("document", [DOCUMENT, earlier_document(TODAY)], ids=["open", "submitted"])
def test_round_trip_is_exact(client, document):
    response = upload(client, document_text(document))

    assessment = Assessment.objects.get()
    assert response.url == reverse("personal_link", args=[assessment.pk])
    assert "/z/" in client.get(response.url).content.decode()
    assert download(client, "download_json", assessment).content.decode() == document_text(document)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "Kein gültiges JSON (Zeile 1, Spalte 2)"),
        (b"\xff\xfe{}", "Byte-Reihenfolge-Marke"),
        (b"\xc3(", "Kein gültiges UTF-8"),
        (b"%PDF-1.7", "Kein gültiges JSON"),
        ("[]", "Erwartet wird ein Objekt"),
        ("[" * 100_000, "Zu tief verschachtelt"),
        ("{}", "instrument: Der Schlüssel fehlt"),
        (changed(format="anderes"), "Erwartet wird „verstetigungs-check“ in der Fassung 1"),
        (changed(format_version=2), "Erwartet wird „verstetigungs-check“ in der Fassung 1"),
        (changed(instrument="verstetigung-1999"), "instrument: Das Instrument „verstetigung-1999“ gibt es nicht"),
        (changed(answers={"X1": 1}), "X1: Diese Frage gibt es im Instrument verstetigung-2026.1 nicht"),
        (changed(answers={"B1.1": 7}), "B1.1: Die Stufe liegt nicht zwischen 0 und 4"),
        (changed(answers={"B1.1": True}), "B1.1: Erlaubt sind ganze Zahlen von 0 bis 4"),
        (changed(answers={"B1.1": float("nan")}), "NaN ist in JSON kein gültiger Wert"),
        (changed(notes={"B1.1": "\x00"}), "Zeichen, die sich nicht speichern lassen"),
        (changed(mode="halb"), "mode: Erlaubt sind: quick, full"),
        (changed(extra=1), "extra: Der Schlüssel ist hier nicht vorgesehen"),
        (changed(municipality=None), "Hochladen lässt sich nur ein ganzer Stand."),
        (changed(project=None), "Hochladen lässt sich nur ein ganzer Stand."),
        (changed(created="0001-01-01"), "created: Das Jahr muss zwischen 2000 und 2099 liegen"),
        (changed(submitted="9999-12-31T23:59:59Z"), "submitted: Das Jahr muss zwischen 2000 und 2099 liegen"),
        ('{"instrument": "verstetigung-2026.1", "answers": {}}', "Hochladen lässt sich nur ein ganzer Stand."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_foreign_or_damaged_file_is_refused_with_the_reason(client, content, reason):
    response = upload(client, content)

    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not Assessment.objects.exists()
    assert not Municipality.objects.exists()


def test_every_fault_of_a_file_is_listed(client):
    html = upload(client, changed(mode="halb", created="gestern")).content.decode()

    assert "mode: Erlaubt sind: quick, full" in html
    assert "created: Erwartet wird ein Datum wie 2026-03-31" in html


def with_views():
    views = {
        "opened": "2026-02-20",
        "respondents": {"it": 1, "treasury": 1},
        "items": {"K1.2": {"it": {"0": 1}, "treasury": {"4": 1}}},
    }
    return changed(views=views, reasons={"K1.2": "=Vermerk"}, dissents={"K1.2": "IT: 0"})


def test_round_trip_keeps_views_reasons_and_dissents(client):
    upload(client, with_views())

    assessment = Assessment.objects.get()
    again = json.loads(download(client, "download_json", assessment).content)
    assert again == json.loads(with_views())
    assert "K1.2" in client.get(reverse("perspectives", args=[assessment.pk])).content.decode()


def test_workbook_has_the_views_of_an_opened_survey(client):
    upload(client, with_views())

    book = sheets(client, Assessment.objects.get())

    assert book.sheetnames[-2:] == ["Sichtweisen", "Hinweise"]
    rows = list(book["Sichtweisen"].iter_rows(values_only=True))
    assert [row[:2] + row[3:14] for row in rows[1:]] == [
        (1, "K1.2", 4, 2, "IT", 1, 0, 0, 0, 0, 0, 0, 0),
        (1, "K1.2", 4, 2, "Kämmerei", 0, 0, 0, 0, 1, 0, 0, 0),
    ]
    answers = {row[0]: row for row in book["Antworten"].iter_rows(values_only=True)}
    assert answers["Frage"][6:] == ("Notiz", "Begründung", "Abweichende Sicht")
    assert answers["K1.2"][7:] == ("=Vermerk", "IT: 0")


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


def test_views_opened_in_an_impossible_year_are_refused(client):
    data = json.loads(with_views())
    data["views"]["opened"] = "0001-01-01"

    html = upload(client, json.dumps(data)).content.decode()

    assert "views.opened: Das Jahr muss zwischen 1990 und 2100 liegen" in html


def test_thousands_of_faults_are_cut(client):
    html = upload(client, changed(answers={f"X{place}" + "y" * 1000: 1 for place in range(500)})).content.decode()

    assert "und 400 weitere Fehler" in html
    assert len(html) < 150_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "Wählen Sie eine Datei aus."),
        ({"file": "kein Upload"}, "Wählen Sie eine Datei aus."),
        ({"file": SimpleUploadedFile("leer.json", b"")}, "Die Datei ist leer."),
    ],
    ids=["nothing", "text", "empty"],
)
def test_upload_without_a_file(client, data, reason):
    response = client.post(reverse("upload"), data)

    assert response.status_code == 422
    assert reason in response.content.decode()


def test_upload_over_the_limit_is_refused_before_it_is_read(client, settings):
    response = upload(client, b" " * settings.MAX_BODY_BYTES)

    assert response.status_code == 413


def sheets(client, assessment):
    content = download(client, "download_xlsx", assessment).content
    return openpyxl.load_workbook(BytesIO(content))


def test_workbook_has_five_sheets_with_frozen_headers(client, story):
    book = sheets(client, story)

    assert book.sheetnames == ["Antworten", "Ergebnis", "Empfehlungen", "Maßnahmenplan", "Hinweise"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert [sheet.max_row for sheet in book][:4] == [55, 29, 28, 8]


def test_workbook_has_numbers_as_numbers(client, story):
    book = sheets(client, story)

    rows = {row[1]: row for row in book["Ergebnis"].iter_rows(values_only=True)}
    assert rows["B2"][3] == 37.5
    answers = {row[0]: row for row in book["Antworten"].iter_rows(values_only=True)}
    assert (answers["B2.1"][4], answers["S6"][4], answers["S6"][5]) == (3, None, "Weiß nicht")
    plan = list(book["Maßnahmenplan"].iter_rows(values_only=True))
    assert plan[3][9] == 7800
    assert plan[1][7].date() == date(2026, 2, 26)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0", "\x0b=1+1", "\t=1"])
def test_workbook_never_holds_a_formula(client, story, text):
    story.measures.all().delete()
    actions.add_measure(assessment=story, fields={"title": text}, editor=ANNA)

    cell = sheets(client, story)["Maßnahmenplan"]["A2"]

    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_equal_input_gives_equal_bytes(client, story):
    first, second = (download(client, "download_xlsx", story).content for _ in range(2))

    assert first == second


def test_workbook_of_an_empty_check(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    assert sheets(client, assessment)["Antworten"]["F2"].value == "Noch nicht beantwortet"


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


def test_workbook_of_the_minimal_document_has_no_names():
    document = read_document(b'{"instrument": "verstetigung-2026.1", "answers": {"K1.1": "not_applicable", "K1.2": 4}}')

    book = openpyxl.load_workbook(BytesIO(build_spreadsheet(document)))

    assert [row[0].value for row in book["Hinweise"]][1:3] == ["Angelegt am", "Abgeschlossen am"]
    states = {row[2]: row[8] for row in book["Empfehlungen"].iter_rows(values_only=True)}
    assert (states["K1.1"], states["K1.2"], states["K1.3"]) == ("trifft nicht zu", "bereits verstetigt", "zu tun")


@pytest.mark.parametrize(
    "content",
    ["[" * 600 + "]" * 600, '{"instrument": "\\ud800", "answers": {}}', "{" + ",".join(['"a":1'] * 100_000) + "}"],
    ids=["nested deeper than Python calls", "half a character in a reason", "100,000 equal keys"],
)
def test_hostile_file_is_refused_at_once(client, content):
    response = upload(client, content)

    assert response.status_code == 422
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2101-01-01", "9999-12-31"])
def test_day_that_no_form_takes_is_refused(client, day):
    data = document_data(DOCUMENT)
    data["project"] |= {"funding_start": None, "funding_end": day}
    data["measures"] = [{**data["measures"][0], "start": None, "due": day}]

    text = upload(client, json.dumps(data)).content.decode()

    assert "project.funding_end: Das Jahr muss zwischen 1990 und 2100 liegen" in text
    assert "measures.1.due: Das Jahr muss zwischen 1990 und 2100 liegen" in text
    assert not Assessment.objects.exists()


def test_workbook_holds_only_what_xml_can(client):
    text = "a\x07b\ufffec\uffffd\ud800e _x0041_ 😀"
    document = replace(DOCUMENT, notes={"B1.1": text})

    # openpyxl leaves the escape as it stands; spreadsheet programs read "_x0041_".
    sheet = openpyxl.load_workbook(BytesIO(build_spreadsheet(document)))["Antworten"]

    assert [row[6].value for row in sheet.iter_rows(min_row=2) if row[0].value == "B1.1"] == ["abcde _x005F_x0041_ 😀"]
