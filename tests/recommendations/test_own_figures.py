from assessments.instrument import CURRENT, load_instrument
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.figures import Value, assessment_values, figure_ids, mean_values, need_value
from recommendations.own_figures import own_groups


def values(level):
    answers = {item.id: level for item in load_instrument(CURRENT).items}
    return assessment_values(evaluation_data(evaluate(CURRENT, answers)))


def rows(found):
    return {row.name.split()[0]: row for group in own_groups(CURRENT, found) for row in group.rows}


def test_every_figure_that_counts_is_shown_with_its_exact_value():
    found = mean_values([values(1), values(2)])

    shown = [row for group in own_groups(CURRENT, found) for row in group.rows]

    assert len(shown) == len(figure_ids(CURRENT))
    assert rows({"K1": Value(43.25)})["K1"].text == "43,3"
    assert rows(found)["K1"].text == "37,5"


def test_a_figure_without_value_is_a_dash():
    row = rows({})["K1.2"]

    assert (row.text, row.parts) == ("–", ())


def test_parts_of_a_need_are_named():
    found = {"F1.1": need_value(55, {"own": 30.0, "B1": 15.04, "pressure_unknown": 10.0})}

    barrier = load_instrument(CURRENT).dimension("B1").title
    assert rows(found)["F1.1"].parts == (
        ("Was bei der Empfehlung selbst noch fehlt", "30,0"),
        (f"Hemmnis „{barrier}“", "15,0"),
        ("Angaben zu den verknüpften Hemmnissen, Treibern und Voraussetzungen fehlen", "10,0"),
    )


def test_groups_follow_the_instrument_and_have_titles():
    titles = [group.title for group in own_groups(CURRENT, {})]

    parts = [part.title for part in load_instrument(CURRENT).parts]
    assert titles[: len(parts)] == parts
    assert len(set(titles)) == len(parts) + 3
