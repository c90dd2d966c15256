"""What the releases of a programme tell of one figure, without its values. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommendations.aggregation.grid import CELLS, cells_of
from recommendations.aggregation.ledger import Ledger
from recommendations.aggregation.past import Past
from recommendations.attacker import Unknown

ABSENT = 0
Equation = frozenset[Unknown]
Course = tuple[tuple[str, ...], ...]
"""By ledger the cells of a municipality; none where it was not counted."""
Story = tuple[int, ...]
"""By ledger what it counted with: ABSENT, or the number of the first ledger with the same print."""


@dataclass(frozen=True, slots=True)
class Group:
    """Municipalities that no release tells apart. `count`: how many; `names`: as many as the attacker needs.

    Nothing forbidden can be determined of a part of `least` or more, so that of more than `least` the first will do.
    """

    course: Course
    story: Story
    names: tuple[str, ...]
    count: int

    def told(self, ledger: int, cell: str) -> int:
        return self.story[ledger] if cell in self.course[ledger] else ABSENT


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published of a cell last: on which day (ISO), of how many, and in how many it differs from now."""

    date: str
    count: int
    changed: int


@dataclass(frozen=True, slots=True)
class Structure:
    """All that decides about a figure; often the same for many. `computed`: by past release its day and the cells."""

    computed: tuple[tuple[str, tuple[str, ...]], ...]
    groups: tuple[Group, ...]

    def counts(self, ledger: int) -> dict[str, int]:
        """By cell that holds a municipality how many have the figure."""
        counts: dict[str, int] = defaultdict(int)
        for group in self.groups:
            for cell in group.course[ledger]:
                counts[cell] += group.count if group.story[ledger] else 0
        return dict(counts)

    def equation(self, ledger: int, cell: str) -> Equation:
        """What the mean of the cell adds up, as the attacker needs it."""
        told = [(group, str(value)) for group in self.groups if (value := group.told(ledger, cell))]
        return frozenset([(name, value) for group, value in told for name in group.names])

    def equations(self) -> Iterator[tuple[str, Equation]]:
        """Everything that was published, oldest first, with the day of the release."""
        for number, (date, cells) in enumerate(self.computed):
            yield from [(date, self.equation(number, cell)) for cell in cells]

    def earlier(self, ledger: int) -> dict[str, Earlier]:
        """By cell what was published last before a ledger."""
        latest = {cell: number for number, (_, cells) in enumerate(self.computed[:ledger]) for cell in cells}
        return {cell: self._compare(cell, number, ledger) for cell, number in latest.items()}

    def _compare(self, cell: str, number: int, ledger: int) -> Earlier:
        told = [(group.count, group.told(number, cell), group.told(ledger, cell)) for group in self.groups]
        return Earlier(
            self.computed[number][0],
            sum(count for count, before, _ in told if before),
            sum(count for count, before, now in told if before != now),
        )


class Timeline:
    """`history`: oldest first. `ledgers`: theirs, and after them that of a release to come. `least`: the attacker's."""

    def __init__(
        self, history: Sequence[Past], ledgers: Sequence[Ledger], least: int, figures: Collection[str]
    ) -> None:
        self._history, self._least = history, least
        self._names = sorted({name for ledger in ledgers for name in ledger})
        courses = [tuple([_cells_in(ledger, name) for ledger in ledgers]) for name in self._names]
        self._courses = list(dict.fromkeys(courses))
        numbers = {course: number for number, course in enumerate(self._courses)}
        self._numbers = [numbers[course] for course in courses]
        # Municipality by municipality: several times as fast as figure by figure, whose prints lie far apart.
        met: dict[Story, Story] = {}
        stories = [
            _tell_stories([_prints_in(ledger, name) for ledger in ledgers], figures, met) for name in self._names
        ]
        self._stories = dict(zip(figures, zip(*stories, strict=True), strict=False))
        self._grouped: dict[tuple[Story, ...], tuple[Group, ...]] = {}

    def structure(self, figure: str) -> Structure:
        computed = tuple((past.date, computed_cells(past, figure)) for past in self._history)
        stories = self._stories.get(figure, ())
        if stories not in self._grouped:
            self._grouped[stories] = self._group(stories)
        return Structure(computed, self._grouped[stories])

    def _group(self, stories: tuple[Story, ...]) -> tuple[Group, ...]:
        grouped: dict[tuple[int, Story], list[str]] = defaultdict(list)
        for key, name in zip(zip(self._numbers, stories, strict=True), self._names, strict=True):
            grouped[key].append(name)
        return tuple(
            Group(self._courses[course], story, tuple(names[: self._least]), len(names))
            for (course, story), names in sorted(grouped.items())
        )


def _tell_stories(
    prints: Sequence[Mapping[str, str]], figures: Collection[str], met: dict[Story, Story]
) -> list[Story]:
    """Of one municipality, by figure. `met`: equal stories are one object."""
    told = [tuple([entry.get(figure) for figure in figures]) for entry in prints]
    answers = {row for row, entry in zip(told, prints, strict=True) if entry}
    if len(answers) > 1:
        return [_tell_story(row, met) for row in zip(*told, strict=True)]
    # Most have answered once: all figures that they have tell the same.
    never, counted = (ABSENT,) * len(told), _tell_story([True if entry else None for entry in prints], met)
    only = next(iter(answers), [None] * len(figures))
    return [never if told_of is None else counted for told_of in only]


def _tell_story(row: Sequence[object], met: dict[Story, Story]) -> Story:
    story = tuple([ABSENT if told is None else 1 + row.index(told) for told in row])
    return met.setdefault(story, story)


def _cells_in(ledger: Ledger, name: str) -> tuple[str, ...]:
    return cells_of(ledger[name]) if name in ledger else ()


def _prints_in(ledger: Ledger, name: str) -> Mapping[str, str]:
    return ledger[name].prints if name in ledger else {}


def computed_cells(past: Past, figure: str) -> tuple[str, ...]:
    """Those whose value is of that release; a value that was kept is of an earlier one. The parts of a need
    (figures.part_ids) are published together: what is not named among them is known to be 0."""
    name, _, source = figure.partition("/")
    found = {cell: past.content.get(cell, {}).get(name, {}) for cell in CELLS}
    return tuple(
        cell for cell, says in found.items() if says.get("date") == past.date and (not source or "parts" in says)
    )
