"""Amounts and measured values as German text. Pure; rounding happens here and nowhere before."""

from decimal import ROUND_HALF_UP, Decimal

NO_BREAK = "\u00a0"
GERMAN = str.maketrans(",.", ".,")


def euro_text(amount: Decimal) -> str:
    """In whole euros, rounded half up: „12.500 €“."""
    return f"{whole_text(amount)}{NO_BREAK}€"


def whole_text(amount: Decimal) -> str:
    """Rounded half up: „12.500“."""
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return _signed(f"{abs(whole):,f}", whole)


def number_text(value: Decimal) -> str:
    """As exact as it is, without zeros at its end: „1.234,5“, „−3“."""
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return _signed(text, value)


def _signed(text: str, value: Decimal) -> str:
    return f"{'−' if value < 0 else ''}{text.translate(GERMAN)}"
