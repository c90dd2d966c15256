from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.forms import AnswerForm, CleanTextField, GermanDateField, clean_text
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer
from assessments.project_forms import ProjectForm

ITEM = load_instrument(CURRENT).item("B1.1")

TEXTS = {
    "line ends": ("eins\r\nzwei\rdrei\n", "eins\nzwei\ndrei\n"),
    "NUL and controls": ("a\0b\x07c\x1bd\x7fe\x85f", "abcdef"),
    "tab and newline stay": ("a\tb\nc", "a\tb\nc"),
    "bidi overrides": ("a\u202eb\u2066c\u2069d", "abcd"),
    "right to left letters stay": ("שלום عربي", "שלום عربي"),
    "emoji with joiner stays": ("👩‍💻", "👩‍💻"),
    "composed": ("Ko\u0308ln", "Köln"),
    "lone surrogate": ("a\ud800b", "ab"),
}


@pytest.mark.parametrize(("typed", "stored"), TEXTS.values(), ids=TEXTS)
def test_clean_text(typed, stored):
    assert clean_text(typed) == stored


def test_one_line_field_joins_lines_and_strips():
    assert CleanTextField().clean("  eine\r\nZeile\t hier ") == "eine Zeile hier"


def test_field_of_several_lines_keeps_them():
    assert CleanTextField(rows=3).clean("  eine\r\n\r\nzweite ") == "eine\n\nzweite"


def test_too_long_text_is_refused_with_both_numbers():
    with pytest.raises(ValidationError, match=r"Höchstens 2\.000 Zeichen, es sind 100\.000\."):
        CleanTextField(rows=3, max_length=2000).clean("x" * 100_000)


def test_text_of_controls_alone_counts_as_empty():
    with pytest.raises(ValidationError, match="Bitte füllen Sie dieses Feld aus"):
        CleanTextField().clean("\0\x01 ")


@pytest.mark.parametrize("typed", ["2027-06-30", "30.06.2027", "30.6.27", " 30.06.2027\0"])
def test_date_is_read_as_people_write_it(typed):
    assert GermanDateField().clean(typed) == date(2027, 6, 30)


@pytest.mark.parametrize("typed", ["31.02.2027", "gestern", "2027", "٣٠.٠٦.٢٠٢٧x", "0001-01-01", "30.06.9999"])
def test_date_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError):
        GermanDateField().clean(typed)


def test_project_ends_after_it_starts():
    form = ProjectForm({"name": "x", "phase": "idea", "funding_start": "2027-01-02", "funding_end": "2027-01-01"})

    assert form.errors == {"funding_end": ["Das Ende der Förderung liegt vor ihrem Beginn."]}


@pytest.mark.parametrize("base", ["", "x", "-1", "1.5", "9" * 30, "\0"])
def test_unreadable_revision_counts_as_never_seen(base):
    form = AnswerForm(ITEM, data={"B1.1-value": "3", "B1.1-base": base})

    assert form.is_valid()
    assert form.cleaned_data["base"] == 0


@pytest.mark.parametrize("value", ["7", "-1", "1.0", "weiß nicht", "\0", "x" * 100_000])
def test_answer_that_does_not_exist_is_refused(value):
    form = AnswerForm(ITEM, data={"B1.1-value": value})

    assert form.errors["value"] == ["Diese Antwort gibt es nicht. Bitte wählen Sie eine der angezeigten."]


def test_answer_is_unchanged_although_the_browser_sends_other_line_ends():
    shown = AnswerForm(ITEM, Answer(item="B1.1", value="3", note="eins\nzwei", revision=4))
    seen = shown["seen"].value()
    sent = AnswerForm(ITEM, data={"B1.1-value": "3", "B1.1-note": "eins\r\nzwei", "B1.1-seen": seen, "B1.1-base": "4"})

    assert sent.is_valid()
    assert not sent.is_changed
