"""The only code of this app that writes. Keyword-only, atomic, preconditions first, no request."""

from assessments.actions.assessments import (
    AssessmentSubmitted,
    Conflict,
    add_typed_municipality,
    continue_assessment,
    delete_assessment,
    drop_unused_municipality,
    edit_project,
    extend_assessment,
    get_answers,
    lock_open_assessment,
    renew_link,
    save_answer,
    start_assessment,
    submit_assessment,
)
from assessments.actions.directory import ImportCounts, import_directory
from assessments.actions.history import Kind, changes_between, record

__all__ = [
    "AssessmentSubmitted",
    "Conflict",
    "ImportCounts",
    "Kind",
    "add_typed_municipality",
    "changes_between",
    "continue_assessment",
    "delete_assessment",
    "drop_unused_municipality",
    "edit_project",
    "extend_assessment",
    "get_answers",
    "import_directory",
    "lock_open_assessment",
    "record",
    "renew_link",
    "save_answer",
    "start_assessment",
    "submit_assessment",
]
