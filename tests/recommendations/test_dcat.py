import json
from datetime import date

import pytest

from recommendations.dcat import CONTEXT, FILES, LICENCES, Addresses, dcat_data, dcat_text, publisher_name
from tests.recommendations.release_facts import facts_with, sample_facts

ADDRESSES = Addresses(
    data_set="https://daten.example/freigabe.jsonld",
    files={ending: f"https://daten.example/freigabe.{ending}" for ending in FILES},
    schema="https://check.example/schema/freigabe-1.json",
)
# The specification of DCAT-AP.de 3.0, overview of the classes: what is mandatory.
MANDATORY = {
    "dcat:Dataset": {"dcterms:title", "dcterms:description", "dcterms:publisher"},
    "dcat:Distribution": {"dcat:accessURL", "dcterms:license"},
    "foaf:Agent": {"foaf:name"},
    "dcterms:PeriodOfTime": {"dcat:endDate"},
}
RECOMMENDED = {
    "dcat:keyword",
    "dcatde:politicalGeocodingLevelURI",
    "dcat:theme",
    "dcatap:availability",
    "dcterms:spatial",
    "dcterms:temporal",
    "dcat:distribution",
}


def described(**fields):
    return dcat_data(facts_with(**fields), ADDRESSES, "dl-by-de/2.0")


def nodes(value):
    """Every object in a JSON-LD document that has a class."""
    if isinstance(value, list):
        return [found for entry in value for found in nodes(entry)]
    if not isinstance(value, dict):
        return []
    inner = [found for key, entry in value.items() if key != "@context" for found in nodes(entry)]
    return [value, *inner] if "@type" in value and "@value" not in value else inner


def terms(value):
    """Every name with a prefix: keys, classes and data types."""
    if isinstance(value, list):
        return {term for entry in value for term in terms(entry)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")} | ({value["@type"]} if "@type" in value else set())
    return own.union(*(terms(entry) for key, entry in value.items() if key != "@context"))


def test_every_class_has_what_is_mandatory():
    found = nodes(described())

    assert {node["@type"] for node in found} == set(MANDATORY)
    assert [node for node in found if not MANDATORY[node["@type"]] <= set(node)] == []
    assert set(described()) >= RECOMMENDED


def test_every_prefix_is_declared():
    assert {term.partition(":")[0] for term in terms(described())} == set(CONTEXT)


def test_a_distribution_for_each_file():
    found = {entry["dcterms:format"]["@id"].rsplit("/")[-1]: entry for entry in described()["dcat:distribution"]}

    assert list(found) == ["CSV", "XLSX", "JSON", "PDF"]
    assert found["CSV"]["dcat:accessURL"] == found["CSV"]["dcat:downloadURL"] == {"@id": ADDRESSES.files["csv"]}
    assert found["CSV"]["dcat:mediaType"] == {"@id": "https://www.iana.org/assignments/media-types/text/csv"}
    assert found["JSON"]["dcterms:conformsTo"] == {"@id": ADDRESSES.schema}
    assert "dcterms:conformsTo" not in found["CSV"]
    assert {entry["dcterms:license"]["@id"] for entry in found.values()} == {
        "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    }


@pytest.mark.parametrize("licence", LICENCES)
def test_licence_is_of_the_list(licence):
    data = dcat_data(sample_facts(), ADDRESSES, licence)

    assert {entry["dcterms:license"]["@id"] for entry in data["dcat:distribution"]} == {
        f"http://dcat-ap.de/def/licenses/{licence}"
    }


@pytest.mark.parametrize(
    ("starts", "expected"),
    [(date(2024, 1, 1), ["2024-01-01", "2026-11-23"]), (None, ["2026-11-23"]), (date(2027, 1, 1), ["2026-11-23"])],
    ids=["known", "unknown", "after the release"],
)
def test_period_ends_with_the_release(starts, expected):
    period = described(starts=starts)["dcterms:temporal"]

    assert [entry["@value"] for key, entry in period.items() if key != "@type"] == expected


def test_publisher_is_the_funder():
    assert described()["dcterms:publisher"]["foaf:name"]["@value"] == "Ministerium für Erprobung (erfunden)"
    assert publisher_name(facts_with(funder="")) == "Fördergeber des Programms „Digitale Orte (erfunden)“"


def test_description_says_how_many_and_from_how_many_on():
    text = described()["dcterms:description"]["@value"]

    assert "Stand 23.11.2026; 24 von 30 Kommunen haben geteilt." in text
    assert "Mittelwerte ab 5 Kommunen" in text


def test_contributor_is_left_to_the_funder():
    assert "dcatde:contributorID" not in dcat_text(sample_facts(), ADDRESSES, "cc-zero")


def test_text_is_json_in_one_language():
    data = json.loads(dcat_text(sample_facts(), ADDRESSES, "cc-zero"))

    assert data["@type"] == "dcat:Dataset"
    assert {entry["@language"] for entry in data["dcat:keyword"]} == {"de"}
