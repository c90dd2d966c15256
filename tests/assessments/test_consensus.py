import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import save_answer, submit_assessment
from assessments.models import Answer
from tests.cast import ANNA, BERND, log_in, make_assessment, make_member, make_municipality, open_link
from tests.queries import at_most
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db
SENT = {"value": "2", "reason": "Der Vermerk liegt vor.", "dissent": "IT: Stufe 3.", "base": "0", "go": "next"}


@pytest.fixture
def story(client):
    """Three respondents: K1.2 differs widely, K2.1 by one level, B1.1 they answered alike, S6 two do not know."""
    assessment, token = make_assessment(scope="full")
    for perspective, level, beside in (("it", 0, 1), ("treasury", 3, 2), ("department", 4, 2)):
        answers = {"K1.2": level, "K2.1": beside, "B1.1": 2, **({} if level else {"S6": 1})}
        others = {} if "S6" in answers else {"S6": "unknown"}
        respond(assessment, perspective, {**answers, **others}, notes={"K1.2": f"Sicht der Stelle {perspective}"})
    open_survey(assessment)
    save_answer(assessment=assessment, item="B1.1", value="2", note="", base_revision=0, editor=ANNA)
    open_link(client, token)
    return assessment


def address(assessment, item="K1.2"):
    return reverse("consensus_item", args=[assessment.pk, item])


def page(client, assessment, item="K1.2"):
    return client.get(address(assessment, item)).content.decode()


def send(client, assessment, item="K1.2", **changes):
    return client.post(address(assessment, item), {**SENT, **changes})


def stored(assessment, item="K1.2"):
    row = Answer.objects.get(assessment=assessment, item=item)
    return row.value, row.reason, row.dissent, row.note, row.revision


def test_list_has_the_order_of_the_agenda_and_the_states(client, story):
    context = client.get(reverse("consensus", args=[story.pk])).context

    groups = {title: [view.item.id for view in views] for title, views in context["groups"]}
    assert groups["Hier gehen die Sichtweisen auseinander"] == ["K1.2", "K2.1"]
    assert groups["Offene Wissensfragen"] == ["S6"]
    assert groups["Hier stimmen die Antworten überein"] == ["B1.1"]
    assert len(groups["Zu wenige Antworten für einen Vergleich"]) == 50
    assert (context["counts"], context["first_open"]) == ({"agreed": 1, "set": 0, "open": 53}, "K1.2")


def test_pages_take_few_queries(client, story):
    with at_most(6):
        client.get(reverse("consensus", args=[story.pk]))
    with at_most(6):
        page(client, story)
    with at_most(10):
        send(client, story)


def test_page_shows_the_views_and_suggests_the_median_without_saving_it(client, story):
    html = page(client, story)

    assert "Stufe 0 bis 4" in html
    assert 'value="3" id="id_value_3" checked' in html
    assert html.count("Vorschlag: mittlere Antwort") == 1
    assert "Sicht der Stelle treasury" in html
    assert not Answer.objects.filter(item="K1.2").exists()


def test_saving_stores_answer_reason_and_dissent_and_goes_on_to_the_next_open_one(client, story):
    response = send(client, story)

    assert response.url == address(story, "K2.1")
    assert stored(story) == ("2", "Der Vermerk liegt vor.", "IT: Stufe 3.", "", 1)
    assert "Vorschlag: mittlere Antwort" not in page(client, story)


def test_saving_keeps_the_note_of_the_team(client, story):
    save_answer(assessment=story, item="K1.2", value="1", note="Notiz", base_revision=0, editor=ANNA)

    send(client, story, base="1")

    assert stored(story) == ("2", "Der Vermerk liegt vor.", "IT: Stufe 3.", "Notiz", 2)


def test_back_to_the_list_and_from_the_last_open_one_too(client, story):
    listed = reverse("consensus", args=[story.pk])
    assert send(client, story, go="list").url == listed

    for item in [view.item.id for _, views in client.get(listed).context["groups"] for view in views]:
        last = send(client, story, item, base="1" if item in {"K1.2", "B1.1"} else "0")

    assert last.url == listed
    assert "Jede Frage hat eine gemeinsame Antwort." in client.get(listed).content.decode()


def test_question_can_stay_open_with_a_dissent(client, story):
    send(client, story, value="")

    assert stored(story) == ("", "Der Vermerk liegt vor.", "IT: Stufe 3.", "", 1)
    assert 'value="3" id="id_value_3" checked' in page(client, story)


def test_conflict_shows_both_and_keeps_what_was_typed(client, story):
    save_answer(
        assessment=story, item="K1.2", value="4", note="", reason="Anders", dissent="", base_revision=0, editor=BERND
    )

    response = send(client, story)

    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Fehler: " in html
    assert "Eine andere Person mit diesem Link hat sie" in html
    assert "Begründung: Anders" in html
    assert html.count("Der Vermerk liegt vor.") == 2
    assert 'value="2" id="id_value_2" checked' in html
    assert stored(story) == ("4", "Anders", "", "", 1)
    assert send(client, story, keep="1").status_code == 302
    assert stored(story) == ("2", "Der Vermerk liegt vor.", "IT: Stufe 3.", "", 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": "9"}, "Diese Antwort gibt es nicht."),
        ({"reason": "x" * 2001}, "Höchstens 2.000 Zeichen, es sind 2.001."),
        ({"dissent": "x" * 2001}, "Höchstens 2.000 Zeichen, es sind 2.001."),
    ],
    ids=["value", "reason", "dissent"],
)
def test_what_cannot_be_saved_is_said_and_shown_again(client, story, changes, message):
    response = send(client, story, **changes)

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fehler: " in html
    assert message in html
    assert (changes.get("reason") or SENT["reason"]) in html
    assert not Answer.objects.filter(item="K1.2").exists()


@pytest.mark.parametrize("base", ["", "x", "9" * 30])
def test_unreadable_base_counts_as_never_seen(client, story, base):
    save_answer(assessment=story, item="K1.2", value="1", note="", base_revision=0, editor=BERND)

    assert send(client, story, base=base).status_code == 409


def test_anonymous_page_shows_numbers_and_no_perspective(client):
    assessment, token = make_assessment()
    for level, perspective in enumerate(("it", "treasury", "department", "leadership", "politics")):
        respond(assessment, perspective, {"K1.2": level}, anonymous=True, notes={"K1.2": f"Notiz {level}"})
    open_survey(assessment)
    open_link(client, token)

    html = page(client, assessment)

    assert html.count("1-mal gewählt") == 5
    assert "Notiz 3" in html
    for name in ("Kämmerei", "Fachamt", "Verwaltungsspitze"):
        assert f"<strong>{name}" not in html
        assert f"</span> {name}" not in html


def test_unopened_survey_shows_nothing(client, story):
    assert "Sicht der Stelle treasury" in page(client, story)
    story.survey.opened_at = None
    story.survey.save()

    html = page(client, story)

    assert "Sicht der Stelle treasury" not in html
    assert "Stufe 0 bis 4" not in html
    assert "Vorschlag" not in html


def test_without_a_survey_the_list_says_so_and_reasons_can_be_recorded(client):
    assessment, token = make_assessment({"K1.2": 2})
    open_link(client, token)

    html = client.get(reverse("consensus", args=[assessment.pk])).content.decode()

    assert "Zu diesem Check wurde keine Befragung geöffnet." in html
    assert "Alle Fragen (54)" in html
    assert send(client, assessment, base="1").status_code == 302
    assert stored(assessment)[:3] == ("2", "Der Vermerk liegt vor.", "IT: Stufe 3.")


@pytest.mark.parametrize("item", ["X9.9", "B99"])
def test_unknown_question_is_not_found(client, story, item):
    assert client.get(address(story, item)).status_code == 404
    assert send(client, story, item).status_code == 404


def test_submitted_check_shows_the_answers_and_takes_none(client, story):
    send(client, story)
    submit_assessment(assessment=story, evaluate=lambda answers: {}, editor=ANNA)

    html = page(client, story)

    assert "Der Vermerk liegt vor." in html
    assert "<form" not in html
    assert send(client, story, value="4", base="1").status_code == 409
    assert stored(story)[0] == "2"


def test_reader_sees_it_and_cannot_write():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    respond(assessment, "it", {"K1.2": 1}, notes={"K1.2": "Sicht der IT"})
    open_survey(assessment)
    reader, editor = (log_in(make_member(municipality, role)) for role in ("read", "edit"))

    html = page(reader, assessment)

    assert "Sicht der IT" in html
    assert 'name="reason"' not in html
    assert 'name="reason"' in page(editor, assessment)
    assert send(reader, assessment).status_code == 403
    assert not Answer.objects.exists()
    assert Client().get(address(assessment)).status_code == 404
