"""The pages of the clock in a browser: how they look, and the way from the calendar to the dates of the plan."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Project
from recommendations import actions
from recommendations.models import Measure
from tests.browser.looks import faults
from tests.cast import ANNA, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.browser


@pytest.fixture
def story(transactional_db):
    """An assessment whose funding ends in half a year, so that steps are over, due soon and later; and its link."""
    assessment, token = make_assessment()
    Project.objects.filter(pk=assessment.project_id).update(funding_end=timezone.localdate() + timedelta(days=182))
    fields = {"title": "Übergabe vorbereiten", "recommendation": "K4.1"}
    actions.add_measure(assessment=assessment, fields=fields, editor=ANNA)
    actions.save_entries(assessment=assessment, values={"calendar.binding_years": "5"}, base={}, editor=ANNA)
    return assessment, f"/z/{token}/"


def at(name, assessment):
    return reverse(name, args=[assessment.pk])


def test_pages_are_accessible_and_fit(open_page, axe, story):
    assessment, link = story
    page = open_page()
    page.goto(link)

    addresses = [(name, at(name, assessment)) for name in ("clock", "edit_calendar", "edit_steps")]

    assert faults(page, axe, addresses) == []


def test_page_without_an_end_of_the_funding_is_accessible(open_page, axe, story):
    assessment, link = story
    Project.objects.update(funding_end=None)
    page = open_page()
    page.goto(link)

    assert faults(page, axe, [("clock", at("clock", assessment))]) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_the_calendar_to_the_dates_of_the_plan(open_page, story, javascript):
    assessment, link = story
    page = open_page(javascript=javascript)
    page.goto(link)
    page.goto(at("clock", assessment))

    page.get_by_role("link", name="Kalender eintragen").click()
    page.get_by_label("Wochen für Übergabe und parallelen Betrieb").fill("2")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Der Kalender ist gespeichert").wait_for()
    page.get_by_role("link", name="Erledigtes abhaken").click()
    page.get_by_role("group", name="Die Mittel bei der Kämmerei anmelden").get_by_text("erledigt").click()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Der Stand der Schritte ist gespeichert").wait_for()
    row = page.get_by_role("row").filter(has_text="Die Mittel bei der Kämmerei anmelden").first
    assert "erledigt" in row.inner_text()

    page.get_by_role("button", name="Termine übernehmen").click()

    page.get_by_text("1 Maßnahme hat jetzt den letzten möglichen Tag als Termin.").wait_for()
    assert Measure.objects.get().due == Project.objects.get().funding_end


def test_calendar_file_is_downloaded(open_page, story):
    assessment, link = story
    page = open_page()
    page.goto(link)
    page.goto(at("clock", assessment))

    with page.expect_download() as download:
        page.get_by_role("link", name="Termine für den Kalender (ICS)").click()

    assert download.value.suggested_filename.endswith(f"{timezone.localdate():%Y-%m-%d}.ics")


@pytest.fixture
def town(transactional_db):
    """A project of a municipality, the calendars of two more of its projects, and who edits."""
    tenant = make_municipality()
    here, other, third = (make_assessment(tenant=tenant)[0] for _ in range(3))
    days = {"calendar.registration": "2027-06-30", "calendar.council": "2027-01-14 2027-03-11"}
    actions.save_entries(assessment=third, values={"calendar.cosign_weeks": "1"}, base={}, editor=ANNA)
    actions.save_entries(assessment=other, values=days, base={}, editor=ANNA)
    Project.objects.filter(pk=other.project_id).update(name="Bürgerportal")
    Project.objects.update(funding_end=date(2028, 3, 31))
    return here, make_member(tenant, "edit")


def test_page_that_takes_over_a_calendar_is_accessible(open_as, axe, town):
    here, user = town
    page = open_as(user)

    addresses = [(name, at(name, here)) for name in ("take_calendar", "edit_calendar", "clock")]

    assert faults(page, axe, addresses) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_the_clock_to_the_calendar_of_another_project(open_as, town, javascript):
    here, user = town
    page = open_as(user, javascript=javascript)
    page.goto(at("clock", here))

    page.get_by_role("link", name="Ansehen und übernehmen").click()
    page.get_by_role("radio", name="Bürgerportal").check()
    page.get_by_role("button", name="Angaben übernehmen").click()

    page.get_by_text("2 Angaben sind aus dem Kalender von „Bürgerportal“ übernommen").wait_for()
    assert page.get_by_label("Haushaltsanmeldung: letzter Tag").input_value() == "2027-06-30"
