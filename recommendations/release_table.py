"""A release as one long table: a row for each statistic of each figure in each cell. Pure.

Files, PDF and pages show these rows. The grid is complete: a cell without any municipality reads like one with too
few, so that its rows don't tell whether somebody there has shared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from assessments.instrument import load_instrument
from recommendations.catalogue import Catalogue, load_catalogue
from recommendations.matching import OWN
from recommendations.release_texts import (
    BOUND_SIGNS,
    CELL_NAMES,
    MARK,
    NEEDS,
    TOO_FEW,
    cell_name,
    figure_kinds,
    figure_title,
    part_title,
)

COUNT, POINTS, PERCENT = "count", "points", "percent"
UNITS: Mapping[str, str] = {COUNT: "Kommunen", POINTS: "Punkte", PERCENT: "Prozent"}
PART = "part:"
QUARTILES = ("quartile_lower", "median", "quartile_upper")
# In the order of the shares in a content.
NEED_SHARES = ("share_high", "share_medium", "share_low")
SCORE_SHARES = ("share_below_40", "share_40_to_70", "share_above_70")
NAMES: Mapping[str, str] = {
    "n": "Kommunen mit Wert",
    "mean": "Mittelwert",
    "quartile_lower": "unteres Viertel",
    "median": "Median",
    "quartile_upper": "oberes Viertel",
    "share_high": "Anteil hoher Bedarf",
    "share_medium": "Anteil mittlerer Bedarf",
    "share_low": "Anteil niedriger Bedarf",
    "share_below_40": "Anteil unter 40",
    "share_40_to_70": "Anteil 40 bis 70",
    "share_above_70": "Anteil über 70",
}
Statistic = Mapping[str, Any]
"""As in a content: {"value": 43, "bound": None}."""


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """`starts`: of the programme, None where unknown. `instrument`: its key. `policy`, `content`: as stored."""

    id: str
    programme: str
    funder: str
    starts: date | None
    date: date
    instrument: str
    policy: Mapping[str, Any]
    listed: int
    shared: int
    content: Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Row:
    """`value`: None where it is not published. `bound`: "at_most" or "at_least" where the value is such a limit.

    `reason`: why it is not published; beside a value, why the older one stays. `date`: of the release that computed
    the value, ISO; None where there is none.
    """

    cell: str
    cell_name: str
    kind: str
    figure: str
    figure_name: str
    statistic: str
    statistic_name: str
    unit: str
    value: int | None
    bound: str | None
    reason: str | None
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure and its statistics as (id, name, unit), the parts of a need last."""

    id: str
    kind: str
    name: str
    statistics: tuple[tuple[str, str, str], ...]


def shown(statistic: Statistic | None) -> str:
    """„43“, „≤ 5“, „≥ 95“, „·“ where nothing is published."""
    if statistic is None:
        return MARK
    sign = BOUND_SIGNS.get(statistic["bound"] or "", "")
    return f"{sign} {statistic['value']}" if sign else str(statistic["value"])


def shown_share(statistic: Statistic | None) -> str:
    """„15 %“, „≤ 5 %“, „·“."""
    return MARK if statistic is None else f"{shown(statistic)} %"


def release_rows(facts: ReleaseFacts) -> tuple[Row, ...]:
    """By cell, figure and statistic, in the order of the grid, the instrument and the table in disclosure.md."""
    lines = figure_lines(facts.instrument)
    return tuple(
        row
        for cell in CELL_NAMES
        for line in lines
        for row in _figure_rows(cell, line, facts.content.get(cell, {}).get(line.id, {"reason": TOO_FEW}))
    )


@cache
def figure_lines(instrument_key: str) -> tuple[FigureLine, ...]:
    """All figures in the order of the instrument. Raises InstrumentError."""
    instrument, catalogue = load_instrument(instrument_key), load_catalogue(instrument_key)
    return tuple(
        FigureLine(
            figure,
            kind,
            figure_title(instrument, catalogue, figure),
            (*_statistics(kind), *_parts(instrument_key, catalogue, figure)),
        )
        for figure, kind in figure_kinds(instrument, catalogue).items()
    )


def _statistics(kind: str) -> tuple[tuple[str, str, str], ...]:
    shares = NEED_SHARES if kind in NEEDS else SCORE_SHARES
    units = {"n": COUNT, **dict.fromkeys(("mean", *QUARTILES), POINTS), **dict.fromkeys(shares, PERCENT)}
    return tuple((key, NAMES[key], unit) for key, unit in units.items())


def _parts(instrument_key: str, catalogue: Catalogue, figure: str) -> tuple[tuple[str, str, str], ...]:
    if not catalogue.has_recommendation(figure):
        return ()
    instrument = load_instrument(instrument_key)
    sources = (OWN, *[link.dimension for link in catalogue.recommendation(figure).links])
    return tuple((f"{PART}{source}", f"davon: {part_title(instrument, source)}", POINTS) for source in sources)


def _figure_rows(cell: str, line: FigureLine, entry: Mapping[str, Any]) -> Iterator[Row]:
    statistics = _published(line, entry) if "mean" in entry else {}
    for key, name, unit in line.statistics:
        found = statistics.get(key)
        yield Row(
            cell=cell,
            cell_name=cell_name(cell),
            kind=line.kind,
            figure=line.id,
            figure_name=line.name,
            statistic=key,
            statistic_name=name,
            unit=unit,
            value=None if found is None else found["value"],
            bound=None if found is None else found["bound"],
            reason=_reason(entry, key, found),
            date=None if found is None else entry["date"],
            text=shown_share(found) if unit == PERCENT else shown(found),
        )


def _reason(entry: Mapping[str, Any], key: str, found: Statistic | None) -> str | None:
    """Of a published figure quartiles and shares can be missing, for want of municipalities, and the parts."""
    if found is None and "mean" in entry:
        return entry.get("parts_reason", TOO_FEW) if key.startswith(PART) else TOO_FEW
    return entry.get("reason")


def _published(line: FigureLine, entry: Mapping[str, Any]) -> dict[str, Statistic]:
    """The statistics of a published figure by their ids."""
    shares = NEED_SHARES if line.kind in NEEDS else SCORE_SHARES
    return {
        "n": {"value": entry["n"], "bound": None},
        "mean": entry["mean"],
        **dict(zip(QUARTILES, entry["quartiles"] or (), strict=False)),
        **dict(zip(shares, entry["shares"] or (), strict=False)),
        **{f"{PART}{source}": part for source, part in entry.get("parts", {}).items()},
    }
