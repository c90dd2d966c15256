"""What the fields for free texts are called where a text is handed back that was not stored (typed_text)."""

from recommendations.entry_forms import name_of
from recommendations.entry_list import SPECS

TEXT_KINDS = {"line", "text", "dates"}
LABELS = {
    "title": "Maßnahme oder Kennzahl",
    "responsible": "Zuständig",
    "decline_reason": "Grund der Ablehnung",
    "label": "Position",
    "assumption": "Annahme oder Beleg",
    "definition": "Was gezählt wird",
    "unit": "Einheit",
    "source": "Quelle der Daten",
    "method": "Wie gemessen wird",
    "text": "Ihr Text",
    "contact": "Zuständige Stelle",
}
OF_ENTRIES = {name_of(spec.key): spec.label for spec in SPECS.values() if spec.kind in TEXT_KINDS}


def label_of(name):
    """None where it is no free text."""
    return LABELS.get(name) or OF_ENTRIES.get(name)
