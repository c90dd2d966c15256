"""The municipality's own calendar in another of its projects: what of it this project lacks and can take over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from recommendations.clock.calendar import budget_of
from recommendations.clock.guide import full_key, load_guide
from recommendations.clock.settings import entry_text
from recommendations.entry_list import SPECS

BUDGET_DAYS = tuple(full_key(name) for name in ("registration", "staff_plan", "budget_decision"))
READ = (*load_guide().shared, full_key("budget_year"))
"""What has to be known of two projects to tell what the one can take from the other."""


@dataclass(frozen=True, slots=True)
class OtherCalendar:
    """What another project has of the municipality's calendar. `end`: of its funding; `changed`: when last;
    `revisions`: of its entries."""

    project: UUID
    name: str
    end: date | None
    changed: datetime
    values: Mapping[str, str]
    revisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A calendar to take over. `values`: {key: canonical value} of what it would fill here; `kept`: how many of its
    entries stand here already and stay; `budgets`: that of this project and that of the other, where they differ and
    days of the budget are left out for it."""

    source: OtherCalendar
    values: Mapping[str, str]
    kept: int
    budgets: tuple[str, str] | None

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """(label, value in words), in the order of the form."""
        return tuple((SPECS[key].label, entry_text(self.values, SPECS[key])) for key in self.values)

    @property
    def base(self) -> dict[str, int]:
        """{key: the revision that is offered}."""
        return {key: self.source.revisions[key] for key in self.values}


def missing_entries(
    here: Mapping[str, str], there: Mapping[str, str], end: date | None, end_there: date | None
) -> dict[str, str]:
    """What of the municipality's calendar is entered there and empty here; in the order of the form.

    Half of a pair (first and last day of a recess) comes only with the other half as it is there, the days of the
    budget only where both projects need the same one. `end`, `end_there`: of the funding.
    """
    found = _empty_here(here, there)
    differ = differing_budgets(here, there, end, end_there)
    return {key: value for key, value in found.items() if not (differ and key in BUDGET_DAYS)}


def differing_budgets(
    here: Mapping[str, str], there: Mapping[str, str], end: date | None, end_there: date | None
) -> tuple[str, str] | None:
    """That of this project, with what it would take over, and that of the other; None where they are the same or one
    is not known."""
    own = budget_of({**here, **_empty_here(here, there)}, end)
    other = budget_of(there, end_there)
    return (own, other) if own and other and own != other else None


def build_offers(here: Mapping[str, str], others: Iterable[OtherCalendar], end: date | None) -> tuple[Offer, ...]:
    """Of those that would fill anything, the latest changed first. `end`: of this project's funding."""
    offers = [_offer(here, other, end) for other in others]
    ordered = sorted(offers, key=lambda offer: (offer.source.name, str(offer.source.project)))
    ordered.sort(key=lambda offer: offer.source.changed, reverse=True)
    return tuple(offer for offer in ordered if offer.values)


def _offer(here: Mapping[str, str], other: OtherCalendar, end: date | None) -> Offer:
    values = missing_entries(here, other.values, end, other.end)
    is_left_out = any(key in BUDGET_DAYS and key not in values for key in _empty_here(here, other.values))
    budgets = differing_budgets(here, other.values, end, other.end) if is_left_out else None
    return Offer(other, values, _kept(here, other.values), budgets)


def _empty_here(here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    guide = load_guide()
    found = {key: there[key] for key in guide.shared if there.get(key) and not here.get(key)}
    pairs = {key: guide.partners[key] for key in found if key in guide.partners}
    torn = {key for key, other in pairs.items() if here.get(other) and here.get(other) != there.get(other)}
    return {key: value for key, value in found.items() if key not in torn}


def _kept(here: Mapping[str, str], there: Mapping[str, str]) -> int:
    return sum(bool(there.get(key) and here.get(key)) for key in load_guide().shared)
