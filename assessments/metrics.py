"""What is counted for /metrics: no person, no municipality, no address. Off unless METRICS_TOKEN is set.

To count asks no database, and never breaks what is counted: a failure is logged.
"""

import logging
from functools import cache
from threading import Lock

from django.conf import settings

from assessments.metrics_files import locked, open_folder

NAMESPACE = "verstetigung"
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)
STATUSES = {"1xx", "2xx", "3xx", "4xx", "5xx"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
ROUTE = None
"""In place of a label's values: names of addresses, which nobody but the program gives."""
OTHER = "other"
# What is counted: its help text, and the values that each of its labels may have.
COUNTERS = {
    "requests": ("Requests answered", {"route": ROUTE, "method": METHODS, "status": STATUSES}),
    "failures": ("Requests answered with an error of the server", {"status": {"500", "503"}}),
    "rate_limited": (
        "Requests refused because there were too many",
        {"action": {"start", "upload", "pdf", "xlsx", "docx", "link", "mail", "account"}},
    ),
    "checks_started": ("Checks begun", {"by": {"link", "team", "upload", "copy"}}),
    "checks_submitted": ("Checks submitted", {"by": {"link", "team"}}),
    "files": (
        "PDF, XLSX and DOCX files asked for",
        {"kind": {"pdf", "xlsx", "docx"}, "outcome": {"drawn", "cached", "failed"}},
    ),
    "uploads": ("Files with answers sent", {"outcome": {"accepted", "refused"}}),
    "releases": ("Releases asked for", {"outcome": {"made", "refused"}}),
}
HISTOGRAM = "request_seconds"
LABELS = {**{name: labels for name, (_, labels) in COUNTERS.items()}, HISTOGRAM: {"route": ROUTE}}
lock = Lock()
logger = logging.getLogger(__name__)


def count(name, **labels):
    """Once more. A value that is not among those of its label becomes "other"."""
    if settings.METRICS_TOKEN:
        change(name, labels, lambda counter: counter.inc())


def count_request(*, method, route, status, seconds):
    if not settings.METRICS_TOKEN:
        return
    count("requests", route=route, method=method, status=f"{status // 100}xx")
    change(HISTOGRAM, {"route": route}, lambda histogram: histogram.observe(seconds))
    if status in {500, 503}:
        count("failures", status=str(status))


def change(name, labels, write):
    try:
        if made := counters():
            known = LABELS[name]
            write(made[name].labels(**{label: permitted(value, known[label]) for label, value in labels.items()}))
    except Exception:
        logger.exception("not counted: %s", name)


def permitted(value, known):
    return value if known is ROUTE or value in known else OTHER


def counters():
    """{name: what counts it}; None where there is no place to count, which is said once. One set for all threads: the
    library's counters of one process and name know nothing of each other."""
    with lock:
        return make_counters()


@cache
def make_counters():
    try:
        open_folder()
    except OSError as error:
        logger.error("nothing is counted: %s", error)
        return None
    # Only now: at its import the library looks where the folder is.
    from prometheus_client import Counter, Histogram

    made = {
        name: Counter(name, text, list(labels), namespace=NAMESPACE, registry=None)
        for name, (text, labels) in COUNTERS.items()
    }
    labels = list(LABELS[HISTOGRAM])
    seconds = Histogram(HISTOGRAM, "Time to answer", labels, namespace=NAMESPACE, buckets=SECONDS, registry=None)
    return {**made, HISTOGRAM: seconds}


def exposition():
    """(text, content type) of all processes of this start together; None where nothing is counted."""
    if counters() is None:
        return None
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    folder = open_folder()
    MultiProcessCollector(registry, str(folder))
    with locked(folder):
        return generate_latest(registry), CONTENT_TYPE_PLAIN_0_0_4
