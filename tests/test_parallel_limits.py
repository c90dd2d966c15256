"""Limits under a flood: at most a few more than allowed get through."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Counter
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)


def start():
    data = {"name": "Sensoren im Kanal", "phase": "pilot"}
    return Client().post(reverse("describe_project") + "?name=Musterbach&land=09&size_class=2", data).status_code


def test_twelve_starts_at_once(settings):
    settings.RATE_LIMITS = {"start": "3/h/ip"}

    found = together([start] * 12)

    # Whoever does not get at the counter within a second is refused too.
    assert set(found) == {302, 429}
    assert found.count(302) <= 3
    assert Assessment.objects.count() == found.count(302)


def test_counter_is_shared_and_left_unlocked(settings):
    settings.RATE_LIMITS = {"start": "9/h/ip"}

    together([start] * 4)

    assert Counter.objects.filter(expires__gt=timezone.now()).count() == 1
    assert start() == 302
