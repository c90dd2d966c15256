import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from assessments.instrument import CURRENT, InstrumentError, load_instrument
from recommendations.report import render_blank_questionnaire
from tests.recommendations.pdf_checks import failures, text_of, weasyprint_messages
from tests.recommendations.test_report import structure

INSTRUMENT = load_instrument(CURRENT)
ITEMS = {"quick": INSTRUMENT.quick_items, "full": INSTRUMENT.items}


@cache
def drawn(scope):
    with weasyprint_messages() as messages:
        return render_blank_questionnaire(CURRENT, scope), tuple(messages)


@pytest.mark.parametrize("scope", ITEMS)
def test_questionnaire_conforms_to_both_standards_and_draws_without_a_word(scope):
    pdf, messages = drawn(scope)

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], ())


@pytest.mark.parametrize("scope", ITEMS)
def test_questionnaire_asks_its_items_with_help_and_anchors(scope):
    text = re.sub(r"\s", "", text_of(drawn(scope)[0]))

    for item in INSTRUMENT.items:
        asked = item in ITEMS[scope]
        for wanted in (item.statement, item.help, *item.anchors):
            assert (re.sub(r"\s", "", wanted) in text) == asked


@pytest.mark.parametrize("scope", ITEMS)
def test_questionnaire_has_a_named_box_for_each_answer(scope):
    reader = PdfReader(io.BytesIO(drawn(scope)[0]))
    figures = [entry["/Alt"] for entry in structure(reader) if entry.get("/S") == "/Figure"]

    assert figures == ["Feld zum Ankreuzen:"] * (7 * len(ITEMS[scope]))


@pytest.mark.parametrize(("scope", "most"), [("quick", 8), ("full", 21)])
def test_questionnaire_is_short_enough_for_a_workshop(scope, most):
    assert len(PdfReader(io.BytesIO(drawn(scope)[0])).pages) <= most


def test_questionnaire_leaves_room_for_names_and_date():
    first = PdfReader(io.BytesIO(drawn("quick")[0])).pages[0].extract_text()

    for line in ("Kommune", "Projekt", "Beteiligte", "Datum"):
        assert line in first


def test_questionnaire_of_an_unknown_instrument_is_refused():
    with pytest.raises(InstrumentError):
        render_blank_questionnaire("verstetigung-1999.1", "quick")
