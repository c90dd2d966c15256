"""The pages of the clock: Fristen, its calendar, what is done, dates for the plan, the calendar file."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.models import HistoryEntry, Project
from recommendations import actions
from recommendations.clock import load_guide
from recommendations.entry_list import SPECS
from recommendations.models import Measure
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link

pytestmark = pytest.mark.django_db
FAR = date(2060, 3, 31)


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    return assessment


def at(name, assessment):
    return reverse(name, args=[assessment.pk])


def ends(assessment, day):
    Project.objects.filter(pk=assessment.project_id).update(funding_end=day)


def text_of(response):
    return " ".join(response.content.decode().split())


def make_measure(assessment, **fields):
    fields = {"title": "Kostenliste", "recommendation": "K2.2", **fields}
    return actions.add_measure(assessment=assessment, fields=fields, editor=ANNA)


def save(assessment, **entries):
    values = {f"calendar.{name}": value for name, value in entries.items()}
    actions.save_entries(assessment=assessment, values=values, base={}, editor=ANNA)


def test_without_an_end_of_the_funding_the_page_asks_for_it(client, story):
    page = text_of(client.get(at("clock", story)))

    assert "Ohne das Ende der Förderung lässt sich nichts zurückrechnen." in page
    assert at("edit_funding", story) in page
    assert "<table" not in page


def test_page_of_an_orderly_end_leaves_out_what_an_operation_needs(client, story):
    ends(story, FAR)
    before = text_of(client.get(at("clock", story)))
    actions.save_entries(assessment=story, values={"path.outcome": "close"}, base={}, editor=ANNA)

    page = text_of(client.get(at("clock", story)))

    assert "<li>Das Geld danach muss im Haushalt 2060 stehen</li>" in before
    assert "<li>In den Haushalt gehört nur, was der Abschluss noch kostet</li>" in page
    assert "Den Rat über das geordnete Ende beschließen lassen" in page
    assert 'id="schritt-tender"' in before
    assert 'id="schritt-tender"' not in page
    assert "Verständigt haben Sie sich auf „Geordnet beenden“" in page


def test_page_shows_picture_and_table_of_the_same_steps(client, story):
    ends(story, FAR)

    response = client.get(at("clock", story))

    page, clock = text_of(response), response.context["clock"]
    assert len(clock.steps) == 19
    assert [step.id for step in clock.steps if f'id="schritt-{step.id}"' not in page] == []
    assert [row.text for row in clock.timeline.rows if row.text not in response.content.decode()] == []
    assert "Spätestens am" in page
    assert "Die Förderung endet am <strong>31.03.2060</strong>" in page
    assert "Was jetzt noch möglich ist" not in page


def test_page_says_what_is_still_possible(client, story):
    ends(story, timezone.localdate() - timedelta(days=1))

    page = text_of(client.get(at("clock", story)))

    assert "Die Förderung endete am" in page
    assert "Was jetzt noch möglich ist" in page
    assert [text for text in load_guide().steps[0].possible if text not in page] == []
    assert "volle Monate" not in page


def test_step_that_is_not_needed_is_named_apart(client, story):
    ends(story, FAR)
    save(story, state_tender="skip", state_costs="done")

    page = text_of(client.get(at("clock", story)))

    assert "Bei Ihnen nicht nötig: Vergabe beginnen." in page
    assert 'id="schritt-tender"' not in page
    assert "erledigt</td>" in page


def test_page_says_what_is_not_reckoned_with(client, story):
    ends(story, FAR)
    save(story, summer_from="2059-07-20")

    assert "Sitzungspause „Sommerpause“: Ein Tag fehlt" in text_of(client.get(at("clock", story)))


def test_reader_sees_the_clock_without_forms():
    tenant = make_municipality()
    assessment, _ = make_assessment(tenant=tenant)
    ends(assessment, FAR)
    make_measure(assessment)

    pages = {role: text_of(log_in(make_member(tenant, role)).get(at("clock", assessment))) for role in ("edit", "read")}

    for text in ("Termine übernehmen", at("edit_calendar", assessment), at("edit_steps", assessment)):
        assert (text in pages["edit"], text in pages["read"]) == (True, False)
    assert at("clock_ics", assessment) in pages["read"]


def test_page_takes_few_queries(client, story, django_assert_max_num_queries):
    ends(story, FAR)
    for place in range(20):
        make_measure(story, title=str(place))

    with django_assert_max_num_queries(12):
        client.get(at("clock", story))


def test_calendar_form_has_every_setting_in_its_group(client, story):
    page = text_of(client.get(at("edit_calendar", story)))

    assert [key for key in load_guide().setting_keys if page.count(SPECS[key].label) < 1] == []
    assert [group.title for group in load_guide().groups if f">{group.title}</h2>" not in page] == []


def form_data(client, address, **typed):
    """What a browser sends back of the form as it is shown, with what is typed."""
    form = client.get(address).context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    data = {name: "" if value is None else str(value) for name, value in shown.items()}
    return data | {f"calendar-{name}": value for name, value in typed.items()}


def test_saved_calendar_moves_the_steps(client, story):
    ends(story, FAR)
    address = at("edit_calendar", story)

    response = client.post(address, form_data(client, address, registration="14.05.2059", handover_weeks="4"))

    assert response.url == at("clock", story)
    clock = client.get(response.url).context["clock"]
    assert (clock.step("registration").day, clock.step("registration").assumed) == (date(2059, 5, 14), False)
    # Four weeks before 31.03.2060, a Wednesday
    assert (clock.step("handover").day, clock.step("handover").assumed) == (date(2060, 3, 3), False)


def test_wrong_calendar_is_said_and_kept(client, story):
    address = at("edit_calendar", story)

    response = client.post(address, form_data(client, address, council="morgen", handover_weeks="99"))

    page = text_of(response)
    assert (response.status_code, "<title>Fehler: " in page) == (422, True)
    assert "morgen" in page
    assert "Geben Sie eine ganze Zahl von 0 bis 52 an." in page


def test_calendar_that_somebody_else_changed_is_a_conflict(client, story):
    address = at("edit_calendar", story)
    data = form_data(client, address, handover_weeks="4")
    save(story, handover_weeks="6")

    response = client.post(address, data)

    assert response.status_code == 409
    assert "Diese Angaben wurden inzwischen geändert" in text_of(response)
    assert story.project.entries.get().value == "6"


def test_steps_are_marked_as_done(client, story):
    ends(story, FAR)
    address = at("edit_steps", story)

    response = client.post(address, form_data(client, address, state_path="done"))

    assert client.get(response.url).context["clock"].step("path").status == "done"


def test_late_measures_can_get_their_last_day(client, story):
    ends(story, FAR)
    late, early = make_measure(story, due=FAR), make_measure(story, title="Vermerk", due=date(2027, 1, 4))
    page = client.get(at("clock", story))
    assert [entry.measure for entry in page.context["late"]] == [late]
    assert "Eine weitere Maßnahme passt." in text_of(page)

    response = client.post(at("apply_dates", story), {"measure": [f"{late.pk}:1", f"{early.pk}:1"]}, follow=True)

    latest = page.context["late"][0].latest
    assert {row.title: row.due for row in Measure.objects.all()} == {"Kostenliste": latest, "Vermerk": early.due}
    assert "1 Maßnahme hat jetzt den letzten möglichen Tag als Termin." in text_of(response)
    assert "Alle 2 offenen Maßnahmen, die zu einem Schritt gehören, sind rechtzeitig fällig." in text_of(response)
    assert HistoryEntry.objects.filter(kind="measure_changed").count() == 1


def test_measure_of_a_step_that_is_done_neither_fits_nor_is_late(client, story):
    ends(story, FAR)
    measure = make_measure(story)
    late = text_of(client.get(at("clock", story)))
    save(story, state_costs="done")

    page = text_of(client.get(at("clock", story)))
    applied = client.post(at("apply_dates", story), {"measure": f"{measure.pk}:1"})

    assert "Termine übernehmen" in late
    assert "Termine übernehmen" not in page
    assert "rechtzeitig fällig" not in page
    assert "steht keine offene Maßnahme, die zu einem noch offenen Schritt gehört" in page
    assert applied.status_code == 422
    assert Measure.objects.get().due is None


@pytest.mark.parametrize(
    "values",
    [[], ["x"], ["x:1"], ["00000000-0000-0000-0000-000000000007:1"], ["{pk}:x"], ["{pk}:1234567890"], ["{pk}"]],
    ids=["nothing", "word", "no id", "unknown", "no revision", "long revision", "id alone"],
)
def test_nothing_chosen_is_an_error(client, story, values):
    ends(story, FAR)
    measure = make_measure(story)

    response = client.post(at("apply_dates", story), {"measure": [value.format(pk=measure.pk) for value in values]})

    assert response.status_code == 422
    assert "<title>Fehler: Fristen" in text_of(response)
    assert "Wählen Sie mindestens eine Maßnahme aus" in text_of(response)
    assert Measure.objects.get().due is None


def test_measure_that_somebody_else_changed_is_a_conflict(client, story):
    ends(story, FAR)
    measure, other = make_measure(story), make_measure(story, title="Vermerk")
    actions.edit_measure(measure=measure, fields={"responsible": "Bauamt"}, base_revision=1, editor=ANNA)

    response = client.post(at("apply_dates", story), {"measure": f"{measure.pk}:1"})

    page = text_of(response)
    assert response.status_code == 409
    assert "„Kostenliste“ wurde inzwischen geändert" in page
    assert f'value="{measure.pk}:2" checked' in page
    assert f'value="{other.pk}:1" checked' not in page
    assert f'value="{other.pk}:1"' in page
    assert Measure.objects.get(pk=measure.pk).due is None


def test_measure_that_begins_too_late_or_whose_day_is_over_offers_no_date(client, story):
    ends(story, FAR)
    make_measure(story, start=FAR)
    make_measure(story, title="Vermerk")
    assert "Die Maßnahme beginnt erst am 31.03.2060; ändern Sie zuerst den Beginn." in text_of(
        client.get(at("clock", story))
    )

    ends(story, timezone.localdate() + timedelta(days=100))
    save(story, costs_weeks="52")
    make_measure(story, title="Übergabe", recommendation="K4.1")

    assert "Der Tag ist verstrichen; siehe „Was jetzt noch möglich ist“." in text_of(client.get(at("clock", story)))


def test_calendar_file_holds_steps_and_measures(client, story):
    ends(story, FAR)
    measure = make_measure(story, due=date(2059, 1, 8))

    response = client.get(at("clock_ics", story))

    events = {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].endswith('.ics"')
    assert events[f"{measure.pk}@verstetigungs-check"]["dtstart"].dt == date(2059, 1, 8)
    assert events[f"{story.project_id}-end@verstetigungs-check"]["dtstart"].dt == FAR
    assert client.get(at("clock_ics", story)).content == response.content


def test_change_of_the_project_raises_the_sequence_of_the_file(client, story):
    ends(story, FAR)
    HistoryEntry.objects.update(at=timezone.now() - timedelta(days=1))
    before = Calendar.from_ical(client.get(at("clock_ics", story)).content).walk("VEVENT")[0]

    save(story, handover_weeks="4")

    after = Calendar.from_ical(client.get(at("clock_ics", story)).content).walk("VEVENT")[0]
    assert before["sequence"] < after["sequence"]


def test_calendar_file_of_a_project_without_history_and_end_is_empty(client, story):
    HistoryEntry.objects.all().delete()

    assert Calendar.from_ical(client.get(at("clock_ics", story)).content).walk("VEVENT") == []
