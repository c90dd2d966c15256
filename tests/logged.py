"""What the program's one log handler writes while a block of a test runs."""

import io
import logging
import logging.config
from contextlib import contextmanager

from assessments.logs import JsonFormatter, LineFormatter

FORMATTERS = {"line": LineFormatter, "json": JsonFormatter}


@contextmanager
def logged(formatter="line"):
    handler = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
    stream, before = io.StringIO(), handler.formatter
    first = handler.setStream(stream)
    handler.setFormatter(FORMATTERS[formatter]())
    try:
        yield stream
    finally:
        handler.setStream(first)
        handler.setFormatter(before)
