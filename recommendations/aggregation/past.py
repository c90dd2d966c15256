"""What was released before, and what is decided about each figure of the next release. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from recommendations.aggregation.ledger import Ledger

Reason = Literal["too_few", "secondary", "too_few_changed", "derivable"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`kept`: the day (ISO) of the release whose value stays; None unless the status is kept. `reason`: None if new.

    `parts`: why the parts of a need that is new are not published with it; None where they are.
    """

    status: Literal["new", "kept", "none"]
    reason: Reason | None = None
    kept: str | None = None
    parts: Reason | None = None


NEW = Decision("new")
TOO_FEW = Decision("none", "too_few")
# By cell (all of CELLS), then by figure.
Decisions = Mapping[str, Mapping[str, Decision]]


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier release of the programme with the same instrument. `date`: ISO."""

    date: str
    ledger: Ledger
    content: Mapping[str, Any]
