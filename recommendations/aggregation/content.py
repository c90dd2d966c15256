"""What is published of a figure in a cell (disclosure.md, "A release" and "Extremes"). Pure."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from recommendations.aggregation.columns import Column, Pick, picker, read_columns
from recommendations.aggregation.grid import Member, Policy, group_by_cell
from recommendations.aggregation.past import Decision, Decisions, Past

Statistic = dict[str, Any]
LOW, HIGH, WHOLE = 5, 95, 100.0
# Needs are high from 55, medium from 30, as in the catalogues; scores and indices fall below 40, to 70 and above.
NEED_LIMITS = (55, 30)
SCORE_LIMITS = (40, 70)
NO_MAXIMA: Mapping[str, Mapping[str, float]] = MappingProxyType({})


def release_content(
    members: Mapping[str, Member],
    decisions: Decisions,
    history: Sequence[Past],
    policy: Policy,
    date: str,
    maxima: Mapping[str, Mapping[str, float]] = NO_MAXIMA,
) -> dict[str, Any]:
    """The content of the release of a day (ISO), as it is stored, shown and exported. Computes only what is new.

    `maxima`: by need and source what a part can be at most (figures.part_maxima).
    """
    past = {release.date: release.content for release in history}
    counted = list(members.values())
    cells = {cell: picker(places) for cell, places in group_by_cell(enumerate(counted)).items()}
    figures = list(dict.fromkeys(figure for row in decisions.values() for figure in row))
    content: dict[str, Any] = {cell: {} for cell in decisions}
    for figure, column in zip(figures, read_columns([member.values for member in counted], figures), strict=True):
        for cell, row in decisions.items():
            if row[figure].status == "new":
                computed = _compute(column, cells[cell], policy, date)
                parts = _parts(column, cells[cell], computed["n"], row[figure], maxima.get(figure, {}))
                content[cell][figure] = computed | parts
            else:
                content[cell][figure] = _repeat(past, cell, figure, row[figure], policy)
    return content


def _repeat(past: Mapping[str, Any], cell: str, figure: str, decision: Decision, policy: Policy) -> dict[str, Any]:
    """The reason, with what was published on the day that the decision names, as far as the policy still allows it."""
    if decision.kept is None:
        return {"reason": decision.reason}
    shown = {**past[decision.kept][cell][figure], "reason": decision.reason}
    limits = {"quartiles": policy.quartiles, "shares": policy.shares}
    return {**shown, **{name: None for name, limit in limits.items() if shown["n"] < limit}}


def _compute(column: Column, pick: Pick, policy: Policy, date: str) -> dict[str, Any]:
    numbers = column.numbers_at(pick)
    count = len(numbers)
    return {
        "date": date,
        "n": count,
        "mean": bounded(math.fsum(numbers) / count),
        "quartiles": _quartiles(numbers) if count >= policy.quartiles else None,
        "shares": _shares(numbers, bool(column.points)) if count >= policy.shares else None,
    }


def _parts(column: Column, pick: Pick, count: int, decision: Decision, maxima: Mapping[str, float]) -> dict[str, Any]:
    """The mean of each part of a need over all that have the need (`count`), or why there is none; nothing of other
    figures."""
    if not column.points:
        return {}
    if decision.parts:
        return {"parts_reason": decision.parts}
    sums = column.sum_points(pick)
    return {"parts": {source: bounded(total / count, maxima.get(source, WHOLE)) for source, total in sums.items()}}


def bounded(number: float, maximum: float = WHOLE) -> Statistic:
    """A whole number, half up; below LOW and above HIGH percent of the maximum only that it is so.

    Rule: disclosure.md, "Extremes". A part at its maximum would tell every municipality's answer like a mean of 100.
    """
    highest = HIGH * maximum / WHOLE
    if number < LOW:
        return {"value": LOW, "bound": "at_most"}
    if number > highest:
        return {"value": math.floor(highest), "bound": "at_least"}
    return {"value": math.floor(number + 0.5), "bound": None}


def _quartiles(numbers: Sequence[float]) -> list[Statistic]:
    return [bounded(number) for number in statistics.quantiles(numbers, n=4, method="inclusive")]


def _shares(ordered: Sequence[float], is_need: bool) -> list[Statistic]:
    """Of needs those that are high, medium and low; else those below, between and above SCORE_LIMITS."""
    if is_need:
        low, medium = (bisect_left(ordered, limit) for limit in reversed(NEED_LIMITS))
        counts = (len(ordered) - medium, medium - low, low)
    else:
        below, upto = bisect_left(ordered, SCORE_LIMITS[0]), bisect_right(ordered, SCORE_LIMITS[1])
        counts = (below, upto - below, len(ordered) - upto)
    return [share(count, len(ordered)) for count in counts]


def share(count: int, whole: int) -> Statistic:
    """In steps of 5 %, half up; at the ends only that it is at most 5 % or at least 95 %.

    Nobody and one read alike, so do all and all but one: of 10 to 13 the ends are therefore 10 % and 90 %. Otherwise
    the end would tell the band of every municipality, which it is there to hide (disclosure.md, "Extremes").
    """
    percent = in_steps(count, whole)
    low, high = max(LOW, in_steps(1, whole)), min(HIGH, in_steps(whole - 1, whole))
    if percent <= low:
        return {"value": low, "bound": "at_most"}
    if percent >= high:
        return {"value": high, "bound": "at_least"}
    return {"value": percent, "bound": None}


def in_steps(count: int, whole: int) -> int:
    return 5 * ((40 * count + whole) // (2 * whole))
