"""The part of a document that tells how the views of several respondents differed, read as strictly as the rest. Pure.

It holds numbers by group, never who answered what: {"opened": "2026-03-31", "respondents": {"it": 1, "treasury": 2},
"items": {"K1.2": {"it": {"3": 1}, "treasury": {"0": 1, "unknown": 1}}}}. An anonymous survey has the one group "all".
"""

from typing import Any

from assessments.disagreement import EVERYBODY, FEWEST_ANONYMOUS, GROUP_ORDER, Views
from assessments.instrument import Instrument
from assessments.stored_views import COUNT_KEYS, views_from
from recommendations.fields import Fields, a_date, an_object, whole

MOST_RESPONDENTS = 500


def take_views(instrument: Instrument, outer: Fields) -> Views | None:
    """None where the document tells nothing of a survey, or where something is wrong with it."""
    if outer.data.get("views") is None:
        outer.seen.add("views")
        return None
    data = outer.take("views", an_object)
    before = len(outer.faults)
    if data is not None:
        _check(instrument, Fields(data, "views.", outer.faults))
    return views_from(_in_order(instrument, data)) if len(outer.faults) == before and data is not None else None


def _in_order(instrument: Instrument, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "items": {item.id: data["items"][item.id] for item in instrument.items if item.id in data["items"]}}


def _check(instrument: Instrument, taken: Fields) -> None:
    taken.take("opened", a_date)
    people = _check_respondents(taken)
    items = taken.take("items", an_object) or {}
    inner = Fields(items, "views.items.", taken.faults)
    for item in instrument.items:
        if item.id in items:
            _check_item(inner, item.id, people)
    inner.close()
    taken.close()


def _check_respondents(outer: Fields) -> dict[str, int]:
    data = outer.take("respondents", an_object) or {}
    taken = Fields(data, "views.respondents.", outer.faults)
    people = {group: taken.take(group, whole(1, MOST_RESPONDENTS)) for group in GROUP_ORDER if group in data}
    taken.close()
    if not people or (EVERYBODY in people and len(people) > 1):
        outer.fault("respondents", f"Erwartet werden Sichtweisen oder allein „{EVERYBODY}“")
    return people


def _check_item(outer: Fields, item: str, people: dict[str, int]) -> None:
    found = outer.take(item, an_object) or {}
    taken = Fields(found, f"{outer.path}{item}.", outer.faults)
    asked = [_check_tally(taken, group, count) for group, count in people.items() if group in found]
    taken.close()
    if not asked:
        outer.fault(item, "Erwartet werden die Antworten mindestens einer Gruppe")
    if EVERYBODY in found and sum(asked) < FEWEST_ANONYMOUS:
        outer.fault(item, f"Anonym wird eine Frage erst ab {FEWEST_ANONYMOUS} Befragten gezeigt")


def _check_tally(outer: Fields, group: str, most: int | None) -> int:
    """How many of the group were asked. `most`: how many there are; None where even that is wrong."""
    counts = outer.take(group, an_object) or {}
    taken = Fields(counts, f"{outer.path}{group}.", outer.faults)
    asked = sum(taken.take(key, whole(1, MOST_RESPONDENTS)) or 0 for key in COUNT_KEYS if key in counts)
    taken.close()
    if not 1 <= asked <= (most or MOST_RESPONDENTS):
        outer.fault(group, "Die Zahl der Antworten passt nicht zur Zahl der Befragten")
    return asked
