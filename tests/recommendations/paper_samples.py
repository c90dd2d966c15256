"""Documents of a project that is to be decided on."""

from datetime import date
from decimal import Decimal

from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading
from recommendations.papers.paper import section_texts
from recommendations.papers.proposal import build_proposal, build_proposal_paper
from tests.recommendations.report_samples import full_document

TODAY = date(2026, 5, 25)
GATES = ("benefit", "usage", "operator", "technology", "rights", "costs_known", "costs_financed")
ENTRIES = {
    "path.outcome": "sustain",
    "path.outcome_reason": "Der Winterdienst spart Fahrten.\nDas Tiefbauamt hat zugesagt.",
    "concept.core": "Der Bauhof streut dort, wo es glatt ist.",
    "costs.financing": "Ansatz des Winterdienstes.",
    "proposal.body": "Stadtrat",
    "proposal.meeting": "2026-06-18",
    "proposal.committee": "Bauausschuss",
    "proposal.committee_meeting": "2026-06-02",
    "proposal.office": "Tiefbauamt",
    "proposal.number": "2026/044",
    "proposal.public": "public",
    "proposal.operator": "Bauhof",
    "proposal.report_day": "2027-12-01",
    "proposal.budget": "registered",
    "proposal.budget_line": "54.10.01 / 5271",
    "proposal.staff": "Der Anteil wird im Bauhof umgeschichtet.",
    "proposal.climate": "positive",
    "proposal.climate_reason": "Weniger Kontrollfahrten laut Fahrtenbuch.",
    "proposal.involved": "Kämmerei, mitgezeichnet am 12.05.2026\n- Personalamt, mitgezeichnet am 13.05.2026",
    "proposal.alternatives": "Nichts entscheiden: Der Betrieb endet ungeplant.",
} | {f"path.{gate}": "yes" for gate in GATES}
NOTES = {f"path.{gate}_note": "Vermerk vom 04.05.2026" for gate in GATES}


def cost(**fields):
    standard = {
        "side": "cost",
        "kind": "hosting",
        "label": "Hosting",
        "basis": "measured",
        "once": None,
        "yearly": Decimal(4200),
        "fte": None,
        "from_year": 1,
        "funded_share": 80,
        "assumption": "",
    }
    return DocumentCost(**{**standard, **fields})


COSTS = (
    cost(),
    cost(kind="staff", label="Betreuung", fte=Decimal("0.2"), yearly=Decimal(14000), basis="estimated"),
    cost(kind="hardware", label="Ersatzgeräte", once=Decimal(1500), yearly=None),
    cost(side="relief", kind="saving", label="Kontrollfahrten", yearly=Decimal(6000), funded_share=None),
)
INDICATOR = DocumentIndicator(
    catalogue_id=None,
    title="Kontrollfahrten je Monat",
    definition="",
    unit="Fahrten",
    source="Fahrtenbuch",
    method="",
    direction="down",
    baseline=Decimal(38),
    baseline_day=date(2025, 1, 31),
    target=Decimal(12),
    target_day=date(2027, 1, 31),
    readings=(DocumentReading(date(2026, 1, 31), Decimal(16), "measured", ""),),
)


def decided(entries=None, **fields):
    """With everything that a Vorlage asks for, but the day on which the Zweckbindung ends."""
    standard = {"entries": {**ENTRIES, **NOTES, **(entries or {})}, "costs": COSTS, "indicators": (INDICATOR,)}
    return full_document(**{**standard, **fields})


def section_of(document, key):
    return build_proposal(document, TODAY).section(key)


def words_of(document, key):
    """Of a section, without its title, with plain spaces."""
    (found,) = [part for part in build_proposal_paper(document, TODAY).sections if part.key == key]
    return [text.replace("\u00a0", " ") for text in list(section_texts(found))[1:]]
