"""The action plan, and what funders and municipalities share. Writes are in actions."""

from recommendations.models.measure import Measure
from recommendations.models.programme import FunderAnswer, FunderMembership, Participation, Programme
from recommendations.models.release import Ledger, Release
from recommendations.models.share import Share, SharedFigures

__all__ = [
    "FunderAnswer",
    "FunderMembership",
    "Ledger",
    "Measure",
    "Participation",
    "Programme",
    "Release",
    "Share",
    "SharedFigures",
]
