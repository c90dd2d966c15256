import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.instrument import CURRENT
from assessments.scoring import whole_points
from recommendations.evaluation import evaluate
from recommendations.matching import NeedPart
from recommendations.reasons import reasons, shown_points
from tests.strategies import answers


def reasons_for(key, given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    return reasons(evaluation, evaluation.match(key))


def test_reasons_of_the_worked_example():
    label = evaluate(CURRENT, {}).instrument.item("K1.1").label
    found = reasons_for("K1.1", {"K1.1": 1, "S2": 2, "D2.1": 3, "B2.1": 3, "B2.2": 2})
    assert [reason.text for reason in found] == [
        f"Ihre Angabe zu „{label}“ (Stufe 1 von 4)",
        "Voraussetzung „Organisationsstruktur und Zuständigkeiten“ (erreicht 50 von 100)",
        "Treiber „Vorbildwirkung und Engagement“ (erreicht 75 von 100)",
        "Hemmnis „Fehlende Kapazitäten und externe Abhängigkeit“ (Ausprägung 63 von 100)",
    ]
    assert [reason.points for reason in found] == [37.5, 9.375, 3.125, 3.90625]
    # 53.90625 is shown as 54: 37 + 9 + 3 + 3 = 52, two more for the largest remainders 0.90625 and 0.5.
    assert [reason.shown for reason in found] == [38, 9, 3, 4]


def test_reason_own_unknown_names_the_field_that_stands_in():
    own = reasons_for("K1.2", {"K1.1": 2})[0]
    assert own.text == (
        "Ihre Angabe zu „Zuständigkeit nach dem Förderende“ fehlt; "
        "gerechnet wird mit dem Stand des Handlungsfelds „Organisationsstruktur & Verantwortung“"
    )


def test_reasons_where_nothing_is_known():
    own, pressure = reasons_for("K1.2", {"K1.2": "unknown"})
    assert own.text == "Ihre Angabe zu „Zuständigkeit nach dem Förderende“ fehlt; gerechnet wird mit der Mitte"
    assert pressure.text == (
        "Zu den verknüpften Hemmnissen, Treibern und Voraussetzungen fehlen Angaben; gerechnet wird mit der Mitte"
    )
    # 25 + 12.5 = 37.5, shown as 38.
    assert (own.shown, pressure.shown) == (25, 13)


def test_reasons_keep_parts_without_points():
    found = reasons_for("K3.2", {"K3.2": 0, "B2.1": 0, "B2.2": 0, "S4": 0})
    assert [(reason.source, reason.shown) for reason in found] == [("own", 50), ("B2", 0), ("S4", 25)]


def test_reasons_none_where_not_applicable():
    assert reasons_for("F1.1", {"F1.1": "not_applicable"}) == ()


@settings(deadline=None, max_examples=50)
@given(answers())
def test_shown_points_add_up_to_the_shown_need(given_answers):
    evaluation = evaluate(CURRENT, given_answers)
    for match in evaluation.municipal + evaluation.funder:
        if match.need:
            found = reasons(evaluation, match)
            assert sum(reason.shown for reason in found) == whole_points(match.need.value)
            assert math.fsum(reason.points for reason in found) == pytest.approx(match.need.value, abs=1e-9)


@given(st.lists(st.floats(0, 50), min_size=1, max_size=5))
def test_shown_points_are_at_most_one_off_and_nothing_stays_nothing(points):
    parts = tuple(NeedPart("own", value) for value in points)
    shown = shown_points(parts)
    assert sum(shown) == whole_points(math.fsum(points))
    assert all(abs(value - given) < 1 + 1e-9 for value, given in zip(shown, points, strict=True))
    assert all(value == 0 for value, given in zip(shown, points, strict=True) if given == 0)
