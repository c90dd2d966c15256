"""A server that cannot save for a while, seen from the page."""

import pytest
from django.urls import reverse

from assessments.actions import get_answers
from tests.cast import make_assessment

pytestmark = pytest.mark.browser


def test_page_keeps_the_answer_and_saves_it_by_itself_later(open_page, watch, transactional_db):
    watch.expected = ["503: http", "503 (Service Unavailable)", "htmx:responseError", "Response Status Error Code 503"]
    assessment, token = make_assessment()
    page = open_page()
    page.clock.install()
    page.goto(f"/z/{token}/")
    page.goto(reverse("questions", args=[assessment.pk, "barriers", 1]))
    question = page.locator("[data-question='B1.1']")
    page.route("**/antwort/**", lambda route: route.fulfill(status=503, body="Das konnten wir gerade nicht speichern"))

    question.locator("[type=radio][value='2']").check()

    banner = page.get_by_role("alert")
    banner.get_by_text("Der Server kann gerade nicht speichern").wait_for()
    assert question.locator("[type=radio][value='2']").is_checked()
    assert get_answers(assessment) == {}

    page.unroute("**/antwort/**")
    page.clock.fast_forward(20_000)
    question.locator("[data-saved]").wait_for()
    assert get_answers(assessment) == {"B1.1": 2}
    assert banner.is_hidden()
