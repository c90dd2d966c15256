"""Pages for what went wrong: what happened, what was saved, what to do. A text that was sent is handed back."""

from django.contrib import messages
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponseServerError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

TEXT_FIELDS = {
    "note": "Notiz",
    "name": "Name",
    "description": "Kurzbeschreibung",
    "message": "Nachricht an die Befragten",
    "funding": "Förderung",
    "title": "Maßnahme",
    "responsible": "Zuständig",
    "function": "Funktion",
    "decline_reason": "Grund der Ablehnung",
    "reason": "Begründung",
    "dissent": "Abweichende Sicht",
}
MAX_FIELDS, MAX_LENGTH = 20, 5_000


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"returned": typed_text(request)}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", {"returned": typed_text(request)}, status=404)


def answering_ended(request, ids):
    """To the team the survey says what happened; a respondent gets a page, with what could not be saved."""
    if "assessment_id" in ids:
        messages.info(request, "Der Vergleich ist inzwischen geöffnet; es wurde nichts geändert.")
        return redirect("survey", ids["assessment_id"])
    template = "_answering_ended.html" if request.htmx else "answering_ended.html"
    context = {"respondent_id": ids["respondent_id"], "returned": typed_text(request)}
    return render(request, template, context, status=409)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"returned": typed_text(request)}, status=403)


def server_error(request):
    """Needs neither context nor database: they may be what failed."""
    return HttpResponseServerError(render_to_string("500.html"))


def typed_text(request):
    """(label, text) of the free texts in a form that was sent, so that the person can copy them.

    Empty where the form cannot be read: the error that is to be explained is another one.
    """
    if request.method != "POST":
        return []
    try:
        sent = request.POST.items()
    except (BadRequest, MultiPartParserError, SuspiciousOperation):
        return []
    found = [(label_of(name), text[:MAX_LENGTH]) for name, text in sent if label_of(name)]
    return [(label, text) for label, text in found if text.strip()][:MAX_FIELDS]


def label_of(name):
    """The German label of a free text field ("K1.2-note": the one of "note"), or None for any other field."""
    item, _, field = name.rpartition("-")
    label = TEXT_FIELDS.get(field)
    return f"{label} zu {item[:8]}" if label and item else label
