"""Pages for what went wrong: what happened, what was saved, what to do. A text that was sent is handed back."""

import sys
from datetime import timedelta
from math import ceil

from django.contrib import messages
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.log import log_response

from assessments import metrics
from assessments.outages import is_outage, outage_text
from assessments.typed_text import typed_text

# Seconds: as long as the page asks the person to wait.
RETRY_AFTER = 30
# The same of a limit of allauth, which does not say when there is room again.
FIVE_MINUTES = 300
TOO_OFTEN = {
    "start": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele Checks begonnen.",
    "upload": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele Dateien hochgeladen.",
    "pdf": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele PDFs erstellt.",
    "xlsx": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele Tabellen erstellt.",
    "docx": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele Textdokumente erstellt.",
    "link": "Von Ihrem Anschluss aus wurden in kurzer Zeit sehr viele Links aufgerufen, die es nicht gibt.",
}
OF_ACCOUNTS = "Zum Schutz der Konten nehmen wir von Ihrem Anschluss aus gerade nichts mehr an."


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"returned": typed_text(request)}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", {"returned": typed_text(request)}, status=404)


def submitted(request, assessment_id):
    """To autosave only what happened: there the text still stands in its field."""
    template = "_submitted.html" if request.htmx else "submitted.html"
    context = {"assessment_id": assessment_id, "sent": request.method == "POST", "returned": typed_text(request)}
    return render(request, template, context, status=409)


def answering_ended(request, ids):
    """To the team the survey says what happened; a respondent gets a page, with what could not be saved."""
    if "assessment_id" in ids:
        messages.info(request, "Der Vergleich ist inzwischen geöffnet; es wurde nichts geändert.")
        return redirect("survey", ids["assessment_id"])
    template = "_answering_ended.html" if request.htmx else "answering_ended.html"
    context = {"respondent_id": ids["respondent_id"], "returned": typed_text(request)}
    return render(request, template, context, status=409)


def too_often(request, action=None, seconds=FIVE_MINUTES):
    """When it can be tried again. `action`: of limits.py; without one it is a limit of the accounts."""
    metrics.count("rate_limited", action=action or "account")
    again_at = timezone.localtime() + timedelta(seconds=seconds)
    context = {"reason": TOO_OFTEN.get(action, OF_ACCOUNTS), "again_at": again_at, "minutes": ceil(seconds / 60)}
    context["returned"] = typed_text(request)
    template = "_too_often.html" if request.htmx else "429.html"
    response = render(request, template, context, status=429)
    response["Retry-After"] = str(max(seconds, 1))
    if action == "link":
        response["Referrer-Policy"] = "no-referrer"
    return response


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"returned": typed_text(request)}, status=403)


def server_error(request):
    """Needs neither context nor database: they may be what failed. Django asks for it while it handles what was
    raised, by a view or by any middleware, the session among them."""
    error = sys.exception()
    if is_outage(error):
        return database_unavailable(request, error)
    return HttpResponseServerError(render_to_string("500.html", {"request_id": id_of(request)}))


def database_unavailable(request, error):
    """503, with the texts that were sent. One line in the log says why; a traceback would only say where."""
    context = {"sent": request.method == "POST", "address": request.get_full_path(), "returned": typed_text(request)}
    context["request_id"] = id_of(request)
    text = render_to_string("503.html", context)
    response = HttpResponse(text, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    log_response("Database unavailable: %s", outage_text(error), response=response, request=request, level="error")
    return response


def id_of(request):
    """By which the line of this request is found in the log."""
    return getattr(request, "id", "")
