import re
from dataclasses import replace

import pytest

from assessments.disagreement import Sheet, tally_views
from assessments.instrument import CURRENT, load_instrument
from recommendations.report import render_report
from recommendations.report.content import build_report
from tests.assessments.test_disagreement import DAY
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages
from tests.recommendations.report_samples import full_document, quick_document
from tests.recommendations.test_agenda import sample_views

INSTRUMENT = load_instrument(CURRENT)
IDS = [item.id for item in INSTRUMENT.items]
TYPED = {"K1.2": "Der Vermerk der Amtsleitung ist vom Mai.\nEr nennt keinen Betrag."}
DISSENT = {"K1.2": "Kämmerei: Stufe 0, weil der Haushaltsansatz fehlt."}


def views_with(low, high, people=2):
    sheets = [Sheet("it", {"K1.2": low}, frozenset(IDS))] * (people - 1)
    return tally_views(DAY, IDS, [*sheets, Sheet("treasury", {"K1.2": high}, frozenset(IDS))], False)


def test_report_without_a_survey_has_no_section():
    document = full_document()

    assert build_report(document).differences is None
    assert "Unterschiedliche Sichtweisen" not in flat(text_of(render_report(document)))


@pytest.mark.parametrize(("low", "high", "ids"), [(0, 4, ["K1.2"]), (1, 3, ["K1.2"]), (1, 2, []), (2, 2, [])])
def test_section_names_items_two_levels_apart(low, high, ids):
    found = build_report(full_document(views=views_with(low, high))).differences

    assert [block.view.item.id for block in found.blocks] == ids


def test_block_says_who_chose_what_and_what_was_agreed_on():
    document = full_document(views=views_with(0, 4, people=3), reasons=TYPED, dissents=DISSENT, answers={"K1.2": 2})
    anchors = INSTRUMENT.item("K1.2").anchors

    block = build_report(document).differences.blocks[0]

    assert block.answers == (f"IT (2): Stufe 0, {anchors[0]}", f"Kämmerei: Stufe 4, {anchors[4]}")
    assert (block.common, block.reason, block.dissent) == (f"Stufe 2: {anchors[2]}", TYPED["K1.2"], DISSENT["K1.2"])


def test_index_that_nobody_has_a_value_of_is_left_out_and_named():
    readiness = dict.fromkeys([key for key in IDS if key[0] in "DSK"], 2)
    views = tally_views(DAY, IDS, [Sheet(group, readiness, frozenset(IDS)) for group in ("it", "treasury")], False)
    document = full_document(views=views, answers=readiness)

    found = build_report(document).differences.indices
    text = flat(text_of(render_report(document)))

    assert [[cell.title for cell in row.cells] for row in found.rows] == [["Verstetigungsreife"]] * 3
    assert "Nicht gezeigt: Hemmnisdruck, Förderumfeld. Dafür liegt weder" in text


def test_block_without_a_common_answer():
    document = full_document(views=views_with(0, 4), answers={})

    assert build_report(document).differences.blocks[0].common == "Noch offen"


def test_counts_of_what_all_answered_alike():
    found = build_report(full_document(views=views_with(2, 2))).differences

    assert (found.respondents, found.asked, found.agreed, found.who) == (2, 54, 1, "IT, Kämmerei")


@pytest.mark.parametrize("anonymous", [False, True], ids=["by perspective", "anonymous"])
def test_pdf_conforms_to_both_standards_and_draws_without_a_word(anonymous):
    document = full_document(views=sample_views(anonymous=anonymous), reasons=TYPED, dissents=DISSENT)

    with weasyprint_messages() as messages:
        pdf = render_report(document)

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    text = flat(text_of(pdf))
    assert "Unterschiedliche Sichtweisen" in text
    assert ("Die Werte je Sichtweise" in text) != anonymous
    assert ("Projektteam, Fachamt" in text) != anonymous
    assert ("7 Befragte haben die Fragen unabhängig voneinander beantwortet: Projektteam" in text) != anonymous


def test_reasons_and_dissents_stand_in_the_annex_too():
    document = quick_document(reasons=TYPED, dissents={"K6.4": "IT: Stufe 3"})

    rows = {row.id: row for group in build_report(document).answers for row in group.rows}

    assert rows["K1.2"].reason == TYPED["K1.2"]
    # Not asked by the quick check, but somebody wrote something.
    assert rows["K6.4"].dissent == "IT: Stufe 3"
    assert "Abweichende Sicht: IT: Stufe 3" in flat(text_of(render_report(document)))


def test_hostile_texts_are_drawn():
    nasty = "\u202e<b>" + "x" * 1500 + "\x00"
    document = replace(full_document(views=views_with(0, 4)), reasons={"K1.2": nasty}, dissents={"K1.2": nasty})

    with weasyprint_messages() as messages:
        pdf = render_report(document)

    assert (failures(pdf, "ua1"), messages) == ([], [])
    assert "<b>" in re.sub(r"\s", "", text_of(pdf))
