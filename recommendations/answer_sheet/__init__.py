"""The questionnaire as a table (XLSX): made blank or filled, read back cell by cell, marked where it is wrong."""

from recommendations.answer_sheet.archive import SheetError
from recommendations.answer_sheet.changes import AnswerChange, Changes, compare
from recommendations.answer_sheet.make import build_blank, build_filled, build_marked
from recommendations.answer_sheet.model import CellFault, Line, SheetRow
from recommendations.answer_sheet.read import ReadSheet, read_answer_sheet

__all__ = [
    "AnswerChange",
    "CellFault",
    "Changes",
    "Line",
    "ReadSheet",
    "SheetError",
    "SheetRow",
    "build_blank",
    "build_filled",
    "build_marked",
    "compare",
    "read_answer_sheet",
]
