"""What the action plan adds up to. Works on the measures of the database and of a document alike. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

COUNTED = ("open", "running", "done")
WAITING = ("open", "running")


class Planned(Protocol):
    @property
    def status(self) -> str: ...

    @property
    def due(self) -> date | None: ...

    @property
    def cost_once(self) -> Decimal | None: ...

    @property
    def cost_yearly(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class CostSum:
    """`missing`: how many measures name no amount. `total`: None where none does."""

    total: Decimal | None
    given: int
    missing: int


def costs(measures: Iterable[Planned]) -> tuple[CostSum, CostSum]:
    """Once and per year, over what is open, running or done: what is postponed or declined costs nothing."""
    counted = [measure for measure in measures if measure.status in COUNTED]
    once, yearly = ([getattr(measure, name) for measure in counted] for name in ("cost_once", "cost_yearly"))
    return _sum(once), _sum(yearly)


def _sum(amounts: list[Decimal | None]) -> CostSum:
    given = [amount for amount in amounts if amount is not None]
    return CostSum(sum(given, Decimal(0)) if given else None, len(given), len(amounts) - len(given))


def is_overdue(measure: Planned, today: date) -> bool:
    return measure.due is not None and measure.due < today and measure.status in WAITING


def status_counts(measures: Iterable[Planned], statuses: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
    """[(status in words, how many)] of the statuses that occur, in their order."""
    found = Counter(measure.status for measure in measures)
    return [(word, found[status]) for status, word in statuses if found[status]]
