"""The municipality's own calendar in another of its projects: what of it this project lacks and can take over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recommendations.clock.guide import load_guide
from recommendations.clock.settings import entry_text
from recommendations.entry_list import SPECS


@dataclass(frozen=True, slots=True)
class OtherCalendar:
    """What another project has of the municipality's calendar. `changed`: when last; `revisions`: of its entries."""

    project: UUID
    name: str
    changed: datetime
    values: Mapping[str, str]
    revisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A calendar to take over. `values`: {key: canonical value} of what it would fill here; `kept`: how many of its
    entries stand here already and stay."""

    source: OtherCalendar
    values: Mapping[str, str]
    kept: int

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """(label, value in words), in the order of the form."""
        return tuple((SPECS[key].label, entry_text(self.values, SPECS[key])) for key in self.values)

    @property
    def base(self) -> dict[str, int]:
        """{key: the revision that is offered}."""
        return {key: self.source.revisions[key] for key in self.values}


def missing_entries(here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    """What of the municipality's calendar is entered there and empty here; in the order of the form.

    Half of a pair (first and last day of a recess) comes only with the other half as it is there.
    """
    guide = load_guide()
    found = {key: there[key] for key in guide.shared if there.get(key) and not here.get(key)}
    pairs = {key: guide.partners[key] for key in found if key in guide.partners}
    torn = {key for key, other in pairs.items() if here.get(other) and here.get(other) != there.get(other)}
    return {key: value for key, value in found.items() if key not in torn}


def build_offers(here: Mapping[str, str], others: Iterable[OtherCalendar]) -> tuple[Offer, ...]:
    """Of those that would fill anything, the latest changed first."""
    offers = [Offer(other, missing_entries(here, other.values), _kept(here, other.values)) for other in others]
    ordered = sorted(offers, key=lambda offer: (offer.source.name, str(offer.source.project)))
    ordered.sort(key=lambda offer: offer.source.changed, reverse=True)
    return tuple(offer for offer in ordered if offer.values)


def _kept(here: Mapping[str, str], there: Mapping[str, str]) -> int:
    return sum(bool(there.get(key) and here.get(key)) for key in load_guide().shared)
