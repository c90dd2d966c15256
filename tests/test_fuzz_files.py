"""Anything may be uploaded or imported: it is taken over whole, or refused and nothing is changed."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.models import (
    Assessment,
    Municipality,
)
from recommendations.document import document_data, document_text
from recommendations.example import current_document
from recommendations.export import get_document
from recommendations.spreadsheet import build_spreadsheet
from tests.directory_sample import SAMPLE
from tests.fuzzing import EXAMPLES, FUZZ, JSON_VALUES, check, counts

pytestmark = pytest.mark.django_db

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
    before = counts()
    response = check(upload(content))
    if response.status_code != 302:
        assert response.status_code == 422
        assert counts() == before
        return
    made = Assessment.objects.order_by("pk").get(pk=response.url.split("/")[2])
    stored = json.loads(document_text(get_document(made)))
    sent = json.loads(content)
    assert stored["answers"] == sent["answers"]
    assert stored["notes"] == sent["notes"] or "" in sent["notes"].values()
    assert len(stored["measures"]) == len(sent["measures"])
    build_spreadsheet(get_document(made))


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


def import_file(tmp_path, content):
    file = tmp_path / "GV100AD.txt"
    file.write_bytes(content)
    call_command("import_municipalities", str(file), stdout=io.StringIO())


@settings(FUZZ, max_examples=EXAMPLES * 3)
@given(st.integers(0, 1000), st.integers(0, 30), st.binary(max_size=4))
def test_import_of_a_damaged_directory(tmp_path, place, length, wedge):
    Municipality.objects.all().delete()
    sample = "\n".join(SAMPLE).encode()
    place = place * len(sample) // 1000
    try:
        import_file(tmp_path, sample[:place] + wedge + sample[place + length :])
    except CommandError:
        assert not Municipality.objects.exists()


def test_document_of_the_example_is_taken():
    """What the tests above change is right before it is changed."""
    check_upload(json.dumps(DOCUMENT).encode())
    assert Assessment.objects.count() == 1
