"""What takes long to make is made once, counted only then, and never by so many at once that nobody reads a page."""

from threading import Event, Thread

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from assessments.limits import TooOften
from assessments.models import Counter
from recommendations import drawing
from recommendations.drawing import DrawingBusy, cached

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["reports"].clear()


@pytest.fixture
def request_from():
    return RequestFactory().get("/")


def test_made_once_and_counted_once(request_from):
    made = []
    for _ in range(3):
        assert cached(request_from, "pdf", "plan", lambda: made.append(1) or b"%PDF-") == b"%PDF-"

    assert made == [1]
    assert Counter.objects.count() == 1


def test_other_content_is_made_anew(request_from):
    assert [cached(request_from, "pdf", what, what.encode) for what in ("a", "b", "a")] == [b"a", b"b", b"a"]


def test_limit_holds_for_what_must_be_made(request_from, settings):
    settings.RATE_LIMITS = {"pdf": "1/h/ip"}
    cached(request_from, "pdf", "first", lambda: b"1")

    with pytest.raises(TooOften):
        cached(request_from, "pdf", "second", lambda: b"2")
    assert cached(request_from, "pdf", "first", lambda: b"3") == b"1"


def test_turn_is_given_back_after_a_failure(request_from):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            cached(request_from, "pdf", "broken", lambda: 1 / 0)
    with drawing.turn():
        pass


class Drawing(Thread):
    """Holds a turn until it is told to stop."""

    def __init__(self):
        super().__init__()
        self.has_turn, self.stop = Event(), Event()

    def run(self):
        with drawing.turn():
            self.has_turn.set()
            self.stop.wait(30)


def test_one_draws_one_waits_the_third_is_told(client):
    first, second = Drawing(), Drawing()
    first.start()
    assert first.has_turn.wait(30)
    second.start()
    while drawing.standing_by._value:
        pass
    try:
        with pytest.raises(DrawingBusy):
            drawing.turn().__enter__()
        busy = client.get(reverse("blank_questionnaire") + "?umfang=kurz")
        page = Client().get("/")
        assert not second.has_turn.is_set()
    finally:
        first.stop.set()
        second.stop.set()
    assert second.has_turn.wait(30)
    first.join()
    second.join()

    assert (busy.status_code, busy["Retry-After"], page.status_code) == (503, "10", 200)
    assert 'href="/fragebogen.pdf?umfang=kurz"' in busy.content.decode()
    assert Counter.objects.count() == 0


def test_who_waits_too_long_is_told(monkeypatch):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.01)
    first = Drawing()
    first.start()
    assert first.has_turn.wait(30)
    try:
        with pytest.raises(DrawingBusy):
            drawing.turn().__enter__()
    finally:
        first.stop.set()
        first.join()
    with drawing.turn():
        pass


def test_who_waited_gets_what_the_other_made(request_from):
    """Two clicks on the same link draw once."""
    first, made = Drawing(), []
    first.start()
    assert first.has_turn.wait(30)
    second = Thread(target=lambda: made.append(cached(request_from, "pdf", "plan", lambda: b"twice")))
    second.start()
    while drawing.standing_by._value:
        pass
    cached(request_from, "xlsx", "plan", lambda: b"once")
    first.stop.set()
    first.join()
    second.join()

    assert made == [b"once"]
