import re
from datetime import date

from django.template.loader import render_to_string

from recommendations.lines import BOTTOM, LEFT, RIGHT, TOP, line_chart
from recommendations.trend import Point, Series, Trend, index_series
from tests.recommendations.portfolio_samples import figure, make_check

DAY = date(2025, 3, 1)
GOES_ON, BROKEN = Trend(5, "+5", "better"), Trend(None, "andere Fassung")


def chart_of(*points):
    return line_chart(Series("readiness", "Verstetigungsreife", False, (), points))


def point(value=50.0, *, trend=GOES_ON, **band):
    return Point(make_check(day=DAY), figure(value, **band, reason="" if value is not None else "zu wenig"), trend)


def test_one_check_stands_in_the_middle():
    chart = chart_of(point(100.0, trend=None))

    assert [(mark.x, mark.y, mark.label) for mark in chart.marks] == [((LEFT + RIGHT) // 2, TOP, "100")]
    assert [(tick.x, tick.text) for tick in chart.ticks] == [((LEFT + RIGHT) // 2, "03/2025")]
    assert chart.lines == ()


def test_line_joins_what_can_be_compared():
    chart = chart_of(point(0.0, trend=None), point(50.0), point(60.0, trend=BROKEN), point(None), point(70.0))

    marks = chart.marks
    assert [(line.x1, line.y1, line.x2, line.y2) for line in chart.lines] == [
        (marks[0].x, BOTTOM, marks[1].x, (TOP + BOTTOM) // 2)
    ]
    assert [mark.y is None for mark in marks] == [False, False, False, True, False]
    assert marks[3].label == ""


def test_band_is_drawn_where_it_is_more_than_the_value():
    plain, wide, hidden = chart_of(point(), point(50.0, low=40.0, high=60.0), point(None, low=20.0, high=90.0)).marks

    assert (plain.low, plain.high) == (None, None)
    assert wide.high < wide.y < wide.low
    assert wide.label_y == wide.high - 8
    assert (hidden.y, hidden.low is None, hidden.high is None) == (None, False, False)


def test_label_of_the_highest_value_stays_inside():
    assert chart_of(point(100.0)).marks[0].label_y == TOP - 2


def test_index_that_a_version_does_not_have_leaves_a_gap():
    chart = chart_of(point(trend=None), Point(make_check(day=DAY), None, BROKEN))

    assert (chart.marks[1].y, chart.marks[1].low) == (None, None)
    assert chart.description.endswith("01.03.2025: 50; 01.03.2025: nicht erhoben.")


def test_many_checks_have_few_labels_the_last_one_among_them():
    chart = chart_of(*(point() for _ in range(20)))

    assert len(chart.ticks) == 7
    assert chart.ticks[-1].x == chart.marks[-1].x


def test_picture_says_everything_and_has_whole_coordinates():
    checks = [make_check(2, day=DAY), make_check(3, left_out=("S1",)), make_check(3, left_out=("D", "S", "K"))]

    chart = line_chart(index_series(checks)[0])
    svg = render_to_string("charts/line.html", {"chart": chart})

    assert "01.03.2025: 50; 02.03.2026: 75 (71–76); 02.03.2026: kein Wert, zu wenige Antworten." in chart.description
    assert f"<title>{chart.description}</title>" in svg
    assert {
        value for value in re.findall(r' (?:x|y|cx|cy|r|x1|x2|y1|y2)="([^"]*)"', svg) if not value.isdigit()
    } == set()
