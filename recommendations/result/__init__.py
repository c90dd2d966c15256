"""The result as readers see it: one frozen value for screen, PDF and tables alike. Pure."""

from recommendations.result.build import build_result
from recommendations.result.views import (
    ClarificationView,
    IndexView,
    ProfileGroup,
    ProfileRow,
    RecommendationView,
    Result,
    Scope,
    StepView,
    Strength,
)

__all__ = [
    "ClarificationView",
    "IndexView",
    "ProfileGroup",
    "ProfileRow",
    "RecommendationView",
    "Result",
    "Scope",
    "StepView",
    "Strength",
    "build_result",
]
