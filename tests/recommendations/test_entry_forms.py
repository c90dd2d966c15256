import pytest

from recommendations.entries import MOST_DATES, EntrySpec
from recommendations.entry_forms import EntriesForm
from recommendations.models import Entry

SPECS = [
    EntrySpec("concept.line", "Zeile", "line"),
    EntrySpec("concept.text", "Text", "text", longest=20),
    EntrySpec("concept.choice", "Auswahl", "choice", choices=(("yes", "ja"), ("no", "nein"))),
    EntrySpec("calendar.day", "Tag", "date"),
    EntrySpec("calendar.days", "Tage", "dates"),
    EntrySpec("calendar.weeks", "Wochen", "whole", least=1, most=60),
    EntrySpec("costs.euro", "Betrag", "euro"),
    EntrySpec("costs.rise", "Steigerung", "decimal", most=20),
]
STORED = {
    "concept.line": "Bauhof",
    "concept.text": "Eine Zeile\nund eine",
    "concept.choice": "yes",
    "calendar.day": "2027-06-30",
    "calendar.days": "2027-01-14 2027-02-11",
    "calendar.weeks": "12",
    "costs.euro": "71500.00",
    "costs.rise": "2.5",
}


def stored(values=STORED, revision=3):
    return {key: Entry(key=key, value=value, revision=revision) for key, value in values.items()}


def sent(form, **changes):
    """What a browser sends back of the form as it was shown."""
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else bound.field.widget.format_value(value) or ""
    choice = form["concept-choice"].value()
    return {**data, "concept-choice": choice or "", **{name.replace("_", "-"): text for name, text in changes.items()}}


def filled(values=STORED, **changes):
    entries = stored(values)
    form = EntriesForm(SPECS, entries, sent(EntriesForm(SPECS, entries), **changes))
    assert form.is_valid(), form.errors
    return form


def test_form_that_is_sent_as_shown_changes_nothing():
    assert filled().values() == {}
    assert filled({}).values() == {}
    assert filled().base() == dict.fromkeys(STORED, 3)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ({"concept_line": "  Bau\tamt "}, {"concept.line": "Bau amt"}),
        ({"concept_text": "Zwei\r\nZeilen"}, {"concept.text": "Zwei\nZeilen"}),
        ({"concept_choice": ""}, {"concept.choice": ""}),
        ({"calendar_day": "29.2.28"}, {"calendar.day": "2028-02-29"}),
        ({"calendar_day": ""}, {"calendar.day": ""}),
        (
            {"calendar_days": "11.02.2027, 14.01.2027;\n14.01.2027 2027-03-01"},
            {"calendar.days": "2027-01-14 2027-02-11 2027-03-01"},
        ),
        ({"calendar_days": " "}, {"calendar.days": ""}),
        ({"calendar_weeks": "1"}, {"calendar.weeks": "1"}),
        ({"calendar_weeks": ""}, {"calendar.weeks": ""}),
        ({"costs_euro": "1.250,5 €"}, {"costs.euro": "1250.50"}),
        ({"costs_euro": ""}, {"costs.euro": ""}),
        ({"costs_rise": "3,0"}, {"costs.rise": "3"}),
        ({"costs_rise": "0,125"}, {"costs.rise": "0.125"}),
        ({"costs_rise": "0"}, {"costs.rise": "0"}),
        ({"costs_rise": "10"}, {"costs.rise": "10"}),
    ],
    ids=[
        *("line", "text", "nothing chosen", "day", "no day", "days", "no days", "whole", "no number", "euro"),
        *("no euro", "no decimals left", "three decimals", "zero", "ten"),
    ],
)
def test_what_is_typed_becomes_canonical(typed, values):
    form = filled(**typed)

    assert form.values() == values
    specs = {spec.key: spec for spec in SPECS}
    assert [specs[key].fault(value) for key, value in values.items() if value] == [
        None for value in values.values() if value
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("concept-line", "x" * 201, "Höchstens 200 Zeichen, es sind 201."),
        ("concept-text", "x" * 21, "Höchstens 20 Zeichen, es sind 21."),
        ("concept-choice", "maybe", "Bitte wählen Sie eine der angezeigten Antworten."),
        ("calendar-day", "31.02.2027", "Bitte ein Datum wie 30.06.2027 angeben."),
        (
            "calendar-days",
            "14.01.2027, morgen",
            "Geben Sie Tage wie 14.01.2027 an, einen je Zeile oder durch Kommas getrennt; das Jahr muss zwischen 1990 "
            "und 2100 liegen.",
        ),
        (
            "calendar-days",
            " ".join(f"2027-{month:02}-{day:02}" for month in (1, 3, 5) for day in range(1, 22)),
            f"Höchstens {MOST_DATES} Tage, es sind 63.",
        ),
        ("calendar-days", "1" * 1000, "Höchstens 720 Zeichen, es sind 1.000."),
        ("calendar-weeks", "2,5", "Geben Sie eine ganze Zahl von 1 bis 60 an."),
        ("calendar-weeks", "0", "Geben Sie eine ganze Zahl von 1 bis 60 an."),
        ("calendar-weeks", "²", "Geben Sie eine ganze Zahl von 1 bis 60 an."),
        ("calendar-weeks", "9" * 5000, "Geben Sie eine ganze Zahl von 1 bis 60 an."),
        ("costs-rise", "1,2345", "Geben Sie eine Zahl mit höchstens 3 Stellen nach dem Komma von 0 bis 20 an."),
        ("costs-rise", "-1", "Geben Sie eine Zahl mit höchstens 3 Stellen nach dem Komma von 0 bis 20 an."),
    ],
    ids=[
        *("long line", "long text", "choice", "no such day", "no day among them", "too many days", "long days"),
        *("fraction", "too small", "superscript", "very long", "four decimals", "negative"),
    ],
)
def test_what_cannot_be_read_is_told(name, text, message):
    entries = stored()
    form = EntriesForm(SPECS, entries, {**sent(EntriesForm(SPECS, entries)), name: text})

    assert form.errors == {name: [message]}


@pytest.mark.parametrize("seen", ["", "3", "x:y", "9999999999:0123456789abcdef"])
def test_what_was_shown_and_cannot_be_read_counts_as_never_seen(seen):
    form = filled(**{"seen-calendar-weeks": seen})

    assert form.base()["calendar.weeks"] == 0
    assert form.values() == {"calendar.weeks": "12"}


def test_field_that_was_not_sent_is_not_changed():
    form = EntriesForm(SPECS, stored(), {"concept-line": "Bauamt"})

    assert form.is_valid()
    assert form.values() == {"concept.line": "Bauamt"}
