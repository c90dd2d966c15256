import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest
from django.conf import settings
from pypdf import PdfReader

from assessments.instrument import CURRENT, load_instrument
from recommendations.document import document_text
from recommendations.report import render_report
from tests.recommendations.pdf_checks import failures, flat, structure, text_of, weasyprint_messages
from tests.recommendations.report_samples import PROJECT, TOWN, bare_document, full_document, measure, quick_document

DOCUMENTS = {
    "full": full_document(),
    "quick": quick_document(),
    "bare": bare_document(**{"K1.1": 1, "B2.1": 3}),
    "empty": bare_document(),
    "not applicable": bare_document(**{item.id: "not_applicable" for item in load_instrument(CURRENT).items}),
    "best": bare_document(**{item.id: 0 if item.hinders else 4 for item in load_instrument(CURRENT).items}),
}
BAD = (
    "A" * 200
    + " Rakete 🚀👩‍👩‍👧 ❤️ Fertig"
    + " \x00\x07\x1b[31mrot\u202e\u2066umgedreht\ud800"
    + " مشروع שלום 智慧"
    + " Z\u0335\u0489a\u0301 \u2028\u0085\u3000"
    + " <script>alert(1)</script><img src='file:///etc/passwd'>{{ x }}"
)


@cache
def drawn(name):
    """The PDF and what WeasyPrint said, once for all tests."""
    with weasyprint_messages() as messages:
        return render_report(DOCUMENTS[name]), tuple(messages)


def full_reader():
    return PdfReader(io.BytesIO(drawn("full")[0]))


# The file


@pytest.mark.parametrize("name", DOCUMENTS)
def test_report_conforms_to_both_standards_and_draws_without_a_word(name):
    pdf, messages = drawn(name)

    assert failures(pdf, "ua1") == []
    assert failures(pdf, "3a") == []
    assert messages == ()


def test_report_identifies_itself_as_pdf_a_3a_and_pdf_ua_1():
    packet = full_reader().trailer["/Root"]["/Metadata"].get_data().decode()

    assert 'pdfaid:part="3"' in packet
    assert 'pdfaid:conformance="A"' in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in packet


def test_report_has_title_language_and_bookmarks():
    reader = full_reader()
    root = reader.trailer["/Root"]

    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    title = "Maßnahmenplan zur Verstetigung – Glättesensoren für den Winterdienst – Musterstadt an der Aue"
    assert reader.metadata.title == title
    marks = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
    assert marks[:2] == ["Auf einen Blick", "Profil des Projekts"]
    assert marks[-1] == "Anlage: Alle Antworten"


def test_report_carries_the_document_as_its_source():
    reader = full_reader()
    (attached,) = reader.attachments["verstetigungs-check.json"]
    (file,) = reader.trailer["/Root"]["/AF"]

    assert attached.decode() == document_text(DOCUMENTS["full"])
    assert file.get_object()["/AFRelationship"] == "/Source"


def test_report_is_the_same_bytes_in_another_process_with_another_hash_seed(tmp_path):
    source, target = tmp_path / "check.json", tmp_path / "plan.pdf"
    source.write_text(document_text(DOCUMENTS["full"]), encoding="utf-8")

    subprocess.run(
        [sys.executable, "manage.py", "report", source, "-o", target],
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
    )

    assert target.read_bytes() == drawn("full")[0]


def test_page_lines_are_artifacts_and_table_heads_have_a_scope():
    reader = full_reader()

    assert all(b"/Artifact" in sheet.get_contents().get_data() for sheet in reader.pages)
    assert b"/Pagination" in reader.pages[1].get_contents().get_data()
    heads = [entry for entry in structure(reader) if entry.get("/S") == "/TH"]
    assert {entry["/A"]["/Scope"] for entry in heads} == {"/Column", "/Row"}


def test_report_has_the_length_of_something_that_is_read():
    assert 8 <= len(full_reader().pages) <= 16


# What stands in it


def test_report_says_the_main_things():
    text = flat(text_of(drawn("full")[0]))

    for wanted in (
        "Glättesensoren für den Winterdienst",
        "21. Mai 2026",
        "Fassung 2026.1",
        "Die Förderung endet am 31. Dezember 2026, sieben Monate nach dem Stand dieses Berichts.",
        "Welche Entscheidung erbeten wird",
        "Zuständigkeit verfügen",
        "Grund der Ablehnung: Kein Personal",
        "Klärungsliste",
        "Was Sie Fördergebern und Politik mitgeben können",
        "Notiz: Das Tiefbauamt hat mündlich zugesagt.",
        "CC BY-NC-SA 4.0",
        "CC BY 4.0",
    ):
        assert wanted in text
    assert f"Seite 2 von {len(full_reader().pages)}" in text


def test_annex_holds_every_answer_with_its_anchor():
    text = re.sub(r"\s|\u200b", "", text_of(drawn("full")[0]))
    instrument = load_instrument(CURRENT)

    for item in instrument.items:
        answer = DOCUMENTS["full"].answers[item.id]
        assert re.sub(r"\s", "", item.statement) in text
        if isinstance(answer, int):
            assert re.sub(r"\s", "", item.anchors[answer]) in text


def test_report_without_names_says_so():
    text = flat(text_of(drawn("bare")[0]))

    assert "Ohne Angabe von Kommune und Projekt" in text
    assert "Für eine Reihenfolge der Empfehlungen liegen noch zu wenige Antworten vor." in text


def test_bad_text_is_drawn_without_harm():
    name = BAD[:120]
    document = full_document(
        municipality=replace(TOWN, name=name, kreis=name),
        project=replace(PROJECT, name=name, description=BAD, funding=BAD[-200:]),
        notes={"B1.1": "Zeile\n" * 400, "B1.2": "W" * 5000, "B2.1": BAD},
        measures=(measure(title=BAD[-300:], responsible=name, note="X" * 2000),),
    )

    with weasyprint_messages() as messages:
        pdf = render_report(document)

    text = text_of(pdf)
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    assert "▯" in text
    assert "[gekürzt]" in text
    assert "<script>alert(1)</script>" in text.replace("\n", "")
    assert json.loads(PdfReader(io.BytesIO(pdf)).attachments["verstetigungs-check.json"][0]) == json.loads(
        document_text(document)
    )


def test_quick_report_says_that_its_order_is_coarse():
    quick, full = (re.sub(r"\s+", " ", text_of(drawn(name)[0])) for name in ("quick", "full"))

    assert "Die Reihenfolge ist hier grob." in quick
    assert "Den Wert zeigt erst der vollständige Check." in quick
    assert "Die Reihenfolge ist hier grob." not in full
