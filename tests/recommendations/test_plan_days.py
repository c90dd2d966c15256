"""What is taken into the plan is due by the clock's day: what is pure, the actions, the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import get_answers
from assessments.models import HistoryEntry, Project
from recommendations import actions
from recommendations.clock import build_clock, last_day, measure_deadlines, taken_text
from recommendations.evaluation import evaluate
from recommendations.models import Measure
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link
from tests.recommendations.clock_samples import TODAY, make_document, make_measure

COSTS = date(2027, 5, 21)
"""The last day of the step that K2.2 serves, see test_clock.py."""


def clock_on(day=TODAY, **fields):
    return build_clock(make_document(**fields), day)


def match_of(assessment, recommendation="K1.2"):
    return evaluate(assessment.instrument, get_answers(assessment)).match(recommendation)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        (clock_on(), COSTS),
        (clock_on(COSTS), COSTS),
        (clock_on(COSTS + timedelta(days=1)), None),
        (clock_on(state_costs="done"), None),
        (clock_on(state_costs="skip"), None),
        (clock_on(end=None), None),
    ],
    ids=["to come", "today", "over", "done", "not needed", "no end of the funding"],
)
def test_last_day_is_one_that_is_not_over(clock, day):
    assert last_day(clock, "K2.2") == day


def test_what_the_guide_does_not_know_has_no_last_day():
    assert last_day(clock_on(), "K9.9") is None


def test_taken_measure_is_told_where_its_date_comes_from():
    clock, over = clock_on(), clock_on(COSTS + timedelta(days=1))

    assert taken_text(clock, "K2.2", COSTS) == "Termin nach Ihren Fristen: spätestens am 21.05.2027 (Kosten beziffern)."
    assert taken_text(clock, "K2.2", COSTS - timedelta(days=1)) == ""
    assert taken_text(over, "K2.2", date(2027, 8, 1)) == "Die Frist dafür lief am 21.05.2027 ab (Kosten beziffern)."
    assert taken_text(clock_on(end=None), "K2.2", COSTS) == ""


@pytest.mark.parametrize(
    ("due", "day", "text"),
    [
        (COSTS - timedelta(days=1), TODAY, ""),
        (COSTS, TODAY, "Nach Ihren Fristen spätestens am 21.05.2027 (Kosten beziffern)."),
        (None, TODAY, "Nach Ihren Fristen spätestens am 21.05.2027 (Kosten beziffern)."),
        (date(2027, 8, 1), COSTS + timedelta(days=1), "Die Frist dafür lief am 21.05.2027 ab (Kosten "),
    ],
    ids=["time left", "on the day", "no date", "over"],
)
def test_due_date_has_the_last_day_beside_it(due, day, text):
    (found,) = measure_deadlines(make_document(measures=[make_measure(due=due)]), day)

    assert found.text.startswith(text)
    assert bool(found.text) == bool(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("latest", "due"),
    [(None, date(2026, 12, 7)), (date(2026, 6, 30), date(2026, 6, 30)), (date(2027, 1, 1), date(2026, 12, 7))],
    ids=["no day", "earlier", "later"],
)
def test_recommendation_is_due_on_the_earlier_day(latest, due):
    """Its last step takes 40 weeks."""
    assessment, _ = make_assessment({"K1.2": 0})
    choice = {"match": match_of(assessment), "today": date(2026, 3, 2), "editor": ANNA}

    taken = actions.take_recommendation(assessment=assessment, latest=latest, **choice)

    assert taken.measure.due == due


@pytest.mark.django_db
def test_step_is_due_on_the_earlier_day():
    assessment, _ = make_assessment({"K1.2": 0})
    choice = {"match": match_of(assessment), "today": date(2026, 3, 2), "editor": ANNA}

    taken = actions.take_step(assessment=assessment, number=2, latest=date(2026, 3, 3), **choice)

    assert taken.measure.due == date(2026, 3, 3)


@pytest.mark.django_db
def test_each_of_several_recommendations_has_its_day():
    assessment, _ = make_assessment({"K1.2": 0, "K2.2": 0})
    matches = [match_of(assessment), match_of(assessment, "K2.2")]
    days = {"K1.2": date(2026, 3, 3), "K2.2": None}

    taken = actions.take_recommendations(
        assessment=assessment, matches=matches, today=date(2026, 3, 2), editor=ANNA, latest=days
    )

    assert taken[0].measure.due == date(2026, 3, 3)
    assert taken[1].measure.due > date(2026, 3, 3)


@pytest.fixture
def story(client, db):
    """Of a check whose funding ends in ten days: what serves that day can still be done, the decision cannot."""
    assessment, token = make_assessment({"K1.2": 0, "K4.1": 0})
    Project.objects.filter(pk=assessment.project_id).update(funding_end=timezone.localdate() + timedelta(days=10))
    open_link(client, token)
    return assessment


def take(client, story, key):
    return text_of(client.post(reverse("take", args=[story.pk]), {"take": key}, follow=True))


def test_result_takes_with_the_clocks_day_and_says_so(client, story):
    page = take(client, story, "K4.1")

    measure, end = Measure.objects.get(), Project.objects.get().funding_end
    assert measure.due == end
    assert f"Termin nach Ihren Fristen: spätestens am {end:%d.%m.%Y} (Ende der Förderung)." in page
    assert HistoryEntry.objects.filter(kind="measure_added").count() == 1


def test_result_takes_a_step_with_the_clocks_day(client, story):
    page = take(client, story, "K4.1/4")

    assert Measure.objects.get().due <= Project.objects.get().funding_end
    assert "steht jetzt im Plan." in page


def test_result_says_that_the_day_is_over(client, story):
    page = take(client, story, "K1.2")

    assert Measure.objects.get().due > Project.objects.get().funding_end
    assert "Die Frist dafür lief am" in page


def test_without_an_end_of_the_funding_nothing_is_said(client, story):
    Project.objects.update(funding_end=None)

    page = take(client, story, "K4.1")

    assert "steht jetzt im Plan." in page
    assert "Ihren Fristen" not in page
    assert "Ihren Fristen" not in text_of(client.get(reverse("plan", args=[story.pk])))


def test_plan_says_the_last_day_beside_the_due_date(client, story):
    take(client, story, "K4.1")
    end = Project.objects.get().funding_end

    page = text_of(client.get(reverse("plan", args=[story.pk])))

    assert f"<dd>{end:%d.%m.%Y}</dd>" in page
    assert f'<p class="muted small">Nach Ihren Fristen spätestens am {end:%d.%m.%Y} (Ende der Förderung).</p>' in page


def test_reader_sees_the_last_day_in_the_plan(db):
    tenant = make_municipality()
    assessment, _ = make_assessment(tenant=tenant)
    Project.objects.update(funding_end=timezone.localdate() + timedelta(days=10))
    fields = {"title": "Kostenliste", "recommendation": "K4.1"}
    actions.add_measure(assessment=assessment, fields=fields, editor=ANNA)

    page = text_of(log_in(make_member(tenant, "read")).get(reverse("plan", args=[assessment.pk])))

    assert "<dd>ohne Termin</dd>" in page
    assert "Nach Ihren Fristen spätestens am" in page


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["K4.1", "K1.2"], "2 Maßnahmen stehen jetzt im Plan. Bei einer Maßnahme ist der Termin der letzte Tag"),
        (["K4.1", "K4.3"], "2 Maßnahmen stehen jetzt im Plan. Bei 2 Maßnahmen ist der Termin der letzte Tag"),
        (["K1.2"], "Eine Maßnahme steht jetzt im Plan."),
    ],
)
def test_short_plan_takes_with_the_clocks_day_and_says_so(client, story, keys, text):
    page = text_of(client.post(reverse("short_plan", args=[story.pk]), {"take": keys}, follow=True))

    assert text in page
    assert ("ist der Termin der letzte Tag nach Ihren Fristen." in page) == (keys != ["K1.2"])
    end = Project.objects.get().funding_end
    dues = dict(Measure.objects.values_list("recommendation", "due"))
    assert {key: dues[key] == end for key in keys} == {key: key != "K1.2" for key in keys}
