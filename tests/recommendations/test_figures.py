import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.instrument import CURRENT, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.figures import (
    PackedValues,
    Value,
    assessment_values,
    figure_ids,
    find_layout,
    lay_out,
    mean_values,
    need_value,
    pack_values,
    part_maxima,
    unpack_values,
)
from tests.strategies import answers


def stored(given_answers):
    """As it comes back from the database."""
    return json.loads(json.dumps(evaluation_data(evaluate(CURRENT, given_answers))))


def test_figures_are_dimensions_indices_and_recommendations_in_order():
    instrument, catalogue = load_instrument(CURRENT), load_catalogue(CURRENT)
    assert figure_ids(CURRENT) == (
        *[dimension.id for dimension in instrument.dimensions],
        "readiness",
        "barrier_pressure",
        "funding_environment",
        *[entry.id for entry in catalogue.recommendations],
    )


def test_figures_are_56_and_none_has_the_id_of_another():
    assert len(set(figure_ids(CURRENT))) == len(figure_ids(CURRENT)) == 25 + 3 + 28


def test_part_is_at_most_what_everything_missing_makes_of_it():
    """All items at 0, where a barrier at 0 does not hinder: the need has every part but those at its maximum."""
    maxima = part_maxima(CURRENT)

    assert maxima["F1.1"] == {"own": 50.0, "B1": 25.0, "S3": 25.0, "pressure_unknown": 25.0}
    worst = {item.id: 4 if item.id.startswith("B") else 0 for item in load_instrument(CURRENT).items}
    for need, value in assessment_values(stored(worst)).items():
        if value.parts:
            assert value.parts == pytest.approx({key: maxima[need][key] for key in value.parts})


def test_values_of_the_worked_example():
    """method.md: K1.1 at 1 with S2 0.5, D2 0.25, B2 0.625."""
    values = assessment_values(stored({"K1.1": 1, "S2": 2, "D2.1": 3, "D2.2": "unknown", "B2.1": 3, "B2.2": 2}))
    assert values["K1.1"] == need_value(53.90625, {"own": 37.5, "S2": 9.375, "D2": 3.125, "B2": 3.90625})
    assert values["D2"] == Value(75.0)


def test_figure_that_is_null_is_absent():
    result = stored({"K1.1": "not_applicable", "S2": 3})
    values = assessment_values(result)
    assert result["dimensions"]["B1"]["score"] is None
    assert result["indices"]["readiness"]["value"] is None
    assert not {"B1", "readiness", "K1.1"} & values.keys()
    assert values["S2"] == Value(75.0)


def test_part_of_an_unknown_dimension_counts_zero():
    values = assessment_values(stored({"K1.1": 1, "S2": 2}))
    assert list(values["K1.1"].parts.items()) == [("own", 37.5), ("S2", 18.75), ("D2", 0.0), ("B2", 0.0)]


def test_pressure_that_is_not_known_stands_last():
    """Gap 0.75: 37.5 of its own and 100 · 0.75 · 0.5 · 0.5 of the pressure that stands in."""
    values = assessment_values(stored({"K1.1": 1}))
    expected = [("own", 37.5), ("S2", 0.0), ("D2", 0.0), ("B2", 0.0), ("pressure_unknown", 18.75)]
    assert list(values["K1.1"].parts.items()) == expected


@settings(max_examples=60)
@given(answers())
def test_values_come_back_from_json(given_answers):
    values = assessment_values(stored(given_answers))
    back = unpack_values(CURRENT, json.loads(json.dumps(pack_values(CURRENT, values))))
    assert list(back.items()) == list(values.items())
    assert [list(value.parts) for value in back.values()] == [list(value.parts) for value in values.values()]


@settings(max_examples=60)
@given(answers())
def test_parts_add_up_to_the_need(given_answers):
    values = assessment_values(stored(given_answers))
    for value in values.values():
        assert not value.parts or math.isclose(math.fsum(value.parts.values()), value.value, abs_tol=1e-9)


def test_packed_values_are_short():
    values = assessment_values(stored({"K1.1": 1, "S2": 2}))
    packed = dict(zip(figure_ids(CURRENT), pack_values(CURRENT, values), strict=True))
    assert (packed["S2"], packed["B1"], packed["K1.1"]) == (50.0, None, [56.25, 37.5, 18.75, 0.0, 0.0])


def test_data_of_another_length_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        unpack_values(CURRENT, [50.0])


def test_mean_of_a_municipality_is_of_the_projects_that_have_the_figure():
    first = {"B1": Value(20.0), "S1": Value(10.0)}
    second = {"B1": Value(45.0)}
    assert mean_values([first, second, {}]) == {"B1": Value(32.5), "S1": Value(10.0)}


def test_mean_of_parts_counts_zero_where_a_source_is_missing():
    first = {"F1.1": need_value(60.0, {"own": 40.0, "pressure_unknown": 20.0})}
    second = {"F1.1": need_value(50.0, {"own": 30.0, "B1": 12.0, "S3": 8.0})}
    mean = mean_values([first, second])["F1.1"]
    assert mean.value == 55.0
    assert list(mean.parts.items()) == [("own", 35.0), ("B1", 6.0), ("S3", 4.0), ("pressure_unknown", 10.0)]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_mean_does_not_depend_on_the_order_of_projects(numbers):
    values = [{"B1": Value(number)} for number in numbers]
    assert mean_values(values) == mean_values(values[::-1])
    assert mean_values(values[:1]) == values[0]


@settings(max_examples=40)
@given(answers())
def test_packed_values_read_like_the_values(given_answers):
    values = assessment_values(stored(given_answers))
    packed = PackedValues(CURRENT, pack_values(CURRENT, values))
    assert packed == values
    assert (list(packed), len(packed)) == (list(values), len(values))
    assert [packed[name] for name in packed] == list(values.values())


ORDERS = st.lists(st.sampled_from(figure_ids(CURRENT)), unique=True).map(tuple) | st.just(figure_ids(CURRENT))


@settings(max_examples=60)
@given(st.lists(answers(), min_size=1, max_size=4), st.data(), ORDERS)
def test_values_are_laid_out_the_same_packed_or_not(given_answers, data, figures):
    """A mixture, too. What stands behind the sources is the pressure that is unknown."""
    values = [assessment_values(stored(each)) for each in given_answers]
    mixed = [PackedValues(CURRENT, pack_values(CURRENT, each)) if data.draw(st.booleans()) else each for each in values]
    layout = find_layout(mixed, figures)
    for entry, mapping in zip(mixed, values, strict=True):
        row = lay_out(entry, figures, layout)
        assert [packed is not None for packed in row] == [figure in mapping for figure in figures]
        for packed, figure, sources in zip(row, figures, layout, strict=True):
            if packed is not None:
                value = mapping[figure]
                told = [value.parts.get(source, 0.0) for source in sources]
                assert (packed if sources else [packed])[: 1 + len(told)] == [value.value, *told]


def test_layout_of_nobody_has_no_sources():
    assert find_layout([], ("B1", "F1.1")) == ((), ())


def test_packed_values_of_another_length_are_not_laid_out():
    with pytest.raises(ValueError, match="1 figures"):
        PackedValues(CURRENT, [50.0]).in_order(figure_ids(CURRENT))
