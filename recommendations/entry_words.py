"""Stored entries in words, as pages, history and conflicts show them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assessments.templatetags.figures import euro
from recommendations.entries import EntrySpec


def in_words(spec: EntrySpec, value: str) -> str:
    """The value as people read it; empty where nothing is said."""
    if not value or spec.kind in ("line", "text"):
        return value
    if spec.kind == "choice":
        return dict(spec.choices).get(value, value)
    if spec.kind in ("date", "dates"):
        return ", ".join(f"{date.fromisoformat(day):%d.%m.%Y}" for day in value.split())
    return euro(Decimal(value)) if spec.kind == "euro" else value.replace(".", ",")


def said(specs: Mapping[str, EntrySpec], entries: Mapping[str, str], key: str) -> str:
    return in_words(specs[key], entries.get(key, ""))
