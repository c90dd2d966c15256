"""A release as readers see it: figures and the ranking of needs."""

import pytest

from assessments.instrument import CURRENT
from recommendations.release_texts import (
    CELL_NAMES,
    DERIVABLE,
    INDEX,
    LEGEND,
    MARK,
    SECONDARY,
    TOO_FEW,
    TOO_FEW_CHANGED,
    wait_text,
)
from recommendations.release_view import (
    AnswerView,
    Statistic,
    all_groups,
    figure_group,
    figure_view,
    need_view,
    profile_groups,
    rank_needs,
    read_release,
)
from tests.recommendations.release_values import (
    CATALOGUE,
    DAY,
    EARLIER,
    POLICY,
    figure,
    first_release,
    number,
    published,
    sample_release,
)


@pytest.fixture(scope="module")
def second():
    return sample_release()


@pytest.fixture(scope="module")
def first():
    return first_release()


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        (number(41), number(70), "41–70"),
        (number(5, "at_most"), number(12), "≤ 5 bis 12"),
        (number(50), number(95, "at_least"), "50 bis ≥ 95"),
    ],
    ids=["numbers", "lower bound", "upper bound"],
)
def test_middle_half_in_words(lower, upper, text):
    found = figure(57, quartiles=[lower, number(60), upper])

    assert figure_view(published({"F1.1": found}), "F1.1").spread_text == text


def test_new_figure_shows_all_its_statistics():
    shares = [number(95, "at_least"), number(5, "at_most"), number(5, "at_most")]
    found = figure(57, quartiles=[number(41), number(58), number(70)], shares=shares)

    view = figure_view(published({"F1.1": found}), "F1.1")

    assert (view.mean, view.n, view.date, view.kept) == (Statistic(57, None, "57"), 12, DAY, False)
    assert (view.quartile_texts, view.spread_text) == (("41", "58", "70"), "41–70")
    assert view.share_pairs == (("hoch", "≥ 95 %"), ("mittel", "≤ 5 %"), ("niedrig", "≤ 5 %"))
    assert (view.reason, view.reason_text, view.wait_text) == ("", "", "")
    assert [key for key, _, _ in view.statistics] == [
        *("n", "mean", "quartile_lower", "median", "quartile_upper"),
        *("share_high", "share_medium", "share_low"),
    ]
    assert (view.name, view.is_need) == ("F1.1 Übernahme und Betrieb fördern, nicht nur Neues", True)


def test_statistics_with_too_few_municipalities_are_marked():
    view = figure_view(published({"B1": figure(number(5, "at_most"), n=6)}), "B1")

    texts = [text for _, _, text in view.statistics]

    assert texts == ["6", "≤ 5", *[MARK] * 6]
    assert (view.spread_text, view.is_need, view.short) == ("", False, "Finanzierungslogik")


def test_kept_figure_has_its_own_date_and_says_why():
    found = figure(43, day=EARLIER, reason=TOO_FEW_CHANGED)

    view = figure_view(published({"readiness": found}), "readiness")

    assert (view.kept, view.date, view.mean_text) == (True, EARLIER, "43")
    assert view.reason_text == "seit der letzten Freigabe haben sich zu wenige Kommunen geändert"
    assert view.name == "Verstetigungsreife"


@pytest.mark.parametrize(
    "cells",
    [{}, {"land_09": {}}, {"land_09": {"B1": {"reason": TOO_FEW}}}],
    ids=["cell absent", "figure absent", "withheld"],
)
def test_cell_without_municipalities_looks_like_one_with_too_few(cells):
    view = figure_view(published({"B1": figure(43)}, **cells), "B1", "land:09")

    assert (view.mean, view.n, view.date, view.kept) == (None, None, None, False)
    assert [text for _, _, text in view.statistics] == [MARK] * 8
    assert (view.reason, view.reason_text) == (TOO_FEW, LEGEND)


def test_need_whose_parts_are_withheld_says_why():
    view = figure_view(published({"F1.1": {**figure(64), "parts_reason": "derivable"}}), "F1.1")

    assert (view.mean_text, view.parts) == ("64", ())
    assert view.parts_reason == "ließe sich mit früheren Freigaben zurückrechnen"


def test_parts_are_long_as_they_are_large():
    stored = {"S3": number(5, "at_most"), "B1": number(9), "own": number(50)}

    view = figure_view(published({"F1.1": figure(64, parts=stored)}), "F1.1")

    assert [(part.source, part.text, part.length) for part in view.parts] == [
        ("own", "50", 100),
        ("B1", "9", 18),
        ("S3", "≤ 5", 10),
    ]


def test_groups_hold_every_figure_once(second):
    rows = [row.id for group in all_groups(second) for row in group.rows]

    assert sorted(rows) == sorted(second.kinds)
    assert [group.id for group in profile_groups(second)] == [part.id for part in second.instrument.parts]
    assert figure_group(second, INDEX).title == "Gesamtwerte"


def test_needs_are_ranked_by_their_published_means():
    release = published(
        {
            "F1.1": figure(40),
            "F1.2": figure(number(95, "at_least")),
            "F1.3": figure(40, day=EARLIER, reason=DERIVABLE),
            "F2.1": figure(12),
            "F2.2": {"reason": SECONDARY},
        }
    )

    views = rank_needs(release, CATALOGUE.funder)

    assert [(view.id, view.rank_text) for view in views[:4]] == [
        ("F1.2", "1"),
        ("F1.1", "2–3"),
        ("F1.3", "2–3"),
        ("F2.1", "4"),
    ]
    assert [view.rank_text for view in views[4:]] == [""] * 6
    assert [view.id for view in views[4:]] == ["F1.4", "F2.2", "F2.3", "F3.1", "F3.2", "F3.3"]


@pytest.mark.parametrize(
    ("need", "priority", "word"),
    [(55, "high", "hoch"), (54, "medium", "mittel"), (30, "medium", "mittel"), (29, "low", "niedrig")],
)
def test_mean_need_has_the_priority_of_a_result(need, priority, word):
    view = need_view(published({"K1.2": figure(need)}), "K1.2")

    assert (view.priority, view.priority_word, view.rank_text, view.high_text) == (priority, word, "1", MARK)


def test_need_that_is_not_published_has_no_priority():
    view = need_view(published(), "F1.1")

    assert (view.priority, view.priority_word, view.rank_text, view.answer) == ("", "", "", None)


def test_need_has_the_answer_to_it():
    answer = AnswerView("planned", "geplant", "Im nächsten Aufruf.", DAY, 1)

    views = {view.id: view for view in rank_needs(published(), CATALOGUE.funder, {"F1.2": answer})}

    assert (views["F1.2"].answer, views["F1.1"].answer) == (answer, None)


def test_needs_of_a_cell_are_ranked_there():
    release = published({"F1.1": figure(60), "F1.2": figure(20)}, land_09={"F1.2": figure(70), "F1.1": figure(10)})

    assert [view.id for view in rank_needs(release, CATALOGUE.funder, cell="land:09")[:2]] == ["F1.2", "F1.1"]


def test_unknown_recommendation_is_an_error():
    with pytest.raises(KeyError):
        need_view(published(), "B1")


def test_sample_has_new_kept_and_withheld_figures(first, second):
    views = [figure_view(second, key, cell) for cell in CELL_NAMES for key in second.kinds]

    reasons = {view.reason for view in views}

    assert {"", TOO_FEW, SECONDARY, TOO_FEW_CHANGED} <= reasons
    assert any(view.kept for view in views)
    assert not any(figure_view(first, key, cell).kept for cell in CELL_NAMES for key in first.kinds)


def test_every_published_need_of_the_sample_has_its_parts(second):
    needs = rank_needs(second, CATALOGUE.funder)

    assert all(view.figure.parts for view in needs if view.figure.mean)
    assert all(0 <= part.length <= 100 for view in needs for part in view.figure.parts)


def test_thresholds_are_those_of_the_release(second):
    raised = read_release(
        day=second.date,
        instrument=CURRENT,
        policy={**POLICY, "mean": 7},
        content={},
    )

    assert (second.mean_from, raised.mean_from) == (5, 7)
    assert figure_view(raised, "B1").wait_text == wait_text(TOO_FEW, 7)
