"""What the example town knows for its decision, half filled in, as one finds it half a year before the end. Pure."""

from datetime import date, timedelta
from decimal import Decimal

from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading


def entries(today: date) -> dict[str, str]:
    """Two gates, five sections of the concept and much of the Ratsvorlage are still open."""
    meetings = [today + timedelta(days=days) for days in (16, 51, 86, 121)]
    return {
        "calendar.committee_first": "yes",
        "calendar.council": " ".join(day.isoformat() for day in meetings),
        "calendar.contract_end": (today + timedelta(weeks=26)).isoformat(),
        "calendar.notice_months": "3",
        "calendar.state_recruiting": "skip",
        "path.benefit": "yes",
        "path.benefit_note": "Weniger Kontrollfahrten im Einsatzbuch der letzten beiden Winter.",
        "path.usage": "yes",
        "path.usage_note": "Die Einsatzleitung sieht jeden Morgen nach.",
        "path.operator": "open",
        "path.operator_note": "Bauamt gilt als naheliegend, ein Vermerk fehlt.",
        "path.technology": "yes",
        "path.rights": "yes",
        "path.costs_known": "yes",
        "path.costs_known_note": "Rechnungen eines ganzen Betriebsjahres liegen vor.",
        "path.costs_financed": "open",
        "path.taker": "no",
        "concept.core": (
            "Der Bauhof weiß morgens um vier, welche Straßen glatt sind, und fährt nur dorthin. Das spart Fahrten und "
            "Salz, und gefährliche Stellen werden früher gestreut."
        ),
        "concept.audience": (
            "Einsatzleitung und Fahrerinnen und Fahrer des Bauhofs; mittelbar alle, die morgens unterwegs sind."
        ),
        "concept.value": (
            "Vorher fuhr der Bauhof bei Frostwarnung alle Straßen ab. Jetzt genügt ein Blick auf die Karte."
        ),
        "concept.operation": (
            "Die Sensoren sind Eigentum der Stadt. Funk und Plattform sind eingekauft, Geräte tauscht der Bauhof."
        ),
        "concept.knowledge": (
            "Zwei Beschäftigte des Bauhofs lernen die Plattform; die Kalibrierung erklärt eine Seite im Ordner."
        ),
        "concept.impact": "Gezählt werden Kontrollfahrten ohne Einsatz, monatlich aus dem Einsatzbuch.",
        "concept.risks": "Fällt die einzige eingearbeitete Person aus, bleiben Ersatzgeräte liegen.",
        "costs.rise": "2.5",
        "costs.fte_euro": "62000.00",
        "costs.financing": "Aus dem Ansatz für den Straßenunterhalt; die eingesparten Fahrten decken einen Teil.",
        "proposal.body": "Stadtrat",
        "proposal.committee": "Bauausschuss",
        "proposal.office": "Bauamt",
        "proposal.public": "public",
        "proposal.climate": "positive",
        "proposal.climate_reason": "Weniger Kontrollfahrten und weniger Streusalz auf Straßen, die nicht glatt sind.",
    }


def costs() -> tuple[DocumentCost, ...]:
    return (
        _cost("connection", "Funkanbindung der 24 Sensoren", yearly=2900, assumption="Rechnung des letzten Jahres"),
        _cost("hosting", "Plattform mit Karte und Warnung", yearly=3400, assumption="Rechnung des letzten Jahres"),
        _cost("hardware", "Ersatzgeräte", yearly=1500, basis="estimated", assumption="Drei von 24 Geräten im Jahr"),
        _cost(
            "staff",
            "Betreuung im Bauhof",
            fte="0.10",
            basis="estimated",
            share=100,
            assumption="Ein halber Tag in der Woche",
        ),
        _cost("training", "Schulung von zwei Beschäftigten", once=1200, basis="estimated", share=None),
        _cost("service", "Erneuerung der Zertifikate und Sicherheitsprüfung", basis="unknown", share=None),
        _cost(
            "saving",
            "Eingesparte Kontrollfahrten",
            yearly=4200,
            basis="estimated",
            share=None,
            assumption="70 Fahrten zu je 60 Euro",
        ),
    )


def _cost(
    kind: str,
    label: str,
    *,
    once: int | None = None,
    yearly: int | None = None,
    fte: str | None = None,
    basis: str = "measured",
    share: int | None = 80,
    assumption: str = "",
) -> DocumentCost:
    return DocumentCost(
        side="relief" if kind == "saving" else "cost",
        kind=kind,
        label=label,
        basis=basis,
        once=None if once is None else Decimal(once).quantize(Decimal("0.01")),
        yearly=None if yearly is None else Decimal(yearly).quantize(Decimal("0.01")),
        fte=None if fte is None else Decimal(fte),
        from_year=1,
        funded_share=share,
        assumption=assumption,
    )


def indicators(today: date) -> tuple[DocumentIndicator, ...]:
    trips = DocumentIndicator(
        catalogue_id=None,
        title="Kontrollfahrten ohne Einsatz",
        definition="Fahrten des Winterdienstes, nach denen nicht gestreut wurde.",
        unit="Fahrten je Monat",
        source="Einsatzbuch des Bauhofs",
        method="Die Einsatzleitung zählt am Monatsende die Zeilen ohne Streumenge.",
        direction="down",
        baseline=Decimal("38.000"),
        baseline_day=today - timedelta(weeks=100),
        target=Decimal("12.000"),
        target_day=today + timedelta(weeks=60),
        readings=tuple(
            DocumentReading(today - timedelta(weeks=weeks), Decimal(value), basis, note)
            for weeks, value, basis, note in (
                (92, "35.000", "measured", ""),
                (88, "31.000", "measured", "Erste Sensoren in Betrieb"),
                (48, "22.000", "measured", ""),
                (40, "19.000", "estimated", "Ein Blatt des Einsatzbuchs fehlt"),
                (4, "16.000", "measured", ""),
            )
        ),
    )
    salt = DocumentIndicator(
        catalogue_id=None,
        title="Streusalz je Winter",
        definition="Verbrauchtes Salz vom 1. November bis 31. März.",
        unit="Tonnen",
        source="Lagerbuch des Bauhofs",
        method="Bestand vorher, Zugänge, Bestand nachher.",
        direction="down",
        baseline=Decimal("410.000"),
        baseline_day=today - timedelta(weeks=90),
        target=Decimal("350.000"),
        target_day=today + timedelta(weeks=60),
        readings=(),
    )
    return trips, salt
