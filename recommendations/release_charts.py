"""Coordinates of the charts of a release, for the templates in templates/charts/ that results use too. Pure.

A bar or pointer is a published mean, the thin line or the shaded range the span from the lower to the upper quartile.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assessments.scoring import whole_points as whole
from recommendations import charts, lines
from recommendations.charts import Bar, IndexScale, ProfilePanel, Tick
from recommendations.lines import Line, LineChart, Mark
from recommendations.release_texts import MARK
from recommendations.release_view import FigureGroup, FigureView, ReleasePoint

KEPT = "*"
"""Beside a value that was computed in an earlier release."""
TICK_ANCHORS = {0: "start", 100: "end"}


def release_panels(groups: Iterable[FigureGroup]) -> tuple[ProfilePanel, ...]:
    """One panel a group: `{% include "charts/profile.html" with panels=panels only %}`."""
    return tuple(_panel(group) for group in groups)


def release_scale(figure: FigureView) -> IndexScale:
    """`{% include "charts/scale.html" with scale=scale only %}`."""
    top, bar = charts.SCALE_TOP, charts.SCALE_BAR
    marker = None if figure.mean is None else _x(figure.mean.value)
    ends = _ends(figure)
    return IndexScale(
        id=figure.id,
        description=f"{figure.title}: {_words(figure)} auf der Skala von 0 bis 100.",
        width=charts.WIDTH,
        height=charts.SCALE_HEIGHT,
        left=charts.LEFT,
        track=charts.TRACK,
        top=top,
        bar=bar,
        bottom=top + bar,
        tick_y=top + bar + 14,
        zone_y=top + bar + 30,
        ticks=_ticks(),
        zones=(),
        marker=marker,
        marker_points="" if marker is None else f"{marker - 7},{top - 14} {marker + 7},{top - 14} {marker},{top - 3}",
        band_x=ends[0] if ends else None,
        band_width=ends[1] - ends[0] if ends else None,
        high_is_bad=False,
    )


def release_line(points: Sequence[ReleasePoint], title: str) -> LineChart:
    """`{% include "charts/line.html" with chart=chart only %}`. From release to release it is the same distance; a
    release that published nothing new has no mark."""
    marks = tuple(_mark(point, x) for point, x in zip(points, _places(len(points)), strict=True))
    drawn = [mark for mark in marks if mark.y is not None]
    return LineChart(
        title=title,
        description=_line_description(points, title),
        width=lines.WIDTH,
        height=lines.HEIGHT,
        left=lines.LEFT,
        right=lines.RIGHT,
        tick_y=lines.BOTTOM + 18,
        levels=tuple((_y(value), str(value)) for value in charts.TICKS),
        ticks=_days(points, marks),
        lines=tuple(Line(old.x, old.y, new.x, new.y) for old, new in pairwise(drawn) if old.y and new.y),
        marks=marks,
    )


def _x(value: float) -> int:
    return charts.LEFT + whole(charts.TRACK * value / 100)


def _y(value: float) -> int:
    return lines.BOTTOM - whole((lines.BOTTOM - lines.TOP) * value / 100)


def _ticks() -> tuple[Tick, ...]:
    return tuple(Tick(_x(value), str(value), TICK_ANCHORS.get(value, "middle")) for value in charts.TICKS)


def _ends(figure: FigureView) -> tuple[int, int] | None:
    """x of the quartiles; None where they are not published or lie at the same place."""
    if not figure.quartiles or figure.quartiles[0].value == figure.quartiles[2].value:
        return None
    return _x(figure.quartiles[0].value), _x(figure.quartiles[2].value)


def _panel(group: FigureGroup) -> ProfilePanel:
    bottom = charts.TOP + charts.ROW * len(group.rows)
    rows = "; ".join(f"{row.short}: {_words(row)}" for row in group.rows)
    return ProfilePanel(
        id=group.id,
        title=group.title,
        description=f"Balken für {group.title}: Mittelwerte von 0 bis 100. {rows}.",
        width=charts.WIDTH,
        height=bottom + charts.FOOT,
        left=charts.LEFT,
        track=charts.TRACK,
        bar=charts.BAR,
        grid=tuple(_x(value) for value in charts.TICKS[1:-1]),
        tick_y=bottom + 13,
        ticks=_ticks(),
        bars=tuple(_bar(row, charts.TOP + charts.ROW * place) for place, row in enumerate(group.rows)),
    )


def _bar(row: FigureView, top: int) -> Bar:
    y, ends = top + 20, _ends(row)
    return Bar(
        label=f"{row.id} {row.short}",
        text=_bar_text(row),
        label_y=top + 14,
        y=y,
        end=y + charts.BAR,
        middle=y + charts.BAR // 2,
        cap_top=y + 2,
        cap_bottom=y + charts.BAR - 2,
        width=None if row.mean is None else whole(charts.TRACK * row.mean.value / 100),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def _bar_text(row: FigureView) -> str:
    """„43 (31–57)“, with KEPT behind the number where it is of an earlier release; „·“ where nothing is published."""
    if row.mean is None:
        return MARK
    text = f"{row.mean.text}{KEPT if row.kept else ''}"
    return f"{text} ({row.spread_text})" if row.spread_text else text


def _words(figure: FigureView) -> str:
    """What a picture says of a figure, for those who do not see it."""
    if figure.mean is None:
        return f"nicht veröffentlicht, {figure.reason_text}"
    spread = f", unteres bis oberes Viertel {figure.spread_text}" if figure.spread_text else ""
    day = f", Stand {figure.date:%d.%m.%Y}" if figure.kept else ""
    return f"Mittelwert {figure.mean.text}{spread}{day}"


def _places(count: int) -> list[int]:
    if count == 1:
        return [(lines.LEFT + lines.RIGHT) // 2]
    first, last = lines.LEFT + 24, lines.RIGHT - 24
    return [first + whole((last - first) * place / (count - 1)) for place in range(count)]


def _mark(point: ReleasePoint, x: int) -> Mark:
    """Without the text of a value that was computed earlier: it stands where it was."""
    mean = None if point.figure.kept else point.figure.mean
    y = None if mean is None else _y(mean.value)
    return Mark(x, y, mean.text if mean else "", max(lines.TOP - 2, (y or lines.BOTTOM) - 8), None, None)


def _days(points: Sequence[ReleasePoint], marks: Sequence[Mark]) -> tuple[Tick, ...]:
    """The months of the releases; of many, every second, third, … and the last one."""
    step, last = -(-len(points) // lines.MOST_LABELS), len(points) - 1
    return tuple(
        Tick(mark.x, f"{point.day:%m/%Y}", "middle")
        for place, (point, mark) in enumerate(zip(points, marks, strict=True))
        if (last - place) % step == 0
    )


def _line_description(points: Sequence[ReleasePoint], title: str) -> str:
    rows = "; ".join(f"{point.day:%d.%m.%Y}: {_words(point.figure)}" for point in points)
    return f"{title} je Freigabe, Punkte von 0 bis 100. {rows}."
