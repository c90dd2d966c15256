"""How far an indicator has come: its state in words, its readings as rows, its line. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from recommendations.amounts import number_text
from recommendations.document import Document
from recommendations.document_decision import DIRECTIONS, READING_BASES, DocumentIndicator, DocumentReading
from recommendations.indicator_chart import IndicatorChart, indicator_chart

State = Literal["no reading", "no target", "reached", "on the way", "unchanged", "away"]
PER_CENT = ("Prozent", "%")
SINGULARS = {
    "Abrufe": "Abruf",
    "Einrichtungen": "Einrichtung",
    "Entscheidungen": "Entscheidung",
    "Fahrten": "Fahrt",
    "Personen": "Person",
    "Prozentpunkte": "Prozentpunkt",
    "Prozentpunkten": "Prozentpunkt",
    "Punkte": "Punkt",
    "Seiten": "Seite",
    "Stunden": "Stunde",
    "Tage": "Tag",
}
"""Of the first word of a unit, where the catalogue or a way to the target names it."""
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """`change`: from the reading before, „+3“, „±0“; empty for the first."""

    day: date
    value: Decimal
    text: str
    basis_words: str
    note: str
    change: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """`latest`: None without a reading. `rows`: from the oldest to the latest. `chart`: None without a reading."""

    indicator: DocumentIndicator
    state: State
    state_words: str
    latest: DocumentReading | None
    rows: tuple[ReadingRow, ...]
    chart: IndicatorChart | None

    @property
    def title(self) -> str:
        return self.indicator.title

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def direction_words(self) -> str:
        return DIRECTIONS[self.indicator.direction]

    @property
    def latest_text(self) -> str:
        """„12 Prozent (30.06.2027, geschätzt)“, „–“ without a reading."""
        if self.latest is None:
            return NOTHING
        value = _with_unit(self.latest.value, self.unit)
        return f"{value} ({self.latest.day:%d.%m.%Y}, {READING_BASES[self.latest.basis]})"

    @property
    def baseline_text(self) -> str:
        return _dated(self.indicator.baseline, self.unit, "am", self.indicator.baseline_day)

    @property
    def target_text(self) -> str:
        return _dated(self.indicator.target, self.unit, "bis zum", self.indicator.target_day)


def build_indicators(document: Document, today: date | None = None) -> tuple[IndicatorView, ...]:
    """`today`: to say of a target whose day is over that it is; without it, only readings tell."""
    return tuple(_view(indicator, today) for indicator in document.indicators)


def _view(indicator: DocumentIndicator, today: date | None) -> IndicatorView:
    readings = indicator.readings
    state, words = _progress(indicator, today)
    return IndicatorView(
        indicator=indicator,
        state=state,
        state_words=words,
        latest=readings[-1] if readings else None,
        rows=_rows(readings),
        chart=indicator_chart(indicator),
    )


def _dated(value: Decimal | None, unit: str, word: str, day: date | None) -> str:
    if value is None:
        return NOTHING
    return f"{_with_unit(value, unit)}{f' {word} {day:%d.%m.%Y}' if day else ''}"


def _rows(readings: tuple[DocumentReading, ...]) -> tuple[ReadingRow, ...]:
    changes = ["", *(_signed(after.value - before.value) for before, after in pairwise(readings))]
    return tuple(_row(reading, change) for reading, change in zip(readings, changes, strict=False))


def _row(reading: DocumentReading, change: str) -> ReadingRow:
    text, words = number_text(reading.value), READING_BASES[reading.basis]
    return ReadingRow(reading.day, reading.value, text, words, reading.note, change)


def _signed(change: Decimal) -> str:
    return f"+{number_text(change)}" if change > 0 else number_text(change) if change < 0 else "±0"


def _progress(indicator: DocumentIndicator, today: date | None) -> tuple[State, str]:
    """The way is counted from the baseline, else from the first of several readings. Who is at the target or beyond it
    has reached it, wherever the way began; whoever stands worse than at its beginning moves away from it."""
    over = _over(indicator, today)
    if not indicator.readings:
        return "no reading", f"noch kein Messwert{f'; {over}' if over else ''}"
    if indicator.target is None:
        return "no target", "kein Ziel gesetzt"
    latest = indicator.readings[-1]
    if _gain(indicator, indicator.target, latest.value) >= 0:
        return "reached", "Ziel erreicht"
    state, words = _way(indicator, indicator.target, latest.value)
    if indicator.target_day is not None and latest.day >= indicator.target_day:
        return state, f"Ziel bis zum {indicator.target_day:%d.%m.%Y} nicht erreicht; {words}"
    return state, f"{words}; {over}, ein Messwert von da an fehlt" if over else words


def _over(indicator: DocumentIndicator, today: date | None) -> str:
    day = indicator.target_day
    if indicator.target is None or day is None or today is None or day >= today:
        return ""
    return f"der Zieltag {day:%d.%m.%Y} ist vorbei"


def _way(indicator: DocumentIndicator, target: Decimal, latest: Decimal) -> tuple[State, str]:
    start, start_words = _start(indicator)
    if start is None:
        return "on the way", f"noch {_counted(indicator, abs(target - latest), 'Prozentpunkte')} bis zum Ziel"
    gone = _gain(indicator, start, latest)
    if gone < 0:
        worse = _counted(indicator, -gone, "Prozentpunkte")
        return "away", f"entfernt sich vom Ziel: gegenüber {start_words} um {worse} schlechter"
    if gone == 0:
        return "unchanged", f"unverändert gegenüber {start_words}"
    whole = _gain(indicator, start, target)
    unit = "Prozentpunkten" if indicator.unit in PER_CENT else f"({indicator.unit})"
    way = f"{number_text(gone)} von {_with_unit(whole, unit)}"
    return "on the way", f"um {way} gesenkt" if indicator.direction == "down" else f"{way} geschafft"


def _start(indicator: DocumentIndicator) -> tuple[Decimal | None, str]:
    if indicator.baseline is not None:
        return indicator.baseline, "dem Ausgangswert"
    if len(indicator.readings) > 1:
        return indicator.readings[0].value, "dem ersten Messwert"
    return None, ""


def _gain(indicator: DocumentIndicator, before: Decimal, after: Decimal) -> Decimal:
    """How much better, in the direction that is wanted; negative where it is worse."""
    return after - before if indicator.direction == "up" else before - after


def _counted(indicator: DocumentIndicator, value: Decimal, per_cent: str) -> str:
    return _with_unit(value, per_cent if indicator.unit in PER_CENT else indicator.unit)


def _with_unit(value: Decimal, unit: str) -> str:
    """„2 Tage“, „1 Tag“, „1 Fahrt je Monat“; a unit whose singular is not known stays as it is."""
    word, blank, rest = unit.partition(" ")
    if value == 1:
        word = SINGULARS.get(word, word)
    return f"{number_text(value)} {word}{blank}{rest}"
