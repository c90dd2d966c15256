"""The respondent's own pages: welcome, answering, finishing, and after the end."""

import pytest
from django.test import Client

from assessments.actions import submit_assessment
from assessments.forms import digest
from assessments.models import Answer, Assessment, Response
from tests.assessments.survey_story import (
    HTMX,
    autosave,
    begin,
    browser,
    finished,
    fresh,
    invite,
    opened,
    page,
    respond,
    started,
    stored,
)
from tests.cast import ANNA, log_in, make_assessment, make_user
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment({"B1.1": 3})[0]


@pytest.fixture
def survey(assessment):
    return begin(assessment)


@pytest.fixture
def person(survey):
    return started(survey)


def questions(respondent, part="barriers", number=1):
    return page(respondent, "respondent_questions", part, number)


def welcome(survey, **fields):
    respondent, token = invite(survey, **fields)
    return browser(token).get(page(respondent)).content.decode()


def test_welcome_says_who_asks_for_what(assessment):
    text = welcome(begin(assessment, message="Für den <Ausschuss>"), parts=["barriers"])

    assert "Musterbach (erfunden) bittet Sie" in text
    assert "Glättesensoren im Winterdienst" in text
    assert "Für den &lt;Ausschuss&gt;" in text
    assert "10 Fragen, das dauert etwa 4 Minuten" in text
    assert "bis der Check gelöscht wird" in text


def test_welcome_with_few_promises_no_anonymity(survey):
    invite(survey, "IT", perspective="it")

    text = welcome(survey)

    assert "Anonym ist das nicht" in text
    assert "Bisher sind 2 Personen eingeladen, weniger als fünf" in text
    assert "Für „Kämmerei“ antworten bisher nur Sie" in text


def test_welcome_with_many_still_promises_none(survey):
    for number in range(5):
        invite(survey, f"Kämmerei {number}")

    text = welcome(survey)

    assert "Anonym ist das nicht" in text
    assert "weniger als fünf." not in text
    assert "antworten bisher nur Sie" not in text


def test_welcome_of_an_anonymous_survey_promises_what_it_keeps(assessment):
    text = welcome(begin(assessment, anonymous=True))

    assert "Namen und Sichtweisen stehen nicht dabei" in text
    assert "mindestens fünf Befragte fertig" in text
    assert "Anonym ist das nicht" not in text


def test_answers_need_a_start(survey):
    respondent, invitation = invite(survey)
    client = browser(invitation)

    assert client.get(questions(respondent)).status_code == 404
    assert autosave(client, respondent).status_code == 404
    assert client.post(page(respondent), {"do": "saved"}).status_code == 302
    assert client.post(page(respondent), {"do": "reopen"}).status_code == 302
    assert fresh(respondent).started_at is None


def test_asks_the_parts_and_the_scope_that_were_meant(survey):
    respondent, token = started(survey, "IT", parts=["drivers", "funding"])
    client = browser(token)

    assert "Seite 1 von" in client.get(questions(respondent, "drivers")).content.decode()
    assert client.get(questions(respondent, "barriers")).status_code == 404
    assert client.get(page(respondent, "respondent_answer", "B1.1")).status_code == 404
    assert autosave(client, respondent, "B1.1").status_code == 404
    assert [part.part.id for part in client.get(page(respondent)).context["progress"].parts] == ["drivers", "funding"]


def test_quick_check_asks_its_questions_alone():
    respondent, token = started(begin(make_assessment(scope="quick")[0]))
    client = browser(token)

    assert autosave(client, respondent, "B1.1").status_code == 200
    assert autosave(client, respondent, "B1.2").status_code == 404
    assert stored(respondent) == {"B1.1": ("2", "")}


def test_page_shows_nothing_that_the_team_answered(person):
    respondent, token = person
    text = browser(token).get(questions(respondent)).content.decode()

    assert text.count('type="radio"') == 14
    assert " checked" not in text


def test_saves_without_javascript_and_leads_on(person):
    respondent, token = person
    client = browser(token)
    data = {"B1.1-value": "4", "B1.1-note": "Zeile\r\nzwei", "B1.1-base": "0", "B1.1-seen": digest("", "")}

    response = client.post(questions(respondent), data | {"go": "next"})

    assert response.url == questions(respondent, "barriers", 2)
    assert stored(respondent) == {"B1.1": ("4", "Zeile\nzwei")}
    assert Answer.objects.get().value == "3"
    assert client.post(questions(respondent), {"go": "overview"}).url == page(respondent)


def test_autosave_says_when(person):
    respondent, token = person

    response = autosave(browser(token), respondent, note="Notiz")

    assert "Gespeichert um" in response.content.decode()
    assert stored(respondent) == {"B1.1": ("2", "Notiz")}


def test_two_windows_of_one_person_are_a_conflict_with_oneself(person):
    respondent, token = person
    first, second = browser(token), browser(token)
    autosave(first, respondent, value="1", note="im ersten")

    response = autosave(second, respondent, value="4", note="im zweiten")

    text = response.content.decode()
    assert response.status_code == 409
    assert "Sie selbst haben sie in einem anderen Fenster" in text
    assert "im ersten" in text
    assert "im zweiten" in text
    assert page(respondent, "respondent_answer", "B1.1") in text
    assert autosave(second, respondent, value="4", keep="B1.1:1").status_code == 200
    assert stored(respondent) == {"B1.1": ("4", "")}


def test_bad_answer_is_refused_and_shown_again(person):
    respondent, token = person

    response = autosave(browser(token), respondent, note="x" * 2001)

    assert response.status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize("logged_in", [False, True], ids=["no account", "account"])
def test_few_queries(person, logged_in):
    respondent, token = person
    client = log_in(make_user()) if logged_in else Client()
    client.get(f"/b/{token}/")
    respond(respondent, "B1.2", 3)

    with at_most(8):
        client.get(questions(respondent))
    with at_most(6):
        assert autosave(client, respondent).status_code == 200
    with at_most(6):
        assert autosave(client, respondent, value="3", base="1").status_code == 200
    with at_most(4):
        client.get(page(respondent))


def test_account_of_a_respondent_is_not_stored_with_the_answers(person):
    respondent, token = person
    client = log_in(make_user())
    client.get(f"/b/{token}/")
    autosave(client, respondent)

    assert Response.objects.values_list("edited_by", "editor_key").get() == ("", "")


def test_finishes_after_saying_what_is_open(person):
    respondent, token = person
    respond(respondent)
    client = browser(token)

    text = client.get(page(respondent, "finish_response")).content.decode()
    assert "1 von 54 Fragen sind beantwortet" in text
    assert "keine Antwort" in text

    client.post(page(respondent, "finish_response"))
    assert fresh(respondent).finished_at
    assert "Sie sind fertig" in client.get(page(respondent)).content.decode()
    assert client.get(page(respondent, "finish_response")).url == page(respondent)


def test_finished_answers_are_read_only_until_taken_back(person):
    respondent, token = person
    client = browser(token)
    client.post(page(respondent, "finish_response"))

    assert "<fieldset" not in client.get(questions(respondent)).content.decode()
    refused = client.post(questions(respondent), {"B1.1-note": "getippt", "B1.1-seen": "x", "B1.1-base": "0"})
    assert refused.status_code == 409
    assert "getippt" in refused.content.decode()
    assert autosave(client, respondent).status_code == 409

    client.post(page(respondent), {"do": "reopen"})
    assert autosave(client, respondent).status_code == 200


def opening(survey):
    finished(survey, "IT")
    finished(survey, "Fachamt")
    opened(survey)


def submitting(survey):
    submit_assessment(assessment=survey.assessment, evaluate=lambda answers: {}, editor=ANNA)


@pytest.mark.parametrize("close", [opening, submitting], ids=["opened", "submitted"])
def test_after_the_end_the_own_answers_are_readable_and_nothing_is_saved(survey, person, close):
    respondent, token = person
    respond(respondent, "B1.1", 4, "meine Notiz")
    client = browser(token)
    close(survey)

    text = client.get(questions(respondent)).content.decode()
    assert "meine Notiz" in text
    assert "<fieldset" not in text
    assert "Die Befragung ist beendet" in client.get(page(respondent)).content.decode()
    assert client.get(page(respondent, "finish_response")).url == page(respondent)
    assert browser(token).get(page(respondent)).status_code == 200

    refused = autosave(client, respondent, value="0", base="1")
    assert refused.status_code == 409
    assert "<html" not in refused.content.decode()
    typed = client.post(questions(respondent), {"B1.1-note": "zu spät", "B1.1-base": "1", "B1.1-seen": "x"})
    assert (typed.status_code, "zu spät" in typed.content.decode()) == (409, True)
    assert client.post(page(respondent, "finish_response")).status_code == 409
    assert stored(respondent) == {"B1.1": ("4", "meine Notiz")}


def test_save_meets_a_deleted_check(survey, person):
    respondent, token = person
    client = browser(token)
    Assessment.objects.all().delete()

    assert autosave(client, respondent).status_code == 404


def test_respondents_do_not_see_each_other(survey):
    one, token = started(survey, "IT")
    other, _ = started(survey, "Fachamt")
    respond(other, "B1.1", 4, "vom Fachamt")
    client = browser(token)

    names = (("respondent_answer", "B1.1"), ("finish_response",))
    for url in (page(other), questions(other), *(page(other, *name) for name in names)):
        assert client.get(url, headers=HTMX).status_code == 404
        assert client.post(url, {"do": "reopen"}).status_code == 404
    assert "vom Fachamt" not in client.get(questions(one)).content.decode()


def test_two_respondents_can_use_one_browser(survey):
    people = [started(survey, name) for name in ("IT", "Fachamt")]
    client = Client()
    for respondent, token in people:
        client.get(f"/b/{token}/")
        assert autosave(client, respondent).status_code == 200

    assert [len(stored(respondent)) for respondent, _ in people] == [1, 1]
