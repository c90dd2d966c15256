"""Costs and indicators in the report: the same figures as on the pages, and a PDF that is accessible."""

from datetime import date

import pytest

from recommendations.report import render_report
from tests.recommendations.cost_samples import cost, document_with, indicator
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages

TODAY = date(2026, 11, 23)
COSTS = (
    cost("Betreuung", kind="staff", fte="0.25", from_year=2),
    cost("Plattform", yearly="3400", once="500.50", assumption="Angebot vom 12.03.2027"),
    cost("Wartung", kind="service", basis="unknown"),
    cost("Weniger Fahrten", "relief", "saving", yearly="1200"),
)
SENSORS = indicator(
    ("2026-01-15", "60"),
    ("2026-07-15", "72", "estimated", "nach dem Umbau"),
    title="Anteil gültiger Messwerte",
    unit="Prozent",
    source="Datenplattform",
    definition="Angekommen und plausibel.",
    baseline="55",
    baseline_day="2025-06-30",
    target="80",
)


@pytest.fixture(scope="module")
def paper():
    document = document_with(
        costs=COSTS,
        indicators=(SENSORS, indicator(title="Ohne Werte")),
        entries={"costs.rise": "2.5", "costs.financing": "Aus dem Ansatz des Tiefbauamts"},
    )
    with weasyprint_messages() as messages:
        pdf = render_report(document, TODAY)
    return pdf, flat(text_of(pdf)), messages


def test_costs_on_paper(paper):
    _, text, _ = paper

    for said in (
        "kostet das Vorhaben mindestens 18.372 €: einmalig mindestens 501 € und laufend mindestens 3.400 € je Jahr.",
        "Kosten: Personal, 0,25 VZÄ, ab 2029 geschätzt – offen",
        "noch nicht bekannt offen offen",
        "Angebot vom 12.03.2027",
        "2 Kostenpositionen haben noch keinen vollständigen Betrag",
        "Aus dem Ansatz des Tiefbauamts",
    ):
        assert said in text


def test_indicators_on_paper(paper):
    _, text, _ = paper

    for said in (
        "Anteil gültiger Messwerte: 17 von 25 Prozentpunkten geschafft",
        "Zuletzt: 72 Prozent (15.07.2026, geschätzt). Ausgangswert: 55 Prozent am 30.06.2025. Ziel: 80 Prozent",
        "15.07.2026 72 geschätzt nach dem Umbau",
        "Ohne Werte: noch kein Messwert",
    ):
        assert said in text


def test_paper_is_accessible(paper):
    pdf, _, messages = paper

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), list(messages)) == ([], [], [])
