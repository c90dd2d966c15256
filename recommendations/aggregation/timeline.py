"""What the releases of a programme tell of one figure, without its values. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from recommendations.aggregation.grid import CELLS, cells_of
from recommendations.aggregation.ledger import Ledger
from recommendations.aggregation.past import Past
from recommendations.aggregation.prints import Prints
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

    def cells(self) -> set[str]:
        """All that it ever was in."""
        return {cell for cells in self.course for cell in cells}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published of a cell last: on which day (ISO), of how many, and in how many it differs from now."""

    date: str
    count: int
    changed: int


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """All that decides about a figure; often one for many. `computed`: by past release its day and the cells."""

    computed: tuple[tuple[str, tuple[str, ...]], ...]
    groups: tuple[Group, ...]

    def counts(self, ledger: int) -> dict[str, int]:
        """By cell that holds a municipality how many have the figure."""
        counts: dict[str, int] = defaultdict(int)
        for group in self.groups:
            for cell in group.course[ledger]:
                counts[cell] += group.count if group.story[ledger] else 0
        return dict(counts)

    def equations_at(self, ledger: int, cells: Sequence[str]) -> list[Equation]:
        """What the mean of each of the cells adds up, as the attacker needs it."""
        told: dict[str, list[Unknown]] = defaultdict(list)
        for group in self.groups:
            if value := group.story[ledger]:
                unknowns = [(name, str(value)) for name in group.names]
                for cell in group.course[ledger]:
                    told[cell] += unknowns
        return [frozenset(told[cell]) for cell in cells]

    def equations(self) -> Iterator[tuple[str, Equation]]:
        """Everything that was published, oldest first, with the day of the release."""
        for number, (date, cells) in enumerate(self.computed):
            yield from [(date, equation) for equation in self.equations_at(number, cells)]

    def earlier(self, ledger: int) -> dict[str, Earlier]:
        """By cell what was published last before a ledger."""
        latest = {cell: number for number, (_, cells) in enumerate(self.computed[:ledger]) for cell in cells}
        counts, changed = dict.fromkeys(latest, 0), dict.fromkeys(latest, 0)
        for group in self.groups:
            for cell in group.cells() & latest.keys():
                before, now = group.told(latest[cell], cell), group.told(ledger, cell)
                counts[cell] += group.count if before else 0
                changed[cell] += group.count if before != now else 0
        return {cell: Earlier(self.computed[number][0], counts[cell], changed[cell]) for cell, number in latest.items()}


@dataclass(frozen=True, slots=True)
class Kind:
    """Municipalities that no release tells apart by any figure. `stories`: by figure."""

    course: Course
    stories: Sequence[Story]
    names: Sequence[str]


class Timeline:
    """`history`: oldest first. `ledgers`: theirs, and after them that of a release to come. `least`: the attacker's."""

    def __init__(
        self, history: Sequence[Past], ledgers: Sequence[Ledger], least: int, figures: tuple[str, ...]
    ) -> None:
        self._history, self._least = history, least
        # Of thousands of municipalities there are hundreds of kinds: so much less to group by each figure.
        self._kinds = find_kinds(ledgers, figures)
        self._courses = list(dict.fromkeys(kind.course for kind in self._kinds))
        numbers = {course: number for number, course in enumerate(self._courses)}
        self._numbers = [numbers[kind.course] for kind in self._kinds]
        self._stories = dict(zip(figures, zip(*[kind.stories for kind in self._kinds], strict=True), strict=False))
        self._structures: dict[Hashable, Structure] = {}

    def structure(self, figure: str) -> Structure:
        """One object for all figures of which it is the same."""
        computed = tuple((past.date, computed_cells(past, figure)) for past in self._history)
        stories = self._stories.get(figure, ())
        key = computed, stories
        if key not in self._structures:
            self._structures[key] = Structure(computed, self._group(stories))
        return self._structures[key]

    def _group(self, stories: tuple[Story, ...]) -> tuple[Group, ...]:
        grouped: dict[tuple[int, Story], list[Sequence[str]]] = defaultdict(list)
        for key, kind in zip(zip(self._numbers, stories, strict=True), self._kinds, strict=False):
            grouped[key].append(kind.names)
        return tuple(
            Group(self._courses[course], story, self._first_names(names), sum(map(len, names)))
            for (course, story), names in sorted(grouped.items())
        )

    def _first_names(self, kinds: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """Of the first kinds alone: each is in order, and they are in the order of their first names."""
        least = self._least
        return tuple(sorted(chain.from_iterable(names[:least] for names in kinds[:least]))[:least])


def find_kinds(ledgers: Sequence[Ledger], figures: tuple[str, ...]) -> list[Kind]:
    """In the order of their first names."""
    names: dict[tuple[Course, int], list[str]] = defaultdict(list)
    shapes: dict[Hashable, int] = {}
    stories: list[Sequence[Story]] = []
    for name in sorted({name for ledger in ledgers for name in ledger}):
        entries = [ledger.get(name) for ledger in ledgers]
        prints = [entry.prints if entry else None for entry in entries]
        shape = shapes.setdefault(_find_shape(prints) or name, len(stories))
        if shape == len(stories):
            stories.append(_tell_stories(prints, figures))
        names[tuple([cells_of(entry) if entry else () for entry in entries]), shape].append(name)
    return [Kind(course, stories[shape], found) for (course, shape), found in names.items()]


def _find_shape(prints: Sequence[Prints | None]) -> Hashable | None:
    """All that decides about the stories of one whose values never changed: what it has, and when it was counted.

    None of one whose values did.
    """
    first, *others = [entry for entry in prints if entry]
    if any(entry != first for entry in others):
        return None
    return first.names, first.marks(), tuple([entry is None for entry in prints])


def _tell_stories(prints: Sequence[Prints | None], figures: tuple[str, ...]) -> list[Story]:
    """Of one municipality, by figure."""
    absent = [None] * len(figures)
    rows = zip(*[entry.in_order(figures) if entry else absent for entry in prints], strict=True)
    return [tuple([ABSENT if told is None else 1 + row.index(told) for told in row]) for row in rows]


def computed_cells(past: Past, figure: str) -> tuple[str, ...]:
    """Those whose value is of that release; a value that was kept is of an earlier one. The parts of a need
    (figures.part_ids) are published together: what is not named among them is known to be 0."""
    name, _, source = figure.partition("/")
    found = {cell: past.content.get(cell, {}).get(name, {}) for cell in CELLS}
    return tuple(
        cell for cell, says in found.items() if says.get("date") == past.date and (not source or "parts" in says)
    )
