import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations.evaluation import evaluate
from recommendations.example import ANSWERS
from recommendations.result import build_result

INSTRUMENT = load_instrument(CURRENT)
ALL = [item.id for item in INSTRUMENT.items]
QUICK = [item.id for item in INSTRUMENT.quick_items]


def result_of(answers, scope="full"):
    return build_result(evaluate(CURRENT, answers), scope)


def every(value, items=ALL):
    return dict.fromkeys(items, value)


def best():
    return {item.id: 0 if item.hinders else 4 for item in INSTRUMENT.items}


def test_worked_example_of_the_method():
    result = result_of({"K1.1": 1, "S2": 2, "D2.1": 3, "D2.2": "unknown", "B2.1": 3, "B2.2": 2})

    view = next(view for view in result.to_do if view.id == "K1.1")
    assert (view.need, view.need_text, view.band_text) == (53.90625, "54", "52–59")
    assert (view.priority, view.priority_word) == ("medium", "mittel")
    assert sum(reason.shown for reason in view.reasons) == 54
    assert view.own_text == INSTRUMENT.item("K1.1").anchors[1]


def test_counts_of_a_full_check():
    result = result_of({**every(2), "B1.1": "unknown", "B1.2": "not_applicable"})

    counts = (result.asked, result.answered, result.unknown, result.left_out, result.unanswered)
    assert counts == (54, 52, 1, 1, 0)


def test_quick_check_counts_only_what_it_asks_and_names_the_rest_apart():
    result = result_of(every(2, QUICK[:-1]), "quick")

    assert (result.asked, result.answered, result.unanswered) == (19, 18, 1)
    assert [view.id for view in result.clarifications] == [QUICK[-1]]
    assert len(result.not_asked) == 35


def test_quick_check_says_how_many_answers_readiness_lacks():
    readiness = result_of(every(2, QUICK), "quick").readiness

    # 11 of the 34 items of D, S and K; half of them are 17.
    assert (readiness.value, readiness.number, readiness.value_text) == (None, None, "–")
    assert (readiness.answered, readiness.applicable, readiness.missing) == (11, 34, 6)
    assert readiness.hint == (
        "Der Kurzcheck stellt dazu nur 11 Fragen; für einen Wert sind 17 Antworten mit einer Stufe nötig. "
        "Das liegt nicht an Ihren Antworten: Den Wert zeigt erst der vollständige Check. "
        "Bis dahin steht nur fest, dass er zwischen 14 und 86 liegt."
    )
    assert readiness.band_text == "14–86"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (16, "Dafür fehlt noch 1 Antwort mit einer Stufe. "),
        (15, "Dafür fehlen noch 2 Antworten mit einer Stufe. "),
    ],
    ids=["one", "two"],
)
def test_full_check_says_how_many_answers_readiness_lacks(count, text):
    asked = [item for item in ALL if item[0] in "DSK"]
    readiness = result_of(every(2, asked[:count])).readiness

    ends = " und ".join(readiness.band_text.split("–"))
    assert readiness.hint == f"{text}Bis dahin steht nur fest, dass er zwischen {ends} liegt."


def test_quick_check_with_enough_questions_of_an_index_says_how_many_answers_it_lacks():
    pressure = result_of({}, "quick").indices[1]

    assert pressure.hint.startswith("Dafür fehlen noch 5 Antworten mit einer Stufe. ")


def test_equal_needs_share_their_ranks_in_a_quick_check():
    result = result_of({**every(2, QUICK), "K5.1": 0}, "quick")

    assert [(view.id, view.rank, view.rank_text) for view in result.to_do[:4]] == [
        ("K5.1", 1, "1–3"),
        ("K5.2", 2, "1–3"),
        ("K5.3", 3, "1–3"),
        ("K1.1", 4, "4–18"),
    ]
    assert (result.has_ties, result.beside_top) == (True, 0)


def test_a_need_of_its_own_has_a_rank_of_its_own():
    result = result_of({**every(2), "K3.1": 0})

    assert [(view.id, view.rank_text) for view in result.to_do[:2]] == [("K3.1", "1"), ("K1.1", "2–18")]
    assert (result.has_ties, result.beside_top) == (True, 15)


def test_nothing_to_do_has_no_ties():
    result = result_of(best())

    assert (result.to_do, result.has_ties, result.beside_top) == ((), False, 0)


def test_index_with_a_value_has_no_hint():
    readiness = result_of(every(2)).readiness

    assert (readiness.number, readiness.stage.title, readiness.missing, readiness.hint) == (50, "Aufbau", 0, "")
    assert readiness.coverage_text == "34 von 34 Fragen mit einer Stufe beantwortet"


def test_index_that_does_not_apply_says_so():
    funding = result_of({item: "not_applicable" for item in ALL if item.startswith("F")}).indices[2]

    assert (funding.missing, funding.hint) == (0, "Kein Wert: Alle Fragen dazu treffen auf Sie nicht zu.")


@pytest.mark.parametrize(
    ("answers", "ranked"),
    [
        pytest.param({}, False, id="nothing"),
        pytest.param(every("unknown"), False, id="all unknown"),
        pytest.param(every("not_applicable"), False, id="nothing applies"),
        pytest.param(every(2, ALL[:6]), False, id="6 answers"),
        pytest.param(every(2, ALL[:7]), True, id="7 answers"),
        pytest.param({**every("not_applicable"), "K1.1": 2}, True, id="the only one that applies"),
    ],
)
def test_ranking_needs_enough_answers(answers, ranked):
    assert result_of(answers).ranked is ranked


def test_municipal_recommendations_are_shared_out():
    result = result_of({**every(1), "K1.1": 3, "K1.2": "not_applicable", "F1.1": "not_applicable"})

    assert [view.id for view in result.sustained] == ["K1.1"]
    assert [view.id for view in result.not_applicable] == ["K1.2"]
    assert len(result.to_do) == 16
    assert [view.rank for view in result.to_do] == sorted(view.rank for view in result.to_do)
    assert len(result.funder) == 9


def test_not_applicable_recommendation_has_no_numbers():
    (view,) = result_of({**every(1), "K1.2": "not_applicable"}).not_applicable

    assert (view.need, view.rank, view.priority, view.need_text, view.priority_word) == (None, None, None, "–", "")
    assert (view.reasons, view.own_text) == ((), "Trifft auf uns nicht zu")


def test_profile_has_all_dimensions_in_order_of_the_instrument():
    result = result_of(every(2))

    assert [row.id for group in result.groups for row in group.rows] == [entry.id for entry in INSTRUMENT.dimensions]
    assert [group.id for group in result.groups] == ["barriers", "drivers", "prerequisites", "practice", "funding"]


@pytest.mark.parametrize(
    ("level", "dimension", "word"),
    [
        (0, "B1", "kaum ein Hemmnis"),
        (1, "B1", "leichtes Hemmnis"),
        (2, "B1", "spürbares Hemmnis"),
        (3, "B1", "starkes Hemmnis"),
        (4, "B1", "sehr starkes Hemmnis"),
        (0, "S1", "kaum vorhanden"),
        (1, "S1", "in Anfängen"),
        (2, "S1", "Grundlagen gelegt"),
        (3, "S1", "gut ausgebaut"),
        (4, "S1", "verankert"),
        ("unknown", "S1", "keine Angabe"),
        ("not_applicable", "S1", "trifft nicht zu"),
    ],
)
def test_level_in_words(level, dimension, word):
    rows = {row.id: row for group in result_of(every(level)).groups for row in group.rows}

    assert rows[dimension].level_word == word


def test_strengths_are_the_best_dimensions_that_reach_60():
    result = result_of({**every(2), "S3": 4, "D1.1": 3, "D1.2": 2, "B4.1": 0, "B4.2": 0})

    assert [strength.id for strength in result.strengths] == ["B4", "S3", "D1"]
    assert result.strengths[0].text == "„Fehlender sichtbarer Mehrwert für die Bürgerschaft“ ist kaum ein Hemmnis"
    assert result.strengths[1].text == f"{INSTRUMENT.dimension('S3').title}: verankert"


def test_strengths_are_at_most_five_and_none_where_nothing_is_answered():
    assert len(result_of(best()).strengths) == 5
    assert result_of({}).strengths == ()


def test_clarification_says_whom_to_ask_and_what_it_would_change():
    (view,) = result_of({**every(2), "K1.2": "unknown"}).clarifications

    # One of 3 items of K1, one of 6 dimensions of K, one of 3 groups: 100/54 = 1.85…
    assert (view.id, view.state, view.ask) == ("K1.2", "Weiß nicht", INSTRUMENT.item("K1.2").ask)
    assert (view.narrowing_text, view.part, view.page) == ("1,9", "practice", 1)
    assert view.effect.startswith(
        "Die Bandbreite des Werts „Verstetigungsreife“ wird um 1,9 Punkte schmaler. Für K1.2 "
    )


def test_unanswered_question_is_named_so():
    answers = every(2)
    del answers["S1"]

    assert [view.state for view in result_of(answers).clarifications] == ["Noch nicht beantwortet"]


def test_same_answers_in_another_order_give_the_same_result():
    assert result_of(dict(reversed(ANSWERS.items()))) == result_of(ANSWERS)


def test_clarification_that_no_recommendation_depends_on():
    (view,) = result_of({**every("not_applicable"), "B1.1": "unknown"}).clarifications

    assert view.recommendation == ""
    assert view.effect == "Die Bandbreite des Werts „Hemmnisdruck“ wird um 100,0 Punkte schmaler."
