"""Documents with costs and indicators, as short as a test needs them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recommendations.costs import build_costs
from recommendations.document_decision import DocumentCost, DocumentIndicator, DocumentReading
from tests.recommendations.files import DOCUMENT

FUNDING_END = date(2027, 12, 31)
TODAY = date(2026, 11, 23)


def document_with(*, end=FUNDING_END, **values):
    """The example's project with this end of its funding, and nothing of the decision but `values`."""
    project = replace(DOCUMENT.project, funding_end=end)
    return replace(DOCUMENT, project=project, **{"entries": {}, "costs": (), "indicators": (), **values})


def sheet_of(*costs, end=FUNDING_END, **entries):
    said = {f"costs.{key}": value for key, value in entries.items()}
    return build_costs(document_with(costs=costs, entries=said, end=end), TODAY)


def cost(label="Hosting", side="cost", kind="hosting", basis="estimated", **values):
    """A line. Amounts as text: yearly="1200"."""
    for name in ("once", "yearly", "fte"):
        values[name] = Decimal(values[name]) if name in values else None
    rest = {"from_year": 1, "funded_share": None, "assumption": "", **values}
    return DocumentCost(side=side, kind=kind, label=label, basis=basis, **rest)


def indicator(*readings, title="Kontrollfahrten", unit="Fahrten", direction="up", **values):
    """`readings`: (day in ISO, value as text), measured ones."""
    for name in ("baseline", "target"):
        values[name] = Decimal(values[name]) if name in values else None
    for name in ("baseline_day", "target_day"):
        values[name] = date.fromisoformat(values[name]) if name in values else None
    texts = {name: values.pop(name, "") for name in ("definition", "source", "method")}
    return DocumentIndicator(
        catalogue_id=values.pop("catalogue_id", None),
        title=title,
        unit=unit,
        direction=direction,
        readings=tuple(reading(*entry) for entry in readings),
        **texts,
        **values,
    )


def reading(day, value, basis="measured", note=""):
    return DocumentReading(date.fromisoformat(day), Decimal(value), basis, note)
