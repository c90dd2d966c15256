from decimal import Decimal

import pytest

from recommendations.amounts import euro_text, number_text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0\u00a0€"),
        ("12500", "12.500\u00a0€"),
        ("1234567.49", "1.234.567\u00a0€"),
        ("0.50", "1\u00a0€"),
        ("2.5", "3\u00a0€"),
        ("-2.5", "−3\u00a0€"),
        ("-0.4", "0\u00a0€"),
    ],
)
def test_euros(amount, text):
    assert euro_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("100", "100"),
        ("100.000", "100"),
        ("1234.500", "1.234,5"),
        ("0.125", "0,125"),
        ("-3.20", "−3,2"),
        ("1E+3", "1.000"),
        ("-0.000", "0"),
    ],
)
def test_numbers(value, text):
    assert number_text(Decimal(value)) == text
