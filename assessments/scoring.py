"""From answers to scores (method.md 3). Pure.

A deficit is counted in whole parts of `instrument.unit`, and every figure is one division at the end. So each figure is
the floating-point number next to its true value: 60 is never 59.999…, ties are ties, limits are met exactly.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from assessments.instrument import LEVELS, Index, Instrument, Item, Stage

UNKNOWN: Literal["unknown"] = "unknown"
NOT_APPLICABLE: Literal["not_applicable"] = "not_applicable"
Answer = int | Literal["unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was refused. `id`: the item or key; None where it is the whole. `reason`: German."""

    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Deficits:
    """What is missing, by id, in parts from 0 to instrument.unit. An id without a deficit is not in the mapping."""

    items: Mapping[str, int]
    dimensions: Mapping[str, int]


class Figure(NamedTuple):
    """0–100. `value`: None where there is none; `low`, `high`: the band that unknown answers leave open.

    A named tuple: made by the dozen for each assessment, and three times as fast to make as a frozen dataclass.
    """

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """`answered`: items with a level; `applicable`: items not marked as not applicable."""

    id: str
    score: Figure
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class IndexScore:
    """`coverage`: 0–1. `reason`: why the value is hidden; the band never is. `stage`: only of readiness."""

    id: str
    figure: Figure
    coverage: float
    reason: Literal["coverage"] | None
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Scores:
    """`observed`: deficits of what was answered; `best`, `worst`: with every unknown item at its best, at its worst."""

    dimensions: Mapping[str, DimensionScore]
    indices: Mapping[str, IndexScore]
    observed: Deficits
    best: Deficits
    worst: Deficits


def check_answers(instrument: Instrument, raw: Mapping[str, object]) -> list[Fault]:
    """What cannot be scored: in the order of the instrument, then unknown ids in alphabetical order."""
    items = (item.id for item in instrument.items if item.id in raw)
    known = [Fault(item, reason) for item in items if (reason := _refusal(raw[item]))]
    unknown = sorted(str(key) for key in raw if not instrument.has_item(key))
    return known + [Fault(key, f"Diese Frage gibt es im Instrument {instrument.key} nicht") for key in unknown]


def _refusal(value: object) -> str | None:
    if (type(value) is int and 0 <= value < LEVELS) or value in (UNKNOWN, NOT_APPLICABLE):
        return None
    if type(value) is int:
        return f"Die Stufe liegt nicht zwischen 0 und {LEVELS - 1}"
    return f"Erlaubt sind ganze Zahlen von 0 bis {LEVELS - 1}, „{UNKNOWN}“ und „{NOT_APPLICABLE}“"


def deficits(
    instrument: Instrument, answers: Mapping[str, Answer], unknown_as: Literal[0, 1] | None = None
) -> Deficits:
    """Deficits of items and dimensions. `unknown_as`: the deficit of an unknown item; None: it has none."""
    return deficits_of_items(instrument, _item_deficits(instrument.items, answers, instrument.unit, unknown_as))


def deficits_of_items(instrument: Instrument, items: Mapping[str, int]) -> Deficits:
    """With the mean of each dimension over its items that have a deficit."""
    means = {
        dimension.id: _mean([items[key] for key in dimension.item_ids if key in items])
        for dimension in instrument.dimensions
    }
    return Deficits(items, {key: mean for key, mean in means.items() if mean is not None})


def _item_deficits(
    items: Iterable[Item], answers: Mapping[str, Answer], unit: int, unknown_as: Literal[0, 1] | None
) -> dict[str, int]:
    rising, falling = _deficits_of_levels(unit, unknown_as)
    found = {}
    for item in items:
        parts = (rising if item.hinders else falling)[answers.get(item.id, UNKNOWN)]
        if parts is not None:
            found[item.id] = parts
    return found


@cache
def _deficits_of_levels(
    unit: int, unknown_as: Literal[0, 1] | None
) -> tuple[Mapping[Answer, int | None], Mapping[Answer, int | None]]:
    """By answer the deficit of an item that hinders, and of one that helps; None where it has none."""
    rising: dict[Answer, int | None] = {level: unit * level // (LEVELS - 1) for level in range(LEVELS)}
    falling: dict[Answer, int | None] = {level: unit - unit * level // (LEVELS - 1) for level in range(LEVELS)}
    rising[UNKNOWN] = falling[UNKNOWN] = None if unknown_as is None else unknown_as * unit
    rising[NOT_APPLICABLE] = falling[NOT_APPLICABLE] = None
    return rising, falling


def _mean(parts: Collection[int]) -> int | None:
    """Whole, because of how `unit` is chosen. None where there is nothing."""
    return sum(parts) // len(parts) if parts else None


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Scores:
    """Scores of checked answers. An item without an answer counts as unknown."""
    measured = {
        dimension.id: _measure(
            instrument, dimension.id, tuple([answers.get(key, UNKNOWN) for key in dimension.item_ids])
        )
        for dimension in instrument.dimensions
    }
    items, unit = instrument.items, instrument.unit
    observed = best = worst = Deficits(
        _item_deficits(items, answers, unit, None),
        {key: entry.observed for key, entry in measured.items() if entry.observed is not None},
    )
    if any(answers.get(item.id, UNKNOWN) == UNKNOWN for item in items):
        best = Deficits(
            _item_deficits(items, answers, unit, 0),
            {key: entry.best for key, entry in measured.items() if entry.best is not None},
        )
        worst = Deficits(
            _item_deficits(items, answers, unit, 1),
            {key: entry.worst for key, entry in measured.items() if entry.worst is not None},
        )
    dimensions = {key: entry.score for key, entry in measured.items()}
    indices = {
        index.id: _index_score(instrument, index, dimensions, observed, best, worst) for index in instrument.indices
    }
    return Scores(dimensions, indices, observed, best, worst)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What follows for one dimension: its three deficits, None where it has none, and its score."""

    observed: int | None
    best: int | None
    worst: int | None
    score: DimensionScore


@lru_cache(maxsize=20_000)
def _measure(instrument: Instrument, dimension_id: str, answers: tuple[Answer, ...]) -> _Measured:
    """A dimension depends on its own answers only, and of these there are about 8,000 different sets: each is
    measured once per process."""
    dimension, unit = instrument.dimension(dimension_id), instrument.unit
    given = dict(zip(dimension.item_ids, answers, strict=True))
    observed = _item_deficits(dimension.items, given, unit, None)
    mean = _mean(observed.values())
    best = _mean(_item_deficits(dimension.items, given, unit, 0).values())
    worst = _mean(_item_deficits(dimension.items, given, unit, 1).values())
    figure = Figure(*(None if parts is None else 100 * (unit - parts) / unit for parts in (mean, worst, best)))
    applicable = sum(answer != NOT_APPLICABLE for answer in answers)
    return _Measured(mean, best, worst, DimensionScore(dimension_id, figure, len(observed), applicable))


def _index_score(
    instrument: Instrument,
    index: Index,
    dimensions: Mapping[str, DimensionScore],
    observed: Deficits,
    best: Deficits,
    worst: Deficits,
) -> IndexScore:
    coverage = _coverage([dimensions[key] for group in index.groups for key in group])
    shown = coverage >= instrument.minimum_coverage
    value = index_value(instrument, index, observed) if shown else None
    at_best, at_worst = index_value(instrument, index, best), index_value(instrument, index, worst)
    low, high = (at_worst, at_best) if index.measure == "score" else (at_best, at_worst)
    stage = find_stage(instrument, value) if index.staged and value is not None else None
    return IndexScore(index.id, Figure(value, low, high), coverage, "coverage" if value is None else None, stage)


def _coverage(dimensions: list[DimensionScore]) -> float:
    """The share of the applicable items that are answered; 0 where nothing is applicable."""
    applicable = sum([dimension.applicable for dimension in dimensions])
    return sum([dimension.answered for dimension in dimensions]) / applicable if applicable else 0.0


def index_value(instrument: Instrument, index: Index, deficits: Deficits) -> float | None:
    """Mean of the means of its groups, 0–100; groups without any value are left out. None where none has one."""
    found = [[deficits.dimensions[key] for key in group if key in deficits.dimensions] for group in index.groups]
    groups = [group for group in found if group]
    if not groups:
        return None
    common = math.lcm(*(len(group) for group in groups))
    missing = sum(sum(group) * (common // len(group)) for group in groups)
    whole = instrument.unit * common * len(groups)
    return 100 * (whole - missing if index.measure == "score" else missing) / whole


def find_stage(instrument: Instrument, readiness: float) -> Stage:
    return next(stage for stage in instrument.stages if stage.below is None or readiness < stage.below)


def whole_points(points: float) -> int:
    """Points as they are shown everywhere: rounded to whole ones, half up."""
    return math.floor(points + 0.5)
