"""The checks of one project over time: their indices, and how each differs from the one before. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from assessments.instrument import Index, Instrument, Stage, find_continuity
from assessments.scoring import Answer, find_stage, score
from recommendations.comparison import DOWN, SAME, UP
from recommendations.wording import NOTHING, band_text, change_text, points_text

Scope = Literal["quick", "full"]
NOT_APPLICABLE, TOO_SMALL, TOO_FEW = "trifft nicht zu", "der Kurzcheck fragt zu wenig", "zu wenige Antworten"
SCOPE_WORDS = {"quick": "Kurzcheck", "full": "Vollständiger Check"}


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """An index of a check, 0–100. `value`: None where it is hidden; then `reason` says why in a few words.

    `stage`: of the staged index, where it has a value.
    """

    id: str
    title: str
    value: float | None
    low: float | None
    high: float | None
    stage: Stage | None
    high_is_bad: bool
    reason: str

    @property
    def value_text(self) -> str:
        return points_text(self.value)

    @property
    def band(self) -> str:
        """„40–55“; empty where there is none, or where it is the value itself."""
        text = "" if self.low is None else band_text(self.low, self.high)
        return "" if text == self.value_text else text


@dataclass(frozen=True, slots=True)
class Check:
    """An assessment. `submitted`: None while it is open; `unanswered`: questions it asks without an answer so far.

    `figures`: in the order of the instrument's indices.
    """

    id: UUID
    instrument: Instrument
    scope: Scope
    created: date
    submitted: date | None
    figures: tuple[IndexFigure, ...]
    unanswered: int = 0

    def figure(self, index_id: str) -> IndexFigure | None:
        """None for an index that its version of the instrument does not have."""
        return next((figure for figure in self.figures if figure.id == index_id), None)

    @property
    def day(self) -> date:
        """When it was submitted; when it was begun, while it is open."""
        return self.submitted or self.created

    @property
    def state_text(self) -> str:
        return f"abgeschlossen am {self.submitted:%d.%m.%Y}" if self.submitted else "offen"

    @property
    def scope_text(self) -> str:
        return SCOPE_WORDS[self.scope]


def computed_figures(instrument: Instrument, scope: Scope, answers: Mapping[str, Answer]) -> tuple[IndexFigure, ...]:
    """Of an open check, from its answers."""
    scores = score(instrument, answers).indices
    return tuple(_figure(instrument, scope, index, *scores[index.id].figure) for index in instrument.indices)


def stored_figures(instrument: Instrument, scope: Scope, indices: Mapping[str, Any]) -> tuple[IndexFigure, ...]:
    """Of a submitted check, from the "indices" of its stored result (evaluation.evaluation_data)."""
    return tuple(_figure(instrument, scope, index, *_stored(indices[index.id])) for index in instrument.indices)


def _stored(index: Mapping[str, Any]) -> tuple[float | None, float | None, float | None]:
    value, low, high = (None if index[key] is None else float(index[key]) for key in ("value", "low", "high"))
    return value, low, high


def _figure(
    instrument: Instrument, scope: Scope, index: Index, value: float | None, low: float | None, high: float | None
) -> IndexFigure:
    return IndexFigure(
        id=index.id,
        title=index.title,
        value=value,
        low=low,
        high=high,
        stage=find_stage(instrument, value) if index.staged and value is not None else None,
        high_is_bad=index.measure == "deficit",
        reason="" if value is not None else _reason(instrument, scope, index, low),
    )


def _reason(instrument: Instrument, scope: Scope, index: Index, low: float | None) -> str:
    if low is None:
        return NOT_APPLICABLE
    items = [item for group in index.groups for key in group for item in instrument.dimension(key).items]
    asked = sum(item.quick for item in items) / len(items)
    return TOO_SMALL if scope == "quick" and asked < instrument.minimum_coverage else TOO_FEW


@dataclass(frozen=True, slots=True)
class Trend:
    """The change of an index in whole points; None where there is none, `text` says why. `direction`: "better", …"""

    points: int | None
    text: str
    direction: str = SAME


def readiness_trend(checks: Sequence[Check]) -> Trend:
    """Of the last check against the one submitted last among those before. `checks`: at least one, oldest first."""
    *earlier, latest = checks
    submitted = [check for check in earlier if check.submitted]
    if not submitted:
        return Trend(None, "erster Check")
    return index_trend(submitted[-1], latest, "readiness")


def index_trend(before: Check, after: Check, index_id: str) -> Trend:
    old, new = before.figure(index_id), after.figure(index_id)
    indices = find_continuity(before.instrument, after.instrument).indices
    if old is None or new is None or index_id not in indices:
        return Trend(None, "andere Fassung")
    text = change_text(old.value, new.value)
    if text == NOTHING:
        return Trend(None, "kein Wert")
    points = int(text.replace("−", "-")) if text[0] in "+−" else 0
    rises = UP if points > 0 else DOWN if points < 0 else SAME
    return Trend(points, text, {UP: DOWN, DOWN: UP}.get(rises, SAME) if new.high_is_bad else rises)


@dataclass(frozen=True, slots=True)
class Point:
    """One check in a line. `trend`: against the check before, None for the first; the line goes where it has points.

    `figure`: None where the check's version does not have the index.
    """

    check: Check
    figure: IndexFigure | None
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Series:
    """An index over all checks, oldest first. `stages`: of the staged one, else empty."""

    id: str
    title: str
    high_is_bad: bool
    stages: tuple[Stage, ...]
    points: tuple[Point, ...]


def index_series(checks: Sequence[Check]) -> tuple[Series, ...]:
    """One for each index of the last check's version; none without a check."""
    if not checks:
        return ()
    instrument = checks[-1].instrument
    return tuple(_series(checks, index, instrument) for index in instrument.indices)


def _series(checks: Sequence[Check], index: Index, instrument: Instrument) -> Series:
    befores: list[Check | None] = [None, *checks[:-1]]
    return Series(
        id=index.id,
        title=index.title,
        high_is_bad=index.measure == "deficit",
        stages=instrument.stages if index.staged else (),
        points=tuple(_point(before, check, index.id) for before, check in zip(befores, checks, strict=True)),
    )


def _point(before: Check | None, check: Check, index_id: str) -> Point:
    return Point(check, check.figure(index_id), index_trend(before, check, index_id) if before else None)
