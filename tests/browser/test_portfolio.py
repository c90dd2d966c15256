"""The portfolio and a project over time, as a member of the municipality sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Project
from recommendations import actions
from recommendations.example import current_document, earlier_document
from tests.browser.looks import faults
from tests.cast import make_assessment, make_member, make_municipality, make_respondent

pytestmark = pytest.mark.browser


class Team:
    """A municipality that holds the example, a project without an answer, and one whose funding has ended."""

    def __init__(self):
        today = timezone.localdate()
        example = actions.load_example(earlier=earlier_document(today), current=current_document(today))
        self.municipality, self.project = example.project.municipality, example.project
        Project.objects.filter(pk=self.project.pk).update(tenant=self.municipality)
        begun, _ = make_assessment(tenant=self.municipality)
        make_respondent(begun)
        ended, _ = make_assessment(tenant=self.municipality)
        Project.objects.filter(pk=ended.project_id).update(
            name="Ärzteportal", funding_end=today - timedelta(days=3), phase="operation"
        )
        self.user = make_member(self.municipality, "lead")


@pytest.fixture
def team(transactional_db):
    return Team()


def names(page):
    page.wait_for_load_state()
    return page.locator(".portfolio tbody th").all_inner_texts()


def test_pages_are_accessible_and_fit(open_as, watch, axe, team):
    watch.expected = ["422 (Unprocessable"]
    page = open_as(team.user)
    project = reverse("project", args=[team.project.pk])
    empty = make_municipality("Nachbarbach (erfunden)")
    team.user.memberships.create(municipality=empty, role="lead")
    portfolio = reverse("portfolio", args=[team.municipality.pk])

    addresses = [portfolio, f"{portfolio}?frist=6", reverse("portfolio", args=[empty.pk]), project, f"{project}?von=x"]

    assert faults(page, axe, [(address, address) for address in addresses]) == []


def test_table_is_sorted_by_its_heads(open_as, team):
    page = open_as(team.user, javascript=False)
    page.goto(reverse("portfolio", args=[team.municipality.pk]))
    first = names(page)

    page.get_by_role("link", name="Förderende").click()

    assert first[0] == "Ärzteportal"
    page.locator("[aria-sort=ascending]", has_text="Förderende").wait_for()
    assert names(page)[0] == "Ärzteportal"
    page.get_by_role("link", name="Förderende").click()
    page.locator("[aria-sort=descending]", has_text="Förderende").wait_for()
    assert names(page)[0] != "Ärzteportal"


def test_cards_of_a_phone_are_sorted_by_the_form(open_as, team):
    page = open_as(team.user, width=390, javascript=False)
    page.goto(reverse("portfolio", args=[team.municipality.pk]))

    page.get_by_label("Reihenfolge").select_option("absteigend")
    page.get_by_role("button", name="Anwenden").click()

    assert names(page)[-1] == "Ärzteportal"
    assert not page.get_by_role("link", name="Förderende").is_visible()


def test_numbers_of_the_matrix_can_be_read_in_forced_colours(open_as, team):
    page = open_as(team.user)
    page.emulate_media(forced_colors="active")
    page.goto(reverse("portfolio", args=[team.municipality.pk]))

    dot, number = page.locator(".matrix-dot").first, page.locator(".matrix-number").first

    assert dot.evaluate("dot => getComputedStyle(dot).fill") != number.evaluate("text => getComputedStyle(text).fill")
