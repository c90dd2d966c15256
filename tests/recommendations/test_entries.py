from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.entries import MOST_DATES, EntrySpec, day_of, days_of, decimal_of, whole_of
from recommendations.entry_list import AREAS, SPECS, load_specs, read_guide
from recommendations.entry_words import in_words

DATE_FAULT = "Erwartet wird ein Datum wie 2027-06-30"


def spec(kind, **fields):
    return EntrySpec(key="concept.example", label="Beispiel", kind=kind, **fields)


CHOICE = spec("choice", choices=(("yes", "ja"), ("no", "nein")))


@pytest.mark.parametrize(
    ("of", "value", "words"),
    [
        (spec("line"), "Bauhof", "Bauhof"),
        (spec("text"), "Erste Zeile\nZweite", "Erste Zeile\nZweite"),
        (CHOICE, "yes", "ja"),
        (spec("date"), "2028-02-29", "29.02.2028"),
        (spec("dates"), "2027-01-14 2027-02-11", "14.01.2027, 11.02.2027"),
        (spec("whole", least=1, most=60), "60", "60"),
        (spec("euro"), "71500.00", "71.500\u00a0€"),
        (spec("euro"), "999999999.99", "999.999.999,99\u00a0€"),
        (spec("decimal", most=100), "2.5", "2,5"),
        (spec("decimal", most=100), "0.005", "0,005"),
    ],
    ids=["line", "text", "choice", "leap day", "dates", "whole", "euro", "most euros", "decimal", "thousandth"],
)
def test_canonical_value_has_no_fault_and_words(of, value, words):
    assert of.fault(value) is None
    assert in_words(of, value) == words


@pytest.mark.parametrize(
    ("of", "value", "reason"),
    [
        (spec("line"), "a\nb", "Erwartet wird eine Zeile"),
        (spec("line"), "x" * 201, "Höchstens 200 Zeichen"),
        (spec("text", longest=10), "x" * 11, "Höchstens 10 Zeichen"),
        (CHOICE, "maybe", "Der Wert steht nicht zur Auswahl"),
        (spec("date"), "30.06.2027", DATE_FAULT),
        (spec("date"), "2027-02-29", DATE_FAULT),
        (spec("date"), "20270630", DATE_FAULT),
        (spec("date"), "1989-12-31", "Das Jahr muss zwischen 1990 und 2100 liegen"),
        (
            spec("date"),
            "2027-01-14 2027-02-11",
            "Erwartet werden höchstens 1 Tage, jeder einmal, in ihrer Reihenfolge",
        ),
        (
            spec("dates"),
            "2027-02-11 2027-01-14",
            f"Erwartet werden höchstens {MOST_DATES} Tage, jeder einmal, in ihrer Reihenfolge",
        ),
        (spec("dates"), "2027-01-14  2027-02-11", DATE_FAULT),
        (spec("whole", least=1, most=60), "61", "Erwartet wird eine Zahl von 1 bis 60"),
        (spec("whole", least=1, most=60), "007", "Erwartet wird eine Zahl von 1 bis 60"),
        (spec("euro"), "12.5", "Erwartet wird eine Zahl von 0 bis 999999999"),
        (spec("decimal", most=100), "2.50", "Erwartet wird eine Zahl von 0 bis 100"),
        (spec("decimal", most=100), "NaN", "Erwartet wird eine Zahl von 0 bis 100"),
    ],
    ids=[
        *("line break", "long line", "long text", "other choice", "German date", "no leap year", "without hyphens"),
        *(
            "early",
            "two days",
            "not in order",
            "two spaces",
            "too many",
            "leading zeros",
            "one decimal",
            "trailing zero",
        ),
        "no number",
    ],
)
def test_any_other_value_is_told(of, value, reason):
    assert of.fault(value) == reason


@given(st.text(max_size=40), st.sampled_from(["date", "dates", "whole", "euro", "decimal", "choice"]))
def test_no_text_breaks_a_spec(text, kind):
    assert isinstance(spec(kind).fault(text), str | None)


def test_values_are_read_where_they_are_said():
    entries = {"a": "2027-06-30", "b": "2027-01-14 2027-02-11", "c": "12", "d": "2.5", "e": ""}

    assert (day_of(entries, "a"), day_of(entries, "e"), day_of(entries, "x")) == (date(2027, 6, 30), None, None)
    assert days_of(entries, "b") == (date(2027, 1, 14), date(2027, 2, 11))
    assert (days_of(entries, "e"), days_of(entries, "x")) == ((), ())
    assert (whole_of(entries, "c"), whole_of(entries, "e")) == (12, None)
    assert (decimal_of(entries, "d"), decimal_of(entries, "x")) == (Decimal("2.5"), None)


def test_every_entry_of_the_guides_is_sound():
    kinds = {"line", "text", "choice", "date", "dates", "whole", "euro", "decimal"}

    assert {area for area in AREAS if read_guide(area).get("entry")} == {key.partition(".")[0] for key in SPECS}
    assert all(entry.label and entry.kind in kinds and len(entry.key) <= 60 for entry in SPECS.values())
    assert all(bool(entry.choices) == (entry.kind == "choice") for entry in SPECS.values())
    assert all(0 < entry.longest <= 5000 and entry.least <= entry.most for entry in SPECS.values())


def test_key_that_is_there_twice_is_refused(tmp_path, monkeypatch):
    for area in AREAS:
        (tmp_path / f"{area}.toml").write_text('[[entry]]\nkey = "x"\nlabel = "X"\nkind = "line"\n')
    monkeypatch.setattr("recommendations.entry_list.GUIDES", tmp_path)
    assert set(load_specs()) == {f"{area}.x" for area in AREAS}
    with (tmp_path / "path.toml").open("a") as file:
        file.write('[[entry]]\nkey = "x"\nlabel = "Y"\nkind = "line"\n')

    with pytest.raises(ValueError, match="two entries have the same key"):
        load_specs()
