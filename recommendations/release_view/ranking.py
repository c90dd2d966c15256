"""The recommendations of a release in the order of their mean needs. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recommendations.catalogue import Recommendation
from recommendations.release_texts import PROGRAMME
from recommendations.release_view.figures import FigureView, Published, figure_view
from recommendations.wording import PRIORITY_WORDS


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the funder answers to one of its recommendations, in words. `number`: of the version."""

    status: str
    status_text: str
    text: str
    date: date
    number: int


@dataclass(frozen=True, slots=True)
class NeedView:
    """A recommendation with its mean need. `rank_text`: „4“, or „1–3“ where as many have the same published need;
    empty where none is published. `priority`: that of a single result with this need. `high_text`: the share of
    municipalities with high need. `answer`: None where there is none."""

    recommendation: Recommendation
    figure: FigureView
    rank_text: str
    priority: str
    priority_word: str
    high_text: str
    answer: AnswerView | None

    @property
    def id(self) -> str:
        return self.recommendation.id


def rank_needs(
    published: Published,
    recommendations: tuple[Recommendation, ...],
    answers: Mapping[str, AnswerView] | None = None,
    cell: str = PROGRAMME,
) -> tuple[NeedView, ...]:
    """By published mean, highest first, ties in the order of the instrument; a bound counts as its number. What is
    not published comes last."""
    found = [(entry, figure_view(published, entry.id, cell)) for entry in recommendations]
    values = sorted((figure.mean.value for _, figure in found if figure.mean), reverse=True)
    found.sort(key=lambda pair: -pair[1].mean.value if pair[1].mean else 1)
    known = answers or {}
    return tuple(_need(published, entry, figure, values, known.get(entry.id)) for entry, figure in found)


def need_view(published: Published, figure: str) -> NeedView:
    """One recommendation with its rank in its set, in the programme, without an answer. Raises KeyError."""
    audience = published.catalogue.recommendation(figure).audience
    members = published.catalogue.funder if audience == "funder" else published.catalogue.municipal
    return next(view for view in rank_needs(published, members) if view.id == figure)


def _need(
    published: Published,
    recommendation: Recommendation,
    figure: FigureView,
    values: list[int],
    answer: AnswerView | None,
) -> NeedView:
    priority = _priority(published, figure)
    return NeedView(
        recommendation=recommendation,
        figure=figure,
        rank_text=_rank_text(figure, values),
        priority=priority,
        priority_word=PRIORITY_WORDS.get(priority, ""),
        high_text=figure.share_texts[0],
        answer=answer,
    )


def _rank_text(figure: FigureView, values: list[int]) -> str:
    """`values`: the published ones, falling."""
    if figure.mean is None:
        return ""
    first, equal = values.index(figure.mean.value) + 1, values.count(figure.mean.value)
    return str(first) if equal == 1 else f"{first}–{first + equal - 1}"


def _priority(published: Published, figure: FigureView) -> str:
    if figure.mean is None:
        return ""
    if figure.mean.value >= published.catalogue.high_from:
        return "high"
    return "medium" if figure.mean.value >= published.catalogue.medium_from else "low"
