"""A document with everything that a decision rests on. Invented throughout."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading
from tests.recommendations.report_samples import full_document

ENTRIES = {"calendar.council": "2027-01-14 2027-02-11", "calendar.submission_weeks": "3", "costs.rise": "2.5"}
HOSTING = DocumentCost(
    side="cost",
    kind="hosting",
    label="Funkplattform",
    basis="measured",
    once=None,
    yearly=Decimal("3400.00"),
    fte=None,
    from_year=1,
    funded_share=80,
    assumption="Rechnung des laufenden Jahres",
)
STAFF = replace(
    HOSTING,
    kind="staff",
    label="Betreuung im Bauhof",
    basis="estimated",
    yearly=None,
    fte=Decimal("0.15"),
    assumption="",
)
TRIPS = DocumentIndicator(
    catalogue_id=None,
    title="Kontrollfahrten ohne Einsatz",
    definition="Fahrten, nach denen nicht gestreut wurde",
    unit="Fahrten je Winter",
    source="Einsatzbuch des Bauhofs",
    method="Strichliste",
    direction="down",
    baseline=Decimal("62.000"),
    baseline_day=date(2026, 3, 31),
    target=Decimal("20.000"),
    target_day=date(2028, 3, 31),
    readings=(
        DocumentReading(date(2026, 11, 30), Decimal("48.000"), "estimated", ""),
        DocumentReading(date(2027, 3, 31), Decimal("31.500"), "measured", "Milder Winter"),
    ),
)


def decided_document():
    return replace(full_document(), entries=ENTRIES, costs=(HOSTING, STAFF), indicators=(TRIPS,))
