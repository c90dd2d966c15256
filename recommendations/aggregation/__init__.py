"""From the figures of single municipalities to a release (disclosure.md). Pure.

`decide` says what may be published without computing a figure, `release_content` computes that and nothing else.
"""

from recommendations.aggregation.audit import Finding, audit
from recommendations.aggregation.content import Statistic, release_content
from recommendations.aggregation.decisions import decide
from recommendations.aggregation.grid import CELLS, LAENDER, PROGRAMME, SIZES, Member, Policy, cells_of
from recommendations.aggregation.ledger import Entry, Ledger, make_entry
from recommendations.aggregation.past import Decision, Decisions, Past, Reason
from recommendations.aggregation.prints import DIGITS, Prints, make_prints, pack_prints

__all__ = [
    "CELLS",
    "DIGITS",
    "LAENDER",
    "PROGRAMME",
    "SIZES",
    "Decision",
    "Decisions",
    "Entry",
    "Finding",
    "Ledger",
    "Member",
    "Past",
    "Policy",
    "Prints",
    "Reason",
    "Statistic",
    "audit",
    "cells_of",
    "decide",
    "make_entry",
    "make_prints",
    "pack_prints",
    "release_content",
]
