"""For whoever watches the server: neither address reads a session, nor says more than one line."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.log import log_response
from django.views.decorators.http import require_safe

READY = "ok"
NO_DATABASE = "Datenbank antwortet nicht"
NOT_MIGRATED = "Migrationen fehlen: manage.py migrate"


@require_safe
def healthz(request):
    """Whether the process answers; asks no database."""
    return plain(READY)


@require_safe
def readyz(request):
    """Whether the database answers and has every migration. 503 is an answer, no error: a warning in the log."""
    state = find_state()
    if state == READY:
        return plain(state)
    response = plain(state, status=503)
    log_response("readyz: %s", state, response=response, request=request, level="warning")
    return response


def find_state():
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return NO_DATABASE
    return NOT_MIGRATED if missing else READY


def plain(text, status=200):
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
