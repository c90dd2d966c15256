"""What is stored about a person, as JSON: that of assessments.personal_data, plans, sharing and programmes."""

import json

from django.utils import timezone

from assessments import personal_data
from assessments.personal_data import Readable, moment
from recommendations.models import Measure


def measure_of(row, readable):
    content = {
        "Maßnahme": row.title,
        "Zuständig": row.responsible,
        "Status": row.get_status_display(),
        "Notiz": row.note,
        "Grund der Ablehnung": row.decline_reason,
    }
    return {"zuletzt geändert": moment(row.updated_at), **readable.content(row, content)}


def shared_of(row):
    return {"Kommune": row.municipality.name, "Programm": row.programme.name, "geteilt": moment(row.shared_at)}


def withdrawn_of(row):
    return {"Kommune": row.municipality.name, "Programm": row.programme.name, "widerrufen": moment(row.withdrawn_at)}


def access_of(row):
    return {"Programm": row.programme.name, "seit": moment(row.created_at)}


def release_of(row):
    return {"Programm": row.programme.name, "Stand": row.date.isoformat(), "gemacht": moment(row.created_at)}


def funder_answer_of(row):
    return {
        "Programm": row.programme.name,
        "Empfehlung": row.recommendation,
        "Fassung": row.number,
        "Stand": row.get_status_display(),
        "Antwort": row.text,
        "veröffentlicht": moment(row.created_at),
    }


PARTS = (
    ("Mit Programmen geteilt", "shares", shared_of),
    ("Teilen widerrufen", "shares_withdrawn", withdrawn_of),
    ("Zugang als Fördergeber", "funder_memberships", access_of),
    ("Freigaben", "releases", release_of),
    ("Antworten auf Empfehlungen", "funder_answers", funder_answer_of),
)


def person_data(user):
    """Everything that is stored about the person of an account."""
    readable = Readable(user)
    measures = Measure.objects.filter(editor_key=user.pk.hex).order_by("updated_at", "pk")
    related = {title: getattr(user, name).select_related("programme").order_by("pk") for title, name, _ in PARTS}
    return {
        **personal_data.person_data(user),
        "Maßnahmen": [measure_of(row, readable) for row in measures],
        **{title: [of(row) for row in related[title]] for title, _, of in PARTS},
    }


def as_text(data):
    """The text of the file that a person gets."""
    said = {"Auskunft": "Verstetigungs-Check: alles, was zu Ihnen gespeichert ist", "Stand": moment(timezone.now())}
    return json.dumps({**said, **data}, ensure_ascii=False, indent=2) + "\n"
