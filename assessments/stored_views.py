"""Views of a survey as JSON values, in documents and in the database; empty counts are left out. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.disagreement import GROUP_ORDER, Tally, Views
from assessments.instrument import LEVELS
from assessments.scoring import NOT_APPLICABLE, UNKNOWN

MISSING = "missing"
LEVEL_KEYS = tuple(str(level) for level in range(LEVELS))
COUNT_KEYS = (*LEVEL_KEYS, UNKNOWN, NOT_APPLICABLE, MISSING)


def views_data(views: Views) -> dict[str, Any]:
    return {
        "opened": views.opened.isoformat(),
        "respondents": _ordered(views.respondents),
        "items": {
            item: {group: _counts(tally) for group, tally in _ordered(found).items()}
            for item, found in views.items.items()
        },
    }


def _ordered(by_group: Mapping[str, Any]) -> dict[str, Any]:
    return {group: by_group[group] for group in GROUP_ORDER if group in by_group}


def _counts(tally: Tally) -> dict[str, int]:
    counts = (*tally.levels, tally.unknown, tally.not_applicable, tally.missing)
    return {key: count for key, count in zip(COUNT_KEYS, counts, strict=True) if count}


def views_from(data: Mapping[str, Any]) -> Views:
    """The views in what views_data wrote; nothing is checked here."""
    return Views(
        opened=date.fromisoformat(data["opened"]),
        respondents=dict(data["respondents"]),
        items={
            item: {group: _tally(counts) for group, counts in _ordered(found).items()}
            for item, found in data["items"].items()
        },
    )


def _tally(counts: Mapping[str, int]) -> Tally:
    levels = tuple(counts.get(key, 0) for key in LEVEL_KEYS)
    return Tally(levels, counts.get(UNKNOWN, 0), counts.get(NOT_APPLICABLE, 0), counts.get(MISSING, 0))
