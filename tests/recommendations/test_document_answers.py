"""What a document tells of the funders' answers, and that older documents stay what they are."""

import json
from dataclasses import replace
from datetime import date

import pytest

from recommendations.document import DocumentError, document_data, document_text, parse_document, read_document
from recommendations.document_answers import MOST_ANSWERS, STATUS_WORDS, DocumentFunderAnswer, with_answers
from recommendations.models import FunderAnswer
from recommendations.report.content import build_report
from tests.recommendations.report_samples import full_document

ANSWER = DocumentFunderAnswer(
    programme="Digitale Orte (erfunden)",
    funder="Ministerium für Erprobung (erfunden)",
    recommendation="F1.2",
    status="planned",
    text="Ab der nächsten Runde.\nFür alle.",
    date=date(2026, 11, 20),
)
ANSWERED = replace(full_document(), funder_answers=(ANSWER, replace(ANSWER, recommendation="F2.1", status="done")))


def data(**fields):
    """The data of a document with one answer that has these fields; `...` takes one away."""
    row = {**document_data(ANSWERED)["funder_answers"][0], **fields}
    kept = {key: value for key, value in row.items() if value is not ...}
    return {**document_data(full_document()), "funder_answers": [kept]}


def faults_of(document):
    with pytest.raises(DocumentError) as caught:
        parse_document(document)
    return [fault.id for fault in caught.value.faults]


def test_answers_come_back_exactly():
    assert read_document(document_text(ANSWERED).encode()) == ANSWERED


def test_document_without_answers_does_not_mention_them():
    plain = full_document()

    assert "funder_answers" not in json.loads(document_text(plain))
    assert parse_document(document_data(plain)) == plain
    assert document_text(parse_document({**document_data(plain), "funder_answers": []})) == document_text(plain)
    assert document_data(ANSWERED)["funder_answers"][0] == {
        "programme": "Digitale Orte (erfunden)",
        "funder": "Ministerium für Erprobung (erfunden)",
        "recommendation": "F1.2",
        "status": "planned",
        "text": "Ab der nächsten Runde.\nFür alle.",
        "date": "2026-11-20",
    }


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"programme": ""}, "programme"),
        ({"programme": "x" * 201}, "programme"),
        ({"funder": None}, "funder"),
        ({"recommendation": "K1.2"}, "recommendation"),
        ({"recommendation": "F9.9"}, "recommendation"),
        ({"status": "open"}, "status"),
        ({"text": "x" * 2001}, "text"),
        ({"date": "20.11.2026"}, "date"),
        ({"date": ...}, "date"),
        ({"note": "mehr"}, "note"),
    ],
    ids=[
        "no programme",
        "long programme",
        "funder of another kind",
        "recommendation to municipalities",
        "unknown recommendation",
        "unknown status",
        "long text",
        "German date",
        "missing date",
        "unknown key",
    ],
)
def test_faulty_answer_is_refused_with_its_place(fields, fault):
    assert faults_of(data(**fields)) == [f"funder_answers.1.{fault}"]


def test_what_is_no_list_of_objects_is_refused():
    for value in ({}, None, ["F1.2"], [{}] * (MOST_ANSWERS + 1)):
        assert faults_of({**document_data(full_document()), "funder_answers": value}) == ["funder_answers"]


def test_a_programme_answers_a_recommendation_once():
    rows = data()["funder_answers"]
    other = [{**rows[0], "programme": "Anderes Programm (erfunden)"}]

    assert faults_of({**data(), "funder_answers": rows + other + rows}) == ["funder_answers.3"]
    assert len(parse_document({**data(), "funder_answers": rows + other}).funder_answers) == 2


def test_status_reads_as_on_the_funders_pages():
    assert dict(FunderAnswer.Status.choices) == STATUS_WORDS
    assert ANSWER.status_word == "geplant"


def test_each_recommendation_has_its_answers():
    views = build_report(ANSWERED).result.funder

    found = {view.id: answers for view, answers in with_answers(views, ANSWERED.funder_answers)}

    assert list(found) == [view.id for view in views]
    assert found["F1.2"] == (ANSWER,)
    assert found["F1.1"] == ()
