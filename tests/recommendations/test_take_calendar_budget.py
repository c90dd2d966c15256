"""Days of the budget are not taken over from a project that needs another budget: action, page, offer."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Project
from recommendations import actions
from tests.cast import BERND, make_assessment, make_municipality
from tests.recommendations.test_take_calendar import entries_of, make_other, member, save, text_of

pytestmark = pytest.mark.django_db
DAYS = {"registration": "2027-06-30", "budget_decision": "2027-12-09"}
SUMMER = {"summer_from": "2027-07-19", "summer_to": "2027-08-27"}
LEFT_OUT = "kommen nicht mit, denn dort geht es um den Haushalt 2028, hier um den Haushalt 2027."


@pytest.fixture
def tenant():
    return make_municipality()


@pytest.fixture
def assessment(tenant):
    return ends(make_assessment(tenant=tenant)[0], date(2027, 6, 30))


@pytest.fixture
def other(tenant):
    found = ends(make_other(tenant, "Bürgerportal"), date(2028, 6, 30))
    save(found, **DAYS, **SUMMER)
    return found


def ends(assessment, day):
    Project.objects.filter(pk=assessment.project_id).update(funding_end=day)
    return assessment


def take(assessment, other, names):
    base = {f"calendar.{name}": 1 for name in names}
    return actions.take_calendar(assessment=assessment, source=other.project_id, base=base, editor=BERND)


def test_days_of_another_budget_stay_there_even_where_they_are_asked_for(assessment, other):
    assert take(assessment, other, (*DAYS, *SUMMER)) == 2

    assert entries_of(assessment) == SUMMER


def test_days_of_the_same_budget_are_taken(assessment, other):
    ends(other, date(2027, 12, 30))

    assert take(assessment, other, (*DAYS, *SUMMER)) == 4


def test_entered_first_year_of_the_other_project_counts(assessment, other):
    save(other, budget_year="2027")

    assert take(assessment, other, (*DAYS, *SUMMER)) == 4


def test_page_says_what_is_left_out_and_why(tenant, assessment, other):
    client = member(tenant)
    page = text_of(client.get(reverse("take_calendar", args=[assessment.pk])))

    assert f"Anmeldung, Stellenplan und Haushaltsbeschluss {LEFT_OUT}" in page
    assert "Aus „Bürgerportal“: 2 Angaben" in page
    assert "30.06.2027</td>" not in page
    assert "calendar.summer_from:1 calendar.summer_to:1" in page

    ends(other, date(2027, 6, 30))
    page = text_of(client.get(reverse("take_calendar", args=[assessment.pk])))

    assert "kommen nicht mit, denn" not in page
    assert "30.06.2027</td>" in page


def test_where_only_such_days_are_missing_nothing_is_offered(tenant, assessment, other):
    save(assessment, **SUMMER)
    client = member(tenant)

    offer = text_of(client.get(reverse("clock", args=[assessment.pk])))
    page = text_of(client.get(reverse("take_calendar", args=[assessment.pk])))

    assert "Ansehen und übernehmen" not in offer
    assert "Die Tage für Anmeldung, Stellenplan und Haushaltsbeschluss kommen nur aus Vorhaben mit demselben" in page
