"""The figures of a stored release, cell by cell. Pure: nothing is computed but the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.instrument import Instrument, load_instrument
from recommendations.catalogue import Catalogue, load_catalogue
from recommendations.matching import OWN
from recommendations.release_table import NAMES, NEED_SHARES, QUARTILES, SCORE_SHARES, shown, shown_share
from recommendations.release_texts import (
    GROUP_TITLES,
    INDEX,
    MARK,
    NEEDS,
    PROGRAMME,
    TOO_FEW,
    bands_of,
    figure_kinds,
    figure_title,
    part_title,
    reason_text,
    wait_text,
)

Content = Mapping[str, Mapping[str, Any]]
BARS = 100
"""Length of the bar of a part that is as large as one can be."""


@dataclass(frozen=True, slots=True)
class Published:
    """A release as its readers get it. `mean_from`, `quartiles_from`, `shares_from`: from how many municipalities on
    each statistic is published."""

    date: date
    content: Content
    instrument: Instrument
    catalogue: Catalogue
    kinds: Mapping[str, str]
    mean_from: int
    quartiles_from: int
    shares_from: int


@dataclass(frozen=True, slots=True)
class Statistic:
    """A published number. `bound`: "at_most", "at_least", or None where it is the number itself."""

    value: int
    bound: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PartView:
    """What a mean need consists of. `source`: OWN or a dimension. `length`: of its bar, 0–BARS."""

    source: str
    title: str
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in a cell. Without `mean` nothing of it is published, and `date` and `n` are None.

    `date`: of the release in which it was computed. `kept`: that is an earlier one. `quartiles`: lower quartile,
    median, upper quartile; `shares`: as bands_of names them; each empty where there are too few municipalities.
    `reason`: why nothing, or nothing new, is published; else empty, as `reason_text` and `wait_text` are.
    `parts_reason`: why the mean of a need is published without its parts, in words; else empty.
    """

    id: str
    kind: str
    title: str
    short: str
    date: date | None
    kept: bool
    n: int | None
    mean: Statistic | None
    quartiles: tuple[Statistic, ...]
    shares: tuple[Statistic, ...]
    parts: tuple[PartView, ...]
    parts_reason: str
    reason: str
    reason_text: str
    wait_text: str

    @property
    def mean_text(self) -> str:
        return self.mean.text if self.mean else MARK

    @property
    def n_text(self) -> str:
        return MARK if self.n is None else str(self.n)

    @property
    def quartile_texts(self) -> tuple[str, ...]:
        """Lower quartile, median, upper quartile."""
        return tuple(statistic.text for statistic in self.quartiles) or (MARK,) * 3

    @property
    def share_texts(self) -> tuple[str, ...]:
        return tuple(statistic.text for statistic in self.shares) or (MARK,) * 3

    @property
    def share_pairs(self) -> tuple[tuple[str, str], ...]:
        """(band, share)."""
        return tuple(zip(bands_of(self.kind), self.share_texts, strict=True))

    @property
    def statistics(self) -> tuple[tuple[str, str, str], ...]:
        """(id, name, text) of all but the parts, as in the tables."""
        texts = (self.n_text, self.mean_text, *self.quartile_texts, *self.share_texts)
        keys = ("n", "mean", *QUARTILES, *(NEED_SHARES if self.is_need else SCORE_SHARES))
        return tuple((key, NAMES[key], text) for key, text in zip(keys, texts, strict=True))

    @property
    def spread_text(self) -> str:
        """„31–57“, „50 bis ≥ 95“, from quartile to quartile; empty where they are not published."""
        if not self.quartiles:
            return ""
        lower, _, upper = self.quartiles
        return f"{lower.text}{' bis ' if lower.bound or upper.bound else '–'}{upper.text}"

    @property
    def name(self) -> str:
        """„B1 Förderkulisse und Finanzierungslogik“; of an index without its id."""
        return self.title if self.kind == INDEX else f"{self.id} {self.title}"

    @property
    def is_need(self) -> bool:
        return self.kind in NEEDS


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """`id`: the kind of its figures."""

    id: str
    title: str
    rows: tuple[FigureView, ...]


def read_release(*, day: date, instrument: str, policy: Mapping[str, Any], content: Content) -> Published:
    """From the stored fields of a release. Raises InstrumentError where its version of the instrument is gone."""
    loaded, catalogue = load_instrument(instrument), load_catalogue(instrument)
    return Published(
        date=day,
        content=content,
        instrument=loaded,
        catalogue=catalogue,
        kinds=figure_kinds(loaded, catalogue),
        mean_from=policy["mean"],
        quartiles_from=policy["quartiles"],
        shares_from=policy["shares"],
    )


def figure_view(published: Published, figure: str, cell: str = PROGRAMME) -> FigureView:
    """What a release does not mention of a cell is not published for too few municipalities. Raises KeyError."""
    found = published.content.get(cell, {}).get(figure, {"reason": TOO_FEW})
    return read_figure(published, figure, found)


def read_figure(published: Published, figure: str, found: Mapping[str, Any]) -> FigureView:
    """`found`: as it stands in the content of a release."""
    reason = found.get("reason", "")
    computed = date.fromisoformat(found["date"]) if "mean" in found else None
    return FigureView(
        id=figure,
        kind=published.kinds[figure],
        title=figure_title(published.instrument, published.catalogue, figure),
        short=_short(published, figure),
        date=computed,
        kept=computed is not None and computed != published.date,
        n=found["n"] if computed else None,
        mean=_points(found["mean"]) if computed else None,
        quartiles=tuple(_points(entry) for entry in found.get("quartiles") or ()),
        shares=tuple(_share(entry) for entry in found.get("shares") or ()),
        parts=_parts(published, figure, found.get("parts", {})),
        parts_reason=reason_text(found["parts_reason"]) if "parts_reason" in found else "",
        reason=reason,
        reason_text=reason_text(reason) if reason else "",
        wait_text=wait_text(reason, published.mean_from) if reason else "",
    )


def _short(published: Published, figure: str) -> str:
    if published.kinds[figure] in (INDEX, *NEEDS):
        return figure_title(published.instrument, published.catalogue, figure)
    return published.instrument.dimension(figure).short


def _points(found: Mapping[str, Any]) -> Statistic:
    return Statistic(found["value"], found["bound"], shown(found))


def _share(found: Mapping[str, Any]) -> Statistic:
    return Statistic(found["value"], found["bound"], shown_share(found))


def _parts(published: Published, figure: str, found: Mapping[str, Any]) -> tuple[PartView, ...]:
    """In the order of the catalogue: PostgreSQL stores the keys of an object in one of its own."""
    if not found:
        return ()
    links = [link.dimension for link in published.catalogue.recommendation(figure).links]
    return tuple(_part(published, source, found[source]) for source in (OWN, *links) if source in found)


def _part(published: Published, source: str, found: Mapping[str, Any]) -> PartView:
    """A part is at most the share of the own gap or of the pressure in the need."""
    most = max(published.catalogue.alpha, 1 - published.catalogue.alpha)
    length = min(BARS, round(found["value"] / most))
    return PartView(source, part_title(published.instrument, source), shown(found), length)


def figure_group(published: Published, kind: str, cell: str = PROGRAMME) -> FigureGroup:
    """The figures of a kind. Raises KeyError for one that the instrument does not have."""
    titles = {**{part.id: part.title for part in published.instrument.parts}, **GROUP_TITLES}
    rows = tuple(figure_view(published, figure, cell) for figure, found in published.kinds.items() if found == kind)
    return FigureGroup(kind, titles[kind], rows)


def profile_groups(published: Published, cell: str = PROGRAMME) -> tuple[FigureGroup, ...]:
    """The dimensions, part by part."""
    return tuple(figure_group(published, part.id, cell) for part in published.instrument.parts)
