"""Two requests of one session at once: each reads at its begin and writes at its end."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.urls import reverse

from assessments.access import find_by_token
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def stored(**values):
    session = SessionStore()
    session.update(values)
    session.save()
    return session.session_key


def two(key):
    """The session as two requests see it that begin at the same time."""
    first, second = SessionStore(key), SessionStore(key)
    first.items(), second.items()
    return first, second


def test_both_keep_what_they_added():
    key = stored(a=1)
    first, second = two(key)

    first["b"], second["c"] = 2, 3
    first.save()
    second.save()

    assert dict(SessionStore(key).items()) == {"a": 1, "b": 2, "c": 3}


def test_what_one_removed_or_changed_stays_so():
    key = stored(a=1, b=1, c=[1])
    first, second = two(key)

    del first["a"]
    first["b"] = 2
    second["c"] += [2]
    first.save()
    second.save()

    assert dict(SessionStore(key).items()) == {"b": 2, "c": [1, 2]}


def test_session_that_ended_meanwhile_is_not_made_again():
    key = stored(a=1)
    first, second = two(key)

    first.flush()
    second["b"] = 2

    with pytest.raises(UpdateError):
        second.save()
    assert SessionStore().exists(key) is False


def test_only_the_valid_one_of_two_renewed_links_is_shown(client):
    assessment, token = make_assessment()
    open_link(client, token)
    url = reverse("personal_link", args=[assessment.pk])
    first = client.post(url, {"do": "renew"})
    client.post(url, {"do": "renew"})

    link = client.get(first.url).context["link"]

    assert find_by_token(link.split("/")[-2]) == assessment
