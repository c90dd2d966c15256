"""Indicators and readings as stored, and the addresses of their pages."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from recommendations import actions
from tests.cast import ANNA

VALID = {"title": "Kontrollfahrten", "unit": "Fahrten", "direction": "up"}
READING = {"day": "2026-01-15", "value": "12,5", "basis": "measured"}


def at(name, assessment, *more):
    return reverse(name, args=[assessment.pk, *more])


def make_indicator(assessment, **fields):
    return actions.add_indicator(assessment=assessment, fields={**VALID, **fields}, editor=ANNA)


def make_reading(assessment, indicator, day=date(2026, 1, 15), value="10", seen="", **fields):
    values = {"day": day, "value": Decimal(value), "basis": "measured", "note": "", **fields}
    return actions.save_reading(assessment=assessment, indicator=indicator, fields=values, seen=seen, editor=ANNA)


def page(client, name, assessment, *more):
    return client.get(at(name, assessment, *more)).content.decode()
