"""Saving one question by itself, as autosave does."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import delete_assessment
from assessments.forms import digest
from assessments.models import Answer, Assessment
from tests.assessments.test_questions import change, stored
from tests.cast import ANNA, make_assessment, open_link
from tests.queries import at_most

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def url(assessment, item="B1.1"):
    return reverse("answer", args=[assessment.pk, item])


def save(client, assessment, item="B1.1", value="2", note="", base="1", seen="", **more):
    data = {f"{item}-value": value, f"{item}-note": note, f"{item}-base": base, f"{item}-seen": seen, **more}
    return client.post(url(assessment, item), data, headers=HTMX)


def test_saves_and_says_when(client, check):
    response = save(client, check)

    text = response.content.decode()
    assert response.status_code == 200
    assert "Gespeichert um" in text
    assert 'name="B1.1-base" value="2"' in text
    assert "<fieldset" not in text
    assert stored() == {"B1.1": ("2", "")}


@pytest.mark.parametrize(("item", "base"), [("B1.1", "1"), ("B2.1", "0")], ids=["change", "first"])
def test_takes_at_most_six_queries(client, check, item, base):
    with at_most(6):
        assert save(client, check, item, base=base).status_code == 200


def test_two_saves_in_a_row_with_what_the_first_returned(client, check):
    first = save(client, check, value="2").context["question"]

    response = save(client, check, value="4", base=str(first["base"].value()), seen=first["seen"].value())

    assert response.status_code == 200
    assert stored() == {"B1.1": ("4", "")}


def test_reads_this_item_alone(client, check):
    save(client, check, **{"B1.2-value": "4", "B2.1-value": "4"})

    assert stored() == {"B1.1": ("2", "")}


def test_saves_an_answer_beyond_the_quick_check(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    assert save(client, assessment, "B1.2", base="0").status_code == 200
    assert stored() == {"B1.2": ("2", "")}


def test_conflict_shows_both_and_changes_nothing(client, check):
    change(check, value="0", note="anders")

    response = save(client, check, value="4", note="eigene")

    text = response.content.decode()
    assert response.status_code == 409
    assert "Eine andere Person mit diesem Link" in text
    assert "anders" in text
    assert "eigene" in text
    assert 'name="B1.1-base" value="1"' in text
    assert stored() == {"B1.1": ("0", "anders")}


def test_conflict_keep_and_take_show_the_question_anew(client, check):
    change(check, value="0")

    taken = save(client, check, value="4", take="B1.1")
    assert stored() == {"B1.1": ("0", "")}
    kept = save(client, check, value="4", keep="B1.1:2")
    assert stored() == {"B1.1": ("4", "")}

    for response in (taken, kept):
        assert response.status_code == 200
        assert "<fieldset" in response.content.decode()
        assert "autofocus" in response.content.decode()


def test_clear_shows_the_question_without_an_answer(client, check):
    response = save(client, check, value="3", clear="B1.1")

    assert " checked" not in response.content.decode()
    assert stored() == {"B1.1": ("", "")}


def test_autosave_of_what_was_not_changed_keeps_what_another_wrote(client, check):
    change(check, value="0")

    response = save(client, check, value="3", base="1", seen=digest("3", ""))

    assert (response.status_code, response.content) == (204, b"")
    assert stored() == {"B1.1": ("0", "")}


def test_forged_revision_of_a_question_without_an_answer(client, check):
    assert save(client, check, "B2.1", base="5").status_code == 409


@pytest.mark.parametrize(
    ("value", "note", "message"),
    [
        ("7", "", "Diese Antwort gibt es nicht"),
        ("2", "x" * 2001, "Höchstens 2.000 Zeichen"),
        ("2", "x" * 100_000, "Höchstens 2.000 Zeichen"),
    ],
    ids=["level 7", "long", "very long"],
)
def test_bad_answer_is_refused(client, check, value, note, message):
    response = save(client, check, value=value, note=note)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert stored() == {"B1.1": ("3", "")}


@pytest.mark.parametrize("item", ["B9.9", "b1.1", "x" * 500, "😀", "B1.1%00", "B1.1 "])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_item(client, check, item, method):
    assert getattr(client, method)(url(check, item), headers=HTMX).status_code == 404


def test_body_over_the_limit_is_refused_before_it_is_read(client, check):
    response = save(client, check, note="x" * 1_000_001)

    assert response.status_code == 413
    assert "Mehr als 1 MB" in response.content.decode()


def test_submitted_check_refuses(client, check):
    client.post(reverse("submit", args=[check.pk]))

    response = save(client, check)

    assert response.status_code == 409
    assert "<html" not in response.content.decode()
    assert stored() == {"B1.1": ("3", "")}


def test_check_deleted_meanwhile(client, check):
    delete_assessment(assessment=Assessment.objects.get(), editor=ANNA)

    assert save(client, check).status_code == 404
    assert not Answer.objects.exists()


def test_get_shows_the_stored_question(client, check):
    text = client.get(url(check), headers=HTMX).content.decode()

    assert "<fieldset" in text
    assert text.count(" checked") == 1


def test_address_in_the_browser_leads_to_its_page(client, check):
    response = client.get(url(check, "K1.3"))

    assert response.url == f"{reverse('questions', args=[check.pk, 'practice', 1])}#frage-K1.3"


def test_address_of_a_question_that_is_not_asked(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    assert client.get(url(assessment, "B1.2")).status_code == 404


def test_forged_form_gives_the_text_back(check):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(url(check), {"B1.1-note": "mein Text"})

    assert response.status_code == 403
    assert "Sicherheitsprüfung" in response.content.decode()
    assert "mein Text" in response.content.decode()
