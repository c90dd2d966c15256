"""The page of questions as it works without JavaScript: one form for all questions on it."""

import pytest
from django.urls import reverse

from assessments.forms import digest
from assessments.models import Answer
from tests.assessments.question_page import change, fields, stored, url
from tests.cast import make_assessment, open_link
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def test_page_shows_statement_help_anchors_and_what_is_stored(client, check):
    text = client.get(url(check)).content.decode()

    assert text.count("<fieldset") == text.count("<legend") == 2
    assert text.count('type="radio"') == 14
    assert text.count(" checked") == 1
    assert "Seite 1 von 22" in text
    assert "Gespeichert um" in text


def test_page_takes_few_queries(client, check):
    with at_most(8):
        client.get(url(check))


def test_save_takes_few_queries(client, check):
    data = fields(client, check, B1_2_value="2")

    with at_most(8):
        client.post(url(check), data | {"go": "next"})


WAYS = {
    "next": ("barriers", 1, "next", ("barriers", 2)),
    "back": ("drivers", 1, "back", ("barriers", 5)),
    "over the end of a part": ("barriers", 5, "next", ("drivers", 1)),
    "before the first": ("barriers", 1, "back", None),
    "after the last": ("funding", 3, "next", None),
    "to the overview": ("barriers", 1, "overview", None),
    "no button": ("barriers", 1, "", None),
    "unknown button": ("barriers", 1, "x\0", None),
}


@pytest.mark.parametrize(("part", "number", "go", "target"), WAYS.values(), ids=WAYS)
def test_buttons_lead_on(client, check, part, number, go, target):
    response = client.post(url(check, part, number), {"go": go})

    assert response.url == (url(check, *target) if target else reverse("overview", args=[check.pk]))


def test_saves_what_was_changed_and_only_that(client, check):
    before = Answer.objects.get(item="B1.1")

    client.post(
        url(check), fields(client, check, B1_2_value="unknown", B1_2_note="Kämmerei\r\nfragen") | {"go": "next"}
    )

    assert stored() == {"B1.1": ("3", ""), "B1.2": ("unknown", "Kämmerei\nfragen")}
    assert Answer.objects.get(item="B1.1").updated_at == before.updated_at


def test_question_the_person_left_alone_keeps_what_another_wrote(client, check):
    data = fields(client, check, B1_2_value="4")
    change(check, "B1.1", "0", "von Bernd")

    response = client.post(url(check), data | {"go": "next"})

    assert response.status_code == 302
    assert stored() == {"B1.1": ("0", "von Bernd"), "B1.2": ("4", "")}


def test_question_sent_without_its_fields_keeps_its_answer(client, check):
    client.post(url(check), {"go": "next"})

    assert stored() == {"B1.1": ("3", "")}


def test_answer_is_taken_back_and_the_note_stays(client, check):
    data = fields(client, check, B1_1_note="bleibt")

    response = client.post(url(check), data | {"clear": "B1.1"})

    assert response.url == f"{url(check)}#frage-B1.1"
    assert stored() == {"B1.1": ("", "bleibt")}


BAD = {
    "level 7": ({"B1_1_value": "7"}, "Diese Antwort gibt es nicht"),
    "a word": ({"B1_1_value": "vielleicht"}, "Diese Antwort gibt es nicht"),
    "NUL as answer": ({"B1_1_value": "\0"}, "Diese Antwort gibt es nicht"),
    "100,000 characters": ({"B1_1_note": "ä" * 100_000}, "Höchstens 2.000 Zeichen, es sind 100.000."),
    "2,001 characters": ({"B1_1_note": "x" * 2001}, "Höchstens 2.000 Zeichen, es sind 2.001."),
}


@pytest.mark.parametrize(("changes", "message"), BAD.values(), ids=BAD)
def test_bad_answer_is_refused_and_the_rest_is_saved(client, check, changes, message):
    response = client.post(url(check), fields(client, check, B1_2_value="2", **changes) | {"go": "next"})

    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert "error-summary" in text
    assert stored() == {"B1.1": ("3", ""), "B1.2": ("2", "")}
    if "B1_1_note" in changes:
        assert changes["B1_1_note"] in text


ODD = {
    "emoji": ("👩‍💻 ok", "👩‍💻 ok"),
    "controls": ("a\0b\x07c\x9bd", "abcd"),
    "right to left": ("שלום", "שלום"),
    "bidi override": ("a\u202eb\u2069c", "abc"),
    "markup": ("</textarea><script>", "</textarea><script>"),
    "line ends": ("\r\n a\r\n\r\nb\r\n", "a\n\nb"),
}


@pytest.mark.parametrize(("typed", "kept"), ODD.values(), ids=ODD)
def test_odd_notes_are_kept_clean_and_shown_escaped(client, check, typed, kept):
    client.post(url(check), fields(client, check, B1_1_note=typed) | {"go": "next"})

    assert stored()["B1.1"] == ("3", kept)
    assert "</textarea><script>" not in client.get(url(check)).content.decode()


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "0"])
def test_forged_revision_never_overwrites(client, check, base):
    change(check, value="0")

    response = client.post(url(check), {"B1.1-value": "4", "B1.1-base": base, "B1.1-seen": "x", "go": "next"})

    assert response.status_code == 409
    assert stored()["B1.1"] == ("0", "")


@pytest.mark.parametrize("keep", ["B1.1:", "B1.1:x", "B1.1:-2", "B1.1:٢", "B9.9:2", ":", "\0"])
def test_forged_choice_is_no_choice(client, check, keep):
    change(check, value="0")

    data = {"B1.1-value": "4", "B1.1-base": "1", "B1.1-seen": digest("3", ""), "keep": keep}
    assert client.post(url(check), data).status_code == 409


PAGES = [("barriers", 0), ("barriers", 6), ("barriers", 10**12), ("nix", 1), ("prerequisites", 4)]


@pytest.mark.parametrize(("part", "number"), PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_that_does_not_exist(client, check, part, number, method):
    assert getattr(client, method)(url(check, part, number)).status_code == 404


def test_quick_check_asks_its_questions_alone(client):
    assessment, token = make_assessment(scope="quick")
    open_link(client, token)

    text = client.get(url(assessment)).content.decode()

    assert "Frage B1.1" in text
    assert "Frage B1.2" not in text
    assert client.get(url(assessment, "prerequisites", 1)).status_code == 404


def test_submitted_check_shows_answers_without_fields(client, check):
    client.post(reverse("submit", args=[check.pk]))

    text = client.get(url(check)).content.decode()

    assert "Stufe 3: " in text
    assert "<fieldset" not in text
    assert "<form" not in text


def test_submitted_check_refuses_a_save_with_the_way_on(client, check):
    data = fields(client, check, B1_1_value="0")
    client.post(reverse("submit", args=[check.pk]))

    response = client.post(url(check), data | {"go": "next"})

    assert response.status_code == 409
    assert "Neuen Check auf dieser Grundlage beginnen" in response.content.decode()
    assert stored() == {"B1.1": ("3", "")}


def test_expired_session_gives_the_typed_text_back(client, check):
    data = fields(client, check, B1_1_note="Drei Wochen Arbeit <b>")
    client.cookies.clear()

    response = client.post(url(check), data | {"go": "next"})

    text = response.content.decode()
    assert response.status_code == 404
    assert "Öffnen Sie bitte Ihren persönlichen Link noch einmal" in text
    assert "Drei Wochen Arbeit &lt;b&gt;" in text
    assert "Notiz zu B1.1" in text
    assert stored() == {"B1.1": ("3", "")}
