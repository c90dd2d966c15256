from assessments.instrument import CURRENT, load_instrument
from recommendations.comparison import compare
from recommendations.evaluation import evaluate
from tests.versions import LATER

ALL = [item.id for item in load_instrument(CURRENT).items]


def compared(before, after):
    return compare(evaluate(CURRENT, before), evaluate(CURRENT, after))


def every(value, **changes):
    return {**dict.fromkeys(ALL, value), **{key.replace("_", "."): value for key, value in changes.items()}}


def test_equal_answers_change_nothing():
    same = compared(every(2), every(2))

    assert (same.moves, same.answers) == ((), ())
    assert {change.change.change_text for change in same.indices} == {"unverändert"}
    assert {change.direction for change in same.dimensions} == {"same"}


def test_index_change_knows_that_less_pressure_is_better():
    better = compared(every(2), every(2, B1_1=0, B1_2=0))

    pressure = next(entry for entry in better.indices if entry.before.id == "barrier_pressure")
    # B1 goes from 0.5 to 0, the mean of five from 50 to 40.
    assert (pressure.before.number, pressure.after.number) == (50, 40)
    assert (pressure.change.change_text, pressure.change.direction) == ("−10", "better")


def test_dimensions_are_shown_where_both_have_a_value():
    rows = compared(every(2, S1="unknown"), every(2, S2=3)).dimensions

    assert "S1" not in {row.id for row in rows}
    changed = [(row.id, row.before_text, row.after_text, row.change_text, row.direction) for row in rows][11]
    assert changed == ("S3", "50", "50", "unverändert", "same")
    assert [(row.id, row.change_text, row.direction) for row in rows if row.direction != "same"] == [
        ("S2", "+25", "better")
    ]


def test_moves_have_need_rank_and_state_before_and_after():
    moves = compared(every(2), every(2, K1_2=4)).moves

    move = moves[0]
    assert (move.id, move.before.need, move.after.need, move.size) == ("K1.2", 37.5, 0.0, 37.5)
    assert (move.before.sustained, move.after.sustained, move.after.rank) == (False, True, 18)
    assert move.change.direction == "better"


def test_moves_of_the_municipality_come_before_those_of_funders():
    audiences = [move.after.audience for move in compared(every(2), every(2, B1_1=4, B1_2=4)).moves]

    assert audiences == sorted(audiences, reverse=True)
    assert {"municipal", "funder"} == set(audiences)


def test_answers_that_changed_are_in_words():
    (answer,) = compared(every(2), every(2, K1_2="unknown")).answers

    anchor = load_instrument(CURRENT).item("K1.2").anchors[2]
    assert (answer.before_text, answer.after_text) == (f"Stufe 2: {anchor}", "Weiß nicht")


def test_recommendation_that_no_longer_applies_moves_without_a_number():
    (move,) = [move for move in compared(every(2), every(2, K1_2="not_applicable")).moves if move.id == "K1.2"]

    assert (move.change.change_text, move.change.direction, move.size) == ("–", "same", 0.0)


def test_answers_of_two_versions_are_compared_by_what_they_continue(later_version):
    """S1 of the later version continues S2 of the one before."""
    changed = compare(evaluate(CURRENT, every(2, S2=1, K6_4=0)), evaluate(LATER, every(2, S1=4, F1_4=3))).answers

    # S2 of the earlier at 1, S1 of the later at 4; K6.4 and F1.4 are new in the later one and compared with nothing.
    assert [(row.item.id, row.before_text[:7], row.after_text[:7]) for row in changed] == [("S1", "Stufe 1", "Stufe 4")]


def test_figures_of_two_versions_are_compared_where_all_questions_go_on(later_version):
    found = compare(evaluate(CURRENT, every(2)), evaluate(LATER, every(2, S1=4, B1_1=0)))

    assert [row.before.id for row in found.indices] == ["barrier_pressure"]
    assert [(row.id, row.change_text) for row in found.dimensions if row.direction != "same"] == [
        ("B1", "+25"),
        ("S1", "+50"),
    ]
    assert len(found.dimensions) == 23
    assert found.moves == ()
