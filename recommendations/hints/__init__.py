"""Plausibility hints ("Bitte prüfen"): what in a document does not go together. None of them blocks anything. Pure."""

from recommendations.hints.build import build_hints, group_hints
from recommendations.hints.model import Hint, HintGroup, Place

__all__ = ["Hint", "HintGroup", "Place", "build_hints", "group_hints"]
