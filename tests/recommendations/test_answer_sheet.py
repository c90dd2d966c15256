"""The questionnaire as a table: how it is made, and that it reads back what was filled in."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessments.forms import clean_text
from assessments.instrument import CURRENT
from recommendations.answer_sheet import Line, build_blank, build_filled, build_marked, compare, read_answer_sheet
from recommendations.example import current_document
from tests.cast import make_assessment
from tests.recommendations.answer_tables import BLANK, IDS, INSTRUMENT, filled
from tests.strategies import answers as any_answers

DOCUMENT = current_document(date(2026, 11, 23))
WORDS = {"unknown": "weiß nicht", "not_applicable": "trifft nicht zu"}


def opened(raw):
    return load_workbook(io.BytesIO(raw))


def column(sheet, title):
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(title)].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize(("scope", "items"), [("full", INSTRUMENT.items), ("quick", INSTRUMENT.quick_items)])
def test_blank_asks_every_question_with_its_five_anchors(scope, items):
    sheet = opened(build_blank(CURRENT, scope))["Fragebogen"]
    assert column(sheet, "Nr.") == [item.id for item in items]
    assert column(sheet, "Aussage") == [item.statement for item in items]
    for level in range(5):
        assert column(sheet, f"Stufe {level}") == [item.anchors[level] for item in items]
    assert set(column(sheet, "Antwort")) == {None}
    assert "Bitte prüfen" not in [cell.value for cell in sheet[1]]


def test_blank_can_be_filled_in_by_hand_and_printed():
    workbook = opened(BLANK)
    sheet = workbook["Fragebogen"]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules == {
        "I2:I55": ("list", '"0,1,2,3,4,weiß nicht,trifft nicht zu"'),
        "J2:J55": ("textLength", "2000"),
    }
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert [sheet[cell].protection.locked for cell in ("A2", "C2", "I2", "J2")] == [True, True, False, False]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
    assert {name: area.attr_text for name, area in workbook.defined_names.items()} == {
        "Instrument": "'Hinweise'!$B$10",
        "Antworten": "Fragebogen!$I$2:$I$55",
        "Notizen": "Fragebogen!$J$2:$J$55",
    }
    assert workbook["Hinweise"]["B10"].value == CURRENT
    assert workbook.properties.language == "de-DE"


def test_equal_input_gives_equal_bytes():
    assert build_blank(CURRENT, "full") == BLANK
    assert build_filled(DOCUMENT) == build_filled(DOCUMENT)


def test_filled_table_holds_answers_notes_and_names_of_the_check():
    workbook = opened(build_filled(DOCUMENT))
    sheet = workbook["Fragebogen"]
    found = dict(zip(column(sheet, "Nr."), column(sheet, "Antwort"), strict=True))
    assert found == {item: WORDS.get(answer, answer) for item, answer in DOCUMENT.answers.items()}
    notes = dict(zip(column(sheet, "Nr."), column(sheet, "Notiz"), strict=True))
    assert {item: note for item, note in notes.items() if note} == DOCUMENT.notes
    assert workbook["Hinweise"]["B3"].value == DOCUMENT.project.name


def test_quick_check_also_holds_what_was_answered_beyond_it():
    document = replace(DOCUMENT, mode="quick", answers={"S1": 3}, notes={})
    sheet = opened(build_filled(document))["Fragebogen"]
    assert column(sheet, "Nr.") == [item.id for item in INSTRUMENT.items if item.quick or item.id == "S1"]


def test_marked_copy_holds_what_was_typed_and_says_what_is_wrong():
    lines = [
        Line("K1.2", "5", "bleibt", "„5“ ist keine Antwort."),
        Line("S1", "3"),
        Line("Z9", "2", "", "Die Frage gibt es nicht."),
        Line("S1", "1", "", "Die Frage S1 steht schon in Zeile 3."),
    ]
    workbook = opened(build_marked(CURRENT, "quick", lines))
    sheet = workbook["Fragebogen"]
    rows = {row[0].value: row for row in list(sheet.iter_rows(min_row=2))[:-2]}
    assert [cell.value for cell in rows["K1.2"][8:]] == ["5", "bleibt", "„5“ ist keine Antwort."]
    assert rows["S1"][8].value == 3
    extra = [[row[0].value, row[8].value, row[10].value] for row in list(sheet.iter_rows(min_row=2))[-2:]]
    assert extra == [
        ["Z9", 2, "Die Frage gibt es nicht."],
        ["S1", 1, "Die Frage S1 steht schon in Zeile 3."],
    ]
    assert workbook.active is sheet
    assert [sheet.sheet_view.tabSelected for sheet in workbook] == [False, True]
    # What cannot be mended in place can be emptied.
    assert not sheet.cell(sheet.max_row, 1).protection.locked
    # Said in colour and in words.
    assert rows["K1.2"][8].fill.fgColor.rgb == rows["K1.2"][10].fill.fgColor.rgb != rows["S1"][8].fill.fgColor.rgb


def test_marked_copy_can_be_mended_and_uploaded_again():
    lines = [Line("K1.2", "5", "", "„5“ ist keine Antwort."), Line("S1", "weiß nicht")]
    workbook = opened(build_marked(CURRENT, "full", lines))
    workbook["Fragebogen"].cell(IDS.index("K1.2") + 2, 9).value = 4
    file = io.BytesIO()
    workbook.save(file)
    sheet = read_answer_sheet(file.getvalue(), CURRENT)
    assert sheet.faults == ()
    assert sheet.given == {"K1.2": ("4", None), "S1": ("unknown", None)}


def test_blank_says_nothing():
    sheet = read_answer_sheet(BLANK, CURRENT)
    assert (sheet.rows, sheet.faults, sheet.given) == ((), (), {})


NOTES = st.dictionaries(st.sampled_from(IDS), st.text(min_size=1, max_size=60), max_size=4)


@settings(max_examples=25, deadline=None)
@given(any_answers(), NOTES)
def test_what_is_made_and_filled_reads_back_the_same(answers, notes):
    notes = {item: clean_text(note).strip() for item, note in notes.items()}
    document = replace(DOCUMENT, answers=answers, notes=notes)

    sheet = read_answer_sheet(build_filled(document), CURRENT)

    assert sheet.faults == ()
    assert {item: given[0] for item, given in sheet.given.items() if given[0]} == {
        item: str(answer) for item, answer in answers.items()
    }
    read = {item: given[1] for item, given in sheet.given.items() if given[1]}
    assert read == {item: note for item, note in notes.items() if note}


@pytest.mark.django_db
def test_changes_tell_new_changed_and_same_apart():
    assessment, _ = make_assessment({"K1.2": 2, "S1": 1, "S2": "unknown"})
    agreed = assessment.answers.get(item="S1")
    agreed.reason = "Im Termin vereinbart"
    agreed.save()
    stored = {row.item: row for row in assessment.answers.all()}
    given = {"K1.2": ("2", None), "S1": ("3", None), "S2": (None, "Nachfragen"), "S3": ("0", None), "S4": (None, None)}

    changes = compare(INSTRUMENT, given, stored, frozenset({"S2"}))

    assert [change.item for change in changes.new] == ["S3"]
    assert [change.item for change in changes.changed] == ["S1", "S2"]
    assert changes.same == 2
    first, second = changes.changed
    assert (first.before, first.after) == tuple(
        f"Stufe {level}: {INSTRUMENT.item('S1').anchors[level]}" for level in (1, 3)
    )
    assert (first.agreed, first.meanwhile, first.changes_note, first.revision) == (True, False, False, 1)
    assert (second.value, second.note, second.changes_note, second.meanwhile) == (None, "Nachfragen", True, True)
    assert (changes.new[0].before, changes.new[0].revision) == ("keine Antwort", 0)


def test_only_a_note_is_given():
    assert read_answer_sheet(filled(notes={"S1": " Vermerk liegt vor \n"}), CURRENT).given == {
        "S1": (None, "Vermerk liegt vor")
    }
