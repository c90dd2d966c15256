"""The funders' answers beside the result of a municipality: on its page, in its PDF, in its document."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from recommendations.actions import publish_answer, upload_document
from recommendations.document import document_text, read_document
from recommendations.export import get_document
from recommendations.models import FunderAnswer, Participation
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link
from tests.programmes import make_funder, make_programme, make_submitted
from tests.queries import at_most
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages

pytestmark = pytest.mark.django_db
TEXT = "Ab der nächsten Runde gehören Betriebskosten dazu."


class Story:
    def __init__(self):
        self.municipality = make_municipality()
        self.programme = make_programme(municipalities=[self.municipality])
        self.funder = make_funder(self.programme)
        self.check = make_submitted(self.municipality, level=1)
        self.client = log_in(make_member(self.municipality, "read"))
        self.answer("F1.2", text=TEXT)

    def answer(self, recommendation, *, programme=None, status="planned", text="Gut.", base=0):
        publish_answer(
            programme=programme or self.programme,
            recommendation=recommendation,
            status=status,
            text=text,
            base_number=base,
            user=self.funder,
        )

    def get(self, name):
        return self.client.get(reverse(name, args=[self.check.pk]))

    def document(self):
        return get_document(Assessment.objects.select_related("project__municipality").get(pk=self.check.pk))


@pytest.fixture
def story():
    return Story()


def articles(html):
    return dict(re.findall(r'<article class="rec rec--funder" id="(F\d\.\d)"(.*?)</article>', html, re.DOTALL))


def test_result_page_shows_the_answer_beside_its_recommendation(story):
    found = articles(story.get("result").content.decode())

    assert TEXT in found["F1.2"]
    assert "geplant" in found["F1.2"]
    assert "Ministerium für Erprobung (erfunden)" in found["F1.2"]
    assert f"{timezone.localdate():%d.%m.%Y}" in found["F1.2"]
    assert [key for key, text in found.items() if "Antwort des Fördergebers" in text] == ["F1.2"]


def test_newest_version_counts(story):
    story.answer("F1.2", status="done", text="Ist jetzt so.", base=1)

    assert [(row.status, row.text) for row in story.document().funder_answers] == [("done", "Ist jetzt so.")]


def test_answers_of_all_programmes_are_shown_in_order(story):
    other = make_programme("Anderes Programm (erfunden)", [story.municipality], funder="")
    Participation.objects.create(programme=other, municipality=story.municipality, round="2")
    story.answer("F2.1", text="Eins")
    story.answer("F1.2", programme=other, text="Zwei")

    found = [(row.programme, row.recommendation) for row in story.document().funder_answers]

    assert found == [
        ("Anderes Programm (erfunden)", "F1.2"),
        ("Digitale Orte (erfunden)", "F1.2"),
        ("Digitale Orte (erfunden)", "F2.1"),
    ]
    assert articles(story.get("result").content.decode())["F1.2"].count("Antwort des Fördergebers") == 2


def test_answer_of_a_foreign_programme_is_not_shown(story):
    foreign = make_programme("Fremdes Programm (erfunden)", [make_municipality("Nachbarbach (erfunden)")])
    story.answer("F1.1", programme=foreign, text="Nicht für Musterbach")

    assert "Nicht für Musterbach" not in story.get("result").content.decode()
    assert [row.recommendation for row in story.document().funder_answers] == ["F1.2"]


def test_answer_to_what_the_catalogue_does_not_have_is_left_out(story):
    FunderAnswer.objects.create(
        programme=story.programme,
        recommendation="F9.9",
        number=1,
        status="done",
        text="Alt",
        created_at=timezone.now(),
    )

    assert [row.recommendation for row in story.document().funder_answers] == ["F1.2"]


def test_check_held_by_a_link_has_no_answers(client, story):
    assessment, token = make_assessment(
        {"F1.2": 1, **dict.fromkeys(("B1.1", "B1.2", "B2.1", "K1.1", "K1.2", "K2.1"), 1)}
    )
    Participation.objects.create(programme=story.programme, municipality=assessment.project.municipality, round="1")
    open_link(client, token)

    html = client.get(reverse("result", args=[assessment.pk])).content.decode()

    assert "F1.2" in articles(html)
    assert TEXT not in html
    assert get_document(assessment).funder_answers == ()


def test_result_page_takes_few_queries_whatever_the_number_of_answers(story):
    for number in range(5):
        programme = make_programme(f"Programm {number} (erfunden)", [story.municipality])
        for recommendation in ("F1.1", "F1.2", "F2.1"):
            story.answer(recommendation, programme=programme)

    with at_most(10):
        story.get("result")


def test_report_shows_them_and_conforms(story):
    with weasyprint_messages() as messages:
        pdf = story.get("report_pdf").content

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    text = flat(text_of(pdf))
    assert "Was Fördergeber darauf geantwortet haben" in text
    assert TEXT in text


def test_report_follows_the_answers_though_it_is_cached(story):
    first = story.get("report_pdf").content
    story.answer("F1.2", status="done", text="Ist jetzt so.", base=1)

    second = story.get("report_pdf").content

    assert "Ist jetzt so." not in flat(text_of(first))
    assert "Ist jetzt so." in flat(text_of(second))


def test_report_command_makes_the_same_bytes_as_the_page(story, tmp_path):
    source, target = tmp_path / "stand.json", tmp_path / "plan.pdf"
    source.write_bytes(story.get("download_json").content)

    call_command("report", str(source), output=str(target))

    assert json.loads(source.read_text())["funder_answers"][0]["text"] == TEXT
    assert target.read_bytes() == story.get("report_pdf").content


def test_answers_of_an_uploaded_document_are_not_stored(story):
    document = read_document(document_text(story.document()).encode())
    assert document.funder_answers != ()
    before = FunderAnswer.objects.count()

    assessment, _ = upload_document(document=document, editor=ANNA)

    assert get_document(assessment).funder_answers == ()
    assert FunderAnswer.objects.count() == before


def test_day_of_an_answer_is_the_day_in_germany(story):
    moment = timezone.localtime().replace(hour=0, minute=30) - timedelta(days=3)
    FunderAnswer.objects.update(created_at=moment)

    assert story.document().funder_answers[0].date == moment.date()
