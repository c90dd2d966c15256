from datetime import date

import pytest

from recommendations.release_charts import release_line, release_panels, release_scale
from recommendations.release_texts import DERIVABLE, SECONDARY, TOO_FEW_CHANGED
from recommendations.release_view import figure_group, figure_history, figure_view
from tests.recommendations.release_values import DAY, EARLIER, figure, number, published

QUARTILES = [number(20), number(41), number(60)]


def test_bar_is_the_mean_and_its_line_the_quartiles():
    release = published({"B1": figure(50, quartiles=QUARTILES)})

    (panel,) = release_panels([figure_group(release, "barriers")])

    bar = panel.bars[0]
    assert (bar.label, bar.text, bar.width) == ("B1 Finanzierungslogik", "50 (20–60)", 174)
    assert (bar.low, bar.high) == (6 + 70, 6 + 209)
    assert panel.title == "Hemmnisse"
    assert "Finanzierungslogik: Mittelwert 50, unteres bis oberes Viertel 20–60" in panel.description


@pytest.mark.parametrize(
    ("found", "text", "width", "words"),
    [
        (figure(50), "50", 174, "Mittelwert 50"),
        (figure(50, quartiles=[number(50)] * 3), "50 (50–50)", 174, "Mittelwert 50, unteres bis oberes Viertel 50–50"),
        (figure(number(5, "at_most")), "≤ 5", 17, "Mittelwert ≤ 5"),
        (
            figure(50, day=EARLIER, reason=TOO_FEW_CHANGED),
            "50*",
            174,
            "Mittelwert 50, Stand 04.05.2026",
        ),
        (
            {"reason": SECONDARY},
            "·",
            None,
            "nicht veröffentlicht, zu wenige Kommunen: sonst ließen sich die übrigen Gruppen ausrechnen",
        ),
    ],
    ids=["no quartiles", "equal quartiles", "bound", "kept", "withheld"],
)
def test_bar_says_what_is_published(found, text, width, words):
    (panel,) = release_panels([figure_group(published({"B1": found}), "barriers")])

    bar = panel.bars[0]
    assert (bar.text, bar.width, bar.low) == (text, width, None)
    assert f"Finanzierungslogik: {words};" in panel.description


def test_scale_points_at_the_mean_and_shades_the_middle_half():
    scale = release_scale(figure_view(published({"readiness": figure(50, quartiles=QUARTILES)}), "readiness"))

    assert (scale.marker, scale.band_x, scale.band_width, scale.zones) == (180, 76, 139, ())
    assert scale.marker_points == "173,8 187,8 180,19"
    assert scale.description.startswith("Verstetigungsreife: Mittelwert 50")


def test_scale_of_what_is_not_published_has_no_pointer():
    scale = release_scale(figure_view(published({"readiness": {"reason": DERIVABLE}}), "readiness"))

    assert (scale.marker, scale.marker_points, scale.band_x, scale.band_width) == (None, "", None, None)
    assert "nicht veröffentlicht, ließe sich mit früheren Freigaben zurückrechnen" in scale.description


def line_of(*found):
    days = [date(2024 + place, 1, 1) for place in range(len(found) - 1)] + [DAY]
    return release_line(figure_history(published(), "F1.1", zip(days, found, strict=True)), "Mittlerer Bedarf F1.1")


def computed(mean, year):
    return figure(mean, day=date(year, 1, 1))


def test_line_joins_the_releases_that_computed_a_value():
    kept = figure(20, day=date(2024, 1, 1), reason=TOO_FEW_CHANGED)

    chart = line_of(computed(20, 2024), kept, None, figure(40))

    assert [mark.label for mark in chart.marks] == ["20", "", "", "40"]
    assert [mark.y is None for mark in chart.marks] == [False, True, True, False]
    (line,) = chart.lines
    assert (line.x1, line.x2) == (chart.marks[0].x, chart.marks[3].x)
    assert "01.01.2025: Mittelwert 20, Stand 01.01.2024" in chart.description
    assert "01.01.2026: nicht veröffentlicht, zu wenige Kommunen" in chart.description


def test_single_release_stands_in_the_middle():
    chart = line_of(figure(100))

    assert (chart.marks[0].x, chart.lines, chart.ticks[0].text) == (185, (), "11/2026")
    assert chart.marks[0].label_y == 12


def test_of_many_releases_only_some_months_are_named():
    chart = line_of(*[computed(20, 2024 + place) for place in range(8)], figure(40))

    assert [tick.text for tick in chart.ticks][-2:] == ["01/2030", "11/2026"]
    assert len(chart.ticks) == 5
