"""Documents that reports are drawn from in tests."""

from datetime import UTC, date, datetime
from decimal import Decimal

from assessments.instrument import CURRENT, load_instrument
from recommendations.document import Document, DocumentMeasure, DocumentMunicipality, DocumentProject, parse_document

LEVELS = (1, 2, 0, 3, 2, 1, 4, 2, 3, 1)
TOWN = DocumentMunicipality("Musterstadt an der Aue", "03159999", "03", "Landkreis Göttingen", 2, 14820)
PROJECT = DocumentProject(
    "Glättesensoren für den Winterdienst",
    "Sensoren an zwölf Brücken melden dem Bauhof Temperatur und Feuchte.",
    "Modellprojekte Smart Cities (Bund)",
    date(2023, 7, 1),
    date(2026, 12, 31),
    "ending",
)


def levels(items):
    """A level for each, two of them not known, one not applicable."""
    answers = {item.id: LEVELS[place % len(LEVELS)] for place, item in enumerate(items)}
    ids = list(answers)
    return {**answers, ids[1]: "unknown", ids[7]: "unknown", ids[-1]: "not_applicable"}


def measure(**fields):
    standard = {
        "recommendation": None,
        "title": "Folgekosten für fünf Jahre berechnen",
        "responsible": "Kämmerei",
        "start": None,
        "due": date(2026, 8, 15),
        "status": "open",
        "decline_reason": "",
        "cost_once": None,
        "cost_yearly": None,
        "note": "",
        "priority": "high",
    }
    return DocumentMeasure(**{**standard, **fields})


MEASURES = (
    measure(title="Innovationswerkstatt", status="declined", decline_reason="Kein Personal", cost_once=Decimal(9000)),
    measure(title="Ersatzsensoren lagern", due=None, priority="low", cost_yearly=Decimal("600.50")),
    measure(cost_once=Decimal(2500)),
    measure(
        recommendation="K1.2",
        title="Zuständigkeit verfügen",
        start=date(2026, 6, 1),
        due=date(2026, 7, 1),
        status="running",
        note="Mit Vertretung\nund Termin",
    ),
)


def full_document(**fields):
    standard = {
        "instrument": CURRENT,
        "mode": "full",
        "municipality": TOWN,
        "project": PROJECT,
        "created": date(2026, 5, 4),
        "submitted": datetime(2026, 5, 20, 22, 30, tzinfo=UTC),
        "answers": levels(load_instrument(CURRENT).items),
        "notes": {"K1.2": "Das Tiefbauamt hat mündlich zugesagt."},
        "measures": MEASURES,
    }
    return Document(**{**standard, **fields})


def quick_document(**fields):
    answers = levels(load_instrument(CURRENT).quick_items)
    return full_document(**{"mode": "quick", "answers": answers, "submitted": None, "measures": (), **fields})


def bare_document(**answers):
    return parse_document({"instrument": CURRENT, "answers": answers})
