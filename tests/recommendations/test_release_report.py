import io
import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from recommendations.release_json import build_json
from recommendations.release_view import AnswerView
from recommendations.report.release import CELLS_BESIDE, build_release_report, render_release
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages
from tests.recommendations.release_facts import (
    ANSWERS,
    TODAY,
    facts_with,
    figure,
    sample_facts,
    sample_pdf,
    score,
)
from tests.recommendations.release_samples import FIRST_DATE

HOSTILE = "W" * 500 + " <script>alert(1)</script> \u202e☃ " + "Zeile\n" * 300


def everywhere(cells):
    """A content in which every figure of these cells is published."""
    entry = figure(quartiles=[score(30), score(45), score(60)], shares=[score(20), score(40), score(40)])
    return {cell: dict.fromkeys(sample_facts().content["programme"], entry) for cell in cells}


@cache
def empty_pdf():
    """Of a release that says nothing, by somebody without a name."""
    with weasyprint_messages() as messages:
        return render_release(facts_with(content={}, funder=""), {}, TODAY), messages


def test_pdf_conforms_to_both_standards_and_draws_without_a_word():
    pdf, messages = sample_pdf()

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])


def test_pdf_of_a_release_that_says_nothing_conforms_too():
    pdf, messages = empty_pdf()

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    text = flat(text_of(pdf))
    assert "In dieser Freigabe ist nur das ganze Programm ausgewiesen." in text
    assert "Bis zum 24.11.2026 hat der Fördergeber keine Antwort veröffentlicht." in text
    assert "Anhang" not in text.replace("im Anhang", "")


def test_pdf_holds_the_data():
    attachments = PdfReader(io.BytesIO(sample_pdf()[0])).attachments

    assert [attachments["freigabe.json"][0].decode()] == [build_json(sample_facts())]


def test_equal_releases_give_equal_bytes():
    assert render_release(facts_with(content={}, funder=""), {}, TODAY) == empty_pdf()[0]


def test_pdf_says_the_main_things():
    text = flat(text_of(sample_pdf()[0]))

    for wanted in (
        "Digitale Orte (erfunden)",
        "Ministerium für Erprobung (erfunden)",
        "Stand der Freigabe 23.11.2026",
        "24 von 30 Kommunen haben geteilt.",
        "Die Antworten des Fördergebers sind die vom 24.11.2026.",
        "Antwort des Fördergebers, 12.11.2026: geplant. Der nächste Aufruf fördert auch die Übernahme.",
        "Fassung 2026.1: Mittelwerte ab 5 Kommunen, Median und Viertel ab 8, Anteile ab 10.",
        "zu wenige Kommunen: sonst ließen sich die übrigen Gruppen ausrechnen",
        "er bestimmt ihre Lizenz.",
    ):
        assert wanted in text


def test_needs_are_ranked_and_none_is_left_out():
    report = build_release_report(sample_facts(), ANSWERS, TODAY)

    means = [view.figure.mean.value for view in report.needs]
    assert (len(report.needs), means) == (10, sorted(means, reverse=True))
    assert (len(report.municipal), report.first, report.has_answers) == (18, report.needs[:3], True)


def test_annex_holds_the_cells_of_which_something_is_published():
    report = build_release_report(facts_with(content=everywhere(["programme", "land:09", "size:2"])), {}, TODAY)

    assert [cell.id for cell in report.annex] == ["programme", "land:09", "size:2"]
    assert [sum(len(group) for group in table.groups) for table in report.annex[1].tables] == [28, 18, 10]
    assert (report.has_answers, report.has_older) == (False, False)


def test_a_line_of_the_annex_says_when_and_why():
    content = {
        "programme": {
            "B1": figure(date=FIRST_DATE, reason="too_few_changed"),
            "B2": {"reason": "secondary"},
            "B3": figure(),
        }
    }

    report = build_release_report(facts_with(content=content), {}, TODAY)

    lines = report.annex[0].tables[0].groups[0]
    assert [(line.id, line.day, line.letter) for line in lines[:3]] == [
        ("B1", date(2026, 5, 4), "c"),
        ("B2", None, "b"),
        ("B3", date(2026, 11, 23), ""),
    ]
    assert report.has_older
    assert dict(report.letters)["b"].startswith("zu wenige Kommunen: ")


@pytest.mark.parametrize(("count", "widths"), [(0, []), (1, [2]), (5, [6]), (6, [6, 2]), (16, [6, 6, 6, 2])], ids=str)
def test_many_cells_are_broken_into_tables_that_fit_on_a_page(count, widths):
    laender = [f"land:{number:02}" for number in range(1, count + 1)]

    report = build_release_report(facts_with(content=everywhere(["programme", *laender])), {}, TODAY)

    assert [len(cells) for cells, _ in report.laender.tables] == widths
    assert max(widths, default=0) <= CELLS_BESIDE
    shown = [cell.id for cells, _ in report.laender.tables for cell in cells[1:]]
    assert shown == laender
    for cells, groups in report.laender.tables:
        assert [len(group.rows) for group in groups] == [10, 18, 28]
        assert {len(row.figures) for group in groups for row in group.rows} == {len(cells)}


def test_bad_text_is_drawn_without_harm():
    answer = AnswerView("done", "umgesetzt", HOSTILE, date(2026, 11, 12), 1)
    facts = facts_with(content=everywhere(["programme"]), programme=HOSTILE[:200], funder=HOSTILE[-200:])

    with weasyprint_messages() as messages:
        pdf = render_release(facts, {"F1.1": answer}, TODAY)

    text = text_of(pdf)
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    assert "[gekürzt]" in text
    assert "<script>alert(1)</script>" in text.replace("\n", "")
    assert json.loads(PdfReader(io.BytesIO(pdf)).attachments["freigabe.json"][0])["programme"] == facts.programme


def test_answers_are_those_given():
    other = {key: replace(answer, text="Ein anderer Text") for key, answer in ANSWERS.items()}

    report = build_release_report(sample_facts(), other, TODAY)

    assert {view.id: view.answer.text for view in report.needs if view.answer} == {"F1.1": "Ein anderer Text"}
