"""Two people change the same question: the later one is told and chooses."""

import pytest

from tests.assessments.question_page import change, fields, stored, url
from tests.cast import ANNA, BERND

pytestmark = pytest.mark.django_db


def conflict(client, check, **theirs):
    data = fields(client, check, B1_1_value="4", B1_1_note="meine Notiz", B1_2_value="2")
    change(check, **{"value": "1", "note": "<b>ihre</b>", **theirs})
    return data, client.post(url(check), data | {"go": "next"})


def test_conflict_shows_who_when_what_and_the_own_entry(client, check):
    _, response = conflict(client, check, editor=ANNA)

    text = response.content.decode()
    assert response.status_code == 409
    assert "Anna (Bauhof) hat sie" in text
    assert "um " in text
    assert "&lt;b&gt;ihre&lt;/b&gt;" in text
    assert "meine Notiz" in text
    assert "<title>Fehler: " in text
    assert 'name="keep" value="B1.1:2"' in text
    assert 'name="take" value="B1.1"' in text


def test_conflict_stops_only_its_own_question(client, check):
    conflict(client, check)

    assert stored() == {"B1.1": ("1", "<b>ihre</b>"), "B1.2": ("2", "")}


def test_conflict_with_somebody_without_a_name(client, check):
    _, response = conflict(client, check, editor=BERND)

    assert "Eine andere Person mit diesem Link hat sie" in response.content.decode()


def test_conflict_with_oneself_in_another_window(client, check):
    data = fields(client, check, B1_1_value="4")
    client.post(url(check), fields(client, check, B1_1_value="2") | {"go": "next"})

    response = client.post(url(check), data | {"go": "next"})

    assert response.status_code == 409
    assert "Sie selbst haben sie in einem anderen Fenster" in response.content.decode()


def test_saving_again_without_choosing_stays_a_conflict(client, check):
    data, _ = conflict(client, check)

    response = client.post(url(check), data | {"go": "next"})

    assert response.status_code == 409
    assert stored()["B1.1"] == ("1", "<b>ihre</b>")


def test_conflict_keeping_the_own_answer(client, check):
    data, _ = conflict(client, check)

    response = client.post(url(check), data | {"keep": "B1.1:2"})

    assert response.url == f"{url(check)}#frage-B1.1"
    assert stored()["B1.1"] == ("4", "meine Notiz")


def test_keeping_against_a_third_answer_is_a_conflict_again(client, check):
    data, _ = conflict(client, check)
    change(check, value="2")

    response = client.post(url(check), data | {"keep": "B1.1:2"})

    assert response.status_code == 409
    assert stored()["B1.1"] == ("2", "")


def test_conflict_taking_the_stored_answer(client, check):
    data, _ = conflict(client, check)

    response = client.post(url(check), data | {"take": "B1.1"})

    assert response.status_code == 302
    assert stored()["B1.1"] == ("1", "<b>ihre</b>")


def test_same_answer_from_both_is_no_conflict(client, check):
    data = fields(client, check, B1_1_value="1")
    change(check, value="1")

    assert client.post(url(check), data | {"go": "next"}).status_code == 302
