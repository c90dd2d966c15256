"""What is published of a figure in a cell (disclosure.md, "A release" and "Extremes"). Pure."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from recommendations.aggregation.grid import Member, Policy, group_by_cell
from recommendations.aggregation.past import Decision, Decisions, Past
from recommendations.figures import Value, part_sources

Statistic = dict[str, Any]
LOW, HIGH = 5, 95
# Needs are high from 55, medium from 30, as in the catalogues; scores and indices fall below 40, to 70 and above.
NEED_LIMITS = (55, 30)
SCORE_LIMITS = (40, 70)


def release_content(
    members: Mapping[str, Member], decisions: Decisions, history: Sequence[Past], policy: Policy, date: str
) -> dict[str, Any]:
    """The content of the release of a day (ISO), as it is stored, shown and exported. Computes only what is new."""
    past = {release.date: release.content for release in history}
    cells = group_by_cell(sorted(members.items()))
    inside = {cell: [members[key].values for key in cells.get(cell, ())] for cell in decisions}
    content: dict[str, Any] = {cell: {} for cell in decisions}
    # Figure by figure, so that the values of a figure are near at hand for the cells that share them.
    for figure in dict.fromkeys(figure for row in decisions.values() for figure in row):
        for cell, row in decisions.items():
            if row[figure].status == "new":
                values = [values[figure] for values in inside[cell] if figure in values]
                content[cell][figure] = _compute(values, policy, date)
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


def _compute(values: Sequence[Value], policy: Policy, date: str) -> dict[str, Any]:
    numbers, parts = sorted([value.value for value in values]), _points([value.parts for value in values])
    count = len(numbers)
    content = {
        "date": date,
        "n": count,
        "mean": bounded(math.fsum(numbers) / count),
        "quartiles": _quartiles(numbers) if count >= policy.quartiles else None,
        "shares": _shares(numbers, bool(parts)) if count >= policy.shares else None,
    }
    means = {source: bounded(math.fsum(points) / count) for source, points in parts.items()}
    return {**content, "parts": means} if means else content


def _points(parts: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """By source the points of all that have it; those with the same sources together, which is quicker."""
    shapes: dict[tuple[str, ...], list[Mapping[str, float]]] = defaultdict(list)
    for points in parts:
        shapes[tuple(points)].append(points)
    return {
        source: [points[source] for shape, rows in shapes.items() if source in shape for points in rows]
        for source in part_sources(shapes)
    }


def bounded(number: float) -> Statistic:
    """A whole number, half up; below LOW and above HIGH only that it is so (disclosure.md, "Extremes")."""
    if number < LOW:
        return {"value": LOW, "bound": "at_most"}
    if number > HIGH:
        return {"value": HIGH, "bound": "at_least"}
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
    """In steps of 5 %, half up; at the ends only that it is at most 5 % or at least 95 %."""
    percent = 5 * ((40 * count + whole) // (2 * whole))
    if percent <= LOW:
        return {"value": LOW, "bound": "at_most"}
    if percent >= HIGH:
        return {"value": HIGH, "bound": "at_least"}
    return {"value": percent, "bound": None}
