"""Answering in a real browser: autosave, its failure, two people at once, the keyboard alone."""

import pytest
from django.urls import reverse

from assessments.actions import get_answers
from assessments.models import Answer
from tests.cast import make_assessment

pytestmark = pytest.mark.browser


@pytest.fixture
def check(transactional_db):
    return make_assessment()


def open_questions(page, check):
    assessment, token = check
    page.goto(f"/z/{token}/")
    page.goto(reverse("questions", args=[assessment.pk, "barriers", 1]))
    return page.locator("[data-question='B1.1']")


def test_a_change_saves_itself_and_says_so(open_page, check):
    question = open_questions(open_page(), check)

    question.locator("[type=radio][value='3']").check()
    question.locator("[data-saved]").wait_for()
    question.get_by_label("Notiz").fill("Kämmerei fragt nach Mobilfunkkosten")
    question.get_by_label("Notiz").blur()
    question.page.wait_for_function("() => !document.querySelector('.htmx-request')")

    assert "Gespeichert um" in question.locator("[data-saved]").inner_text()
    stored = Answer.objects.get()
    assert (stored.value, stored.note) == ("3", "Kämmerei fragt nach Mobilfunkkosten")


def test_an_answer_given_before_the_scripts_are_there_is_saved_as_well(open_page, check):
    page, held = open_page(), []
    assessment, token = check
    page.goto(f"/z/{token}/")
    page.route("**/htmx*.js", lambda route: held.append(route))
    page.goto(reverse("questions", args=[assessment.pk, "barriers", 1]), wait_until="commit")
    question = page.locator("[data-question='B1.1']")

    question.locator("[type=radio][value='3']").check()
    held[0].continue_()

    question.locator("[data-saved]").wait_for()
    assert Answer.objects.get().value == "3"


def test_a_failed_save_is_told_keeps_the_answer_and_can_be_retried(open_page, watch, check):
    watch.expected = ["ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"]
    question = open_questions(open_page(), check)
    page = question.page
    page.context.set_offline(True)

    question.locator("[type=radio][value='2']").check()

    banner = page.get_by_role("alert")
    banner.get_by_text("Eine Angabe ist noch nicht gespeichert").wait_for()
    assert question.locator("[type=radio][value='2']").is_checked()
    assert not Answer.objects.exists()

    page.context.set_offline(False)
    banner.get_by_role("button", name="Noch einmal versuchen").click()
    question.locator("[data-saved]").wait_for()
    assert get_answers(check[0]) == {"B1.1": 2}
    assert banner.is_hidden()


def test_an_expired_session_is_told_and_nothing_is_lost(open_page, watch, check):
    watch.expected = ["404 (Not Found)", "htmx:responseError", "Response Status Error Code 404"]
    question = open_questions(open_page(), check)
    page = question.page
    page.context.clear_cookies(name="sessionid")

    question.locator("[type=radio][value='2']").check()
    page.get_by_text("Ihr Zugang ist abgelaufen oder der Link wurde erneuert.").wait_for()

    second = page.context.new_page()
    second.goto(f"/z/{check[1]}/")
    second.close()
    page.get_by_role("button", name="Noch einmal versuchen").click()
    question.locator("[data-saved]").wait_for()
    assert get_answers(check[0]) == {"B1.1": 2}


def test_two_people_on_one_page_do_not_overwrite_each_other(open_page, check):
    anna, bernd = open_questions(open_page(), check), open_questions(open_page(), check)

    anna.locator("[type=radio][value='1']").check()
    anna.locator("[data-saved]").wait_for()
    other = bernd.page.locator("[data-question='B1.2']")
    other.locator("[type=radio][value='4']").check()
    other.locator("[data-saved]").wait_for()
    bernd.page.get_by_role("button", name="Speichern und weiter").last.click()
    bernd.page.wait_for_url("**/barriers/2/")

    assert get_answers(check[0]) == {"B1.1": 1, "B1.2": 4}


@pytest.mark.parametrize(("choice", "expected"), [("keep", 3), ("take", 1)])
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_later_of_two_is_told_and_chooses(open_page, watch, check, javascript, choice, expected):
    watch.expected = ["409 (Conflict)"]
    anna = open_questions(open_page(), check)
    bernd = open_questions(open_page(javascript=javascript), check)
    anna.locator("[type=radio][value='1']").check()
    anna.locator("[data-saved]").wait_for()

    bernd.locator("[type=radio][value='3']").check()
    if not javascript:
        bernd.page.get_by_role("button", name="Speichern und weiter").last.click()
    bernd.locator(f"button[name='{choice}']").wait_for()
    assert "ine andere Person mit diesem Link" in bernd.inner_text()
    assert get_answers(check[0]) == {"B1.1": 1}

    bernd.locator(f"button[name='{choice}']").click()
    bernd.locator(f"button[name='{choice}']").wait_for(state="detached")
    assert bernd.locator(f"[type=radio][value='{expected}']").is_checked()
    assert get_answers(check[0]) == {"B1.1": expected}


def test_the_keyboard_alone_reaches_and_saves_an_answer(open_page, check):
    page = open_questions(open_page(), check).page

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "B1.1-value":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator("[data-question='B1.1'] [data-saved]").wait_for()
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "next":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/barriers/2/*")

    assert get_answers(check[0]) == {"B1.1": 1}
