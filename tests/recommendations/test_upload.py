"""Files that are uploaded: what comes back exactly, and what is refused with its reason."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Assessment, Municipality
from recommendations.document import document_data, document_text
from recommendations.example import earlier_document
from tests.recommendations.files import DOCUMENT, TODAY, changed, download, upload, with_views

pytestmark = pytest.mark.django_db


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


def test_round_trip_keeps_views_reasons_and_dissents(client):
    upload(client, with_views())

    assessment = Assessment.objects.get()
    again = json.loads(download(client, "download_json", assessment).content)
    assert again == json.loads(with_views())
    assert "K1.2" in client.get(reverse("perspectives", args=[assessment.pk])).content.decode()


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
