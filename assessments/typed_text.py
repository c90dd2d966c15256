"""Free texts of a form that was sent: handed back on every page that says why they were not stored."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

# By name of the field. Never a password, and nothing that a hidden field sends.
LABELS = {
    "note": "Notiz",
    "name": "Name",
    "description": "Kurzbeschreibung",
    "message": "Nachricht",
    "funding": "Förderung",
    "function": "Funktion",
    "reason": "Begründung",
    "dissent": "Abweichende Sicht",
}
# Of other apps, from the name of a field to its label; None where it is none of theirs (AppConfig.ready).
OTHERS: list[Callable[[str], str | None]] = []
# Those of the page with the most fields, and twice what a text may be long: it was refused before anything was checked.
MAX_FIELDS, MAX_LENGTH = 60, 10_000


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
    found = [(label_of(name), text[:MAX_LENGTH]) for name, text in sent if text.strip() and label_of(name)]
    return found[:MAX_FIELDS]


def label_of(name):
    """The German label of a free text field ("K1.2-note": the one of "note"), or None for any other field."""
    item, _, field = name.rpartition("-")
    label = LABELS.get(field)
    if label:
        return f"{label} zu {item[:8]}" if item else label
    return next(filter(None, (find(name) for find in OTHERS)), None)
