"""The short plan: three measures, two sentences, one page."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.instrument import CURRENT, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.document import Document
from recommendations.example import ANSWERS
from recommendations.report import render_short_plan
from recommendations.report.short_plan import TITLE, build_paper
from recommendations.short_plan import build_short_plan
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages
from tests.recommendations.report_samples import PROJECT, TOWN, measure
from tests.strategies import answers as any_answers

INSTRUMENT, CATALOGUE = load_instrument(CURRENT), load_catalogue(CURRENT)
TODAY = date(2026, 11, 23)
QUICK = {item.id: ANSWERS[item.id] for item in INSTRUMENT.quick_items}
BEST = {item.id: 0 if item.hinders else 4 for item in INSTRUMENT.items}


def document(answers=QUICK, **fields):
    project = replace(PROJECT, **{name: fields.pop(name) for name in ("phase", "funding_end") if name in fields})
    return replace(Document(CURRENT, "quick", TOWN, project, TODAY, None, answers), **fields)


def plan(*args, **fields):
    return build_short_plan(document(*args, **fields), TODAY)


def test_quick_check_never_shows_a_stage():
    made = plan(dict.fromkeys(QUICK, 2))
    assert made.says[0] == (
        "Der Kurzcheck stellt 19 Fragen; 19 davon sind mit einer Stufe beantwortet. "
        "Eine Stufe der Verstetigungsreife zeigt er nicht: Dafür stellt er zu wenige Fragen."
    )
    assert made.quick


def test_full_check_shows_its_stage_with_the_band():
    made = plan(ANSWERS, mode="full")
    assert made.says[0].endswith("liegt bei 47 von 100 Punkten (möglich sind 45–50): Stufe 3, Aufbau.")
    assert not made.quick


def test_full_check_without_an_open_question_has_no_band():
    assert plan(BEST, mode="full").says[0].endswith("liegt bei 100 von 100 Punkten: Stufe 5, Verstetigt.")


def test_full_check_with_too_few_answers_says_how_many_it_lacks():
    assert (
        "Zur Verstetigungsreife gibt es noch keinen Wert. Dafür fehlen noch 6 Antworten mit einer Stufe."
        in plan(QUICK | {}, mode="full").says[0]
    )


def test_second_sentence_names_the_best_the_worst_and_the_barrier():
    assert plan().says[1] == (
        "Am weitesten sind Sie bei „Transparenz und politische Legitimation“, am meisten fehlt bei "
        "„Zielgruppenspezifische Kommunikation“ (2 weitere Themen gleichauf), am stärksten hemmt "
        "„Fehlende Kapazitäten und externe Abhängigkeit“ (1 weiteres Thema gleichauf)."
    )


def test_second_sentence_without_a_strength():
    assert (
        plan(dict.fromkeys(QUICK, 2)).says[1].startswith("Gut ausgebaut ist noch keines der Themen, am meisten fehlt")
    )


def test_second_sentence_where_nothing_is_missing():
    sentence = plan(BEST, mode="full").says[1]
    assert sentence == f"Am weitesten sind Sie bei „{INSTRUMENT.dimension('D1').title}“."


def test_second_sentence_leaves_out_what_funders_decide():
    answers = dict.fromkeys(QUICK, 3) | {"F1.1": 0, "F2.2": 0, "F3.2": 0}
    assert INSTRUMENT.dimension("F1").title not in plan(answers).says[1]
    assert INSTRUMENT.dimension("B1").title in plan(answers).says[1]


def test_proposals_are_the_highest_needs_with_first_step_and_day():
    made = plan()
    assert [entry.recommendation for entry in made.measures] == ["K1.2", "K2.3", "K1.3"]
    first, advice = made.measures[0], CATALOGUE.recommendation("K1.2")
    assert (first.title, first.step, first.small) == (advice.title, advice.steps[0].text, advice.small)
    assert (first.who, first.due, first.result) == (advice.steps[0].who, date(2026, 11, 30), advice.steps[0].result)
    assert first.state == "Vorschlag, Bedarf 66 (40–74), Priorität hoch, letzter Tag war der 07.05.2026"
    assert not first.in_plan
    assert made.proposed == ("K1.2", "K2.3", "K1.3")
    assert made.note == (
        "Vorgeschlagen ist, was nach den Antworten den höchsten Bedarf hat (0 bis 100). "
        "In Klammern steht, was offene Fragen daran noch ändern können."
    )


def test_equal_needs_are_said():
    assert plan(dict.fromkeys(QUICK, 2)).note.endswith(
        "15 weitere Empfehlungen haben denselben Bedarf wie die letzte hier; "
        "unter ihnen entscheidet nur die Reihenfolge der Fragen."
    )


def test_need_without_open_questions_has_no_band():
    made = plan(ANSWERS | dict.fromkeys(("S6", "F1.4", "F2.2"), 1), mode="full")
    assert made.measures[0].state == "Vorschlag, Bedarf 59, Priorität hoch, letzter Tag war der 07.05.2026"
    assert "In Klammern" not in made.note


def test_too_few_answers_have_no_proposal():
    made = plan({"K1.2": 0})
    assert made.measures == ()
    assert made.says[1] == "Für eine Reihenfolge dessen, was zu tun ist, fehlen noch Antworten mit einer Stufe."
    assert made.note == "Vorschläge stehen hier, sobald 7 Fragen mit einer Stufe beantwortet sind."


def test_nothing_left_to_propose():
    made = plan(BEST, mode="full")
    assert made.measures == ()
    assert made.note.startswith("Weitere Vorschläge gibt es nicht")


def test_plan_comes_first_by_priority_and_day_and_is_filled_up():
    rows = (
        measure(title="Später", due=None),
        measure(title="Früher", due=date(2027, 1, 1)),
        measure(title="Erledigt", status="done"),
        measure(title="Abgelehnt", status="declined", recommendation="K1.2", decline_reason="Kein Personal"),
    )
    made = plan(measures=rows)
    assert [entry.title for entry in made.measures[:2]] == ["Früher", "Später"]
    # K1.2 was declined: it is not proposed again.
    assert made.proposed == ("K2.3",)
    assert made.measures[0].state == "im Plan, offen, Priorität hoch"


def test_plan_says_of_a_measure_that_its_day_is_over():
    days = (date(2026, 11, 22), TODAY)
    made = plan(measures=tuple(measure(due=day, status="running") for day in days))
    assert [entry.state for entry in made.measures[:2]] == [
        "im Plan, läuft, überfällig, Priorität hoch",
        "im Plan, läuft, Priorität hoch",
    ]


def test_full_plan_leaves_no_room_for_proposals():
    rows = (measure(title="Eins"), measure(title="Zwei", priority="low"), measure(title="Drei", status="running"))
    made = plan(measures=(*rows, measure(title="Vier", priority="medium")))
    assert [entry.title for entry in made.measures] == ["Eins", "Drei", "Vier"]
    assert (made.proposed, made.note) == ((), "")


def test_measure_of_the_plan_shows_its_own_step():
    advice = CATALOGUE.recommendation("K6.3")
    step = measure(recommendation="K6.3", title=advice.steps[1].result, responsible="", note="eigene Notiz")
    whole = measure(recommendation="K6.3", title="Selbst benannt")
    own = measure(title="Ersatz lagern", note="Zwei Sensoren im Bauhof")
    found = plan(measures=(step, whole, own)).measures
    assert [entry.step for entry in found] == [advice.steps[1].text, advice.steps[0].text, "Zwei Sensoren im Bauhof"]
    assert [entry.small for entry in found] == [advice.small, advice.small, ""]
    assert (found[0].who, found[2].who) == ("noch offen", "Kämmerei")
    assert (found[2].recommendation, found[2].result) == ("", "")
    # What lies on the table afterwards is not said twice.
    assert [entry.result for entry in found[:2]] == ["", advice.steps[0].result]


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"funding_end": date(2027, 6, 30)}, "Auslaufende Förderung bis 30.06.2027"),
        ({"funding_end": TODAY}, "Auslaufende Förderung bis 23.11.2026"),
        ({"funding_end": date(2026, 11, 22)}, "Auslaufende Förderung, Förderung endete am 22.11.2026"),
        ({"funding_end": date(2027, 6, 30), "phase": "pilot"}, "Pilot, Förderung bis 30.06.2027"),
        ({"funding_end": None, "phase": "pilot"}, "Pilot"),
        ({"project": None, "municipality": None}, ""),
    ],
    ids=["later", "today", "over", "pilot", "no end", "no project"],
)
def test_facts_of_the_project(fields, facts):
    assert plan(**fields).facts == facts


@given(any_answers(), st.sampled_from(["quick", "full"]))
def test_any_answers_make_a_plan_of_at_most_three(answers, mode):
    made = plan(answers, mode=mode)
    assert len(made.measures) <= 3
    assert len(set(made.proposed)) == len(made.proposed)
    assert all(answers.get(item) != "not_applicable" for item in made.proposed)
    assert all(sentence.endswith(".") for sentence in made.says)


WIDE = "Wärmemengenzählwerkwartungsverträge "
LONGEST = sorted(
    CATALOGUE.municipal, key=lambda entry: -len(entry.steps[0].text + entry.steps[0].result + entry.small + entry.title)
)[:3]
TOWN_WIDE = replace(TOWN, name="W" * 120)
SAMPLES = {
    "quick": document(),
    "full": document(ANSWERS, mode="full"),
    "none": document({}, project=None, municipality=None),
    "longest texts of the catalogue": document(
        dict.fromkeys(QUICK, 2),
        measures=tuple(
            measure(recommendation=entry.id, title=entry.title, responsible=WIDE * 3, due=None) for entry in LONGEST
        ),
        municipality=TOWN_WIDE,
        project=replace(PROJECT, name="W" * 120),
    ),
    "longest texts of people": document(
        dict.fromkeys(QUICK, 2),
        measures=tuple(
            measure(
                recommendation=entry.id, title="W" * 300, responsible="W" * 120, note="W\n" * 1000, status="running"
            )
            for entry in LONGEST
        ),
        municipality=TOWN_WIDE,
        project=replace(PROJECT, name="W" * 120),
    ),
    "ties": document(dict.fromkeys(QUICK, 2), municipality=TOWN_WIDE, project=replace(PROJECT, name="W" * 120)),
    "wide and ties": document(
        dict.fromkeys(QUICK, 2),
        measures=tuple(
            measure(recommendation=entry.id, title="W" * 300, responsible="W" * 120) for entry in LONGEST[:2]
        ),
        municipality=TOWN_WIDE,
        project=replace(PROJECT, name="W" * 120),
    ),
    "own measures": document(
        dict.fromkeys(QUICK, 2),
        measures=tuple(measure(title="M" * 300, responsible="M" * 120, note="M" * 2000) for _ in range(3)),
        municipality=TOWN_WIDE,
        project=replace(PROJECT, name="M" * 120),
    ),
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_pdf_is_one_page_and_conforms_to_both_standards(sample):
    with weasyprint_messages() as messages:
        pdf = render_short_plan(sample, TODAY)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert messages == []
    assert failures(pdf, "ua1") == []
    assert failures(pdf, "3a") == []


def test_pdf_says_what_the_plan_says():
    made, text = plan(), flat(text_of(render_short_plan(document(), TODAY)))
    for words in (*made.says, made.note, *(entry.title for entry in made.measures), "30.11.2026", "Bürgermeisterin"):
        assert flat(words) in text


def test_paper_cuts_what_does_not_fit():
    paper = build_paper(plan(measures=(measure(title="Wort " * 60, due=None),)))
    assert len(paper.measures[0].title) <= TITLE
    assert paper.measures[0].title.endswith("…")
    assert paper.measures[0].due == "ohne Termin"
