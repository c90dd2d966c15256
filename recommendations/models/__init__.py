"""The action plan, what the decision rests on, and what funders and municipalities share. Writes are in actions."""

from recommendations.models.cost import CostLine
from recommendations.models.entry import Entry
from recommendations.models.exchange import Contact, Listing
from recommendations.models.indicator import Indicator, Reading
from recommendations.models.measure import Measure
from recommendations.models.programme import FunderAnswer, FunderMembership, Participation, Programme
from recommendations.models.release import Ledger, Release
from recommendations.models.share import Share, SharedFigures

__all__ = [
    "Contact",
    "CostLine",
    "Entry",
    "FunderAnswer",
    "FunderMembership",
    "Indicator",
    "Ledger",
    "Listing",
    "Measure",
    "Participation",
    "Programme",
    "Reading",
    "Release",
    "Share",
    "SharedFigures",
]
