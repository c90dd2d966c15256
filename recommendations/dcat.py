"""The description of a release for open-data portals: DCAT-AP.de 3.0 as JSON-LD. Pure.

Mandatory there: of a data set title, description and publisher with its name; of a distribution its address and its
licence. `dcatde:contributorID` is left to the funder: the portals assign it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommendations.release_notes import shared_text, thresholds_text
from recommendations.release_table import ReleaseFacts

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
LEVEL = "http://dcat-ap.de/def/politicalGeocoding/Level/federal"
LICENCE_LIST = "http://dcat-ap.de/def/licenses"
UNDECIDED = "other-closed"
LICENCES: Mapping[str, str] = {
    UNDECIDED: "noch nicht entschieden (keine offene Lizenz)",
    "dl-by-de/2.0": "Datenlizenz Deutschland, Namensnennung, 2.0",
    "dl-zero-de/2.0": "Datenlizenz Deutschland, Zero, 2.0",
    "cc-by/4.0": "Creative Commons, Namensnennung, 4.0 (CC BY 4.0)",
    "cc-zero": "Creative Commons Zero (CC0 1.0)",
}
"""Of the list of DCAT-AP.de; which one holds is for the funder to say."""
KEYWORDS = ("Digitalisierung", "Kommunen", "Smart City", "Verstetigung", "Förderprogramm", "Evaluation")
FILES: Mapping[str, tuple[str, str, str]] = {
    "csv": ("CSV", "text/csv", "Daten als CSV"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Tabellen als XLSX"),
    "json": ("JSON", "application/json", "Daten als JSON"),
    "pdf": ("PDF", "application/pdf", "Bericht als PDF"),
}
"""By ending: file type of the EU's list, media type, title."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`data_set`: what identifies it. `files`: by ending. `schema`: of the JSON."""

    data_set: str
    files: Mapping[str, str]
    schema: str


def dcat_text(facts: ReleaseFacts, addresses: Addresses, licence: str) -> str:
    """`licence`: a key of LICENCES."""
    return json.dumps(dcat_data(facts, addresses, licence), ensure_ascii=False, indent=2) + "\n"


def dcat_data(facts: ReleaseFacts, addresses: Addresses, licence: str) -> dict[str, Any]:
    day = _day(facts.date.isoformat())
    return {
        "@context": CONTEXT,
        "@id": addresses.data_set,
        "@type": "dcat:Dataset",
        "dcterms:title": _german(f"Verstetigung digitaler Vorhaben: {facts.programme}"),
        "dcterms:description": _german(_description(facts)),
        "dcterms:publisher": _publisher(facts),
        "dcterms:identifier": facts.id,
        "dcterms:issued": day,
        "dcterms:modified": day,
        "dcterms:temporal": _period(facts),
        "dcterms:spatial": _link(f"{EU}/country/DEU"),
        "dcatde:politicalGeocodingLevelURI": _link(LEVEL),
        "dcterms:language": _link(f"{EU}/language/DEU"),
        "dcterms:accessRights": _link(f"{EU}/access-right/PUBLIC"),
        "dcatap:availability": _link(f"{EU}/planned-availability/AVAILABLE"),
        "dcat:theme": _link(f"{EU}/data-theme/GOVE"),
        "dcat:keyword": [_german(word) for word in KEYWORDS],
        "dcat:version": facts.date.isoformat(),
        "dcat:distribution": [_distribution(facts, addresses, ending, licence) for ending in FILES],
    }


def publisher_name(facts: ReleaseFacts) -> str:
    return facts.funder or f"Fördergeber des Programms „{facts.programme}“"


def _description(facts: ReleaseFacts) -> str:
    return (
        "Zusammengefasste Selbsteinschätzungen der Kommunen des Programms: was die Verstetigung digitaler Vorhaben "
        "hemmt und trägt, und welche Empfehlungen wie dringend sind. "
        f"Stand {facts.date:%d.%m.%Y}; {shared_text(facts)}. Veröffentlicht sind {thresholds_text(facts)}, für das "
        "ganze Programm, nach Land und nach Größenklasse. Was eine einzelne Kommune erkennbar machen könnte, ist "
        "zurückgehalten und mit Grund gekennzeichnet. Methode und Zeichenerklärung stehen in jeder Datei."
    )


def _publisher(facts: ReleaseFacts) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _german(publisher_name(facts))}


def _period(facts: ReleaseFacts) -> dict[str, Any]:
    """From the programme's begin, where it is known, to the day of the release."""
    begin = {"dcat:startDate": _day(facts.starts.isoformat())} if facts.starts and facts.starts <= facts.date else {}
    return {"@type": "dcterms:PeriodOfTime", **begin, "dcat:endDate": _day(facts.date.isoformat())}


def _distribution(facts: ReleaseFacts, addresses: Addresses, ending: str, licence: str) -> dict[str, Any]:
    """A file that is only downloaded has the same address as access and as download (convention 39)."""
    file_type, media_type, title = FILES[ending]
    address, day = _link(addresses.files[ending]), _day(facts.date.isoformat())
    schema = {"dcterms:conformsTo": _link(addresses.schema)} if ending == "json" else {}
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": _german(title),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcterms:format": _link(f"{EU}/file-type/{file_type}"),
        "dcat:mediaType": _link(f"{MEDIA_TYPES}/{media_type}"),
        "dcterms:license": _link(f"{LICENCE_LIST}/{licence}"),
        "dcatde:licenseAttributionByText": _german(publisher_name(facts)),
        "dcterms:language": _link(f"{EU}/language/DEU"),
        "dcatap:availability": _link(f"{EU}/planned-availability/AVAILABLE"),
        "dcterms:issued": day,
        "dcterms:modified": day,
        **schema,
    }


def _german(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "de"}


def _link(address: str) -> dict[str, str]:
    return {"@id": address}


def _day(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
