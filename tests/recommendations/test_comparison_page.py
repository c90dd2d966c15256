from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessments.actions import renew_link, save_answer
from assessments.models import Assessment
from recommendations import actions
from recommendations.example import current_document, earlier_document
from tests.cast import ANNA, make_assessment, open_link
from tests.versions import LATER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def story(client):
    """The example, whose link was opened; not that of the check it continues."""
    example = actions.load_example(earlier=earlier_document(TODAY), current=current_document(TODAY))
    open_link(client, renew_link(assessment=example, editor=ANNA))
    return example


def page(client, assessment, query=""):
    return client.get(reverse("comparison", args=[assessment.pk]) + query)


def test_alone_it_says_what_is_missing(client):
    assessment, token = make_assessment()
    open_link(client, token)

    assert "noch keinen zweiten Check" in page(client, assessment).content.decode()


def test_beside_the_one_it_continues(client, story):
    response = page(client, story)

    assert (response.context["before"], response.context["after"]) == (story.continues, story)
    changed = {row.item.id for row in response.context["comparison"].answers}
    assert {"K1.2", "D1.1", "B3.2"} <= changed
    assert "Änderung je Dimension" in response.content.decode()


def test_comparison_takes_few_queries(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        page(client, story)


def test_the_earlier_check_does_not_show_the_later_one_to_whom_it_is_not_given(client, story):
    other = client.__class__()
    open_link(other, renew_link(assessment=story.continues, editor=ANNA))

    assert page(other, story.continues).context["other"] is None


def test_one_of_the_same_project_is_chosen_by_address(client, story):
    actions.finish(assessment=story, editor=ANNA)
    third, token = actions.continue_assessment(assessment=Assessment.objects.get(pk=story.pk), editor=ANNA)
    open_link(client, token)
    save_answer(assessment=third, item="K1.2", value="4", note="", base_revision=1, editor=ANNA)

    assert page(client, third).context["other"] == story
    assert page(client, story, f"?mit={third.pk}").context["after"] == third


@pytest.mark.parametrize("wanted", ["x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_stranger_is_not_found(client, story, wanted):
    assert page(client, story, f"?mit={wanted}").status_code == 404


def test_a_check_of_another_project_is_not_found(client, story):
    other, token = make_assessment()
    open_link(client, token)

    assert page(client, story, f"?mit={other.pk}").status_code == 404


def test_version_that_is_not_known_is_not_compared(client, story):
    Assessment.objects.filter(pk=story.continues_id).update(instrument="verstetigung-2025.1")

    html = page(client, story).content.decode()

    assert "verschiedene Fassungen des Fragebogens (verstetigung-2025.1 und verstetigung-2026.1)" in html
    assert "eine davon kennt dieses Programm nicht" in html


def test_other_versions_are_compared_where_they_go_on(client, story, later_version):
    Assessment.objects.filter(pk=story.pk).update(instrument=LATER)

    response = page(client, story)

    assert "52 von 54 der späteren Fassung" in response.content.decode()
    assert [row.before.id for row in response.context["comparison"].indices] == ["barrier_pressure"]


def test_order_is_by_date_of_creation(client, story):
    Assessment.objects.filter(pk=story.pk).update(created_at=story.continues.created_at - timedelta(days=1))

    assert page(client, story).context["before"] == story


def test_columns_are_days_unless_both_are_of_one_day(client, story):
    assert page(client, story).context["labels"] == ["17.02.2025", "16.02.2026"]

    Assessment.objects.filter(pk=story.pk).update(created_at=story.continues.created_at + timedelta(hours=1))

    assert page(client, story).context["labels"] == ["Früher", "Später"]
