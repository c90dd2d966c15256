"""Coordinates of the charts, in the units of their view box. Pure: the templates in templates/charts/ only print them.

Every coordinate is a whole number, so that no template can localise it. The templates are used on screen
(colours from css/charts.css) and in the PDF (colours from templates/charts/print.css) alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.instrument import Stage
from assessments.scoring import whole_points as whole
from recommendations.result import IndexView, ProfileGroup, ProfileRow

WIDTH = 360
LEFT, TRACK = 6, 348
TICKS = (0, 20, 40, 60, 80, 100)
TOP, ROW, BAR, FOOT = 4, 38, 12, 18
SCALE_TOP, SCALE_BAR, SCALE_HEIGHT, STAGED_HEIGHT = 22, 18, 62, 78


@dataclass(frozen=True, slots=True)
class Tick:
    """`anchor`: how the text stands to x, "start", "middle" or "end"."""

    x: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension. `width`: of the bar, None where there is no score. `low`, `high`: x of the band's ends,
    None where there is no band or where it is a single point."""

    label: str
    text: str
    label_y: int
    y: int
    end: int
    middle: int
    cap_top: int
    cap_bottom: int
    width: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class ProfilePanel:
    """The dimensions of one part. `description`: everything the picture says, for those who do not see it."""

    id: str
    title: str
    description: str
    width: int
    height: int
    left: int
    track: int
    bar: int
    grid: tuple[int, ...]
    tick_y: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stage on the scale. `current`: the value lies in it."""

    x: int
    width: int
    middle: int
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class IndexScale:
    """An index on a scale from 0 to 100. `marker`: x of the value, None where it is not shown. `band`: x and width."""

    id: str
    description: str
    width: int
    height: int
    left: int
    track: int
    top: int
    bar: int
    bottom: int
    tick_y: int
    zone_y: int
    ticks: tuple[Tick, ...]
    zones: tuple[Zone, ...]
    marker: int | None
    marker_points: str
    band_x: int | None
    band_width: int | None
    high_is_bad: bool


def profile_chart(groups: Iterable[ProfileGroup]) -> tuple[ProfilePanel, ...]:
    """One panel a part: `{% include "charts/profile.html" with panels=panels only %}`."""
    return tuple(_panel(group) for group in groups)


def index_scale(index: IndexView, stages: tuple[Stage, ...] = ()) -> IndexScale:
    """`{% include "charts/scale.html" with scale=scale only %}`. `stages`: of an index that has them, else empty."""
    marker = None if index.value is None else _x(index.value)
    band = None if index.low is None or index.high is None else (_x(index.low), _x(index.high))
    return IndexScale(
        id=index.id,
        description=_scale_description(index),
        width=WIDTH,
        height=STAGED_HEIGHT if stages else SCALE_HEIGHT,
        left=LEFT,
        track=TRACK,
        top=SCALE_TOP,
        bar=SCALE_BAR,
        bottom=SCALE_TOP + SCALE_BAR,
        tick_y=SCALE_TOP + SCALE_BAR + 14,
        zone_y=SCALE_TOP + SCALE_BAR + 30,
        ticks=_ticks(),
        zones=_zones(stages, index.stage),
        marker=marker,
        marker_points="" if marker is None else _triangle(marker, SCALE_TOP - 3),
        band_x=None if band is None else band[0],
        band_width=None if band is None else band[1] - band[0],
        high_is_bad=index.high_is_bad,
    )


def _x(value: float) -> int:
    """Where 0–100 lies on the track."""
    return LEFT + whole(TRACK * value / 100)


def _ticks() -> tuple[Tick, ...]:
    anchors = {0: "start", 100: "end"}
    return tuple(Tick(_x(value), str(value), anchors.get(value, "middle")) for value in TICKS)


def _panel(group: ProfileGroup) -> ProfilePanel:
    bottom = TOP + ROW * len(group.rows)
    return ProfilePanel(
        id=group.id,
        title=group.title,
        description=_panel_description(group),
        width=WIDTH,
        height=bottom + FOOT,
        left=LEFT,
        track=TRACK,
        bar=BAR,
        grid=tuple(_x(value) for value in TICKS[1:-1]),
        tick_y=bottom + 13,
        ticks=_ticks(),
        bars=tuple(_bar(row, TOP + ROW * place) for place, row in enumerate(group.rows)),
    )


def _bar(row: ProfileRow, top: int) -> Bar:
    y = top + 20
    open_band = row.low is not None and row.high is not None and whole(row.low) != whole(row.high)
    return Bar(
        label=f"{row.id} {row.short}",
        text=_value_text(row),
        label_y=top + 14,
        y=y,
        end=y + BAR,
        middle=y + BAR // 2,
        cap_top=y + 2,
        cap_bottom=y + BAR - 2,
        width=None if row.score is None else whole(TRACK * row.score / 100),
        low=_x(row.low) if open_band and row.low is not None else None,
        high=_x(row.high) if open_band and row.high is not None else None,
    )


def _value_text(row: ProfileRow) -> str:
    """„48 (40–55)“; one number where the band is a point; „offen“ or „entfällt“ where there is no value."""
    if row.score is None:
        return "entfällt" if row.low is None else f"offen ({row.band_text})"
    return row.score_text if row.band_text == row.score_text else f"{row.score_text} ({row.band_text})"


def _panel_description(group: ProfileGroup) -> str:
    rows = "; ".join(f"{row.short}: {_value_text(row)}" for row in group.rows)
    return f"Balken für {group.title}, Punkte von 0 bis 100, in Klammern die Bandbreite. {rows}."


def _scale_description(index: IndexView) -> str:
    if index.value is None:
        return f"{index.title}: kein Wert auf der Skala von 0 bis 100, Bandbreite {index.band_text}."
    stage = f", Stufe {index.stage.number} „{index.stage.title}“" if index.stage else ""
    return f"{index.title}: {index.value_text} auf der Skala von 0 bis 100, Bandbreite {index.band_text}{stage}."


def _zones(stages: tuple[Stage, ...], current: Stage | None) -> tuple[Zone, ...]:
    starts = (0.0, *(stage.below for stage in stages if stage.below is not None))
    return (
        tuple(
            _zone(stage, start, 100.0 if stage.below is None else stage.below, stage == current)
            for stage, start in zip(stages, starts, strict=True)
        )
        if stages
        else ()
    )


def _zone(stage: Stage, start: float, end: float, current: bool) -> Zone:
    x, right = _x(start), _x(end)
    return Zone(x=x, width=right - x, middle=(x + right) // 2, title=stage.title, current=current)


def _triangle(x: int, y: int) -> str:
    """Points of a triangle that stands on its tip at (x, y)."""
    return f"{x - 7},{y - 11} {x + 7},{y - 11} {x},{y}"
