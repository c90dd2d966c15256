from dataclasses import replace

import pytest

from assessments.disagreement import EVERYBODY
from recommendations.document import DocumentError, document_data, document_text, parse_document, read_document
from tests.assessments.test_disagreement import sheet, views_of
from tests.recommendations.test_document import DOCUMENT

VIEWS = views_of(sheet("treasury", B1_1=0, K1_2="unknown"), sheet("treasury", B1_1=4), sheet("it", B1_1=2))
FULL = replace(DOCUMENT, views=VIEWS, reasons={"K1.2": "Vermerk"}, dissents={"K1.2": "IT: Stufe 0"})
MISFIT = "Die Zahl der Antworten passt nicht zur Zahl der Befragten"
GROUPS = "Erwartet werden Sichtweisen oder allein „all“"
TOO_LONG = "Erwartet wird ein Text mit 0 bis 2000 Zeichen"
ANONYMOUS = {"opened": "2026-03-31", "respondents": {EVERYBODY: 6}}
UNEXPECTED = "Der Schlüssel ist hier nicht vorgesehen"


def faults_of(data):
    with pytest.raises(DocumentError) as caught:
        parse_document(data)
    return [(fault.id, fault.reason) for fault in caught.value.faults]


def changed(*path, value):
    data = document_data(FULL)
    *outer, last = path
    found = data
    for key in outer:
        found = found[key]
    found[last] = value
    return data


def test_document_with_views_comes_back_exactly():
    text = document_text(FULL)

    assert read_document(text.encode()) == FULL
    assert document_text(read_document(text.encode())) == text


def test_document_holds_numbers_by_group_and_no_empty_ones():
    assert document_data(FULL)["views"] == {
        "opened": "2026-03-31",
        "respondents": {"it": 1, "treasury": 2},
        "items": {
            "B1.1": {"it": {"2": 1}, "treasury": {"0": 1, "4": 1}},
            "K1.2": {"it": {"missing": 1}, "treasury": {"unknown": 1, "missing": 1}},
            "K2.1": {"it": {"missing": 1}, "treasury": {"missing": 2}},
        },
    }


def test_document_without_views_knows_no_such_keys():
    assert {"reasons", "dissents", "views"} & set(document_data(DOCUMENT)) == set()
    assert parse_document(document_data(DOCUMENT)) == DOCUMENT


@pytest.mark.parametrize("empty", [None, ...], ids=["null", "missing"])
def test_views_may_be_missing(empty):
    data = document_data(FULL) | {"views": None}
    if empty is ...:
        del data["views"]

    assert parse_document(data) == replace(FULL, views=None)


def test_text_is_canonical_whatever_the_order_in_the_file():
    data = document_data(FULL)
    views = data["views"]
    views["items"] = {key: dict(reversed(found.items())) for key, found in reversed(views["items"].items())}
    views["respondents"] = dict(reversed(views["respondents"].items()))

    assert document_text(parse_document(data)) == document_text(FULL)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (changed("reasons", value=[]), ("reasons", "Erwartet wird ein Objekt")),
        (changed("reasons", value={"X1": ""}), ("reasons.X1", UNEXPECTED)),
        (
            changed("dissents", "K1.2", value="x" * 2001),
            ("dissents.K1.2", "Erwartet wird ein Text mit 0 bis 2000 Zeichen"),
        ),
        (changed("views", value=[]), ("views", "Erwartet wird ein Objekt")),
        (changed("views", "opened", value="gestern"), ("views.opened", "Erwartet wird ein Datum wie 2026-03-31")),
        (changed("views", "extra", value=1), ("views.extra", UNEXPECTED)),
        (changed("views", "respondents", value=1), ("views.respondents", "Erwartet wird ein Objekt")),
        (changed("views", "respondents", value={}), ("views.respondents", GROUPS)),
        (changed("views", "respondents", EVERYBODY, value=3), ("views.respondents", GROUPS)),
        (changed("views", "respondents", "boss", value=1), ("views.respondents.boss", UNEXPECTED)),
        (
            changed("views", "respondents", "it", value=0),
            ("views.respondents.it", "Erwartet wird eine ganze Zahl von 1 bis 500"),
        ),
        (changed("views", "items", value=None), ("views.items", "Erwartet wird ein Objekt")),
        (changed("views", "items", "X1", value={}), ("views.items.X1", UNEXPECTED)),
        (changed("views", "items", "B1.1", value=3), ("views.items.B1.1", "Erwartet wird ein Objekt")),
        (
            changed("views", "items", "B1.1", value={}),
            ("views.items.B1.1", "Erwartet werden die Antworten mindestens einer Gruppe"),
        ),
        (changed("views", "items", "B1.1", "politics", value={"1": 1}), ("views.items.B1.1.politics", UNEXPECTED)),
        (changed("views", "items", "B1.1", "it", value={"5": 1}), ("views.items.B1.1.it.5", UNEXPECTED)),
        (
            changed("views", "items", "B1.1", "it", value={"1": True}),
            ("views.items.B1.1.it.1", "Erwartet wird eine ganze Zahl von 1 bis 500"),
        ),
        (changed("views", "items", "B1.1", "it", value={}), ("views.items.B1.1.it", MISFIT)),
        (changed("views", "items", "B1.1", "it", value={"1": 1, "unknown": 1}), ("views.items.B1.1.it", MISFIT)),
        (
            changed(
                "views",
                value={"opened": "2026-03-31", "respondents": {EVERYBODY: 6}, "items": {"B1.1": {EVERYBODY: {"1": 4}}}},
            ),
            ("views.items.B1.1", "Anonym wird eine Frage erst ab 5 Befragten gezeigt"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_views_that_cannot_be_are_refused(data, fault):
    assert fault in faults_of(data)


def test_every_fault_is_listed():
    data = changed("views", "opened", value=1)
    data["views"]["items"]["B1.1"]["it"] = {"2": 7}

    assert [key for key, _ in faults_of(data)] == ["views.opened", "views.items.B1.1.it"]
