"""Anything may be uploaded or imported: it is taken over whole, or refused and nothing is changed."""

import contextlib
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.models import Assessment, Municipality
from recommendations.document import document_data, document_text
from recommendations.example import current_document
from recommendations.export import get_document
from recommendations.spreadsheet import build_spreadsheet
from tests.cast import make_assessment, open_link
from tests.directory_sample import SAMPLE
from tests.fuzzing import EXAMPLES, FUZZ, JSON_VALUES, NASTY, case, check, in_time, stored
from tests.recommendations.answer_tables import BLANK, edited, upload_of

pytestmark = pytest.mark.django_db

# What a workbook takes: no control characters, and no number with more digits than its library writes.
TABLE_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    ["=1+1", "=HYPERLINK(A1)", "#REF!", "<script>alert(1)</script>", "weiß nicht", "2,5", "x" * 2_001, "x" * 30_000]
)
DOCUMENT = document_data(current_document(date(2026, 3, 2)))


def upload(content):
    file = io.BytesIO(content)
    file.name = "stand.json"
    return Client(raise_request_exception=False).post(reverse("upload"), {"file": file})


def places(value, path=()):
    """The path to every value in parsed JSON."""
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def changed(data, path, value):
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


PLACES = list(places(DOCUMENT))


def check_upload(content):
    """Refused and nothing changed, or taken over whole: then the download is what was uploaded."""
    with case():
        before = stored()
        response = check(lambda: upload(content))
        if response.status_code == 302:
            check_taken(Assessment.objects.get(pk=response.url.split("/")[2]), json.loads(content))
        else:
            assert response.status_code == 422
            assert stored() == before


def check_taken(made, sent):
    found = json.loads(document_text(get_document(made)))
    assert found["answers"] == sent["answers"]
    assert found["notes"] == sent["notes"] or "" in sent["notes"].values()
    assert len(found["measures"]) == len(sent["measures"])
    build_spreadsheet(get_document(made))


@pytest.fixture(autouse=True)
def no_limit(settings):
    settings.RATE_LIMITS = {}


@settings(FUZZ, max_examples=EXAMPLES * 10)
@given(st.sampled_from(PLACES), JSON_VALUES)
def test_upload_with_one_value_changed(path, value):
    check_upload(json.dumps(changed(DOCUMENT, path, value)).encode())


@FUZZ
@given(JSON_VALUES)
def test_upload_of_any_json(value):
    check_upload(json.dumps(value).encode())


@FUZZ
@example(b"[" * 600 + b"]" * 600)
@example(b'{"instrument": "\\ud800", "answers": {}}')
@given(st.binary(max_size=200) | st.integers(1, 3000).map(lambda depth: b"[" * depth + b"]" * depth))
def test_upload_of_any_bytes(content):
    check_upload(content)


@settings(FUZZ, max_examples=EXAMPLES * 2)
@given(st.integers(0, 400), st.binary(max_size=3))
def test_upload_damaged_at_any_place(place, wedge):
    text = json.dumps(DOCUMENT).encode()
    place = place * len(text) // 400

    check_upload(text[:place] + wedge + text[place + 1 :])


def check_answers(content):
    """A filled-in table is shown or refused; nothing of it is stored before it is confirmed."""
    with case():
        assessment, token = make_assessment({"K1.2": 2})
        client = Client(raise_request_exception=False)
        open_link(client, token)
        before = stored()
        response = check(lambda: client.post(reverse("upload_answers", args=[assessment.pk]), upload_of(content)))
        assert response.status_code in {200, 422}
        assert stored() == before


CELL_VALUES = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | TABLE_TEXTS


@settings(FUZZ, max_examples=EXAMPLES * 5)
@given(st.dictionaries(st.sampled_from(["A2", "A3", "I1", "I2", "I3", "J2", "J3"]), CELL_VALUES))
def test_upload_of_any_cells(cells):
    def fill(workbook):
        for cell, value in cells.items():
            workbook["Fragebogen"][cell] = value

    check_answers(edited(fill))


@settings(FUZZ, max_examples=EXAMPLES * 5)
@given(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=8))
def test_upload_of_a_damaged_table(place, length, wedge):
    place = place * len(BLANK) // 10_000
    check_answers(BLANK[:place] + wedge + BLANK[place + length :])


def import_file(tmp_path, content):
    file = tmp_path / "GV100AD.txt"
    file.write_bytes(content)
    call_command("import_municipalities", str(file), stdout=io.StringIO())


@settings(FUZZ, max_examples=EXAMPLES * 3)
@given(st.integers(0, 1000), st.integers(0, 30), st.binary(max_size=4))
def test_import_of_a_damaged_directory(tmp_path, place, length, wedge):
    sample = "\n".join(SAMPLE).encode()
    place = place * len(sample) // 1000
    with case(), in_time():
        try:
            import_file(tmp_path, sample[:place] + wedge + sample[place + length :])
        except CommandError:
            assert not Municipality.objects.exists()


LIST = "programme,round,municipality,ags,level,project,role,source,note\n"
CELLS = st.sampled_from(["", "Programm A (erfunden)", "Musterbach", "09162000", "kommune", "x" * 300]) | NASTY


@settings(FUZZ, max_examples=EXAMPLES * 5)
@given(st.lists(st.lists(CELLS, min_size=8, max_size=10), max_size=3), st.sampled_from([",", ";"]), st.booleans())
def test_import_of_any_programme(tmp_path, lines, separator, replaced):
    """Taken or refused with a fault in German; what was refused changes nothing."""
    rows = "".join(separator.join(cells) + "\n" for cells in lines)
    check_import(tmp_path, (LIST.replace(",", separator) + rows).encode(errors="surrogatepass"), replaced)


@settings(FUZZ, max_examples=EXAMPLES * 2)
@given(st.binary(max_size=200))
def test_import_of_any_bytes_as_programme(tmp_path, content):
    check_import(tmp_path, content, replaced=False)


def check_import(tmp_path, content, replaced):
    file = tmp_path / "programme.csv"
    file.write_bytes(content)
    with case(), in_time():
        before = stored()
        try:
            call_command("import_programme", str(file), replace=replaced, stdout=io.StringIO())
        except CommandError:
            assert stored() == before


@settings(FUZZ, max_examples=EXAMPLES * 2)
@given(st.sampled_from(PLACES), JSON_VALUES)
def test_scoring_of_any_file(tmp_path, path, value):
    file = tmp_path / "stand.json"
    file.write_text(json.dumps(changed(DOCUMENT, path, value)))
    with case(), in_time(), contextlib.suppress(CommandError, SystemExit):
        call_command("score", str(file), stdout=io.StringIO())


def test_document_of_the_example_is_taken():
    """What the tests above change is right before it is changed."""
    assert upload(json.dumps(DOCUMENT).encode()).status_code == 302
    assert Assessment.objects.count() == 1
