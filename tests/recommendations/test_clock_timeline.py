import re
from datetime import date

import pytest
from django.template.loader import render_to_string

from recommendations.clock import build_clock
from recommendations.clock.timeline import LEFT, RIGHT, ROW, TOP, Entry, timeline
from tests.recommendations.clock_samples import END, TODAY, make_document


def entry(day, *, short="Schritt", status="later", is_event=False):
    return Entry(short, day, f"{day:%d.%m.%Y}", status, "später", is_event)


def test_marks_stand_where_their_day_lies():
    """From a week before the first day to a week after the last: 210 days on 340 units."""
    picture = timeline([entry(date(2027, 1, 8)), entry(date(2027, 7, 23))], date(2027, 4, 1), date(2027, 7, 1))

    assert [(row.x, row.y) for row in picture.rows] == [(21, TOP + 24), (339, TOP + ROW + 24)]
    assert (picture.today.x, picture.end.x) == (LEFT + 146, LEFT + 293)
    assert picture.bottom == TOP + 2 * ROW


def test_marks_tell_tasks_events_and_what_lies_beyond():
    picture = timeline(
        [entry(date(2027, 1, 8)), entry(END, is_event=True), entry(date(2033, 3, 31), is_event=True)], TODAY, END
    )

    task, event, beyond = picture.rows
    assert (task.points, task.beyond) == ("", False)
    assert (event.points, event.beyond) == (
        f"{event.x},{event.y - 7} {event.x + 7},{event.y} {event.x},{event.y + 7} {event.x - 7},{event.y}",
        False,
    )
    assert (beyond.x, beyond.beyond) == (RIGHT, True)
    assert beyond.points == f"{RIGHT - 8},{beyond.y - 6} {RIGHT},{beyond.y} {RIGHT - 8},{beyond.y + 6}"


def test_today_long_after_the_end_is_not_drawn():
    assert timeline([entry(END)], date(2029, 6, 1), END).today is None
    assert timeline([entry(END)], date(2028, 6, 1), END).today.text == "heute"


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        (date(2027, 1, 20), date(2027, 1, 21), []),
        (date(2027, 1, 8), date(2027, 3, 15), ["02/2027", "03/2027"]),
        (date(2026, 5, 12), date(2027, 11, 24), ["07/2026", "10/2026", "01/2027", "04/2027", "07/2027", "10/2027"]),
        (date(2026, 1, 12), date(2029, 6, 30), ["01/2027", "01/2028", "01/2029"]),
        (date(1990, 1, 8), date(2100, 12, 31), ["01/2000", "01/2050", "01/2100"]),
    ],
    ids=["no month begins", "two months", "a year and a half", "years", "a century"],
)
def test_ticks_are_first_days_of_months(first, last, ticks):
    picture = timeline([entry(first), entry(last)], first, last)

    assert [tick.text for tick in picture.ticks] == ticks
    assert [tick.x for tick in picture.ticks] == sorted(tick.x for tick in picture.ticks)


@pytest.mark.parametrize(
    ("today", "anchor"),
    [(date(2027, 1, 4), "start"), (date(2027, 9, 1), "middle"), (END, "end")],
    ids=["left", "middle", "right"],
)
def test_texts_above_stay_inside(today, anchor):
    assert timeline([entry(date(2027, 1, 8)), entry(END)], today, END).today.anchor == anchor


def test_ticks_at_the_edges_stay_inside():
    picture = timeline([entry(date(2027, 1, 8)), entry(date(2027, 6, 28))], date(2027, 1, 8), date(2027, 6, 28))
    left = timeline([entry(date(2027, 2, 7)), entry(date(2027, 6, 28))], date(2027, 2, 7), date(2027, 6, 28))

    assert [tick.anchor for tick in picture.ticks] == ["middle"] * 5 + ["end"]
    assert left.ticks[0].anchor == "start"


def test_description_says_what_the_picture_shows():
    picture = timeline([entry(date(2027, 1, 8)), entry(END, short="Ende")], TODAY, END)

    assert picture.description == (
        "Zeitleiste der Fristen mit dem Stand vom 04.01.2027. 08.01.2027 Schritt (später); 31.03.2028 Ende (später)."
    )


def test_template_prints_whole_numbers_and_obeys_the_content_security_policy():
    picture = build_clock(make_document(binding_years="5"), TODAY).timeline
    html = render_to_string("charts/timeline.html", {"timeline": picture})

    coordinates = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r)="([^"]*)"', html)
    assert len(coordinates) > 100
    assert [value for value in coordinates if not re.fullmatch(r"\d+", value)] == []
    assert "style" not in html
    assert re.search(r'<svg [^>]*role="img"[^>]*>\s*<title>[^<]+</title>', html)


def test_print_version_brings_its_own_colours():
    picture = build_clock(make_document(), TODAY).timeline

    html = render_to_string("charts/timeline.html", {"timeline": picture, "print": True})

    assert ".timeline-mark--passed" in html
    assert f'width="{picture.width}"' in html
