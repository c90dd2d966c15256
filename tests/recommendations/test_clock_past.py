"""What a calendar still holds from an earlier file is in the next one as cancelled, with the same UID."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.actions import edit_funding, edit_project, seen_of
from assessments.models import Project
from recommendations import actions
from tests.cast import ANNA, make_assessment, open_link

pytestmark = pytest.mark.django_db
END = date(2060, 3, 31)


@pytest.fixture
def check(client):
    assessment, token = make_assessment()
    open_link(client, token)
    ends(assessment, END)
    return assessment


def ends(assessment, day):
    assessment.project.refresh_from_db()
    seen = seen_of(assessment.project, ["funding_end"])
    edit_funding(assessment=assessment, fields={"funding_end": day}, seen=seen, editor=ANNA)


def save(assessment, base=None, **entries):
    values = {f"calendar.{name}": value for name, value in entries.items()}
    base = {f"calendar.{name}": base for name in entries} if base else {}
    actions.save_entries(assessment=assessment, values=values, base=base, editor=ANNA)


def statuses(client, assessment):
    """{UID without its end: status} in the file of now."""
    content = client.get(reverse("clock_ics", args=[assessment.pk])).content
    events = Calendar.from_ical(content).walk("VEVENT")
    return {
        str(event["uid"]).removeprefix(f"{assessment.project_id}-").split("@")[0]: str(event["status"])
        for event in events
    }


def test_everything_is_cancelled_when_the_end_of_the_funding_goes(client, check):
    measure = actions.add_measure(
        assessment=check, fields={"title": "Kostenliste", "recommendation": "K2.2"}, editor=ANNA
    )
    before = statuses(client, check)
    assert set(before.values()) == {"CONFIRMED"}
    assert {"council", "end", str(measure.pk)} <= set(before)

    ends(check, None)

    after = statuses(client, check)
    assert (set(after), set(after.values())) == (set(before), {"CANCELLED"})


def test_funding_end_that_was_never_there_leaves_no_trace(client):
    assessment, token = make_assessment()
    open_link(client, token)

    assert statuses(client, assessment) == {}


def test_committee_that_is_not_asked_any_more(client, check):
    assert statuses(client, check)["committee"] == "CONFIRMED"

    save(check, committee_first="no")

    assert statuses(client, check)["committee"] == "CANCELLED"


def test_binding_period_that_is_taken_back(client, check):
    assert "binding" not in statuses(client, check)
    save(check, binding_years="5")
    assert statuses(client, check)["binding"] == "CONFIRMED"

    save(check, base=1, binding_years="")

    assert statuses(client, check)["binding"] == "CANCELLED"


def test_committee_is_cancelled_only_if_it_was_asked_while_there_was_an_end(client):
    """Before the end was entered it was not asked any more, so no file ever had it."""
    assessment, token = make_assessment()
    open_link(client, token)
    save(assessment, committee_first="no")
    ends(assessment, END)

    assert "committee" not in statuses(client, assessment)
    ends(assessment, None)

    after = statuses(client, assessment)
    assert "committee" not in after
    assert after["council"] == "CANCELLED"


def test_committee_that_comes_and_goes(client, check):
    save(check, committee_first="no")
    save(check, base=1, committee_first="yes")
    assert statuses(client, check)["committee"] == "CONFIRMED"

    ends(check, None)
    save(check, base=2, committee_first="no")

    assert statuses(client, check)["committee"] == "CANCELLED"


def test_without_an_end_of_the_funding_no_step_ever_had_a_day(client):
    assessment, token = make_assessment()
    open_link(client, token)
    save(assessment, committee_first="no", binding_years="5", binding_end="2065-03-31")
    save(assessment, base=1, binding_years="", binding_end="")

    assert statuses(client, assessment) == {}


def test_binding_period_without_history_counts_as_it_is_stored(client):
    """Entered with the project, from a document."""
    assessment, token = make_assessment()
    open_link(client, token)
    Project.objects.filter(pk=assessment.project_id).update(funding_end=END)
    for name, value in (("committee_first", "no"), ("binding_years", "5")):
        assessment.project.entries.create(key=f"calendar.{name}", value=value, updated_at=timezone.now())
    ends(assessment, None)

    after = statuses(client, assessment)
    assert after["binding"] == "CANCELLED"
    assert "committee" not in after


def test_other_facts_of_the_project_leave_no_trace(client):
    assessment, token = make_assessment()
    open_link(client, token)
    fields = {"name": "Bauakte"}
    seen = seen_of(assessment.project, fields)
    edit_project(assessment=assessment, fields=fields, seen=seen, editor=ANNA)

    assert statuses(client, assessment) == {}


def test_measure_that_came_after_the_end_had_gone(client, check):
    fields = {"recommendation": "K2.2"}
    before = actions.add_measure(assessment=check, fields={"title": "Kostenliste", **fields}, editor=ANNA)
    ends(check, None)
    after = actions.add_measure(assessment=check, fields={"title": "Kostenblatt", **fields}, editor=ANNA)

    found = statuses(client, check)

    assert found[str(before.pk)] == "CANCELLED"
    assert str(after.pk) not in found


def test_measure_that_lost_its_own_day(client, check):
    fields = [{"title": "Mit Tag", "due": date(2059, 1, 8)}, {"title": "Ohne Tag"}]
    dated, undated = (actions.add_measure(assessment=check, fields=each, editor=ANNA) for each in fields)
    assert statuses(client, check)[str(dated.pk)] == "CONFIRMED"

    actions.edit_measure(measure=dated, fields={"due": None}, base_revision=1, editor=ANNA)
    actions.edit_measure(measure=undated, fields={"note": "neu"}, base_revision=1, editor=ANNA)

    after = statuses(client, check)
    assert after[str(dated.pk)] == "CANCELLED"
    assert str(undated.pk) not in after
