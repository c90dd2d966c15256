import pytest

from assessments.differences import Common, group_letters, group_words, item_views, spread_text, tally_words
from assessments.disagreement import EVERYBODY
from assessments.instrument import CURRENT, load_instrument
from tests.assessments.test_disagreement import sheet, tally, views_of

INSTRUMENT = load_instrument(CURRENT)
ANCHORS = INSTRUMENT.item("K1.2").anchors


def view_of(*sheets, answers=None, reasons=None, dissents=None, anonymous=False):
    common = Common(answers or {}, reasons or {}, dissents or {})
    return item_views(INSTRUMENT, ["K1.2"], views_of(*sheets, anonymous=anonymous), common)[0]


@pytest.mark.parametrize(
    ("found", "words", "spread"),
    [
        (tally(), "", ""),
        (tally(3), "Stufe 3", ""),
        (tally(2, 2), "Stufe 2 (2-mal)", "alle Stufe 2"),
        (tally(1, 4, 4, unknown=1), "Stufe 1, Stufe 4 (2-mal), weiß nicht", "Stufe 1 bis 4"),
        (tally(not_applicable=2, missing=1), "trifft nicht zu (2-mal), ohne Antwort", ""),
    ],
    ids=str,
)
def test_tally_in_words(found, words, spread):
    assert (tally_words(found), spread_text(found)) == (words, spread)


def test_choices_name_the_perspectives():
    view = view_of(
        sheet("it", K1_2=3), sheet("department", K1_2=3), sheet("it", K1_2=3), sheet("treasury", K1_2="unknown")
    )

    assert [(choice.value, choice.level, choice.text, choice.count, choice.who) for choice in view.given] == [
        ("3", "3", ANCHORS[3], 3, "Fachamt, IT (2)"),
        ("unknown", "", "Weiß nicht", 1, "Kämmerei"),
    ]
    assert [(group.title, group.short, group.words) for group in view.groups] == [
        ("Fachamt", "FA", "Stufe 3"),
        ("IT", "IT", "Stufe 3 (2-mal)"),
        ("Kämmerei", "KÄ", "weiß nicht"),
    ]


def test_anonymous_choices_name_nobody():
    view = view_of(*(sheet("it", K1_2=level) for level in (1, 1, 2, 3, 4)), anonymous=True)

    assert [choice.who for choice in view.choices] == [""] * 7
    assert [(group.title, group.short) for group in view.groups] == [("Alle Befragten", "")]


@pytest.mark.parametrize(
    ("levels", "answer", "state", "word"),
    [
        ((1, 3), None, "open", "offen"),
        ((1, 3), 1, "set", "gesetzt"),
        ((3, 3), 3, "agreed", "einig"),
        ((3, 3), 2, "set", "gesetzt"),
        ((3, 3), None, "open", "offen"),
    ],
)
def test_state_of_the_common_answer(levels, answer, state, word):
    view = view_of(*(sheet("it", K1_2=level) for level in levels), answers={} if answer is None else {"K1.2": answer})

    assert (view.state, view.state_word) == (state, word)


@pytest.mark.parametrize(
    ("answer", "text"),
    [(2, f"Stufe 2: {ANCHORS[2]}"), ("unknown", "Weiß nicht"), ("not_applicable", "Trifft auf uns nicht zu")],
)
def test_common_answer_in_words_with_reason_and_dissent(answer, text):
    view = view_of(sheet("it"), answers={"K1.2": answer}, reasons={"K1.2": "Vermerk"}, dissents={"K1.2": "IT: 0"})

    assert (view.common, view.common_text, view.reason, view.dissent) == (answer, text, "Vermerk", "IT: 0")


@pytest.mark.parametrize(("levels", "much"), [((1, 3), True), ((1, 2), False), ((1,), False)])
def test_views_differ_much_from_two_levels_on(levels, much):
    assert view_of(*(sheet("it", K1_2=level) for level in levels)).differs_much == much


def test_views_are_ranked_and_keep_the_order_without_a_survey():
    views = views_of(sheet("it", B1_1=1, K1_2=0), sheet("it", B1_1=1, K1_2=4))
    items = ["B1.1", "K1.2"]

    assert [view.item.id for view in item_views(INSTRUMENT, items, views, Common({}))] == ["K1.2", "B1.1"]
    alone = item_views(INSTRUMENT, items, None, Common({}))
    assert [(view.item.id, view.groups, view.words, view.given) for view in alone] == [
        ("B1.1", (), "", ()),
        ("K1.2", (), "", ()),
    ]


def test_groups_in_words():
    respondents = {"department": 2, "it": 1}

    assert (group_words(respondents), group_letters(respondents)) == (
        "Fachamt (2), IT",
        (("FA", "Fachamt"), ("IT", "IT")),
    )
    assert (group_words({EVERYBODY: 5}), group_letters({EVERYBODY: 5})) == ("", ())
