"""Before the comparison is opened, nothing that the team can open shows what a respondent answered."""

import io
import json
import logging

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import HistoryEntry
from tests.assessments.survey_story import autosave, begin, browser, invite, opened, page
from tests.cast import log_in, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.django_db
NOTE = "Schlüsselperson geht in Rente"
PAGES = (
    "overview",
    "survey",
    "open_comparison",
    "perspectives",
    "agenda",
    "consensus",
    "result",
    "plan",
    "what_if",
    "comparison",
    "submit",
    "delete",
    "history",
)
FILES = ("download_json", "download_xlsx", "report_pdf", "agenda_pdf")


class Story:
    """A team, and two respondents who answered by their own browsers and finished."""

    def __init__(self):
        self.municipality = make_municipality()
        self.assessment, _ = make_assessment({"K1.1": 2}, tenant=self.municipality)
        self.client = log_in(make_member(self.municipality, "lead"))
        self.survey = begin(self.assessment)
        for name, value in (("Kämmerei", "4"), ("IT", "0")):
            respondent, token = invite(self.survey, name, perspective="treasury" if name == "Kämmerei" else "it")
            client = browser(token)
            client.post(page(respondent), {"do": "start"})
            assert autosave(client, respondent, "B1.1", value, NOTE).status_code == 200
            client.post(page(respondent, "finish_response"))

    def shown(self):
        """All that the team can read, as text; the session's own secrets left out."""
        return "\n".join([*self.pages(), *self.files(), self.told()])

    def pages(self):
        urls = [reverse(name, args=[self.assessment.pk]) for name in PAGES]
        urls += [reverse("questions", args=[self.assessment.pk, "barriers", 1])]
        urls += [reverse("consensus_item", args=[self.assessment.pk, "B1.1"])]
        urls += [reverse(name, args=[self.municipality.pk]) for name in ("portfolio", "team_history")]
        urls += [reverse("project", args=[self.assessment.project_id])]
        return [self.client.get(url, follow=True).content.decode() for url in urls]

    def files(self):
        found = {name: self.client.get(reverse(name, args=[self.assessment.pk])) for name in FILES}
        yield json.dumps(json.loads(found["download_json"].content), ensure_ascii=False)
        book = openpyxl.load_workbook(io.BytesIO(found["download_xlsx"].content))
        yield from (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        for name in ("report_pdf", "agenda_pdf"):
            if found[name].status_code == 200:
                yield from (page.extract_text() for page in PdfReader(io.BytesIO(found[name].content)).pages)

    def told(self):
        return str(list(HistoryEntry.objects.values()))


def test_nothing_of_the_team_shows_a_response_before_the_comparison_is_opened(caplog):
    caplog.set_level(logging.DEBUG)
    story = Story()
    before = story.shown()
    log = caplog.text

    opened(story.survey)

    assert NOTE in story.shown()
    assert NOTE not in before
    assert NOTE not in log
    assert "Stufe 4" not in story.told()


def test_answers_of_the_check_are_the_same_before_and_after_a_respondent_answers():
    municipality = make_municipality()
    assessment, _ = make_assessment({"K1.1": 2}, tenant=municipality)
    client = log_in(make_member(municipality, "lead"))
    survey = begin(assessment)
    respondent, token = invite(survey)
    urls = [reverse(name, args=[assessment.pk]) for name in ("result", "download_json", "overview", "survey")]
    other = browser(token)
    other.post(page(respondent), {"do": "start"})
    before = [client.get(url).content for url in urls]

    autosave(other, respondent, "B1.1", "4", NOTE)

    after = [client.get(url).content for url in urls]
    assert [strip_moment(text) for text in before] == [strip_moment(text) for text in after]


def strip_moment(content):
    """Without what differs between any two requests: the time of a download, the token of a form."""
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", content.decode())
    return re.sub(r"\d\d:\d\d:\d\d(\.\d+)?", "", text)
