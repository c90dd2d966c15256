import io
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.disagreement import EVERYBODY, Sheet, tally_views
from assessments.instrument import CURRENT, load_instrument
from recommendations.report import render_agenda
from recommendations.report.agenda import build_agenda, clock
from tests.assessments.test_disagreement import DAY
from tests.cast import make_assessment, open_link
from tests.queries import at_most
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages
from tests.recommendations.report_samples import bare_document, full_document
from tests.survey import open_survey, respond

IDS = [item.id for item in load_instrument(CURRENT).items]
PEOPLE = ("project_team", "department", "it", "treasury", "leadership", "politics", "external")


def sample_views(*, anonymous=False):
    """Seven people whose answers lie 4, 3, 2, 1 or 0 apart, in turn; nobody knows S6."""
    sheets = [
        Sheet(
            perspective,
            {item: min(4, place * (spot % 5) // 4) for spot, item in enumerate(IDS)} | {"S6": "unknown"},
            frozenset(IDS),
        )
        for place, perspective in enumerate(PEOPLE)
    ]
    return tally_views(DAY, IDS, sheets, anonymous)


@pytest.mark.parametrize(("minutes", "text"), [(0, "0:00"), (5, "0:05"), (65, "1:05")])
def test_clock(minutes, text):
    assert clock(minutes) == text


@pytest.mark.parametrize("minutes", [60, 90])
def test_sheet_has_times_and_says_what_is_left_out(minutes):
    sheet = build_agenda(full_document(views=sample_views()), minutes)

    assert sheet.rows[0].start == "0:05"
    assert sheet.opening + sum(row.minutes for row in sheet.rows) + sheet.closing + sheet.free == minutes
    ranges = [row.view.tally.range or 0 for row in sheet.rows]
    assert ranges == sorted(ranges, reverse=True)
    assert {view.item.id for view in sheet.left_out} & {row.view.item.id for row in sheet.rows} == set()
    assert "S6" in {view.item.id for view in sheet.left_out} | {row.view.item.id for row in sheet.rows}
    assert sheet.letters[0] == ("PT", "Projektteam")


@pytest.mark.parametrize("anonymous", [False, True], ids=["by perspective", "anonymous"])
@pytest.mark.parametrize("minutes", [60, 90])
def test_pdf_conforms_to_both_standards_and_draws_without_a_word(minutes, anonymous):
    with weasyprint_messages() as messages:
        pdf = render_agenda(full_document(views=sample_views(anonymous=anonymous)), minutes)

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    assert ("Kämmerei" in re.sub(r"Stufe \d, .*?•", "", flat(text_of(pdf)))) != anonymous


def test_no_item_of_the_pdf_is_split_over_pages():
    document = full_document(views=sample_views())
    pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(render_agenda(document, 90))).pages]

    for row in build_agenda(document, 90).rows:
        head = f"{row.start} {row.view.item.id}, {row.minutes} Minuten"
        page = next(text for text in pages if head in text)
        after = page.split(head)[1].split("Abweichende Sicht")[0]
        assert "Gemeinsame Antwort" in after
        assert "Begründung" in after


def test_pdf_of_a_document_without_names_and_with_nothing_to_talk_about():
    views = tally_views(DAY, IDS, [Sheet("it", {}, frozenset(IDS))] * 5, True)

    pdf = render_agenda(replace(bare_document(), views=views), 60)

    assert (failures(pdf, "ua1"), EVERYBODY in views.respondents) == ([], True)
    assert "Keine Frage braucht ein Gespräch" in flat(text_of(pdf))


@pytest.fixture
def story(client, db):
    assessment, token = make_assessment({"K1.2": 2})
    respond(assessment, "it", {"K1.2": 0, "K2.1": 1, "S6": "unknown"})
    respond(assessment, "treasury", {"K1.2": 4, "K2.1": 3})
    open_survey(assessment)
    open_link(client, token)
    return assessment


def get(client, assessment, name="agenda", query=""):
    return client.get(reverse(name, args=[assessment.pk]) + query)


@pytest.mark.parametrize(
    ("query", "minutes"), [("", 60), ("?minuten=60", 60), ("?minuten=90", 90), ("?minuten=999", 60), ("?minuten=x", 60)]
)
def test_page_takes_sixty_or_ninety_minutes(client, story, query, minutes):
    with at_most(9):
        response = get(client, story, query=query)

    agenda = response.context["agenda"]
    assert [row.view.item.id for row in agenda.rows] == ["K1.2", "K2.1", "S6"]
    assert (agenda.budget, agenda.free) == (minutes, minutes - 5 - 8 - 5 - 3 - 10)
    assert f"?minuten={minutes}" in response.content.decode()


def test_pdf_is_downloaded_under_a_plain_name(client, story):
    response = get(client, story, "agenda_pdf", "?minuten=90")

    assert response["Content-Type"] == "application/pdf"
    assert 'filename="tagesordnung-90-minuten-musterbach-erfunden-' in response["Content-Disposition"]
    assert "Tagesordnung für 90 Minuten" in flat(text_of(response.content))


def test_pdf_before_opening_leads_to_the_page_that_says_so(client, db):
    assessment, token = make_assessment()
    open_link(client, token)

    assert get(client, assessment, "agenda_pdf").url == reverse("agenda", args=[assessment.pk])


def test_pdf_that_cannot_be_made_says_why(client, story, settings, tmp_path):
    settings.ASSETS_DIR, settings.VERSION = tmp_path, "never cached"

    assert get(client, story, "agenda_pdf").status_code == 503
