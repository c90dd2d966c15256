import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.instrument import CURRENT, load_instrument
from recommendations import actions
from recommendations.example import ANSWERS
from recommendations.models import Measure
from tests.cast import ANNA, make_assessment, open_link
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db
QUICK = [item.id for item in load_instrument(CURRENT).quick_items]


@pytest.fixture
def story(client):
    """A full check with answers of every kind, opened by its link."""
    assessment, token = make_assessment(ANSWERS)
    open_link(client, token)
    return assessment


def page(client, assessment, query=""):
    return client.get(reverse("result", args=[assessment.pk]) + query)


def take(client, assessment, key):
    return client.post(reverse("take", args=[assessment.pk]), {"take": key})


def test_result_shows_stage_needs_and_reasons(client, story):
    html = page(client, story).content.decode()

    assert "Stufe 3 von 5: Aufbau" in html
    assert "Die Zuständigkeit für die Zeit nach der Förderung festlegen" in html
    assert "Ihre Angabe zu „Zuständigkeit nach dem Förderende“ (Stufe 1 von 4)" in html
    assert "Was Sie Fördergebern und Politik mitgeben können" in html
    assert html.index('id="empfehlungen"') < html.index('id="profil"') < html.index('id="klaerung"')


def test_result_takes_few_queries(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        page(client, story)


def test_result_page_opens_ten_recommendations_and_folds_the_rest(client, story):
    context = page(client, story).context

    assert [view for view, _ in context["open"] + context["rest"]] == list(context["result"].to_do)
    assert len(context["open"]) == 10


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({}, "Bisher ist keine Frage beantwortet."),
        ({"B1.1": 2}, "Bisher ist 1 Frage mit einer Stufe beantwortet."),
        ({"B1.1": "unknown"}, "Bei 1 steht „Weiß nicht“."),
        (dict.fromkeys(QUICK[:6], 2), "Bisher sind 6 Fragen mit einer Stufe beantwortet."),
        (dict.fromkeys(QUICK, "not_applicable"), "dass sie auf Sie nicht zutreffen"),
    ],
    ids=["nothing", "one", "unknown", "six", "nothing applies"],
)
def test_too_few_answers_make_no_ranking(client, answers, text):
    assessment, token = make_assessment(answers, scope="quick")
    open_link(client, token)

    html = page(client, assessment).content.decode()

    assert text in html
    assert "Was jetzt zu tun ist" not in html
    assert reverse("overview", args=[assessment.pk]) in html


def test_quick_check_says_why_readiness_has_no_value(client):
    assessment, token = make_assessment(dict.fromkeys(QUICK, 2), scope="quick")
    open_link(client, token)

    html = page(client, assessment).content.decode()

    assert "Noch keine Stufe" in html
    assert "Das liegt nicht an Ihren Antworten: Den Wert zeigt erst der vollständige Check." in html
    assert f'action="{reverse("extend", args=[assessment.pk])}"' in html
    assert "Weitere 35 Fragen stellt erst der vollständige Check." in html


def test_quick_check_says_that_its_order_is_coarse_and_shows_equal_needs_as_equal(client):
    assessment, token = make_assessment({**dict.fromkeys(QUICK, 2), "K5.1": 0}, scope="quick")
    open_link(client, token)

    html = page(client, assessment).content.decode()

    assert (html.count("Rang 1–3<"), html.count("Rang 4–18<")) == (3, 15)
    assert "Steht bei mehreren derselbe Rang" in html
    assert "Die Reihenfolge ist hier grob." in html


def test_the_top_three_say_how_many_more_have_the_same_need(client):
    assessment, token = make_assessment(dict.fromkeys(QUICK, 2), scope="quick")
    open_link(client, token)

    assert "15 weitere Empfehlungen haben denselben Bedarf." in page(client, assessment).content.decode()


def test_the_page_is_sent_compressed_and_is_light(client, story):
    response = client.get(reverse("result", args=[story.pk]), headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 40_000


def test_full_check_does_not_call_its_order_coarse(client, story):
    assert "Die Reihenfolge ist hier grob." not in page(client, story).content.decode()


def test_clarification_leads_to_its_question(client, story):
    html = page(client, story).content.decode()

    assert reverse("questions", args=[story.pk, "prerequisites", 3]) + "#frage-S6" in html


def test_submitted_check_says_when_and_how_to_go_on(client, story):
    actions.finish(assessment=story, editor=ANNA)

    html = page(client, story).content.decode()

    assert "Abgeschlossen am" in html
    assert reverse("continue_assessment", args=[story.pk]) in html
    assert reverse("submit", args=[story.pk]) not in html


def test_take_recommendation_leads_back_to_it(client, story):
    response = take(client, story, "K1.2")

    assert response.url == reverse("result", args=[story.pk]) + "?offen=K1.2#K1.2"
    assert [measure.recommendation for measure in story.measures.all()] == ["K1.2"]
    html = page(client, story, "?offen=K1.2").content.decode()
    assert "„Die Zuständigkeit für die Zeit nach der Förderung festlegen“ steht jetzt im Plan." in html
    assert 'value="K1.2"' not in html
    assert 'value="K1.2/1"' in html


def test_take_step_twice_is_told(client, story):
    take(client, story, "K1.2/1")
    take(client, story, "K1.2/1")

    assert Measure.objects.count() == 1
    assert "steht bereits im Plan; es wurde nichts geändert." in page(client, story).content.decode()


@pytest.mark.parametrize(
    "key",
    ["", "K9.9", "F1.1", "K1.2/", "K1.2/0", "K1.2/99", "K1.2/x", "K1.2/1/1", "/1", "\x00", "K1.2/١", "x" * 10_000],
)
def test_take_what_the_catalogue_does_not_have(client, story, key):
    assert take(client, story, key).status_code == 404
    assert not Measure.objects.exists()


@pytest.mark.parametrize("query", ["?offen=K9.9", "?offen=%00", "?offen=%3Cscript%3E", "?x=1"])
def test_odd_address_shows_the_same_page(client, story, query):
    response = page(client, story, query)

    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_take_into_a_full_plan_is_told(client, story):
    now = timezone.now()
    Measure.objects.bulk_create(
        Measure(assessment=story, title=str(place), created_at=now) for place in range(actions.MOST_MEASURES)
    )

    take(client, story, "K1.2")

    assert f"Der Plan hat schon {actions.MOST_MEASURES} Maßnahmen" in page(client, story).content.decode()


def test_result_shows_where_views_differed(client, story, django_assert_max_num_queries):
    respond(story, "it", {"K1.2": 0, "K2.1": 1, "S1": 0})
    respond(story, "treasury", {"K1.2": 4, "K2.1": 2, "S1": 2})
    assert "Wo die Sichtweisen auseinandergehen" not in page(client, story).content.decode()
    open_survey(story)

    with django_assert_max_num_queries(6):
        response = page(client, story)

    html = response.content.decode()
    assert [view.item.id for view in response.context["differences"]["top"]] == ["K1.2", "S1"]
    assert "Wo die Sichtweisen auseinandergehen" in html
    assert [row.title for row in response.context["differences"]["indices"].rows] == [
        "IT",
        "Kämmerei",
        "Gemeinsame Antworten",
    ]
    assert html.count("gingen die Sichtweisen auseinander.") == 1
    assert f"{reverse('perspectives', args=[story.pk])}#frage-K1.2" in html


def test_result_of_an_anonymous_survey_shows_no_perspective(client, story):
    for perspective, level in zip(("it", "treasury", "politics", "external", "leadership"), range(5), strict=True):
        respond(story, perspective, {"K1.2": level}, anonymous=True)
    open_survey(story)

    response = page(client, story)

    assert response.context["differences"]["indices"].rows == ()
    assert "Die Werte je Sichtweise" not in response.content.decode()


def test_result_says_when_nothing_differed_much(client, story):
    respond(story, "it", {"K1.2": 1})
    respond(story, "treasury", {"K1.2": 2})
    open_survey(story)

    assert "Nirgends liegen ihre Antworten zwei oder mehr Stufen auseinander." in page(client, story).content.decode()


def test_result_shows_differing_views_before_there_are_common_answers(client):
    assessment, token = make_assessment()
    respond(assessment, "it", {"K1.2": 0})
    respond(assessment, "treasury", {"K1.2": 4})
    open_survey(assessment)
    open_link(client, token)

    response = page(client, assessment)

    assert not response.context["result"].ranked
    assert "gemeinsame Antwort noch offen" in response.content.decode()
