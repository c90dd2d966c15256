"""How figures and words of the result read in German: the same on screen, in the PDF and in the tables. Pure."""

import math

from assessments.scoring import Figure, whole_points

NOTHING = "–"
PRIORITY_WORDS = {"high": "hoch", "medium": "mittel", "low": "niedrig"}
LEVEL_LIMITS = (20, 40, 60, 80)
PRESENT_WORDS = ("kaum vorhanden", "in Anfängen", "Grundlagen gelegt", "gut ausgebaut", "verankert")
BARRIER_WORDS = ("sehr starkes Hemmnis", "starkes Hemmnis", "spürbares Hemmnis", "leichtes Hemmnis", "kaum ein Hemmnis")


def points_text(value: float | None) -> str:
    """„48“; „–“ where there is no value."""
    return NOTHING if value is None else str(whole_points(value))


def band_text(low: float | None, high: float | None) -> str:
    """„40–55“; one number where both ends read alike; „keine Angabe“ where there is no band."""
    if low is None or high is None:
        return "keine Angabe"
    ends = (str(whole_points(low)), str(whole_points(high)))
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def figure_text(figure: Figure | None) -> str:
    """„48 (40–55)“; without brackets where the band is a single number; „–“ where there is nothing."""
    if figure is None or figure.value is None:
        return NOTHING
    value, band = points_text(figure.value), band_text(figure.low, figure.high)
    return value if band == value else f"{value} ({band})"


def fine_text(value: float) -> str:
    """With one decimal and comma, „3,3“."""
    return f"{math.floor(value * 10 + 0.5) / 10:.1f}".replace(".", ",")


def count_text(count: int, one: str, many: str) -> str:
    """„1 Frage“, „12 Fragen“."""
    return f"{count} {one if count == 1 else many}"


def level_word(score: float | None, hinders: bool) -> str:
    """The score of a dimension in words; a high score of a barrier means that it hardly hinders."""
    if score is None:
        return "keine Angabe"
    words = BARRIER_WORDS if hinders else PRESENT_WORDS
    return words[sum(score >= limit for limit in LEVEL_LIMITS)]


def change_text(before: float | None, after: float | None) -> str:
    """The difference of the numbers shown: „+4“, „−3“, „unverändert“; „–“ where one of them is missing."""
    if before is None or after is None:
        return NOTHING
    change = whole_points(after) - whole_points(before)
    return "unverändert" if change == 0 else f"{'+' if change > 0 else '−'}{abs(change)}"
