import pytest
from django.urls import reverse

from assessments.actions import get_answers
from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import Fault
from recommendations.evaluation import evaluate
from recommendations.example import ANSWERS
from recommendations.what_if import first_items, parse_changes
from tests.cast import make_assessment, open_link

INSTRUMENT = load_instrument(CURRENT)


@pytest.fixture
def story(client, db):
    assessment, token = make_assessment(ANSWERS)
    open_link(client, token)
    return assessment


def page(client, assessment, **query):
    return client.get(reverse("what_if", args=[assessment.pk]), {key.replace("_", "."): v for key, v in query.items()})


def test_parse_changes_reads_every_kind_of_answer():
    pairs = [("K1.2", "4"), ("S1", "unknown"), ("S2", "not_applicable"), ("S3", "")]

    assert parse_changes(INSTRUMENT, pairs) == ({"K1.2": 4, "S1": "unknown", "S2": "not_applicable"}, [])


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("X1", "3", Fault("X1", "Diese Frage gibt es nicht.")),
        ("k1.2", "3", Fault("k1.2", "Diese Frage gibt es nicht.")),
        ("K1.2", "5", Fault("K1.2", "„5“ ist keine mögliche Antwort; sie bleibt wie angegeben.")),
        ("K1.2", "-1", Fault("K1.2", "„-1“ ist keine mögliche Antwort; sie bleibt wie angegeben.")),
        ("K1.2", "3.0", Fault("K1.2", "„3.0“ ist keine mögliche Antwort; sie bleibt wie angegeben.")),
        ("K1.2", "٣", Fault("K1.2", "„٣“ ist keine mögliche Antwort; sie bleibt wie angegeben.")),
        ("K1.2", "\x00", Fault("K1.2", "„�“ ist keine mögliche Antwort; sie bleibt wie angegeben.")),
        ("x" * 99, "1", Fault("x" * 40 + "…", "Diese Frage gibt es nicht.")),
    ],
)
def test_parse_changes_refuses(key, value, fault):
    assert parse_changes(INSTRUMENT, [(key, value), ("S1", "1")]) == ({"S1": 1}, [fault])


def test_first_items_are_those_behind_the_top_recommendations():
    evaluation = evaluate(CURRENT, ANSWERS)

    items = [item.id for item in first_items(evaluation)]

    top = [match.recommendation.id for match in evaluation.municipal if not match.sustained][:5]
    assert items[:5] == top
    assert len(items) == len(set(items)) == 12


def test_first_items_of_a_check_without_gaps_are_none():
    best = {item.id: 0 if item.hinders else 4 for item in INSTRUMENT.items}

    assert first_items(evaluate(CURRENT, best)) == ()


def test_page_without_changes_shows_only_the_questions(client, story):
    response = page(client, story)

    assert response.status_code == 200
    assert response.context["comparison"] is None
    asked = [entry["item"].id for entry in response.context["first"]]
    asked += [entry["item"].id for _, questions in response.context["parts"] for entry in questions]
    assert sorted(asked) == sorted(item.id for item in INSTRUMENT.items)


def test_changes_are_computed_and_nothing_is_saved(client, story):
    response = page(client, story, K1_2="4", B2_1="0")

    assert response.status_code == 200
    assert {answer.item.id for answer in response.context["comparison"].answers} == {"K1.2", "B2.1"}
    assert get_answers(story) == ANSWERS


def test_choice_equal_to_the_answer_changes_nothing(client, story):
    assert page(client, story, K1_2=str(ANSWERS["K1.2"])).context["comparison"] is None


def test_bad_parameter_is_named_and_the_other_choices_are_kept(client, story):
    response = page(client, story, K1_2="7", B2_1="0", X1="3")
    html = response.content.decode()

    assert response.status_code == 422
    assert "<title>Fehler: " in html
    assert "K1.2: „7“ ist keine mögliche Antwort; sie bleibt wie angegeben." in html
    assert "X1: Diese Frage gibt es nicht." in html
    assert {answer.item.id for answer in response.context["comparison"].answers} == {"B2.1"}


def test_script_in_the_address_is_text(client, story):
    response = page(client, story, **{"<script>alert(1)</script>": "1"})

    assert response.status_code == 422
    assert b"<script>alert" not in response.content


def test_what_if_works_on_a_submitted_check_without_answers(client, db):
    assessment, token = make_assessment()
    open_link(client, token)

    assert page(client, assessment, K1_2="4").status_code == 200


def test_what_if_promises_no_order_where_there_is_none(client, db):
    assessment, token = make_assessment()
    open_link(client, token)

    text = page(client, assessment).content.decode()

    assert "noch zu wenige Fragen beantwortet" in text
    assert "dringendsten Empfehlungen" not in text


def test_what_if_says_in_words_what_gets_better(client, story):
    text = page(client, story, K1_2="4").content.decode()

    assert "+2 besser" in text
