"""How far the views of several respondents lie apart, item by item. Pure.

Only levels, 0 to 4, are compared with each other. For an item with at least two of them: its range is the highest minus
the lowest; its deviation the mean absolute deviation of the levels from their mean, an exact fraction. With at least
one level, its suggestion is the median, of an even number the lower of the two in the middle. „Weiß nicht“, „trifft
nicht zu“ and no answer count in none of these; they are counted beside them.

An item with fewer than two levels, but with „weiß nicht“, is an open question of knowledge and no disagreement.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from assessments.instrument import LEVELS
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer

EVERYBODY = "all"
"""The one group of an anonymous survey."""
FEWEST_ANONYMOUS = 5
PERSPECTIVE_NAMES = {
    "project_team": "Projektteam",
    "department": "Fachamt",
    "it": "IT",
    "treasury": "Kämmerei",
    "leadership": "Verwaltungsspitze",
    "politics": "Politik",
    "external": "Extern",
}
GROUP_ORDER = (EVERYBODY, *PERSPECTIVE_NAMES)
Kind = Literal["differs", "alike", "knowledge", "few"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one finished respondent answered. `asked`: the ids of the items that the person was asked."""

    perspective: str
    answers: Mapping[str, Answer]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those who were asked chose each of the five levels, and what the others did."""

    levels: tuple[int, ...] = (0,) * LEVELS
    unknown: int = 0
    not_applicable: int = 0
    missing: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            tuple(mine + theirs for mine, theirs in zip(self.levels, other.levels, strict=True)),
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
            self.missing + other.missing,
        )

    @property
    def asked(self) -> int:
        return self.answered + self.missing

    @property
    def answered(self) -> int:
        return sum(self.levels) + self.unknown + self.not_applicable

    @property
    def chosen(self) -> tuple[int, ...]:
        """The levels that somebody chose, lowest first, each once."""
        return tuple(level for level, count in enumerate(self.levels) if count)

    @property
    def range(self) -> int | None:
        """None with fewer than two levels."""
        return self.chosen[-1] - self.chosen[0] if sum(self.levels) > 1 else None

    @property
    def deviation(self) -> Fraction | None:
        """None with fewer than two levels."""
        count = sum(self.levels)
        if count < 2:
            return None
        mean = Fraction(sum(level * chosen for level, chosen in enumerate(self.levels)), count)
        return sum((abs(level - mean) * chosen for level, chosen in enumerate(self.levels)), Fraction()) / count

    @property
    def median(self) -> int | None:
        """Lower middle of an even number; None without any level."""
        given = [level for level, count in enumerate(self.levels) for _ in range(count)]
        return given[(len(given) - 1) // 2] if given else None

    @property
    def agreed(self) -> Answer | None:
        """The answer that all who gave one gave alike; None where they differ or fewer than two gave one."""
        given: list[Answer] = [*self.chosen]
        given += [UNKNOWN] if self.unknown else []
        given += [NOT_APPLICABLE] if self.not_applicable else []
        return given[0] if len(given) == 1 and self.answered > 1 else None

    @property
    def kind(self) -> Kind:
        """ "few": neither a comparison nor a question of knowledge."""
        if self.range is None:
            return "knowledge" if self.unknown else "few"
        return "differs" if self.range else "alike"

    @property
    def answer(self) -> Answer:
        """What stands for all of them: the median; without any level „trifft nicht zu“ if that is all they said."""
        if self.median is not None:
            return self.median
        return NOT_APPLICABLE if self.not_applicable and not self.unknown else UNKNOWN


@dataclass(frozen=True, slots=True)
class Views:
    """All that is shown of an opened survey. `opened`: the day; `respondents`: the finished ones by group;
    `items`: {item: {group: Tally}}, in the order of the instrument.

    A group is a perspective, or EVERYBODY where perspectives must not be shown. Groups that were not asked an item are
    missing there, and so are items that nobody was asked; of an anonymous survey also those that fewer than
    FEWEST_ANONYMOUS were asked.
    """

    opened: date
    respondents: Mapping[str, int]
    items: Mapping[str, Mapping[str, Tally]]

    @property
    def anonymous(self) -> bool:
        return EVERYBODY in self.respondents

    @property
    def count(self) -> int:
        return sum(self.respondents.values())

    def total(self, item: str) -> Tally:
        """Over all groups; empty where nobody was asked."""
        return sum(self.items.get(item, {}).values(), Tally())


def tally_views(opened: date, items: Iterable[str], sheets: Collection[Sheet], anonymous: bool) -> Views:
    """`items`: the ids that the check asks, in order."""
    groups = [(EVERYBODY if anonymous else sheet.perspective, sheet) for sheet in sheets]
    counted = Counter(group for group, _ in groups)
    present = tuple(group for group in GROUP_ORDER if counted[group])
    tallies = {
        item: {group: found for group in present if (found := _tally(item, group, groups)).asked} for item in items
    }
    fewest = FEWEST_ANONYMOUS if anonymous else 1
    shown = {item: found for item, found in tallies.items() if sum(found.values(), Tally()).asked >= fewest}
    return Views(opened, {group: counted[group] for group in present}, shown)


def _tally(item: str, group: str, groups: Iterable[tuple[str, Sheet]]) -> Tally:
    given = Counter(sheet.answers.get(item) for own, sheet in groups if own == group and item in sheet.asked)
    levels = tuple(given[level] for level in range(LEVELS))
    return Tally(levels, given[UNKNOWN], given[NOT_APPLICABLE], given[None])


def rank_items(tallies: Mapping[str, Tally]) -> tuple[str, ...]:
    """The ids, most disagreement first: by range, then deviation, then number of „weiß nicht“, then as they stand.

    After them the open questions of knowledge, the one that most do not know first; the others come last.
    """
    return tuple(sorted(tallies, key=lambda item: _rank_key(tallies[item])))


def _rank_key(tally: Tally) -> tuple[int, int, Fraction, int]:
    group = {"differs": 0, "alike": 0, "knowledge": 1, "few": 2}[tally.kind]
    return group, -(tally.range or 0), -(tally.deviation or Fraction()), -tally.unknown


def group_answers(views: Views, group: str) -> dict[str, Answer]:
    """What stands for a perspective: for each item the median of its respondents (Tally.answer)."""
    return {item: found[group].answer for item, found in views.items.items() if group in found}
