"""What is stored about a person, as JSON: that of assessments.personal_data, plans, sharing, programmes, exchange."""

import json

from django.utils import timezone

from assessments import personal_data
from assessments.addresses import same_case
from assessments.personal_data import Readable, moment
from recommendations.entry_list import SPECS
from recommendations.entry_words import in_words
from recommendations.exchange_reading import listings_with
from recommendations.models import CostLine, Entry, Indicator, Measure, Reading


def measure_of(row, readable):
    content = {
        "Maßnahme": row.title,
        "Zuständig": row.responsible,
        "Status": row.get_status_display(),
        "Notiz": row.note,
        "Grund der Ablehnung": row.decline_reason,
    }
    return {"zuletzt geändert": moment(row.updated_at), **readable.content(row, content)}


def edited_of(row, project, content, readable):
    content = {"Vorhaben": project.name, **content}
    return {"zuletzt geändert": moment(row.updated_at), **readable.content_of_project(project, content)}


def entry_of(row, readable):
    spec = SPECS.get(row.key)
    label, value = (spec.label, in_words(spec, row.value)) if spec else (row.key, row.value)
    return edited_of(row, row.project, {"Angabe": label, "Wert": value}, readable)


def cost_of(row, readable):
    amounts = {"einmalig": row.once and str(row.once), "je Jahr": row.yearly and str(row.yearly)}
    content = {
        "Position": row.label,
        "Seite": row.get_side_display(),
        "Art": row.get_kind_display(),
        "Grundlage": row.get_basis_display(),
        **amounts,
        "Stellenanteil": row.fte and str(row.fte),
        "ab Jahr": row.from_year,
        "heute gefördert in Prozent": row.funded_share,
        "Annahme": row.assumption,
    }
    return edited_of(row, row.project, content, readable)


def indicator_of(row, readable):
    content = {
        "Kennzahl": row.title,
        "Was gezählt wird": row.definition,
        "Einheit": row.unit,
        "Quelle": row.source,
        "Wie gemessen wird": row.method,
        "Ausgangswert": None if row.baseline is None else str(row.baseline),
        "Stand des Ausgangswerts": row.baseline_day and row.baseline_day.isoformat(),
        "Ziel": None if row.target is None else str(row.target),
        "zu erreichen bis": row.target_day and row.target_day.isoformat(),
    }
    return edited_of(row, row.project, content, readable)


def reading_of(row, readable):
    content = {
        "Kennzahl": row.indicator.title,
        "Tag": row.day.isoformat(),
        "Wert": str(row.value),
        "Grundlage": row.get_basis_display(),
        "Anmerkung": row.note,
    }
    return edited_of(row, row.indicator.project, content, readable)


EDITED = (
    ("Angaben zur Entscheidung", Entry, "project", entry_of),
    ("Kostenpositionen", CostLine, "project", cost_of),
    ("Wirkungskennzahlen", Indicator, "project", indicator_of),
    ("Messwerte", Reading, "indicator__project", reading_of),
)


def edited_by(user, readable):
    """What of a project's decision the person changed last."""
    for title, model, project, of in EDITED:
        rows = model.objects.filter(editor_key=user.pk.hex).select_related(project).order_by("updated_at", "pk")
        yield title, [of(row, readable) for row in rows]


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
        **dict(edited_by(user, readable)),
        **{title: [of(row) for row in related[title]] for title, _, of in PARTS},
        "Kontakt im Austausch": named_in_exchange([user.email, *personal_data.verified_addresses(user)]),
    }


def listing_of(row):
    return {"Kommune": row.municipality.name, "Empfehlung": row.recommendation, "Stelle": row.contact}


def named_in_exchange(addresses):
    """Listings that name one of these addresses as contact, for whoever owns it."""
    return [listing_of(row) for row in listings_with({same_case(email) for email in addresses})]


def address_data(email):
    """What stands under an address, account or not. For the operator, who knows who asks."""
    return {**personal_data.address_data(email), "Kontakt im Austausch": named_in_exchange([email])}


def as_text(data):
    """The text of the file that a person gets."""
    said = {"Auskunft": "Verstetigungs-Check: alles, was zu Ihnen gespeichert ist", "Stand": moment(timezone.now())}
    return json.dumps({**said, **data}, ensure_ascii=False, indent=2) + "\n"
