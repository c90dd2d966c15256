from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Assessment, HistoryEntry, Project
from recommendations import actions
from recommendations.models import Measure
from recommendations.portfolio import Totals, Waiting
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, make_respondent
from tests.recommendations.portfolio_samples import INSTRUMENT

pytestmark = pytest.mark.django_db
ALL = [item.id for item in INSTRUMENT.items]


@pytest.fixture
def municipality():
    return make_municipality("Musterbach (erfunden)")


@pytest.fixture
def reader(municipality):
    return log_in(make_member(municipality, "read"))


def hold(municipality, name, level=None, *, days=None, scope="full", **fields):
    """A project with one check, in which every question has this level, or none."""
    assessment, _ = make_assessment(tenant=municipality, scope=scope)
    end = timezone.localdate() + timedelta(days=days) if days is not None else None
    Project.objects.filter(pk=assessment.project_id).update(name=name, funding_end=end, **fields)
    fill(assessment, level)
    return Assessment.objects.get(pk=assessment.pk)


def fill(assessment, level):
    assessment.answers.all().delete()
    if level is not None:
        now = timezone.now()
        Answer.objects.bulk_create(
            Answer(assessment=assessment, item=item, value=str(level), updated_at=now) for item in ALL
        )


def continued(assessment, level):
    """The submitted assessment goes on in a new one, with this level."""
    actions.finish(assessment=assessment, editor=ANNA)
    copy, _ = actions.continue_assessment(assessment=Assessment.objects.get(pk=assessment.pk), editor=ANNA)
    fill(copy, level)
    return copy


def add_measure(assessment, **fields):
    Measure.objects.create(assessment=assessment, title="Betrieb klären", created_at=timezone.now(), **fields)


def page(client, municipality, query=""):
    return client.get(reverse("portfolio", args=[municipality.pk]) + query)


def rows_of(response):
    return {row.name: row for row in response.context["rows"]}


def test_empty_portfolio_says_how_to_begin(municipality, reader):
    editor = log_in(make_member(municipality, "edit"))

    to_editor, to_reader = (page(client, municipality).content.decode() for client in (editor, reader))

    assert "Öffnen Sie den Link in diesem Browser" in to_editor
    assert f'href="{reverse("choose_municipality")}"' in to_editor
    assert f'href="{reverse("choose_municipality")}"' not in to_reader
    assert "Rolle Bearbeitung oder Leitung" in to_reader


def test_row_has_the_figures_of_the_latest_check(municipality, reader):
    latest = continued(hold(municipality, "Glättesensoren", 2, days=143), 3)
    add_measure(latest)
    add_measure(latest, due=timezone.localdate() - timedelta(days=1))
    add_measure(latest, due=timezone.localdate() - timedelta(days=1), status="done")
    add_measure(latest.continues, due=timezone.localdate() - timedelta(days=1))

    row = rows_of(page(reader, municipality))["Glättesensoren"]

    assert (row.check.id, row.readiness.value, row.readiness.stage.title) == (latest.pk, 75, "Etablierung")
    assert (row.trend.text, row.end_text) == ("+25", "endet in 143 Tagen")
    assert (row.open_measures, row.overdue) == (2, 1)
    assert row.waiting == Waiting(4, 0, "Abschluss des Checks")


def test_submitted_check_is_read_from_its_stored_result(municipality, reader):
    assessment = hold(municipality, "Bauakte", 2)
    actions.finish(assessment=assessment, editor=ANNA)
    stored = Assessment.objects.get(pk=assessment.pk)
    stored.result["indices"]["readiness"]["value"] = 81.0
    stored.save()

    row = rows_of(page(reader, municipality))["Bauakte"]

    assert (row.readiness.value, row.readiness.stage.title) == (81, "Verstetigt")
    assert (row.trend.text, row.waiting) == ("erster Check", None)
    assert row.check.state_text == f"abgeschlossen am {timezone.localdate():%d.%m.%Y}"


def test_quick_check_has_no_readiness_and_waits_for_its_own_questions(municipality, reader):
    hold(municipality, "Terminvergabe", scope="quick")

    row = rows_of(page(reader, municipality))["Terminvergabe"]

    assert (row.readiness.value, row.readiness.reason) == (None, "der Kurzcheck fragt zu wenig")
    assert row.waiting.text == f"{len(INSTRUMENT.quick_items)} Antworten"


def test_page_says_how_many_respondents_are_waited_for(municipality, reader):
    assessment = hold(municipality, "Bürgerportal")
    make_respondent(assessment)
    make_respondent(assessment, perspective="it")
    make_respondent(assessment, perspective="it", finished_at=timezone.now())

    assert "2 von 3 Befragten (Kämmerei 1, IT 1)" in page(reader, municipality).content.decode()


def test_anonymous_respondents_are_counted_without_their_perspective(municipality, reader):
    assessment = hold(municipality, "Bürgerportal")
    make_respondent(assessment, anonymous=True)
    with_perspective = page(reader, municipality).content.decode()
    assessment.survey.anonymous = False
    assessment.survey.save()
    shown = page(reader, municipality).content.decode()

    assert "Kämmerei" in shown
    assert "Kämmerei" not in with_perspective
    assert "1 von 1 befragten Person" in with_perspective


def test_opened_survey_waits_for_common_answers(municipality, reader):
    assessment = hold(municipality, "Bürgerportal")
    respondent, _ = make_respondent(assessment, finished_at=timezone.now())
    respondent.survey.opened_at = timezone.now()
    respondent.survey.save()

    assert rows_of(page(reader, municipality))["Bürgerportal"].waiting.text == "54 gemeinsame Antworten"


def test_totals_count_everything_whatever_is_chosen(municipality, reader):
    add_measure(hold(municipality, "A", days=30, phase="idea"), due=timezone.localdate() - timedelta(days=1))
    hold(municipality, "B", phase="pilot")

    response = page(reader, municipality, "?phase=pilot")

    assert response.context["totals"] == Totals(projects=2, ending=1, overdue=1)
    assert list(rows_of(response)) == ["B"]
    assert "1 von 2 Vorhaben" in response.content.decode()


def test_choice_without_a_project_says_so(municipality, reader):
    hold(municipality, "A", phase="idea")

    assert "Zu dieser Auswahl gibt es kein Vorhaben." in page(reader, municipality, "?frist=6").content.decode()


def test_sorted_column_says_so(municipality, reader):
    for name, days in (("A", 300), ("B", 20), ("C", None)):
        hold(municipality, name, days=days)

    response = page(reader, municipality, "?sort=ende&richtung=ab")

    html = response.content.decode()
    assert list(rows_of(response)) == ["A", "B", "C"]
    assert html.count("aria-sort=") == 1
    assert 'aria-sort="descending"><a href="?sort=ende&amp;richtung=auf#vorhaben">Förderende' in html


@pytest.mark.parametrize("query", ["?sort=%00", "?sort=reife&richtung=quer", "?phase=x&frist=-1", "?sort=a&sort=b"])
def test_unknown_choice_is_the_usual_one(municipality, reader, query):
    hold(municipality, "A")

    assert page(reader, municipality, query).status_code == 200


def test_matrix_numbers_stay_by_name_whatever_the_order(municipality, reader):
    hold(municipality, "Zukunft", 2, days=20)
    hold(municipality, "Ämter", 3, days=300)
    hold(municipality, "Ohne Datum", 3)

    matrix = page(reader, municipality, "?sort=ende").context["matrix"]

    assert [(entry.number, entry.row.name) for entry in matrix.key] == [(1, "Ämter"), (2, "Zukunft")]
    assert [(entry.name, entry.reason) for entry in matrix.missing] == [("Ohne Datum", "kein Förderende")]


def test_only_what_the_municipality_holds_is_listed(municipality, reader):
    hold(municipality, "Eigenes")
    other = make_municipality("Nachbarbach (erfunden)")
    hold(other, "Fremdes")
    make_assessment()

    assert [project.name for project in Project.objects.order_by("name")][:2] == ["Eigenes", "Fremdes"]
    assert list(rows_of(page(reader, municipality))) == ["Eigenes"]


def test_links_to_change_something_are_for_those_who_may(municipality, reader):
    hold(municipality, "A")
    editor = log_in(make_member(municipality, "edit"))

    assert "Weiteres Vorhaben anlegen" in page(editor, municipality).content.decode()
    assert "Weiteres Vorhaben anlegen" not in page(reader, municipality).content.decode()


def fill_portfolio(municipality, count):
    """Projects of every kind, each with a survey and a measure."""
    for number in range(count):
        assessment = hold(municipality, f"Vorhaben {number}", number % 5, days=40 * number - 100)
        if number % 2:
            assessment = continued(assessment, 3)
        if number % 3 == 0:
            make_respondent(assessment)
        add_measure(assessment)


def count_queries(client, municipality):
    with CaptureQueriesContext(connection) as captured:
        assert page(client, municipality).status_code == 200
    return len(captured)


def test_thirty_projects_take_as_many_queries_as_two(municipality, reader):
    fill_portfolio(municipality, 2)
    of_two = count_queries(reader, municipality)
    fill_portfolio(municipality, 28)

    assert count_queries(reader, municipality) == of_two
    assert of_two <= 10


@pytest.mark.parametrize(
    ("name", "ending", "content_type"),
    [
        ("portfolio_csv", "csv", "text/csv; charset=utf-8"),
        ("portfolio_xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_download_holds_what_the_page_shows(municipality, reader, name, ending, content_type):
    hold(municipality, "A", phase="idea")
    hold(municipality, "B", phase="pilot")
    address = reverse(name, args=[municipality.pk])

    response, all_of_it = reader.get(f"{address}?phase=pilot"), reader.get(address)

    file_name = f"vorhaben-musterbach-erfunden-{timezone.localdate():%Y-%m-%d}.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response["Content-Type"] == content_type
    assert len(response.content) < len(all_of_it.content)
    if ending == "csv":
        assert [line.split(";")[0] for line in response.content.decode("utf-8-sig").splitlines()] == ["Vorhaben", "B"]


def test_looking_changes_nothing(municipality, reader):
    hold(municipality, "A", 2)
    before = (HistoryEntry.objects.count(), Answer.objects.count())

    page(reader, municipality)

    assert (HistoryEntry.objects.count(), Answer.objects.count()) == before
