import pytest

from assessments.scoring import Figure
from recommendations.wording import band_text, change_text, count_text, figure_text, fine_text, points_text


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0.0, "0"), (0.5, "1"), (2.5, "3"), (47.49, "47"), (100, "100")]
)
def test_points_are_whole_and_round_half_up(value, text):
    assert points_text(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(40.2, 54.6, "40–55"), (40.1, 40.4, "40"), (None, None, "keine Angabe"), (0.0, 100.0, "0–100")],
)
def test_band(low, high, text):
    assert band_text(low, high) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(48.0, 40.0, 55.0), "48 (40–55)"),
        (Figure(48.0, 48.0, 48.0), "48"),
        (Figure(None, 0.0, 100.0), "–"),
        (None, "–"),
    ],
)
def test_figure(figure, text):
    assert figure_text(figure) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (40.0, 44.0, "+4"),
        (44.0, 40.0, "−4"),
        (40.4, 40.49, "unverändert"),
        (40.4, 40.5, "+1"),
        (None, 40.0, "–"),
        (40.0, None, "–"),
    ],
)
def test_change_is_the_difference_of_the_shown_numbers(before, after, text):
    assert change_text(before, after) == text


@pytest.mark.parametrize(("value", "text"), [(3.333, "3,3"), (0.05, "0,1"), (100 / 54, "1,9"), (0.0, "0,0")])
def test_one_decimal(value, text):
    assert fine_text(value) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 Fragen"), (1, "1 Frage"), (2, "2 Fragen")])
def test_count(count, text):
    assert count_text(count, "Frage", "Fragen") == text
