"""A filled-in table from the upload to the stored answers."""

import io
import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import get_answers, save_answer
from recommendations.actions import finish
from recommendations.answer_sheet_forms import COPY, PREVIEW, pack
from tests.cast import ANNA, make_assessment, open_link
from tests.queries import at_most
from tests.recommendations.answer_tables import BLANK, edited, filled, row_of, upload_of

pytestmark = pytest.mark.django_db
GIVEN = {"K1.2": 3, "S1": 1, "S2": "weiß nicht"}


@pytest.fixture
def check(client):
    assessment, token = make_assessment({"K1.2": 2, "S1": 1})
    open_link(client, token)
    return assessment


def address(check, name="upload_answers"):
    return reverse(name, args=[check.pk])


def send(client, check, content):
    return client.post(address(check), upload_of(content))


def packed_in(response):
    return re.search(r'name="packed" value="([^"]+)"', response.content.decode())[1]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_page_offers_both_tables_and_the_upload(client, check):
    text = text_of(client.get(address(check)))
    assert reverse("answers_xlsx", args=[check.pk]) in text
    assert reverse("blank_xlsx") in text
    assert 'enctype="multipart/form-data"' in text


def test_changes_are_shown_and_nothing_is_stored_yet(client, check):
    response = send(client, check, filled(GIVEN, {"K1.2": "Vermerk <b>liegt vor</b>"}))
    text = text_of(response)
    assert response.status_code == 200
    for words in ("<strong>1</strong> neu", "<strong>1</strong> geändert", "<strong>1</strong> unverändert"):
        assert words in text
    assert "Vermerk &lt;b&gt;liegt vor" in text
    assert 'id="take-K1.2" checked' in text
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


def test_confirmed_changes_are_stored(client, check):
    packed = packed_in(send(client, check, filled(GIVEN)))

    response = client.post(address(check, "confirm_answers"), {"packed": packed, "take": ["K1.2"]}, follow=True)

    assert get_answers(check) == {"K1.2": 3, "S1": 1, "S2": "unknown"}
    assert "2 Antworten sind aus der Tabelle übernommen." in response.content.decode()
    assert response.redirect_chain == [(reverse("overview", args=[check.pk]), 302)]


def test_change_without_its_tick_stays_as_it_was(client, check):
    packed = packed_in(send(client, check, filled(GIVEN)))
    response = client.post(address(check, "confirm_answers"), {"packed": packed}, follow=True)
    assert get_answers(check) == {"K1.2": 2, "S1": 1, "S2": "unknown"}
    assert "Eine Antwort ist aus der Tabelle übernommen." in response.content.decode()


def test_nothing_ticked_changes_nothing(client, check):
    packed = packed_in(send(client, check, filled({"K1.2": 3})))
    response = client.post(address(check, "confirm_answers"), {"packed": packed, "take": "S9"}, follow=True)
    assert get_answers(check) == {"K1.2": 2, "S1": 1}
    assert "Es wurde nichts geändert." in response.content.decode()


def test_table_that_changes_nothing_says_so(client, check):
    response = send(client, check, filled({"K1.2": 2}))
    assert "Es gibt nichts zu speichern." in response.content.decode()
    assert "packed" not in response.content.decode()


def test_answer_changed_meanwhile_is_shown_and_not_overwritten(client, check):
    packed = packed_in(send(client, check, filled(GIVEN)))
    save_answer(assessment=check, item="K1.2", value="4", note="Neu", base_revision=1, editor=ANNA)

    response = client.post(address(check, "confirm_answers"), {"packed": packed, "take": ["K1.2"]})

    text = text_of(response)
    assert response.status_code == 409
    assert "Inzwischen von jemand anderem geändert" in text
    assert 'id="take-K1.2">' in text
    assert get_answers(check) == {"K1.2": 4, "S1": 1}

    client.post(address(check, "confirm_answers"), {"packed": packed_in(response), "take": ["K1.2"]})
    assert get_answers(check) == {"K1.2": 3, "S1": 1, "S2": "unknown"}
    # The table had no note there, so the one of the other person stays.
    assert check.answers.get(item="K1.2").note == "Neu"


def test_faults_are_listed_and_nothing_is_stored(client, check):
    response = send(client, check, filled({"K1.2": "<script>alert(1)</script>", "S1": 9, "S2": 1}))
    text = text_of(response)
    assert response.status_code == 422
    assert "<title>Fehler: Ausgefüllte Tabelle hochladen" in text
    assert "In 2 Zellen stimmt etwas nicht. Gespeichert ist noch nichts." in text
    assert f"I{row_of('K1.2')}" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


def test_one_fault_is_told_in_the_singular(client, check):
    assert "In einer Zelle stimmt etwas nicht." in text_of(send(client, check, filled({"S1": 9})))


def test_only_the_first_hundred_faults_are_listed(client, check):
    def many(workbook):
        for row in range(2, 122):
            workbook["Fragebogen"].cell(row, 1, f"Z{row}")
            workbook["Fragebogen"].cell(row, 9, 1)

    text = text_of(send(client, check, edited(many)))
    assert "und 20 weitere; alle stehen in der markierten Kopie." in text
    assert text.count('data-label="Was nicht stimmt"') == 100


def test_marked_copy_holds_what_was_sent_and_what_is_wrong(client, check):
    packed = packed_in(send(client, check, filled({"K1.2": 9, "S1": 1}, {"K1.2": "bleibt"})))

    response = client.post(address(check, "marked_copy"), {"packed": packed})

    sheet = load_workbook(io.BytesIO(response.content))["Fragebogen"]
    row = [cell.value for cell in sheet[row_of("K1.2")]][8:]
    assert row[:2] == ["9", "bleibt"]
    assert row[2].startswith("„9“ ist keine Antwort. Möglich sind 0, 1, 2, 3, 4")
    assert sheet.cell(row_of("S1"), 9).value == 1
    assert response["Content-Disposition"].startswith('attachment; filename="fragebogen-bitte-pruefen-musterbach')
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Nr.;Antwort", "keine Excel-Tabelle"),
        (BLANK, "In der Tabelle steht keine Antwort und keine Notiz."),
        (b"", "Die Datei ist leer."),
        (b"PK" + b"\0" * 600_000, "größer, als eine ausgefüllte Tabelle sein kann"),
    ],
    ids=["no table", "nothing filled in", "empty", "too large"],
)
def test_file_without_answers_is_refused(client, check, content, words):
    response = send(client, check, content)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_form_without_a_file_is_refused(client, check):
    response = client.post(address(check), {})
    assert response.status_code == 422
    assert "Wählen Sie eine Datei aus." in response.content.decode()


def forged(check):
    other, _ = make_assessment()
    rows = [["K1.2", "4", "", 1, True]]
    return {
        "nothing": "",
        "not signed": "W10:abc:def",
        "of another check": pack(other, PREVIEW, rows),
        "of another page": pack(check, COPY, rows),
        "signed for something else": signing.dumps(rows, salt="elsewhere"),
    }


@pytest.mark.parametrize("name", ["confirm_answers", "marked_copy"])
@pytest.mark.parametrize("kind", ["nothing", "not signed", "of another check", "signed for something else"])
def test_packed_changes_cannot_be_forged(client, check, name, kind):
    response = client.post(address(check, name), {"packed": forged(check)[kind], "take": "K1.2"}, follow=True)
    assert "Diese Vorschau gilt nicht mehr." in response.content.decode()
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


def test_packed_lines_are_no_changes(client, check):
    assert pack(check, PREVIEW, [["K1.2", "4", "", 1, True]]) != forged(check)["of another page"]
    client.post(address(check, "confirm_answers"), {"packed": forged(check)["of another page"]})
    assert get_answers(check) == {"K1.2": 2, "S1": 1}
    # The same rows, packed for this page of this check, would have been stored.
    client.post(address(check, "confirm_answers"), {"packed": pack(check, PREVIEW, [["K1.2", "4", "", 1, True]])})
    assert get_answers(check) == {"K1.2": 4, "S1": 1}


def test_preview_holds_for_a_day(client, check, monkeypatch):
    packed = packed_in(send(client, check, filled(GIVEN)))
    later = signing.time.time() + timedelta(days=1, seconds=5).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    response = client.post(address(check, "confirm_answers"), {"packed": packed, "take": "K1.2"})
    assert response.url == address(check)
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


@pytest.mark.parametrize("name", ["upload_answers", "confirm_answers", "marked_copy"])
def test_stranger_finds_nothing(check, name):
    assert Client().post(address(check, name), {"packed": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["upload_answers", "confirm_answers", "marked_copy"])
def test_submitted_check_takes_no_table(client, check, name):
    packed = packed_in(send(client, check, filled(GIVEN)))
    finish(assessment=check, editor=ANNA)
    response = client.post(address(check, name), upload_of(filled(GIVEN)) | {"packed": packed})
    assert response.status_code == 409
    assert get_answers(check) == {"K1.2": 2, "S1": 1}


def test_uploads_are_limited(client, check, settings):
    settings.RATE_LIMITS = {"upload": "1/h/ip"}
    assert send(client, check, BLANK).status_code == 422
    assert send(client, check, BLANK).status_code == 429


def test_preview_asks_the_database_little(client, check):
    with at_most(12):
        assert send(client, check, filled(GIVEN)).status_code == 200


def test_filled_table_of_a_check_can_be_uploaded_to_it(client, check):
    content = client.get(reverse("answers_xlsx", args=[check.pk])).content
    assert "Es gibt nichts zu speichern." in send(client, check, content).content.decode()


@pytest.mark.parametrize(("query", "count"), [("", 54), ("?umfang=kurz", 19)])
def test_blank_table_is_public(client, query, count):
    response = client.get(reverse("blank_xlsx") + query)
    assert load_workbook(io.BytesIO(response.content))["Fragebogen"].max_row == count + 1
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
