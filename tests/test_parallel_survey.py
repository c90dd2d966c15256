"""Ten respondents at once, and one who opens the comparison meanwhile: what was acknowledged counts."""

import pytest
from django.urls import reverse

from assessments.forms import digest
from assessments.models import Answer, Assessment, Respondent, Response, Survey
from tests.assessments.survey_story import begin, browser, finished, invite, page, respond, started
from tests.cast import make_assessment, open_link
from tests.test_parallel import ITEMS, poster, story, together

__all__ = ["story"]
pytestmark = pytest.mark.django_db(transaction=True)


def saving(client, respondent, item, value):
    data = {f"{item}-value": value, f"{item}-base": "0", f"{item}-seen": digest("", "")}
    return lambda: client.post(page(respondent, "respondent_answer", item), data)


def asked(assessment, count):
    """[(browser, respondent)] of so many who have begun."""
    survey = begin(assessment)
    people = [started(survey, f"Amt {number}") for number in range(count)]
    return [(browser(token), respondent) for respondent, token in people]


def test_ten_respondents_answer_at_once(story):
    people = asked(story[1], 10)

    done = together([saving(client, who, item, "3") for client, who in people for item in ITEMS[:2]])

    assert [response.status_code for response in done] == [200] * 20
    assert Response.objects.filter(value="3").count() == 20


def test_one_answer_from_many_windows_is_stored_once(story):
    [(client, who)] = asked(story[1], 1)
    values = [str(number % 5) for number in range(10)]

    done = together([saving(client, who, "B1.1", value) for value in values])

    kept = Response.objects.get().value
    assert {response.status_code for response in done} == {200, 409}
    assert {response.status_code for response, value in zip(done, values, strict=True) if value == kept} == {200}


def test_save_and_opening(story):
    client, assessment = story
    people = asked(assessment, 8)
    survey = Survey.objects.get()
    for name in ("Fertig eins", "Fertig zwei"):
        finished(survey, name, {"B1.1": 3})
    calls = [saving(browser_, who, "B1.1", "1") for browser_, who in people]
    calls[4:4] = [poster(client, "open_comparison", assessment)] * 2

    done = together(calls)

    saved = sum(response.status_code == 200 for response in done)
    assert {response.status_code for response in done} <= {200, 302, 409}
    assert Response.objects.filter(value="1").count() == saved
    assert Survey.objects.get().opened_at
    assert Answer.objects.get().value == "3"


def test_finish_and_opening(story):
    """Whoever was told to be finished is counted: the common answer is that of all who were."""
    client, assessment = story
    people = asked(assessment, 8)
    survey = Survey.objects.get()
    for name in ("Fertig eins", "Fertig zwei"):
        finished(survey, name, {"B1.1": 3})
    for _, who in people:
        respond(who, "B1.1", 1)
    calls = [lambda browser_=browser_, who=who: browser_.post(page(who, "finish_response")) for browser_, who in people]
    calls[4:4] = [poster(client, "open_comparison", assessment)] * 2

    done = together(calls)

    survey.refresh_from_db()
    told = sum(response.status_code == 302 for response in done) - 2
    counted = Respondent.objects.filter(finished_at__isnull=False)
    assert {response.status_code for response in done} <= {302, 409}
    assert counted.count() == told + 2
    assert all(person.finished_at <= survey.opened_at for person in counted)
    assert Answer.objects.exists() == (told == 0)


def test_invitation_is_used_once(story):
    respondent, token = invite(begin(story[1]))
    browsers = [browser(token) for _ in range(10)]

    together([lambda one=one: one.post(page(respondent), {"do": "start"}) for one in browsers])

    shown = [one.get(page(respondent)) for one in browsers]
    assert sorted(response.status_code for response in shown) == [200] + [404] * 9


def test_sixty_are_invited_at_most(story):
    client, assessment = story
    survey = begin(assessment)
    for number in range(55):
        invite(survey, f"Amt {number}")
    data = {"name": "Noch eins", "perspective": "it", "days": "30"}

    done = together([poster(client, "invite_respondent", assessment, data) for _ in range(10)])

    assert sorted(response.status_code for response in done) == [302] * 5 + [422] * 5
    assert Respondent.objects.count() == 60


def test_save_and_removal_and_deletion():
    assessment, token = make_assessment()
    from django.test import Client

    client = open_link(Client(), token)
    people = asked(assessment, 8)
    calls = [saving(browser_, who, item, "2") for browser_, who in people for item in ITEMS[:2]]
    remove = reverse("remove_respondent", args=[assessment.pk, people[0][1].pk])
    calls[3:3] = [lambda: client.post(remove), poster(client, "delete", assessment, {"sure": "on"})]

    done = together(calls)

    assert {response.status_code for response in done} <= {200, 302, 404}
    assert not any(model.objects.exists() for model in (Assessment, Survey, Respondent, Response))
