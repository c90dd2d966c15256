"""The decision path on paper: the same value as on screen, with typed texts made fit for print."""

from dataclasses import replace

from recommendations.decision_path import Path, build_path
from recommendations.document import Document
from recommendations.report.printable import clean


def build_path_chapter(document: Document) -> Path | None:
    """For templates/report/_path.html; None where nothing is said of the path."""
    printed = replace(document, entries={key: clean(value) for key, value in document.entries.items()})
    path = build_path(printed)
    return None if path.is_empty else path
