"""The only code of this app that writes. Keyword-only, atomic, preconditions first, no request."""

from recommendations.actions.checks import AssessmentOpen, continue_assessment, finish
from recommendations.actions.documents import (
    EXAMPLE_EDITOR,
    EXAMPLE_ID,
    load_example,
    project_fields,
    upload_document,
)
from recommendations.actions.plan import (
    MOST_MEASURES,
    MeasureChanged,
    PlanFull,
    Taken,
    add_measure,
    anonymize_member,
    edit_measure,
    remove_measure,
    take_recommendation,
    take_step,
)

__all__ = [
    "EXAMPLE_EDITOR",
    "EXAMPLE_ID",
    "MOST_MEASURES",
    "AssessmentOpen",
    "MeasureChanged",
    "PlanFull",
    "Taken",
    "add_measure",
    "anonymize_member",
    "continue_assessment",
    "edit_measure",
    "finish",
    "load_example",
    "project_fields",
    "remove_measure",
    "take_recommendation",
    "take_step",
    "upload_document",
]
