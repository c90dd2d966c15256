"""Who answers what. Writes are in actions; every query for a reader starts at visible_to()."""

from assessments.models.assessment import Answer, Assessment, GivenAnswer, Project
from assessments.models.counter import Counter
from assessments.models.history import HistoryEntry
from assessments.models.municipality import Municipality
from assessments.models.survey import Perspective, Respondent, Response, Survey
from assessments.models.team import Claim, Invitation, Membership
from assessments.models.user import User, UserManager

__all__ = [
    "Answer",
    "Assessment",
    "Claim",
    "Counter",
    "GivenAnswer",
    "HistoryEntry",
    "Invitation",
    "Membership",
    "Municipality",
    "Perspective",
    "Project",
    "Respondent",
    "Response",
    "Survey",
    "User",
    "UserManager",
]
