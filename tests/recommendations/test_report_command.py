import io
import json
import sys

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from assessments.instrument import CURRENT
from recommendations.document import document_text
from recommendations.report import render
from tests.recommendations.report_samples import full_document

MINIMAL = {"instrument": CURRENT, "answers": {"K1.1": 1, "B2.1": "unknown"}}


def run(*args):
    """Exit code and what was said on standard error."""
    errors = io.StringIO()
    try:
        call_command("report", *args, stderr=errors)
    except SystemExit as stop:
        return stop.code, errors.getvalue()
    return 0, errors.getvalue()


@pytest.fixture
def no_drawing(monkeypatch):
    monkeypatch.setattr(render, "run_worker", lambda job: b"%PDF-" + job[:0])


def test_report_reads_the_minimal_object_from_standard_input(tmp_path, monkeypatch):
    target = tmp_path / "plan.pdf"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(MINIMAL).encode())))

    assert run("-", "-o", str(target)) == (0, "")

    reader = PdfReader(target)
    assert reader.metadata.title == "Maßnahmenplan zur Verstetigung – ohne Namen"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


def test_report_reads_a_downloaded_check(tmp_path, no_drawing):
    source, target = tmp_path / "check.json", tmp_path / "plan.pdf"
    source.write_text(document_text(full_document()), encoding="utf-8")

    assert run(str(source), "-o", str(target)) == (0, "")
    assert target.read_bytes() == b"%PDF-"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"instrument": "verstetigung-2026.1", "answers": {"K1.1": 7, "X": 1}}', ["K1.1: ", "X: "]),
        (b'{"instrument": "verstetigung-2026.1"}', ["answers: "]),
        (b"{", ["Kein gültiges JSON"]),
        (b"\xff", ["Kein gültiges UTF-8"]),
        (b"[]", [""]),
    ],
    ids=["answers", "no answers", "damaged", "not utf-8", "list"],
)
def test_report_refuses_bad_input_and_writes_nothing(tmp_path, raw, said):
    source, target = tmp_path / "bad.json", tmp_path / "plan.pdf"
    source.write_bytes(raw)

    code, errors = run(str(source), "-o", str(target))

    assert code == 2
    lines = errors.splitlines()
    assert len(lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True))
    assert not target.exists()


def test_report_keeps_an_older_file_where_the_input_is_faulty(tmp_path):
    source, target = tmp_path / "bad.json", tmp_path / "plan.pdf"
    source.write_text("{}")
    target.write_bytes(b"older")

    assert run(str(source), "-o", str(target))[0] == 2
    assert target.read_bytes() == b"older"


def test_report_names_a_missing_file(tmp_path):
    code, errors = run(str(tmp_path / "none.json"), "-o", str(tmp_path / "plan.pdf"))

    assert (code, "none.json ist nicht lesbar" in errors) == (2, True)


def test_report_names_a_place_that_cannot_be_written(tmp_path, no_drawing):
    source = tmp_path / "check.json"
    source.write_text(json.dumps(MINIMAL))

    code, errors = run(str(source), "-o", str(tmp_path / "none" / "plan.pdf"))

    assert (code, "plan.pdf ist nicht beschreibbar" in errors) == (1, True)


def test_report_leaves_no_part_behind_where_the_target_is_a_folder(tmp_path, no_drawing):
    source, target = tmp_path / "check.json", tmp_path / "plan.pdf"
    source.write_text(json.dumps(MINIMAL))
    target.mkdir()

    code, _ = run(str(source), "-o", str(target))

    assert code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["check.json", "plan.pdf"]


def test_report_says_when_no_pdf_could_be_made(tmp_path, monkeypatch):
    source, target = tmp_path / "check.json", tmp_path / "plan.pdf"
    source.write_text(json.dumps(MINIMAL))
    monkeypatch.setattr(render, "SECONDS", 0.05)

    code, errors = run(str(source), "-o", str(target))

    assert (code, "nicht rechtzeitig" in errors, target.exists()) == (1, True, False)
