"""What readers see of a result: values for screen, PDF and tables alike. Pure."""

from dataclasses import dataclass
from typing import Literal

from assessments.instrument import Stage
from recommendations.reading import Reading, further_reading
from recommendations.reasons import Reason

Scope = Literal["quick", "full"]
TOP = 3


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index. `number`: the whole number shown, None where there is no value; then `hint` says why, else it is empty.

    `missing`: how many more answers with a level it takes until the value is shown.
    """

    id: str
    title: str
    description: str
    value: float | None
    number: int | None
    value_text: str
    low: float | None
    high: float | None
    band_text: str
    high_is_bad: bool
    stage: Stage | None
    answered: int
    applicable: int
    coverage_text: str
    missing: int
    hint: str


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One dimension. `score`: 0–100, 100 is best, also for barriers; None where nothing is answered or applies."""

    id: str
    title: str
    short: str
    score: float | None
    low: float | None
    high: float | None
    score_text: str
    band_text: str
    level_word: str
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class ProfileGroup:
    id: str
    title: str
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """A dimension that carries already. `text`: it and its level in words."""

    id: str
    title: str
    text: str
    score_text: str
    band_text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A first step. `key`: "K1.2/3", third step of K1.2, as the plan page takes it."""

    key: str
    who: str
    when: str
    weeks: int
    text: str
    result: str


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation with what it means for these answers.

    `need`, `rank`, `priority` are None and `need_text` is „–“ where its own question does not apply.
    `rank_text`: „4“, or „1–3“ where as many have exactly the same need.
    `own_text`: the anchor that was chosen for its own question, or that nothing was.
    """

    id: str
    audience: str
    cluster: str
    title: str
    source: str
    rank: int | None
    rank_text: str
    need: float | None
    low: float | None
    high: float | None
    need_text: str
    band_text: str
    priority: str | None
    priority_word: str
    sustained: bool
    own_text: str
    reasons: tuple[Reason, ...]
    about: str
    why: str
    steps: tuple[StepView, ...]
    goal: str
    pitfalls: tuple[str, ...]
    small: str
    role: str
    effort: str
    horizon: str
    message: str

    @property
    def reading(self) -> tuple[Reading, ...]:
        return further_reading(self.id)


@dataclass(frozen=True, slots=True)
class ClarificationView:
    """A question whose clearing makes the result sharper. `part`, `page`: where the questionnaire asks it.

    `recommendation`: the one that depends most on it, empty where none does.
    """

    id: str
    label: str
    statement: str
    state: str
    ask: str
    narrowing_text: str
    effect: str
    recommendation: str
    part: str
    page: int


@dataclass(frozen=True, slots=True)
class Result:
    """`ranked`: there are enough answers for an order of the recommendations that says something.

    `to_do`, `sustained`, `not_applicable` share out the municipal recommendations, `funder` holds the applicable
    ones of the other set. `clarifications`: open questions that this check asks; `not_asked`: those that only the
    full check asks.
    """

    instrument_title: str
    instrument_version: str
    scope: Scope
    asked: int
    answered: int
    unknown: int
    left_out: int
    unanswered: int
    ranked: bool
    indices: tuple[IndexView, ...]
    groups: tuple[ProfileGroup, ...]
    strengths: tuple[Strength, ...]
    to_do: tuple[RecommendationView, ...]
    sustained: tuple[RecommendationView, ...]
    not_applicable: tuple[RecommendationView, ...]
    funder: tuple[RecommendationView, ...]
    clarifications: tuple[ClarificationView, ...]
    not_asked: tuple[ClarificationView, ...]

    @property
    def has_ties(self) -> bool:
        """Some of what is to do has exactly the same need."""
        needs = [view.need for view in self.to_do]
        return len(set(needs)) < len(needs)

    @property
    def beside_top(self) -> int:
        """How many more have the same need as the last of the three that stand on top."""
        if len(self.to_do) <= TOP:
            return 0
        return sum(view.need == self.to_do[TOP - 1].need for view in self.to_do[TOP:])

    @property
    def readiness(self) -> IndexView:
        """The staged index, the first one."""
        return self.indices[0]
