from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.instrument import CURRENT
from assessments.models import Answer, Assessment, Project
from recommendations import actions
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality
from tests.queries import at_most
from tests.recommendations.portfolio_samples import INSTRUMENT
from tests.versions import LATER

pytestmark = pytest.mark.django_db
ALL = [item.id for item in INSTRUMENT.items]


class Story:
    """A project of a municipality with a submitted check at level 2 and an open one, a year later, at level 3."""

    def __init__(self):
        self.municipality = make_municipality()
        self.first, _ = make_assessment(tenant=self.municipality)
        self.project = self.first.project
        answer(self.first, 2)
        self.second = self.add(days=365, K1_2=4)
        self.reader = log_in(make_member(self.municipality, "read"))

    def add(self, *, days, level=3, **changes):
        """The last check is submitted and goes on `days` after it was begun."""
        last = self.project.assessments.order_by("-created_at").first()
        actions.finish(assessment=last, editor=ANNA)
        copy, _ = actions.continue_assessment(assessment=Assessment.objects.get(pk=last.pk), editor=ANNA)
        Assessment.objects.filter(pk=copy.pk).update(created_at=last.created_at + timedelta(days=days))
        answer(copy, level, **changes)
        return Assessment.objects.get(pk=copy.pk)

    def page(self, query=""):
        return self.reader.get(reverse("project", args=[self.project.pk]) + query)


def answer(assessment, level, **changes):
    assessment.answers.all().delete()
    values = {**dict.fromkeys(ALL, level), **{key.replace("_", "."): value for key, value in changes.items()}}
    Answer.objects.bulk_create(
        Answer(assessment=assessment, item=item, value=str(value), updated_at=timezone.now())
        for item, value in values.items()
    )


@pytest.fixture
def story():
    return Story()


def test_all_checks_are_listed_newest_first(story):
    response = story.page()

    assert [row.pk for row, _ in response.context["assessments"]] == [story.second.pk, story.first.pk]
    series = response.context["series"]
    assert [entry.id for entry, _ in series] == ["readiness", "barrier_pressure", "funding_environment"]
    # K1 of the second: (0.75 + 1 + 0.75) / 3; the mean of six dimensions, then of three groups.
    assert [point.figure.value_text for point in series[0][0].points] == ["50", "75"]
    assert series[1][0].points[1].trend.direction == "worse"


def test_last_two_stand_side_by_side(story):
    third = story.add(days=30, B1_1=0)

    response = story.page()

    assert (response.context["before"].pk, response.context["after"].pk) == (story.second.pk, third.pk)
    assert {row.item.id for row in response.context["comparison"].answers} == {"K1.2", "B1.1"}
    assert "Änderung je Dimension" in response.content.decode()


def test_any_two_can_be_chosen_in_any_order(story):
    third = story.add(days=30)

    response = story.page(f"?von={third.pk}&bis={story.first.pk}")

    assert (response.context["before"].pk, response.context["after"].pk) == (story.first.pk, third.pk)


@pytest.mark.parametrize("query", ["?von=x&bis=y", "?von={first}", "?von={first}&bis={first}", "?von=%00&bis={second}"])
def test_a_choice_that_is_none_is_said(story, query):
    response = story.page(query.format(first=story.first.pk, second=story.second.pk))

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fehler: " in html
    assert ("Bitte wählen Sie zwei verschiedene Checks." in html) == (query.count("{first}") == 2)


def test_check_of_another_project_cannot_be_chosen(story):
    foreign = Story()

    response = story.page(f"?von={story.first.pk}&bis={foreign.second.pk}")

    assert response.status_code == 422
    assert "comparison" not in response.context


def test_one_check_alone_has_no_comparison(story):
    story.second.delete()

    html = story.page().content.decode()

    assert "Bisher gibt es einen Check." in html
    assert "<svg" not in html


def test_project_without_a_check_says_so(story):
    Assessment.objects.all().delete()

    assert "keinen Check mehr" in story.page().content.decode()


def test_new_check_is_offered_to_those_who_may_begin_it(story):
    actions.finish(assessment=story.second, editor=ANNA)
    editor = log_in(make_member(story.municipality, "edit"))
    link = reverse("continue_assessment", args=[story.second.pk])

    assert link in editor.get(reverse("project", args=[story.project.pk])).content.decode()
    assert link not in story.page().content.decode()


def test_who_answered_is_not_shown(story):
    Answer.objects.update(edited_by="Bauhof")

    assert "Bauhof" not in story.page().content.decode()


def test_page_takes_few_queries_however_many_checks(story):
    for _ in range(5):
        story.add(days=30)

    with at_most(9):
        story.page()


def test_project_held_by_a_link_has_no_such_page(story):
    assessment, _ = make_assessment()

    assert Project.objects.filter(pk=assessment.project_id).exists()
    assert story.reader.get(reverse("project", args=[assessment.project_id])).status_code == 404


def test_versions_are_compared_where_they_go_on(story, later_version):
    Assessment.objects.filter(pk=story.second.pk).update(instrument=LATER)

    response = story.page()

    html = response.content.decode()
    assert "52 von 54 der späteren Fassung" in html
    assert html.count("2 Fragen nur in der") == 2
    assert "die Werte Verstetigungsreife, Förderumfeld: Dafür müssten alle Fragen" in html
    assert [row.change.id for row in response.context["comparison"].indices] == ["barrier_pressure"]
    compared = {row.id for row in response.context["comparison"].dimensions}
    assert compared & {"K6", "F1"} == set()
    assert {"S1", "K1"} <= compared
    readiness, pressure = (chart for _, chart in response.context["series"][:2])
    assert (len(readiness.lines), len(pressure.lines)) == (0, 1)


def test_one_version_needs_no_words_about_versions(story):
    assert story.second.instrument == CURRENT
    assert "Verschiedene Fassungen" not in story.page().content.decode()
