"""One line of the cost sheet over five years. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from recommendations.amounts import number_text
from recommendations.document_decision import BASES, COST_KINDS, SIDES, DocumentCost

YEARS = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What all lines are computed with. `rise`: of yearly amounts, per cent a year; `rate`: euros for one VZÄ and
    year, None where not known."""

    first_year: int
    rise: Decimal
    rate: Decimal | None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.first_year + YEARS))

    def factor(self, place: int) -> Decimal:
        """By which a yearly amount has risen in a year, counted from 0."""
        return (1 + self.rise / 100) ** place


@dataclass(frozen=True, slots=True)
class CostView:
    """`place`: in the document, counted from 0. Amounts in euros, None where not known. `yearly`: in prices of the
    first year, `is_derived` where it is the share of a post times the rate. `per_year`: 0 before the line begins.
    `falls_away`: what the grant pays of `yearly`.

    `once_open`, `yearly_open`, `falls_away_open`: an amount is missing. A line that names one amount has no other.
    """

    place: int
    side: str
    kind: str
    label: str
    basis: str
    once: Decimal | None
    yearly: Decimal | None
    fte: Decimal | None
    from_year: int
    start: int
    funded_share: int | None
    assumption: str
    is_derived: bool
    per_year: tuple[Decimal | None, ...]
    total: Decimal | None
    falls_away: Decimal | None
    once_open: bool
    yearly_open: bool
    falls_away_open: bool

    @property
    def side_words(self) -> str:
        return SIDES[self.side]

    @property
    def kind_words(self) -> str:
        return COST_KINDS[self.kind]

    @property
    def basis_words(self) -> str:
        return BASES[self.basis]

    @property
    def is_open(self) -> bool:
        return self.yearly_open

    @property
    def fte_text(self) -> str:
        return "" if self.fte is None else f"{number_text(self.fte)} VZÄ"

    def open_in(self, place: int) -> bool:
        """Whether something is missing in a year, counted from 0."""
        return self.yearly_open and place >= self.from_year - 1


def cost_views(costs: Iterable[DocumentCost], terms: Terms) -> tuple[CostView, ...]:
    """Costs before reliefs, by kind, else in their order."""
    sides, kinds = list(SIDES), list(COST_KINDS)
    views = [_view(place, cost, terms) for place, cost in enumerate(costs)]
    return tuple(sorted(views, key=lambda view: (sides.index(view.side), kinds.index(view.kind))))


def _view(place: int, cost: DocumentCost, terms: Terms) -> CostView:
    is_derived = cost.yearly is None and cost.fte is not None and terms.rate is not None
    yearly = _yearly(cost, terms)
    nothing = cost.once is None and yearly is None
    yearly_open = yearly is None and (cost.fte is not None or nothing)
    return CostView(
        place=place,
        side=cost.side,
        kind=cost.kind,
        label=cost.label,
        basis=cost.basis,
        once=cost.once,
        yearly=yearly,
        fte=cost.fte,
        from_year=cost.from_year,
        start=terms.years[cost.from_year - 1],
        funded_share=cost.funded_share,
        assumption=cost.assumption,
        is_derived=is_derived,
        per_year=tuple(_in_year(cost, yearly, yearly_open, year, terms) for year in range(YEARS)),
        total=None if nothing else _total(cost, yearly, terms),
        falls_away=_falls_away(cost, yearly),
        once_open=nothing and cost.fte is None,
        yearly_open=yearly_open,
        falls_away_open=_falls_away_open(cost, yearly, yearly_open),
    )


def _yearly(cost: DocumentCost, terms: Terms) -> Decimal | None:
    if cost.yearly is not None or cost.fte is None or terms.rate is None:
        return cost.yearly
    return cost.fte * terms.rate


def _in_year(cost: DocumentCost, yearly: Decimal | None, yearly_open: bool, place: int, terms: Terms) -> Decimal | None:
    begins = cost.from_year - 1
    if place < begins:
        return Decimal(0)
    once = cost.once if place == begins else None
    if yearly is None:
        return None if once is None and yearly_open else once or Decimal(0)
    return (once or Decimal(0)) + yearly * terms.factor(place)


def _total(cost: DocumentCost, yearly: Decimal | None, terms: Terms) -> Decimal:
    factors = (terms.factor(place) for place in range(cost.from_year - 1, YEARS))
    return (cost.once or Decimal(0)) + (yearly or Decimal(0)) * sum(factors, Decimal(0))


def _falls_away(cost: DocumentCost, yearly: Decimal | None) -> Decimal | None:
    if cost.side != "cost" or yearly is None or cost.funded_share is None:
        return None
    return yearly * cost.funded_share / 100


def _falls_away_open(cost: DocumentCost, yearly: Decimal | None, yearly_open: bool) -> bool:
    """A cost of which the amount or the share of the grant is missing; one that nobody pays for today is neither."""
    if cost.side != "cost" or cost.funded_share == 0:
        return False
    return yearly_open or (bool(yearly) and cost.funded_share is None)
