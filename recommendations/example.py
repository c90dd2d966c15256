"""The example: an invented town half a year before the end of its funding, and its check of a year before. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from assessments.instrument import CURRENT
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from recommendations import example_decision
from recommendations.document import Document, DocumentMeasure, DocumentMunicipality, DocumentProject

MUNICIPALITY = DocumentMunicipality(
    name="Beispielstadt Musterbach (erfunden)", ags=None, land="06", kreis=None, size_class=2, population=None
)
ANSWERS: dict[str, Answer] = {
    **{"B1.1": 2, "B1.2": 2, "B2.1": 3, "B2.2": 2, "B3.1": 1, "B3.2": 3, "B4.1": 1, "B4.2": 2},
    **{"B5.1": NOT_APPLICABLE, "B5.2": 2},
    **{"D1.1": 3, "D1.2": 2, "D2.1": 3, "D2.2": 2, "D3.1": 2, "D3.2": 1, "D4.1": 1, "D4.2": 3, "D5.1": 1, "D5.2": 2},
    **{"S1": 1, "S2": 2, "S3": 3, "S4": 2, "S5": 2, "S6": UNKNOWN},
    **{"K1.1": 2, "K1.2": 1, "K1.3": 2, "K2.1": 1, "K2.2": 1, "K2.3": 1, "K3.1": 2, "K3.2": 2},
    **{"K4.1": 2, "K4.2": 3, "K4.3": 1, "K5.1": 3, "K5.2": 1, "K5.3": 2},
    **{"K6.1": 2, "K6.2": 2, "K6.3": 1, "K6.4": 1},
    **{"F1.1": 1, "F1.2": 1, "F1.3": 2, "F1.4": UNKNOWN, "F2.1": 2, "F2.2": UNKNOWN, "F2.3": 1},
    **{"F3.1": NOT_APPLICABLE, "F3.2": 2, "F3.3": 1},
}
NOTES = {
    "B2.1": "Eine Person im Bauhof kennt die Sensoren, ist aber nur mit 20 % eingeplant. Vertretung gibt es keine.",
    "B3.2": "Die Zugänge zur Funkplattform hat nur die befristete Projektkraft.",
    "S6": "Im Lenkungskreis fragen, ob die Bedingungen der Nachbargemeinden schon erhoben sind.",
    "K1.2": "Bauamt gilt als naheliegend, ein Vermerk fehlt.",
    "K4.2": "Bericht im Bauausschuss jedes Frühjahr nach der Wintersaison.",
    "F1.4": "Beim Projektträger nachfragen.",
}
# What was different a year before; the rest was as it is now.
EARLIER: dict[str, Answer] = {
    **{"B2.1": 4, "B3.2": UNKNOWN, "B4.2": 3, "D1.1": 2, "D2.2": 1, "D4.2": 2, "D5.2": 1},
    **{"S1": 0, "S2": 1, "S3": 2, "K1.1": 1, "K1.2": 0, "K2.2": 0, "K4.2": 1, "K5.1": 2, "K6.1": 1, "K6.3": UNKNOWN},
}


def current_document(today: date) -> Document:
    return Document(
        instrument=CURRENT,
        mode="full",
        municipality=MUNICIPALITY,
        project=project(today),
        created=today - timedelta(weeks=2),
        submitted=None,
        answers=ANSWERS,
        notes=NOTES,
        measures=measures(today),
        entries=example_decision.entries(today),
        costs=example_decision.costs(),
        indicators=example_decision.indicators(today),
    )


def earlier_document(today: date) -> Document:
    day = today - timedelta(weeks=54)
    return replace(
        current_document(today),
        created=day,
        submitted=datetime.combine(day + timedelta(days=9), time(9, 30), UTC),
        answers={**ANSWERS, **EARLIER},
        notes={},
        measures=(),
        # They are the project's, not the check's.
        entries={},
        costs=(),
        indicators=(),
    )


def project(today: date) -> DocumentProject:
    return DocumentProject(
        name="Glättesensoren im Winterdienst",
        description=(
            "24 Sensoren messen Temperatur und Feuchte der Fahrbahn. Der Bauhof fährt nur dort, wo es glatt ist; "
            "die Messwerte laufen in das Einsatzbuch."
        ),
        funding="Landesprogramm für digitale Kommunen (erfunden), Eigenanteil 20 %",
        funding_start=today - timedelta(weeks=104),
        funding_end=today + timedelta(weeks=26),
        phase="ending",
    )


def measures(today: date) -> tuple[DocumentMeasure, ...]:
    """In the order of the plan page."""
    blank = DocumentMeasure(
        recommendation=None,
        title="",
        responsible="",
        start=None,
        due=None,
        status="open",
        decline_reason="",
        cost_once=None,
        cost_yearly=None,
        note="",
        priority="medium",
    )
    return (
        replace(
            blank,
            recommendation="K6.3",
            title="Liste des Wissens, das an einer Person hängt",
            responsible="Projektleitung",
            start=today - timedelta(weeks=3),
            due=today - timedelta(days=4),
            status="running",
            note="Zugänge zur Funkplattform und Kalibrierung zuerst.",
            priority="high",
        ),
        replace(
            blank,
            recommendation="K1.2",
            title="Die Zuständigkeit für die Zeit nach der Förderung festlegen",
            responsible="Hauptamt mit Bauamt",
            start=today,
            due=today + timedelta(weeks=8),
            note="Vorschlag: Bauamt, Sachgebiet Straßenunterhalt.",
            priority="high",
        ),
        replace(
            blank,
            recommendation="K2.2",
            title="Kostenliste für ein Betriebsjahr",
            responsible="Projektleitung",
            due=today + timedelta(weeks=10),
            cost_yearly=Decimal("7800.00"),
            note="Funk 2.900 €, Plattform 3.400 €, Ersatzgeräte 1.500 €.",
            priority="high",
        ),
        replace(
            blank,
            title="Zwei Beschäftigte des Bauhofs an der Plattform schulen",
            responsible="Bauhof mit Personalstelle",
            due=today + timedelta(weeks=12),
            cost_once=Decimal("1200.00"),
        ),
        replace(
            blank,
            recommendation="K5.2",
            title="Den Betrieb mit anderen Kommunen gemeinsam tragen",
            responsible="Hauptamt",
            due=today + timedelta(weeks=40),
            status="postponed",
            note="Nachbargemeinde hat Interesse, aber erst nach ihrer Bürgermeisterwahl.",
        ),
        replace(
            blank,
            recommendation="K4.2",
            title="Seite für den Ausschuss und Vermerk zu den Rückfragen",
            responsible="Bauamt",
            start=today - timedelta(weeks=30),
            due=today - timedelta(weeks=24),
            status="done",
            priority="low",
        ),
        replace(
            blank,
            title="Sensoren auch auf Parkplätzen anbringen",
            responsible="Bauamt",
            status="declined",
            decline_reason="Erst muss der Betrieb der vorhandenen Sensoren bezahlt sein.",
            cost_once=Decimal("15000.00"),
            priority="low",
        ),
    )
