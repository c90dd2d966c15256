import pytest
from django.urls import reverse

from assessments.actions import save_answer
from assessments.models import Survey
from recommendations.views.perspectives import filters
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, make_respondent, open_link
from tests.queries import at_most
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    """Two respondents who differ at K1.2 (0 to 4) and K2.1 (1 to 2) and agree at B1.1."""
    assessment, token = make_assessment()
    respond(assessment, "it", {"K1.2": 0, "K2.1": 1, "B1.1": 2, "S6": "unknown"}, notes={"K1.2": "Kein Vermerk."})
    respond(assessment, "treasury", {"K1.2": 4, "K2.1": 2, "B1.1": 2}, name="Kämmerei (Ringbuch)")
    open_survey(assessment)
    open_link(client, token)
    return assessment


def get(client, assessment, query="", name="perspectives"):
    return client.get(reverse(name, args=[assessment.pk]) + query)


def shown(response):
    return [view.item.id for view, _, _ in response.context["entries"]]


def test_page_says_where_views_differ_most(client, story):
    html = get(client, story).content.decode()

    assert "2 Befragte haben geantwortet. Bei 1 von 54 Fragen liegen ihre Antworten" in html
    assert "K1.2 Zuständigkeit nach dem Förderende</a> (Stufe 0 bis 4)" in html
    assert "Geantwortet haben: IT, Kämmerei." in html
    assert "<strong>IT:</strong> Kein Vermerk." in html
    assert "Bei weniger als fünf Befragten lässt sich trotzdem oft erkennen, wer was geantwortet hat." in html


def test_names_are_never_shown(client, story):
    assert "Ringbuch" not in get(client, story, "?zeigen=alle").content.decode()


def test_page_takes_few_queries(client, story):
    for _ in range(5):
        respond(story, "politics", {"K1.2": 1, "B1.1": 3})
    with at_most(5):
        get(client, story, "?zeigen=alle")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["K1.2", "K2.1", "S6"]),
        ("?teil=practice", ["K1.2", "K2.1"]),
        ("?teil=unbekannt", []),
        ("?zeigen=irgendwas", ["K1.2", "K2.1", "S6"]),
    ],
)
def test_filter_shows_what_differs(client, story, query, expected):
    assert shown(get(client, story, query)) == expected


def test_filter_shows_everything(client, story):
    assert len(shown(get(client, story, "?zeigen=alle"))) == 54
    assert "B1.1" in shown(get(client, story, "?zeigen=alle&teil=barriers"))


def test_filters_lead_to_each_other():
    rows = filters(type("Instrument", (), {"parts": ()}), [], {"zeigen": "alle", "teil": "practice"})

    assert rows == [
        (
            "Anzeige",
            [
                ("Nur Unterschiede", "?teil=practice#fragen", False),
                ("Alle Fragen", "?zeigen=alle&teil=practice#fragen", True),
            ],
        ),
        ("Teil", [("Alle Teile", "?zeigen=alle#fragen", False)]),
    ]


def test_common_answer_with_reason_and_dissent_is_shown(client, story):
    save_answer(
        assessment=story,
        item="K1.2",
        value="2",
        note="",
        reason="Vermerk vom Mai",
        dissent="IT: 0",
        base_revision=0,
        editor=ANNA,
    )

    html = get(client, story).content.decode()

    assert "Vermerk vom Mai" in html
    assert "IT: 0" in html
    assert "Gemeinsame Antwort ändern" in html


def test_indices_stand_side_by_side(client):
    assessment, token = make_assessment({f"B{need}.{place}": 2 for need in range(1, 6) for place in (1, 2)})
    for perspective in ("it", "treasury"):
        respond(assessment, perspective, {"B1.1": 1})
    open_survey(assessment)
    open_link(client, token)

    table = get(client, assessment).context["indices"]

    assert [row.title for row in table.rows] == ["IT", "Kämmerei", "Gemeinsame Antworten"]
    assert [cell.title for cell in table.rows[0].cells] == ["Hemmnisdruck"]
    assert table.missing == ("Verstetigungsreife", "Förderumfeld")


def test_index_without_any_value_is_named_instead_of_shown(client, story):
    html = get(client, story).content.decode()

    assert "Nicht gezeigt: Verstetigungsreife, Hemmnisdruck, Förderumfeld." in html
    assert 'aria-label="Die Werte je Sichtweise"' not in html


@pytest.mark.parametrize("name", ["perspectives", "agenda"])
def test_before_opening_only_who_is_waited_for_is_said(client, story, name):
    assert "Kein Vermerk." in get(client, story).content.decode()
    Survey.objects.update(opened_at=None)
    make_respondent(story, name="Ausschuss", perspective="politics")

    html = get(client, story, name=name).content.decode()

    assert "Der Vergleich ist noch nicht geöffnet." in html
    assert "2 Befragte sind fertig." in html
    assert "Ausschuss (Politik)" in html
    for hidden in ("Kein Vermerk.", "Stufe 0", "auseinander liegen", "<svg", "K1.2"):
        assert hidden not in html


def test_without_a_survey_the_page_says_what_one_is_for(client):
    assessment, token = make_assessment()
    open_link(client, token)

    assert "Zu diesem Check gibt es noch keine Befragung." in get(client, assessment).content.decode()


def test_opened_without_anybody_finished(client):
    assessment, token = make_assessment()
    respond(assessment, "it", {"K1.2": 1}, finished=False)
    open_survey(assessment)
    open_link(client, token)

    assert "niemand hat die Befragung abgeschlossen" in get(client, assessment).content.decode()


def test_anonymous_page_shows_no_perspective(client):
    assessment, token = make_assessment()
    people = [("it", 0), ("treasury", 4), ("department", 1), ("leadership", 2), ("external", 2)]
    for perspective, level in people:
        respond(assessment, perspective, {"K1.2": level}, anonymous=True, notes={"K1.2": f"Notiz {level}"})
    respond(assessment, "politics", {"K1.2": 3}, anonymous=True, parts=["practice"])
    open_survey(assessment)
    open_link(client, token)
    assert "Kämmerei" in get(client, assessment_of("treasury", client)).content.decode()

    response = get(client, assessment, "?zeigen=alle")

    html = response.content.decode()
    assert "Diese Befragung ist anonym" in html
    assert "Notiz 4" in html
    assert response.context["indices"].rows == ()
    for word in ("Projektteam", "Fachamt (", "Kämmerei", "Verwaltungsspitze", "Extern", ">PO<", ">KÄ<"):
        assert word not in page_without_questions(html)


def assessment_of(perspective, client):
    """An opened check that is not anonymous, with an answer of this perspective."""
    assessment, token = make_assessment()
    respond(assessment, perspective, {"K1.2": 1})
    open_survey(assessment)
    open_link(client, token)
    return assessment


def page_without_questions(html):
    """The statements and levels of the questionnaire speak of offices too."""
    kept = [line for line in html.split("\n") if "Stufe " not in line or "view__who" not in line]
    return "\n".join(line for line in kept if 'class="view__title"' not in line)


def test_questions_that_are_not_shown_are_counted(client):
    assessment, token = make_assessment()
    respond(assessment, "it", {"B1.1": 1}, parts=["barriers"])
    open_survey(assessment)
    open_link(client, token)

    response = get(client, assessment)

    assert "weil niemand danach gefragt wurde" in response.content.decode()
    assert response.context["withheld"] == 54 - 10


def test_reader_gets_no_button_to_change():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    respond(assessment, "it", {"K1.2": 0})
    respond(assessment, "treasury", {"K1.2": 4})
    open_survey(assessment)

    pages = {
        role: get(log_in(make_member(municipality, role)), assessment).content.decode() for role in ("read", "edit")
    }

    assert "Gemeinsame Antwort festlegen" in pages["edit"]
    assert "Gemeinsame Antwort festlegen" not in pages["read"]
    assert "Gemeinsame Antwort ansehen" in pages["read"]
