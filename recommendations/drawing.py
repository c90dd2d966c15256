"""Files that take long to make: kept for an hour, limited by address, and of PDFs few at once.

A PDF keeps a thread waiting for the process that draws it. Of the threads of a server process one draws and one waits
for it; whoever comes third is told so at once, and the other threads go on answering pages.
"""

import hashlib
from contextlib import contextmanager, nullcontext
from threading import BoundedSemaphore

from django.conf import settings
from django.core.cache import caches

from assessments import metrics
from assessments.limits import count
from recommendations.report.render import ReportError

CACHE_SECONDS = 60 * 60
AT_ONCE, WAITING = 1, 1
MOST_SECONDS = 20
"""As long as one waits for its turn."""
drawing = BoundedSemaphore(AT_ONCE)
standing_by = BoundedSemaphore(AT_ONCE + WAITING)


class DrawingBusy(ReportError):
    pass


def cached(request, kind, what, make):
    """The bytes made for exactly this content by this version of the program; `kind`: "pdf", "xlsx" or "docx".

    Raises TooOften, DrawingBusy, and what `make` raises.
    """
    cache, key = caches["reports"], hashlib.sha256(f"{settings.VERSION}:{what}".encode()).hexdigest()
    content = cache.get(key)
    if content is not None:
        metrics.count("files", kind=kind, outcome="cached")
    else:
        with turn() if kind == "pdf" else nullcontext():
            # While this one waited, another may have made the same.
            content = cache.get(key) or make_counted(request, kind, make)
            cache.set(key, content, CACHE_SECONDS)
    return content


def make_counted(request, kind, make):
    count(request, kind)
    try:
        content = make()
    except ReportError:
        metrics.count("files", kind=kind, outcome="failed")
        raise
    metrics.count("files", kind=kind, outcome="drawn")
    return content


@contextmanager
def turn():
    """Raises DrawingBusy where too many wait already, or it takes too long."""
    if not standing_by.acquire(blocking=False):
        raise DrawingBusy
    try:
        if not drawing.acquire(timeout=MOST_SECONDS):
            raise DrawingBusy
        try:
            yield
        finally:
            drawing.release()
    finally:
        standing_by.release()
