"""Words of a release: its cells, its figures, and why something is not published. Pure.

The same on the funder's pages, in the PDF and in the tables.
"""

from collections.abc import Mapping

from assessments.instrument import Instrument
from assessments.municipalities import LAENDER, SIZE_CLASSES
from recommendations.catalogue import Catalogue
from recommendations.matching import OWN, PRESSURE_UNKNOWN

MARK = "·"
TOO_FEW, SECONDARY, TOO_FEW_CHANGED, DERIVABLE = "too_few", "secondary", "too_few_changed", "derivable"
LEGEND = "zu wenige Kommunen"
REASONS: Mapping[str, str] = {
    TOO_FEW: LEGEND,
    SECONDARY: f"{LEGEND}: sonst ließen sich die übrigen Gruppen ausrechnen",
    TOO_FEW_CHANGED: "seit der letzten Freigabe haben sich zu wenige Kommunen geändert",
    DERIVABLE: "ließe sich mit früheren Freigaben zurückrechnen",
}
PROGRAMME = "programme"
LAND, SIZE = "land", "size"
CELL_NAMES: Mapping[str, str] = {
    PROGRAMME: "ganzes Programm",
    **{f"{LAND}:{key}": name for key, name in sorted(LAENDER)},
    **{f"{SIZE}:{key}": name for key, name in SIZE_CLASSES},
}
"""Every cell of the fixed grid, in order."""
INDEX, MUNICIPAL, FUNDER = "index", "municipal", "funder"
NEEDS = (MUNICIPAL, FUNDER)
GROUP_TITLES: Mapping[str, str] = {
    FUNDER: "Bedarf: Empfehlungen an Fördergeber und Politik",
    MUNICIPAL: "Bedarf: Empfehlungen an die Kommunen",
    INDEX: "Gesamtwerte",
}
NEED_BANDS = ("hoch", "mittel", "niedrig")
SCORE_BANDS = ("unter 40", "40 bis 70", "über 70")
BOUND_SIGNS = {"at_most": "≤", "at_least": "≥"}


def reason_text(reason: str) -> str:
    """Raises KeyError."""
    return REASONS[reason]


def wait_text(reason: str, least: int) -> str:
    """What has to happen until it is published; `least`: from how many municipalities on there is a mean."""
    return {
        TOO_FEW: f"Erscheint, sobald mindestens {least} Kommunen dieser Gruppe einen Wert geteilt haben.",
        SECONDARY: f"Erscheint, sobald die zurückgehaltenen Gruppen zusammen mindestens {least} Kommunen umfassen oder "
        "gar keine.",
        TOO_FEW_CHANGED: f"Ein neuer Wert erscheint, sobald sich seit dem gezeigten Stand die Werte von mindestens "
        f"{least} Kommunen geändert haben. Auch neue und weggefallene zählen.",
        DERIVABLE: "Erscheint in einer späteren Freigabe, sobald genug weitere Kommunen hinzugekommen sind oder sich "
        "geändert haben.",
    }[reason]


def listed_wait_text(reason: str, least: int, listed: int) -> str:
    """Of a Land or a size class in which the programme lists so many municipalities."""
    if reason == TOO_FEW and listed < least:
        return f"Kann nicht erscheinen: Das Programm führt hier weniger als {least} Kommunen."
    return wait_text(reason, least)


def cell_name(cell: str) -> str:
    """Raises KeyError."""
    return CELL_NAMES[cell]


def figure_kinds(instrument: Instrument, catalogue: Catalogue) -> dict[str, str]:
    """{figure: kind} in the order of the instrument: the part of a dimension, INDEX, or the set of a recommendation."""
    return {
        **{dimension.id: dimension.part for dimension in instrument.dimensions},
        **{index.id: INDEX for index in instrument.indices},
        **{entry.id: MUNICIPAL for entry in catalogue.municipal},
        **{entry.id: FUNDER for entry in catalogue.funder},
    }


def figure_title(instrument: Instrument, catalogue: Catalogue, figure: str) -> str:
    """Without its id. Raises KeyError."""
    indices = {index.id: index.title for index in instrument.indices}
    if figure in indices:
        return indices[figure]
    if catalogue.has_recommendation(figure):
        return catalogue.recommendation(figure).title
    return instrument.dimension(figure).title


def part_title(instrument: Instrument, source: str) -> str:
    """What stands behind a part of a need: „Hemmnis „Finanzierungslogik““. Raises KeyError."""
    if source == OWN:
        return "Was bei der Empfehlung selbst noch fehlt"
    if source == PRESSURE_UNKNOWN:
        return "Angaben zu den verknüpften Hemmnissen, Treibern und Voraussetzungen fehlen"
    dimension = instrument.dimension(source)
    return f"{instrument.part(dimension.part).noun} „{dimension.title}“"


def bands_of(kind: str) -> tuple[str, str, str]:
    """The names of the three shares of a figure, in the order of the content."""
    return NEED_BANDS if kind in NEEDS else SCORE_BANDS
