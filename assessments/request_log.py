"""One line in the log for every request, and the id by which a person can ask about it."""

import logging
import re
import secrets
from time import perf_counter

from django.conf import settings

from assessments import metrics
from assessments.logs import REQUEST_ID, route_of

HEADER = "X-Request-ID"
WELL_FORMED = re.compile("[A-Za-z0-9-]{8,64}")
logger = logging.getLogger(__name__)


def log_requests(get_response):
    """The outermost middleware: whatever answers, the answer has an id, a line and is counted."""

    def middleware(request):
        begin = perf_counter()
        request.id = find_id(request)
        token = REQUEST_ID.set(request.id)
        try:
            response = get_response(request)
            response[HEADER] = request.id
            note(request, response.status_code, perf_counter() - begin)
        finally:
            REQUEST_ID.reset(token)
        return response

    return middleware


def find_id(request):
    """The proxy's, else a new one. From anybody else it could be chosen to mislead whoever reads the log."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def note(request, status, seconds):
    method = request.method if request.method in metrics.METHODS else "other"
    route = "static" if request.path_info.startswith(settings.STATIC_URL) else route_of(request)
    fields = {"method": method, "route": route, "status": status, "duration_ms": round(seconds * 1000)}
    logger.info("request finished", extra=fields)
    metrics.count_request(method=method, route=route or "none", status=status, seconds=seconds)
