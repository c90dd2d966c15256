"""What every PDF of the product is held against."""

import io
import logging
from contextlib import contextmanager

import page
from pypdf import PdfReader
from pypdf.generic import IndirectObject


def failures(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [(failure.rule_id, failure.message) for failure in report.failures]


def text_of(pdf):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def structure(reader):
    """The elements of the tag tree."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        entry = waiting.pop()
        entry = entry.get_object() if isinstance(entry, IndirectObject) else entry
        if isinstance(entry, list):
            waiting.extend(entry)
        elif isinstance(entry, dict):
            yield entry
            waiting.append(entry.get("/K", []))


def flat(text):
    return " ".join(text.split())


@contextmanager
def weasyprint_messages():
    """What WeasyPrint said, from warnings on."""
    messages, handler = [], logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
