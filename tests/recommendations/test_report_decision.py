"""The chapters of the report on the decision: only with something to say, and only for a day."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from recommendations.document import document_text
from recommendations.report import render_report
from recommendations.report.content import build_report
from recommendations.report.decision import Decision, has_decision
from tests.cast import make_assessment, open_link
from tests.recommendations.paper_samples import COSTS, INDICATOR, TODAY, cost, decided
from tests.recommendations.path_story import save
from tests.recommendations.pdf_checks import failures, flat, structure, text_of, weasyprint_messages
from tests.recommendations.report_samples import PROJECT, bare_document, full_document

CHAPTERS = ("Fristen bis zum Ende der Förderung", "Entscheidungsweg", "Kosten und Entlastung", "Wirkung")
BAD = "A" * 200 + " 🚀 \x07\u202eum\ufffe مشروع <b>fett</b>"


def headings(pdf):
    """Which of the chapters it has, by lines that hold nothing else."""
    lines = {line.strip() for line in text_of(pdf).split("\n")}
    return [chapter for chapter in CHAPTERS if chapter in lines]


@pytest.mark.parametrize(
    ("document", "today"), [(full_document(), TODAY), (decided(), None)], ids=["nothing said", "no day"]
)
def test_report_without_decision_has_none_of_the_chapters(document, today):
    assert build_report(document, today).decision == Decision()


def test_report_without_decision_is_the_same_on_every_day():
    assert render_report(full_document(), TODAY) == render_report(full_document())
    assert not has_decision(full_document())


def test_report_with_everything_has_all_chapters_and_conforms():
    with weasyprint_messages() as messages:
        pdf = render_report(decided(), TODAY)

    assert headings(pdf) == list(CHAPTERS)
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    assert captions(pdf) == [True] * 3
    named = (
        "Alle Schritte mit ihrem letzten Tag",
        "Die acht Prüfsteine und ihre Antworten",
        "Messwerte zu „Kontrollfahrt",
    )
    assert [text for text in named if text not in flat(text_of(pdf))] == []


def captions(pdf):
    """Of each caption in the tag tree whether it is the first of a table, as PDF/UA wants it."""
    found = [entry for entry in structure(PdfReader(io.BytesIO(pdf))) if entry.get("/S") == "/Caption"]
    return [entry["/P"]["/S"] == "/Table" and entry["/P"]["/K"][0].get_object() == entry for entry in found]


@pytest.mark.parametrize(
    ("fields", "chapters"),
    [
        ({"entries": {"proposal.office": "Bauamt"}}, CHAPTERS[:1]),
        ({"entries": {"path.benefit": "yes"}}, CHAPTERS[:2]),
        ({"costs": COSTS}, (CHAPTERS[0], CHAPTERS[2])),
        ({"indicators": (INDICATOR,)}, (CHAPTERS[0], CHAPTERS[3])),
        ({"indicators": (INDICATOR,), "project": replace(PROJECT, funding_end=None)}, CHAPTERS[3:]),
    ],
    ids=["a paper", "a gate", "costs", "an indicator", "no end"],
)
def test_report_has_a_chapter_where_something_is_said(fields, chapters):
    assert headings(render_report(full_document(**fields), TODAY)) == list(chapters)


def test_bad_text_is_printed_without_breaking_the_report():
    document = decided(
        {"path.benefit_note": BAD, "path.outcome_reason": BAD, "costs.financing": BAD},
        costs=(cost(label=BAD, assumption=BAD),),
        indicators=(replace(INDICATOR, title=BAD, unit="F\x07", readings=(replace(INDICATOR.readings[0], note=BAD),)),),
    )
    with weasyprint_messages() as messages:
        pdf = render_report(document, TODAY)

    assert text_of(pdf).count("<b>fett</b>") >= 4
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])


def test_report_carries_the_document_with_its_decision():
    document = decided()
    drawn = render_report(document, TODAY)

    assert json.loads(document_text(document))["costs"]
    assert drawn == render_report(document, TODAY)
    assert drawn != render_report(document, date(2026, 9, 1))


@pytest.mark.django_db
def test_download_of_the_report_shows_the_chapters(client):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    before = client.get(reverse("report_pdf", args=[assessment.pk])).content
    save(assessment, path__benefit="no")

    after = client.get(reverse("report_pdf", args=[assessment.pk])).content

    assert ("Entscheidungsweg" in flat(text_of(before)), "Entscheidungsweg" in flat(text_of(after))) == (False, True)
    assert not has_decision(bare_document())
