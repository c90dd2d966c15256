"""What the action plan costs as PDF: made, and from the cache."""

import os
from io import BytesIO

from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from recommendations.example import current_document
from recommendations.report import render_report
from tests.bench.figures import in_hellos
from tests.bench.pages import Page, cost
from tests.bench.targets import PDF, PDF_CACHED

ROUNDS = 3
# The target is that of a plan of so many pages; the example has more.
PAGES = 10


def measure_pdf(bench):
    document = current_document(timezone.localdate())
    page = Page("report", reverse("report_pdf", args=[bench.assessment.pk]), bench.cookies)
    pages = len(PdfReader(BytesIO(render_report(document))).pages)
    best = min(seconds_of(lambda: render_report(document)) for _ in range(ROUNDS))
    bench.clock.time_hello()
    yield in_hellos(f"PDF action plan, warm, {pages} pages", best, bench.clock.best_hello)
    yield in_hellos("… for 10 of them", best * PAGES / pages, bench.clock.best_hello, PDF)
    seconds, _ = cost(bench, page)
    yield in_hellos("PDF action plan, nothing changed", seconds, bench.clock.best_hello, PDF_CACHED)


def seconds_of(call):
    """CPU seconds of this process and of those that it started and waited for."""
    before = sum(os.times()[:4])
    call()
    return sum(os.times()[:4]) - before
