import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from assessments.instrument import CURRENT, load_instrument
from recommendations.charts import index_scale, profile_chart
from recommendations.evaluation import evaluate
from recommendations.result import build_result
from tests.recommendations.report_samples import levels

INSTRUMENT = load_instrument(CURRENT)
ALL = {item.id: 2 for item in INSTRUMENT.items}


def result_of(answers):
    return build_result(evaluate(CURRENT, answers))


def bar_of(answers, dimension):
    panels = profile_chart(result_of(answers).groups)
    return next(bar for panel in panels for bar in panel.bars if bar.label.startswith(f"{dimension} "))


def scale_of(answers, place=0):
    index = result_of(answers).indices[place]
    return index_scale(index, INSTRUMENT.stages if place == 0 else ())


def test_profile_chart_has_a_panel_for_each_part_with_its_dimensions():
    panels = profile_chart(result_of(ALL).groups)

    assert [(panel.title, len(panel.bars)) for panel in panels] == [
        (part.title, len(part.dimensions)) for part in INSTRUMENT.parts
    ]


@pytest.mark.parametrize(
    ("answers", "text", "width", "low", "high"),
    [
        pytest.param({"S1": 0}, "0", 0, None, None, id="lowest score"),
        pytest.param({"S1": 2}, "50", 174, None, None, id="half"),
        pytest.param({"S1": 4}, "100", 348, None, None, id="highest score"),
        pytest.param({"S1": "unknown"}, "offen (0–100)", None, 6, 354, id="unknown"),
        pytest.param({}, "offen (0–100)", None, 6, 354, id="unanswered"),
        pytest.param({"S1": "not_applicable"}, "entfällt", None, None, None, id="not applicable"),
    ],
)
def test_bar_for_one_item(answers, text, width, low, high):
    bar = bar_of(answers, "S1")

    assert (bar.text, bar.width, bar.low, bar.high) == (text, width, low, high)


def test_bar_with_one_of_two_items_open_shows_value_and_band():
    bar = bar_of({"B1.1": 2, "B1.2": "unknown"}, "B1")

    assert (bar.text, bar.width, bar.low, bar.high) == ("50 (25–75)", 174, 93, 267)


def test_bars_lie_within_the_panel_and_do_not_overlap():
    for panel in profile_chart(result_of(levels(INSTRUMENT.items)).groups):
        tops = [bar.y for bar in panel.bars]
        assert all(later - earlier > panel.bar for earlier, later in pairwise(tops))
        assert panel.bars[-1].end < panel.tick_y < panel.height
        assert all(tick.x <= panel.width for tick in panel.ticks)


def test_panel_description_says_all_that_the_picture_shows():
    panel = profile_chart(result_of(ALL).groups)[2]

    for bar in panel.bars:
        assert f"{bar.label.split(' ', 1)[1]}: {bar.text}" in panel.description


def test_scale_marks_value_band_and_stage():
    scale = scale_of(ALL)

    assert (scale.marker, scale.band_x, scale.band_width) == (180, 180, 0)
    assert [zone.title for zone in scale.zones if zone.current] == ["Aufbau"]
    assert scale.description == "Verstetigungsreife: 50 auf der Skala von 0 bis 100, Bandbreite 50, Stufe 3 „Aufbau“."


def test_scale_zones_cover_the_track_without_gap():
    zones = scale_of(ALL).zones

    assert [zone.x + zone.width for zone in zones[:-1]] == [zone.x for zone in zones[1:]]
    assert (zones[0].x, zones[-1].x + zones[-1].width) == (6, 354)


def test_scale_without_value_shows_the_band_only():
    scale = scale_of({})

    assert (scale.marker, scale.marker_points, scale.band_x, scale.band_width) == (None, "", 6, 348)
    assert "kein Wert" in scale.description


def test_scale_without_applicable_item_is_empty():
    scale = scale_of({item.id: "not_applicable" for item in INSTRUMENT.items})

    assert (scale.marker, scale.band_x, scale.band_width) == (None, None, None)


def test_scale_of_an_index_without_stages_has_no_zones():
    assert scale_of(ALL, 1).zones == ()


@pytest.mark.parametrize("answers", [{}, ALL, levels(INSTRUMENT.items)], ids=["empty", "all", "some"])
def test_templates_obey_the_content_security_policy_and_name_each_picture(answers):
    result = result_of(answers)
    html = render_to_string("charts/profile.html", {"panels": profile_chart(result.groups)})
    html += render_to_string("charts/scale.html", {"scale": index_scale(result.readiness, INSTRUMENT.stages)})

    assert "style" not in html
    assert len(re.findall(r'<svg [^>]*role="img"[^>]*>\s*<title>[^<]+</title>', html)) == html.count("<svg") == 6


def test_templates_print_whole_numbers_only():
    html = render_to_string(
        "charts/profile.html", {"panels": profile_chart(result_of(levels(INSTRUMENT.items)).groups)}
    )

    coordinates = re.findall(r' (?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"', html)
    assert coordinates
    assert all(re.fullmatch(r"\d+", value) for value in coordinates)


def test_print_version_brings_its_own_colours():
    html = render_to_string("charts/scale.html", {"scale": scale_of(ALL), "print": True})

    assert html.count("<style>") == 1
