"""Numbers as German text. Whole points are rounded half up, as one does by hand."""

import math
from decimal import Decimal

from django import template

register = template.Library()

NONE = "–"
NO_BREAK = "\u00a0"


def rounded(value):
    """A whole number, .5 always away from zero; a hair of floating point below .5 counts as .5."""
    size = math.floor(abs(value) + 0.5 + 1e-9)
    return size if value >= 0 else -size


def grouped(number):
    """A whole number with a dot after every third digit: 12.500."""
    return f"{number:,}".replace(",", ".")


@register.filter
def points(value):
    """Points of 0–100 as a whole number; "–" for None."""
    return NONE if value is None else str(rounded(value)).replace("-", "−")


@register.filter
def signed(value):
    """A change: "+12", "−3", "±0"; "–" for None."""
    if value is None:
        return NONE
    whole = rounded(value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else '±'}{abs(whole)}"


@register.filter
def band(figure):
    """From low to high of a figure: "40–55"; one number where both round alike; "keine Angabe" where it has none."""
    if figure is None or figure.low is None or figure.high is None:
        return "keine Angabe"
    low, high = rounded(figure.low), rounded(figure.high)
    return str(low) if low == high else f"{low}–{high}"


@register.filter
def percent(share):
    """A share of 0–1: "80 %"; "–" for None."""
    return NONE if share is None else f"{rounded(share * 100)}{NO_BREAK}%"


@register.filter
def euro(value):
    """An amount: "12.500 €", with cents only where there are some; "–" for None."""
    if value is None:
        return NONE
    amount = Decimal(value).quantize(Decimal("0.01"))
    whole, cents = divmod(abs(int(amount * 100)), 100)
    sign = "−" if amount < 0 else ""
    return f"{sign}{grouped(whole)}{f',{cents:02}' if cents else ''}{NO_BREAK}€"


@register.filter
def whole(value):
    """A number of inhabitants, of items: "12.500"; "–" for None."""
    return NONE if value is None else grouped(value)
