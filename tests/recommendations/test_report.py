import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.conf import settings
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from assessments.instrument import CURRENT, load_instrument
from assessments.models import Assessment, Project
from recommendations.document import document_text
from recommendations.models import Measure
from recommendations.report import render, render_report, worker
from recommendations.report.content import build_report
from recommendations.report.printable import CUT
from recommendations.report.wording import PHASE_WORDS, SCOPE_WORDS, STATUS_WORDS
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages
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


def structure(reader):
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        entry = waiting.pop()
        entry = entry.get_object() if isinstance(entry, IndirectObject) else entry
        if isinstance(entry, list):
            waiting.extend(entry)
        elif isinstance(entry, dict):
            yield entry
            waiting.append(entry.get("/K", []))


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
        "Was Sie Fördermittelgebern und Politik mitgeben können",
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


# The value it is drawn from


def test_date_is_the_day_of_submission_in_germany():
    assert build_report(full_document()).cover.day == date(2026, 5, 21)


def test_date_is_the_begin_while_not_submitted_and_missing_without_any():
    assert build_report(quick_document()).cover.day == date(2026, 5, 4)
    assert build_report(bare_document()).cover.day is None


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (None, ""),
        (date(2026, 5, 20), "Die Förderung ist am 20. Mai 2026 ausgelaufen."),
        (date(2026, 6, 1), "Die Förderung endet am 1. Juni 2026, weniger als einen Monat nach dem Stand"),
        (date(2026, 6, 21), "Die Förderung endet am 21. Juni 2026, einen Monat nach dem Stand"),
        (date(2028, 5, 21), "Die Förderung endet am 21. Mai 2028, 24 Monate nach dem Stand"),
    ],
)
def test_summary_names_the_end_of_funding(end, said):
    report = build_report(full_document(project=replace(PROJECT, funding_end=end)))

    assert flat(report.summary.funding_end).startswith(said)
    assert bool(report.summary.funding_end) == bool(said)


def test_summary_builds_on_strengths_but_not_on_low_barriers():
    answers = {"B1.1": 0, "B1.2": 0, "S1": 4, "S2": 3}

    standing = build_report(bare_document(**answers)).summary.standing

    said = [sentence for sentence in standing if sentence.startswith("Darauf")]
    titles = [load_instrument(CURRENT).dimension(name).title for name in ("S1", "S2")]
    assert said == [f"Darauf lässt sich bauen: „{titles[0]}“ und „{titles[1]}“."]


def test_summary_has_three_to_five_urgent_recommendations():
    urgent = build_report(full_document()).summary.urgent

    assert 3 <= len(urgent) <= 5
    assert [view.rank for view in urgent] == sorted(view.rank for view in urgent)


def test_next_steps_are_what_is_planned_by_date():
    summary = build_report(full_document()).summary

    assert summary.planned
    assert [(step.when, step.what) for step in summary.next_steps] == [
        ("01.07.2026", "Zuständigkeit verfügen"),
        ("15.08.2026", "Folgekosten für fünf Jahre berechnen"),
        ("ohne Termin", "Ersatzsensoren lagern"),
    ]


def test_next_steps_without_plan_are_first_steps_of_the_urgent_recommendations():
    report = build_report(full_document(measures=()))

    assert not report.summary.planned
    assert [step.what for step in report.summary.next_steps] == [view.steps[0].result for view in report.summary.urgent]


def test_plan_is_ordered_and_sums_leave_declined_out():
    plan = build_report(full_document()).plan

    assert [row.title for row in plan.rows] == [
        "Zuständigkeit verfügen",
        "Innovationswerkstatt",
        "Folgekosten für fünf Jahre berechnen",
        "Ersatzsensoren lagern",
    ]
    assert (flat(plan.once), flat(plan.yearly), plan.without_amount) == ("2.500 €", "600,50 €", 1)


@pytest.mark.parametrize(("count", "longest"), [(1, 2000), (20, 2000), (100, 400), (500, 200)])
def test_plan_with_many_measures_shortens_their_notes(count, longest):
    plan = build_report(full_document(measures=(measure(note="ab " * 700),) * count)).plan

    assert len(plan.rows) == count
    assert all(longest - 3 <= len(row.note.removesuffix(CUT)) <= longest for row in plan.rows)
    assert all(row.note.endswith(CUT) for row in plan.rows)


def test_plan_without_amounts_names_no_sum_and_no_decision_on_money():
    report = build_report(full_document(measures=(measure(),)))

    assert (report.plan.once, report.plan.yearly) == ("", "")
    assert report.summary.decisions[1].startswith("ob die offene Maßnahme des Maßnahmenplans")
    assert "angemeldet" in report.summary.decisions[2]


def test_reasons_of_every_recommendation_add_up_to_its_need():
    report = build_report(full_document())

    for view in report.top + report.short:
        assert str(sum(reason.shown for reason in view.reasons)) == view.need_text


def test_quick_report_says_that_its_order_is_coarse():
    quick, full = (re.sub(r"\s+", " ", text_of(drawn(name)[0])) for name in ("quick", "full"))

    assert "Die Reihenfolge ist hier grob." in quick
    assert "Den Wert zeigt erst der vollständige Check." in quick
    assert "Die Reihenfolge ist hier grob." not in full


def test_quick_report_lists_the_asked_questions_only():
    report = build_report(quick_document())

    asked = [row.id for group in report.answers for row in group.rows]
    assert asked == [item.id for item in load_instrument(CURRENT).quick_items]


def test_hints_for_small_municipalities_are_for_small_ones():
    assert build_report(full_document()).small
    assert not build_report(full_document(municipality=replace(TOWN, size_class=3))).small
    assert not build_report(bare_document()).small


def test_words_are_those_of_the_forms():
    assert dict(Measure.Status.choices) == STATUS_WORDS
    assert dict(Project.Phase.choices) == PHASE_WORDS
    assert dict(Assessment.Scope.choices) == SCOPE_WORDS


# The worker


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "static:../settings.py", "data:,x"])
def test_fetcher_knows_the_named_files_only(url):
    fetch = worker.make_fetcher(render.named_files())

    assert fetch("static:report.css").read()
    with pytest.raises(ValueError, match="not a file of the report"):
        fetch(url)


def test_picture_from_elsewhere_stops_the_drawing(caplog):
    job = json.dumps(
        {
            "html": "<html lang=de><title>x</title><h1>x</h1><img alt=x src='file:///etc/hostname'>",
            "files": render.named_files(),
            "attachment": None,
            "stamp": "2026-01-01",
        }
    )

    with pytest.raises(render.ReportError):
        render.run_worker(job.encode())
    assert "FatalURLFetchingError" in caplog.text


def test_worker_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 0.05)

    with pytest.raises(render.ReportError, match="nicht rechtzeitig"):
        render.run_worker(b"{}")


@pytest.mark.parametrize(
    ("limit", "greed", "said"),
    [
        pytest.param("CPU_SECONDS = 1", "while True: pass", "", id="time"),
        pytest.param("MEMORY_BYTES = 1 << 28", "bytearray(1 << 29)", "MemoryError", id="memory"),
    ],
)
def test_worker_limits_itself(limit, greed, said):
    code = f"from recommendations.report import worker; worker.{limit}; worker.limit_itself()\n{greed}"

    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, timeout=30)

    assert done.returncode != 0
    assert said in done.stderr.decode()


def test_worker_knows_no_secret(monkeypatch):
    seen = {}
    monkeypatch.setattr(subprocess, "run", lambda command, **options: seen.update(options) or 1 / 0)

    with pytest.raises(ZeroDivisionError):
        render.run_worker(b"{}")
    assert "SECRET_KEY" in os.environ
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(seen["env"])


def test_missing_font_is_named(settings, tmp_path):
    settings.ASSETS_DIR = tmp_path

    with pytest.raises(render.ReportError, match=r"FiraSans-Regular\.ttf"):
        render.named_files()


def test_submission_time_is_read_in_germany_in_winter_too():
    document = full_document(submitted=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))

    assert build_report(document).cover.day == date(2026, 2, 1)
