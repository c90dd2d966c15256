"""The profile of the dimensions, and the strengths in it. Pure."""

from assessments.instrument import Dimension, Part
from assessments.scoring import DimensionScore
from recommendations.evaluation import Evaluation
from recommendations.result.views import ProfileGroup, ProfileRow, Strength
from recommendations.wording import band_text, level_word, points_text

STRENGTH_FROM = 60
MOST_STRENGTHS = 5


def profile_group(evaluation: Evaluation, part: Part) -> ProfileGroup:
    scores = evaluation.scores.dimensions
    rows = tuple(_row(part, dimension, scores[dimension.id]) for dimension in part.dimensions)
    return ProfileGroup(id=part.id, title=part.title, rows=rows)


def _row(part: Part, dimension: Dimension, found: DimensionScore) -> ProfileRow:
    score = found.score
    return ProfileRow(
        id=dimension.id,
        title=dimension.title,
        short=dimension.short,
        score=score.value,
        low=score.low,
        high=score.high,
        score_text=points_text(score.value),
        band_text=band_text(score.low, score.high),
        level_word=level_word(score.value, part.hinders) if found.applicable else "trifft nicht zu",
        answered=found.answered,
        applicable=found.applicable,
    )


def strengths(evaluation: Evaluation, groups: tuple[ProfileGroup, ...]) -> tuple[Strength, ...]:
    """The best dimensions, highest first; equal ones with the better lower end first, then by instrument order."""
    found = [
        (-row.score, -row.low, row, evaluation.instrument.part(group.id).hinders)
        for group in groups
        for row in group.rows
        if row.score is not None and row.low is not None and row.score >= STRENGTH_FROM
    ]
    best = sorted(found, key=lambda entry: entry[:2])[:MOST_STRENGTHS]
    return tuple(
        Strength(row.id, row.title, _strength_text(row, hinders), row.score_text, row.band_text)
        for _, _, row, hinders in best
    )


def _strength_text(row: ProfileRow, hinders: bool) -> str:
    """„Zuständigkeiten: verankert“; of a barrier „„Fehlender Mehrwert“ ist kaum ein Hemmnis“."""
    if not hinders:
        return f"{row.title}: {row.level_word}"
    return f"„{row.title}“ ist {'nur ein ' if row.level_word.startswith('leichtes') else ''}{row.level_word}"
