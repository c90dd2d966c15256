"""What can be compared between two versions: the items that continue each other (method.md 5). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assessments.instrument.files import load_instrument
from assessments.instrument.model import Dimension, Index, Instrument, Item


@dataclass(frozen=True, slots=True, eq=False)
class Continuity:
    """From one instrument to another, or to itself.

    `items`: {id in `after`: id in `before`} of what continues each other, in the order of `after`.
    `dimensions`: likewise, those all of whose items continue each other and nothing else.
    `indices`: ids of those all of whose dimensions do, in the same groups. `only_before`, `only_after`: left out.
    """

    before: Instrument
    after: Instrument
    items: Mapping[str, str]
    dimensions: Mapping[str, str]
    indices: tuple[str, ...]
    only_before: tuple[Item, ...]
    only_after: tuple[Item, ...]

    @property
    def is_same_version(self) -> bool:
        return self.before.key == self.after.key

    @property
    def lost_indices(self) -> tuple[Index, ...]:
        """Those of `after` that have nothing to be compared with."""
        return tuple(index for index in self.after.indices if index.id not in self.indices)

    @property
    def lost_dimensions(self) -> tuple[Dimension, ...]:
        """Those of `after` that have nothing to be compared with."""
        return tuple(dimension for dimension in self.after.dimensions if dimension.id not in self.dimensions)


@lru_cache(maxsize=64)
def find_continuity(before: Instrument, after: Instrument) -> Continuity:
    """Through all versions between the two, whichever is the later one. Raises InstrumentError."""
    items = _items(before, after)
    dimensions = _dimensions(before, after, items)
    continued = set(items.values())
    return Continuity(
        before=before,
        after=after,
        items=items,
        dimensions=dimensions,
        indices=tuple(index.id for index in after.indices if _is_continued(index, before, dimensions)),
        only_before=tuple(item for item in before.items if item.id not in continued),
        only_after=tuple(item for item in after.items if item.id not in items),
    )


def _items(before: Instrument, after: Instrument) -> Mapping[str, str]:
    forwards = _predecessors(after, before.key)
    if forwards is not None:
        return forwards
    backwards = {earlier: later for later, earlier in (_predecessors(before, after.key) or {}).items()}
    return {item.id: backwards[item.id] for item in after.items if item.id in backwards}


def _predecessors(instrument: Instrument, key: str) -> Mapping[str, str] | None:
    """{item: the item of version `key` that it continues}; None where that is none of the versions before."""
    found = {item.id: item.id for item in instrument.items}
    while instrument.key != key:
        if instrument.continues is None:
            return None
        steps = {later: instrument.item(item).continues for later, item in found.items()}
        found = {later: earlier for later, earlier in steps.items() if earlier is not None}
        instrument = load_instrument(instrument.continues)
    return found


def _dimensions(before: Instrument, after: Instrument, items: Mapping[str, str]) -> Mapping[str, str]:
    earlier = {frozenset(dimension.item_ids): dimension.id for dimension in before.dimensions}
    pairs = (
        (dimension.id, earlier.get(frozenset(items.get(item, "") for item in dimension.item_ids)))
        for dimension in after.dimensions
    )
    return {key: found for key, found in pairs if found is not None}


def _is_continued(index: Index, before: Instrument, dimensions: Mapping[str, str]) -> bool:
    groups = sorted(sorted(dimensions.get(key, "") for key in group) for group in index.groups)
    return any(
        (earlier.id, earlier.measure) == (index.id, index.measure)
        and sorted(sorted(group) for group in earlier.groups) == groups
        for earlier in before.indices
    )
