"""Which items a workshop talks about, for how long, and where it goes on. Pure.

A range of three or four levels gets eight minutes, one of two levels five, an open question of knowledge three; opening
and closing take fifteen. Levels beside each other, or the same, are not worth the time of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.disagreement import Tally, rank_items

BUDGETS = (60, 90)
OPENING, CLOSING = 5, 10
RANGE_MINUTES = {4: 8, 3: 8, 2: 5}
KNOWLEDGE_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a workshop. `start`: minutes from its beginning; `item`: None for opening and closing."""

    item: str | None
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """`left_out`: what is worth talking about, but found no time. `used` ≤ `budget`, in minutes."""

    budget: int
    slots: tuple[Slot, ...]
    left_out: tuple[str, ...]

    @property
    def used(self) -> int:
        return self.slots[-1].start + self.slots[-1].minutes


def minutes_for(tally: Tally) -> int | None:
    """None for what is not worth the time of all: levels beside each other, or the same."""
    if tally.kind == "knowledge":
        return KNOWLEDGE_MINUTES
    return RANGE_MINUTES.get(tally.range or 0)


def plan_agenda(tallies: Mapping[str, Tally], budget: int) -> Agenda:
    """Items by rank while there is time; one that no longer fits is left out, a shorter one after it may still come."""
    worth = [(item, minutes_for(tallies[item])) for item in rank_items(tallies)]
    slots, left_out, now = [Slot(None, 0, OPENING)], [], OPENING
    for item, minutes in worth:
        if minutes is None:
            continue
        if now + minutes > budget - CLOSING:
            left_out.append(item)
            continue
        slots.append(Slot(item, now, minutes))
        now += minutes
    return Agenda(budget, (*slots, Slot(None, now, CLOSING)), tuple(left_out))


def next_open(order: Sequence[str], current: str, is_open: Mapping[str, bool]) -> str | None:
    """The next item after `current` that is still open, from the beginning again after the end; None where none is."""
    place = order.index(current)
    return next((item for item in (*order[place + 1 :], *order[:place]) if is_open[item]), None)
