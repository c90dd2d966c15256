import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.disagreement import tally_views
from assessments.instrument import CURRENT
from recommendations.document import (
    MODES,
    PHASES,
    PRIORITIES,
    STATUSES,
    Document,
    DocumentError,
    DocumentMeasure,
    DocumentMunicipality,
    DocumentProject,
    document_data,
    document_text,
    parse_document,
    read_document,
)
from recommendations.document_answers import STATUS_WORDS, DocumentFunderAnswer
from tests.assessments.test_disagreement import SHEETS
from tests.reference import ITEMS, LINKS
from tests.strategies import answers

MEASURE = DocumentMeasure(
    recommendation="K1.2",
    title="Zuständigkeit klären",
    responsible="Hauptamt",
    start=date(2026, 4, 1),
    due=date(2026, 6, 30),
    status="declined",
    decline_reason="Kein Personal",
    cost_once=Decimal("1250.50"),
    cost_yearly=None,
    note="",
    priority="high",
)
DOCUMENT = Document(
    instrument=CURRENT,
    mode="full",
    municipality=DocumentMunicipality("Musterstadt", "09162000", "09", "Musterkreis", 2, 9120),
    project=DocumentProject("Pegel", "Zeile 1\r\nZeile 2", "Land", date(2024, 1, 1), date(2026, 12, 31), "ending"),
    created=date(2026, 3, 1),
    submitted=datetime(2026, 3, 31, 12, 0, 0, 123456, tzinfo=UTC),
    answers={"K1.1": 3, "B1.1": "unknown", "F1.1": "not_applicable"},
    notes={"K1.1": "„Notiz“ 😀  rückwärts"},
    measures=(MEASURE, replace(MEASURE, recommendation=None, status="open", decline_reason="")),
)
AMOUNT_EXPECTED = "Erwartet wird ein Betrag als Text, zum Beispiel „1250.00“"
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NOT_STORABLE = "Der Text enthält Zeichen, die sich nicht speichern lassen"
SIZE_EXPECTED = "Erwartet wird eine ganze Zahl von 1 bis 4"
NEEDS_REASON = "Eine abgelehnte Maßnahme braucht einen Grund"
LIST_EXPECTED = "Erwartet wird eine Liste mit höchstens 500 Einträgen"
DUE_TOO_EARLY = "Fällig wird die Maßnahme vor ihrem Beginn"
TOO_LONG = "Erwartet wird ein Text mit 0 bis 1000 Zeichen"
MINIMAL = {"instrument": CURRENT, "answers": {"K1.1": 3, "B1.1": "unknown"}}


def faults_of(data):
    with pytest.raises(DocumentError) as caught:
        parse_document(data)
    return [(fault.id, fault.reason) for fault in caught.value.faults]


def changed(path, value):
    """The data of DOCUMENT with one value replaced; `...` takes the key away."""
    data = document_data(DOCUMENT)
    *outer, last = path
    found = data
    for key in outer:
        found = found[key]
    if value is ...:
        del found[last]
    else:
        found[last] = value
    return data


def test_document_comes_back_exactly():
    assert read_document(document_text(DOCUMENT).encode()) == DOCUMENT
    assert parse_document(document_data(DOCUMENT)) == DOCUMENT


def test_document_text_is_canonical():
    shuffled = replace(DOCUMENT, answers=dict(reversed(DOCUMENT.answers.items())))
    assert document_text(shuffled) == document_text(DOCUMENT)
    assert document_text(DOCUMENT).endswith("}\n")
    assert list(document_data(DOCUMENT)["answers"]) == ["B1.1", "K1.1", "F1.1"]
    assert "„Notiz“" in document_text(DOCUMENT)


def texts(longest, shortest=0):
    plain = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0" + DIRECTIONS), max_size=longest)
    return plain.filter(lambda value: len(value.strip()) >= shortest)


def optional(strategy):
    return st.none() | strategy


MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.timezones() | st.just(UTC))
AMOUNTS = st.decimals(0, 999_999_999, places=2)
MUNICIPALITIES = st.builds(
    DocumentMunicipality,
    name=texts(120, 1),
    ags=optional(st.from_regex(r"\A[0-9]{8}\Z")),
    land=optional(st.sampled_from(["01", "16"])),
    kreis=optional(texts(120)),
    size_class=st.integers(1, 4),
    population=optional(st.integers(0, 4_000_000)),
)
PROJECTS = st.builds(
    DocumentProject,
    name=texts(120, 1),
    description=texts(50),
    funding=texts(50),
    funding_start=st.none(),
    funding_end=optional(st.dates()),
    phase=st.sampled_from(PHASES),
)
MEASURES = st.builds(
    DocumentMeasure,
    recommendation=optional(st.sampled_from(list(LINKS))),
    title=texts(60, 1),
    responsible=texts(20),
    start=optional(st.dates()),
    due=st.none(),
    status=st.sampled_from(STATUSES),
    decline_reason=texts(20, 1),
    cost_once=optional(AMOUNTS),
    cost_yearly=optional(AMOUNTS),
    note=texts(50),
    priority=st.sampled_from(PRIORITIES),
)
# The order of the drawn recommendations is kept; one programme answers each of them once.
FUNDER_ANSWERS = st.lists(
    st.builds(
        DocumentFunderAnswer,
        programme=texts(60, 1),
        funder=texts(40),
        recommendation=st.sampled_from(["F1.1", "F2.1", "F3.3"]),
        status=st.sampled_from(list(STATUS_WORDS)),
        text=texts(80),
        date=st.dates(),
    ),
    max_size=3,
    unique_by=lambda answer: (answer.programme, answer.recommendation),
).map(tuple)
DOCUMENTS = st.builds(
    Document,
    instrument=st.just(CURRENT),
    mode=st.sampled_from(MODES),
    municipality=optional(MUNICIPALITIES),
    project=optional(PROJECTS),
    created=optional(st.dates()),
    submitted=optional(MOMENTS),
    answers=answers(),
    notes=st.dictionaries(st.sampled_from(ITEMS), texts(50), max_size=5),
    measures=st.lists(MEASURES, max_size=3).map(tuple),
    reasons=st.dictionaries(st.sampled_from(ITEMS), texts(50), max_size=3),
    dissents=st.dictionaries(st.sampled_from(ITEMS), texts(50), max_size=3),
    views=optional(st.builds(tally_views, st.dates(), st.just(ITEMS), SHEETS, st.booleans())),
    funder_answers=FUNDER_ANSWERS,
)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_any_document_comes_back_exactly(document):
    text = document_text(document)
    assert read_document(text.encode()) == document
    assert document_text(read_document(text.encode())) == text


def test_submitted_is_kept_in_utc():
    berlin = replace(DOCUMENT, submitted=datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1))
    assert berlin.submitted == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read_document(document_text(berlin).encode()) == berlin
    shifted = changed(["submitted"], "2026-03-31T14:00:00.123456+02:00")
    assert parse_document(shifted) == DOCUMENT


def test_submitted_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        replace(DOCUMENT, submitted=datetime(2026, 1, 1))
    assert replace(DOCUMENT, submitted=datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))).submitted.hour == 23


def test_minimal_object_is_a_document_without_names_and_plan():
    document = parse_document(MINIMAL)
    assert document == Document(CURRENT, "full", None, None, None, None, {"B1.1": "unknown", "K1.1": 3})
    assert read_document(json.dumps(MINIMAL).encode()) == document


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ([], (None, "Erwartet wird ein Objekt")),
        ({"answers": {}}, ("instrument", "Der Schlüssel fehlt")),
        ({"format": "other"}, ("format", "Erwartet wird „verstetigungs-check“ in der Fassung 1")),
        ({"format": "verstetigungs-check"}, ("format", "Erwartet wird „verstetigungs-check“ in der Fassung 1")),
        (MINIMAL | {"answers": {"B1.1": 9}}, ("B1.1", "Die Stufe liegt nicht zwischen 0 und 4")),
        (MINIMAL | {"answers": []}, ("answers", "Erwartet wird ein Objekt mit den Antworten")),
        (changed(["format_version"], 2), ("format", "Erwartet wird „verstetigungs-check“ in der Fassung 1")),
        (changed(["format_version"], True), ("format", "Erwartet wird „verstetigungs-check“ in der Fassung 1")),
        (changed(["mode"], "half"), ("mode", "Erlaubt sind: quick, full")),
        (changed(["mode"], ["full"]), ("mode", "Erlaubt sind: quick, full")),
        (changed(["mode"], ...), ("mode", "Der Schlüssel fehlt")),
        (changed(["extra"], 1), ("extra", "Der Schlüssel ist hier nicht vorgesehen")),
        (changed(["created"], "2026-02-30"), ("created", "Erwartet wird ein Datum wie 2026-03-31")),
        (changed(["created"], "20260301"), ("created", "Erwartet wird ein Datum wie 2026-03-31")),
        (changed(["created"], "２026-03-01"), ("created", "Erwartet wird ein Datum wie 2026-03-31")),
        (
            changed(["submitted"], "2026-03-31T12:00:00"),
            ("submitted", "Erwartet wird ein Zeitpunkt wie 2026-03-31T12:00:00+00:00"),
        ),
        (
            changed(["submitted"], "0001-01-01T00:00:00+14:00"),
            ("submitted", "Erwartet wird ein Zeitpunkt wie 2026-03-31T12:00:00+00:00"),
        ),
        (changed(["municipality"], "Ort"), ("municipality", "Erwartet wird ein Objekt")),
        (changed(["municipality", "name"], " "), ("municipality.name", "Erwartet wird ein Text mit 1 bis 120 Zeichen")),
        (changed(["municipality", "ags"], "0916"), ("municipality.ags", "Erwartet wird ein Text aus acht Ziffern")),
        (changed(["municipality", "size_class"], 5), ("municipality.size_class", SIZE_EXPECTED)),
        (changed(["municipality", "size_class"], True), ("municipality.size_class", SIZE_EXPECTED)),
        (changed(["municipality", "extra"], 1), ("municipality.extra", "Der Schlüssel ist hier nicht vorgesehen")),
        (changed(["project", "name"], 5), ("project.name", "Erwartet wird ein Text")),
        (changed(["project", "description"], "x" * 1001), ("project.description", TOO_LONG)),
        (changed(["project", "funding"], "a\0b"), ("project.funding", NOT_STORABLE)),
        (changed(["project", "funding"], "a\u202eb"), ("project.funding", NOT_STORABLE)),
        (changed(["project", "funding"], "\ud800"), ("project.funding", NOT_STORABLE)),
        (changed(["project", "funding_end"], "2023-12-31"), ("project.funding_end", "Das Ende liegt vor dem Beginn")),
        (changed(["notes"], None), ("notes", "Erwartet wird ein Objekt")),
        (changed(["notes", "X1"], "a"), ("notes.X1", "Der Schlüssel ist hier nicht vorgesehen")),
        (changed(["notes", "K1.1"], 1), ("notes.K1.1", "Erwartet wird ein Text")),
        (changed(["measures"], {}), ("measures", LIST_EXPECTED)),
        (changed(["measures"], [1]), ("measures", "Erwartet wird ein Objekt")),
        (changed(["measures", 1, "due"], "2026-03-31"), ("measures.2.due", DUE_TOO_EARLY)),
        (changed(["measures", 0, "decline_reason"], ""), ("measures.1.decline_reason", NEEDS_REASON)),
        (changed(["measures", 0, "cost_once"], 5.5), ("measures.1.cost_once", AMOUNT_EXPECTED)),
        (changed(["measures", 0, "cost_once"], "-5"), ("measures.1.cost_once", AMOUNT_EXPECTED)),
        (changed(["measures", 0, "cost_once"], "NaN"), ("measures.1.cost_once", AMOUNT_EXPECTED)),
    ],
)  # fmt: skip
def test_parse_document_refuses(data, fault):
    assert faults_of(data) == [fault]


def test_parse_document_refuses_a_recommendation_that_is_not_there():
    [(key, reason)] = faults_of(changed(["measures", 0, "recommendation"], "K9.9"))
    assert key == "measures.1.recommendation"
    assert reason.startswith("Erlaubt sind: K1.1, K1.2")


def test_parse_document_lists_every_fault():
    data = changed(["mode"], 1) | {"created": 1, "notes": {"K1.1": 1}, "x": 1}
    assert [key for key, _ in faults_of(data)] == ["mode", "created", "notes.K1.1", "x"]


@pytest.mark.parametrize(
    ("raw", "key", "reason"),
    [
        (b"", None, "Kein gültiges JSON (Zeile 1, Spalte 1)"),
        (b"%PDF-1.7", None, "Kein gültiges JSON (Zeile 1, Spalte 1)"),
        (b'{"instrument": "\xff"}', None, "Kein gültiges UTF-8 (ab Byte 17)"),
        (document_text(DOCUMENT).encode("utf-8-sig"), None, "Am Anfang steht eine Byte-Reihenfolge-Marke (BOM)"),
        (b'{"format": "a", "format": "b"}', "format", "Der Schlüssel kommt mehrfach vor"),
        (b'{"notes": {"K1.1": NaN}}', "K1.1", "NaN ist in JSON kein gültiger Wert"),
    ],
)
def test_read_document_refuses_damaged_bytes(raw, key, reason):
    with pytest.raises(DocumentError) as caught:
        read_document(raw)
    [fault] = caught.value.faults
    assert fault.id == key
    assert fault.reason.startswith(reason)
