"""Readings of an indicator: one a day, replaced only by whoever saw the other."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from recommendations import actions
from recommendations.document_decision import MOST_READINGS
from recommendations.models import Reading
from tests.cast import ANNA, make_assessment, open_link
from tests.recommendations.indicator_rows import READING, at, make_indicator, make_reading, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    return assessment


def test_add_reading(client, story):
    indicator = make_indicator(story, method="Strichliste des Bauhofs")
    assert "Strichliste des Bauhofs" in page(client, "add_reading", story, indicator.pk)

    response = client.post(at("add_reading", story, indicator.pk), {**READING, "note": "kalter Monat"})

    assert response.url == at("indicators", story)
    stored = Reading.objects.get()
    assert (stored.day, stored.value, stored.note) == (date(2026, 1, 15), Decimal("12.500"), "kalter Monat")
    assert stored.edited_by == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"value": ""}, "value"), ({"value": "viel"}, "value"), ({"day": ""}, "day"), ({"basis": "guessed"}, "basis")],
)
def test_add_reading_with_a_fault(client, story, typed, field):
    indicator = make_indicator(story)

    response = client.post(at("add_reading", story, indicator.pk), {**READING, **typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Reading.objects.exists()


def test_reading_lies_not_in_the_future(client, story):
    indicator = make_indicator(story)
    today = timezone.localdate()

    def add(day):
        return client.post(at("add_reading", story, indicator.pk), {**READING, "day": day.isoformat()}).status_code

    assert (add(today + timedelta(1)), add(today)) == (422, 302)


def test_another_reading_of_the_day_is_replaced_only_after_it_was_shown(client, story):
    indicator = make_indicator(story)
    make_reading(story, indicator, value="10", note="Stichprobe")

    response = client.post(at("add_reading", story, indicator.pk), READING)

    assert response.status_code == 409
    html = response.content.decode()
    assert "Für diesen Tag gibt es schon einen Messwert" in html
    assert "10 Fahrten" in html
    assert "Anmerkung: Stichprobe" in html
    assert 'value="12,5"' in html
    assert Reading.objects.get().value == 10

    seen = response.context["form"]["seen"].value()
    client.post(at("add_reading", story, indicator.pk), {**READING, "seen": seen})
    assert Reading.objects.get().value == Decimal("12.5")


def test_seen_reading_that_changed_again_is_shown_again(client, story):
    indicator = make_indicator(story)
    seen = actions.stamp(make_reading(story, indicator, value="10"))
    make_reading(story, indicator, value="11", seen=seen)

    response = client.post(at("add_reading", story, indicator.pk), {**READING, "seen": seen})

    assert response.status_code == 409
    assert Reading.objects.get().value == 11


def test_same_reading_again_changes_nothing(story):
    indicator = make_indicator(story)
    first = make_reading(story, indicator)

    assert make_reading(story, indicator).updated_at == first.updated_at


def test_full_readings_are_told(client, story):
    indicator = make_indicator(story)
    now, first = timezone.now(), date(2024, 1, 1)
    Reading.objects.bulk_create(
        Reading(indicator=indicator, day=first + timedelta(place), value=place, updated_at=now)
        for place in range(MOST_READINGS)
    )

    response = client.post(at("add_reading", story, indicator.pk), READING)

    assert response.status_code == 422
    assert f"Es gibt schon {MOST_READINGS} Messwerte" in response.content.decode()


def test_remove_reading(client, story):
    indicator = make_indicator(story)
    reading = make_reading(story, indicator)
    address, seen = at("remove_reading", story, reading.pk), actions.stamp(reading)
    assert f'value="{seen}"' in client.get(address).content.decode()

    changed = make_reading(story, indicator, value="11", seen=seen)
    assert client.post(address, {"seen": seen}).status_code == 409
    assert client.post(address, {"seen": actions.stamp(changed)}).url == at("indicators", story)
    assert not Reading.objects.exists()
    actions.remove_reading(assessment=story, reading=changed, seen="", editor=ANNA)
