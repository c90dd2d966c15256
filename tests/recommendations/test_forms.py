from decimal import Decimal

import pytest

from recommendations.forms import EuroField, MeasureForm

VALID = {"title": "Betrieb klären", "priority": "high", "status": "open"}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("   ", None),
        ("€", None),
        ("0", "0.00"),
        ("12500", "12500.00"),
        ("12.500", "12500.00"),
        ("12.500,00", "12500.00"),
        ("12 500 €", "12500.00"),
        ("12\u00a0500\u00a0€", "12500.00"),
        ("12500 EUR", "12500.00"),
        ("12500,5", "12500.50"),
        ("0,99", "0.99"),
        ("999.999.999,99", "999999999.99"),
        ("007", "7.00"),
    ],
)
def test_amount_as_people_write_it(typed, amount):
    assert EuroField(label="x").clean(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("12,5,0", "Geben Sie einen Betrag in Euro an"),
        ("12.5", "Geben Sie einen Betrag in Euro an"),
        ("12500.00", "Geben Sie einen Betrag in Euro an"),
        ("1.25.000", "Geben Sie einen Betrag in Euro an"),
        ("1.250 000", "Geben Sie einen Betrag in Euro an"),
        ("1,234", "Geben Sie einen Betrag in Euro an"),
        ("1e5", "Geben Sie einen Betrag in Euro an"),
        ("NaN", "Geben Sie einen Betrag in Euro an"),
        ("Infinity", "Geben Sie einen Betrag in Euro an"),
        ("viel", "Geben Sie einen Betrag in Euro an"),
        ("١٢٣", "Geben Sie einen Betrag in Euro an"),
        ("💶", "Geben Sie einen Betrag in Euro an"),
        ("-5", "Der Betrag darf nicht negativ sein."),
        ("−5", "Der Betrag darf nicht negativ sein."),
        ("1.000.000.000", "höchstens 999.999.999,99"),
        ("9" * 40, "höchstens 999.999.999,99"),
        ("9" * 100_000, "Geben Sie nur einen Betrag"),
    ],
    ids=lambda value: value[:20],
)
def test_amount_that_is_none_is_refused(typed, message):
    form = MeasureForm({**VALID, "cost_once": typed})

    assert message in form.errors["cost_once"][0]


@pytest.mark.parametrize(
    ("amount", "text"), [("12500.00", "12.500,00"), ("0.50", "0,50"), ("999999999.99", "999.999.999,99")]
)
def test_stored_amount_is_shown_in_german_and_read_again(amount, text):
    field = EuroField(label="x")

    assert field.prepare_value(Decimal(amount)) == text
    assert field.clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"title": ""}, "title", "Bitte benennen Sie die Maßnahme."),
        ({"title": "\u202e \x00"}, "title", "Bitte benennen Sie die Maßnahme."),
        ({"title": "x" * 301}, "title", "Höchstens 300 Zeichen, es sind 301."),
        ({"title": "x" * 100_000}, "title", "Höchstens 300 Zeichen, es sind 100.000."),
        ({"note": "x" * 2001}, "note", "Höchstens 2.000 Zeichen, es sind 2.001."),
        ({"priority": "urgent"}, "priority", "Bitte wählen Sie eine Priorität."),
        ({"status": ""}, "status", "Bitte wählen Sie einen Status."),
        ({"status": "declined"}, "decline_reason", "Nennen Sie den Grund, aus dem die Maßnahme abgelehnt ist."),
        (
            {"status": "declined", "decline_reason": " "},
            "decline_reason",
            "Nennen Sie den Grund, aus dem die Maßnahme abgelehnt ist.",
        ),
        (
            {"start": "2027-02-01", "due": "2027-01-31"},
            "due",
            "Fällig werden kann die Maßnahme erst nach ihrem Beginn.",
        ),
        ({"due": "31.02.2027"}, "due", "Bitte ein Datum wie 30.06.2027 angeben."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_measure_that_is_refused(typed, field, message):
    assert MeasureForm({**VALID, **typed}).errors == {field: [message]}


def test_measure_fields_are_values_of_the_field():
    form = MeasureForm({**VALID, "due": "31.03.2027", "cost_yearly": "1.200", "revision": "3"})

    assert form.is_valid()
    assert form.cleaned_data["revision"] == 3
    assert form.measure_fields()["cost_yearly"] == Decimal("1200.00")
    assert "revision" not in form.measure_fields()
