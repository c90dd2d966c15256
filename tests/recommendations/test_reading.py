"""The sources to read on: every recommendation has one, every source is whole and used."""

import pytest

from assessments.instrument import CURRENT
from recommendations.catalogue import load_catalogue
from recommendations.entry_list import read_guide
from recommendations.reading import Reading, Source, further_reading, group_readings, load_readings

GUIDE = read_guide("reading")
SOURCES, READINGS = GUIDE["source"], GUIDE["reading"]
IDS = [recommendation.id for recommendation in load_catalogue(CURRENT).recommendations]


def test_every_recommendation_has_one_to_three_sources_and_nothing_else_has():
    counts = {id: len(further_reading(id)) for id in IDS}

    assert len(IDS) == 28
    assert set(load_readings()) == set(IDS)
    assert [id for id, count in counts.items() if not 1 <= count <= 3] == []


def test_recommendation_that_is_not_known_has_none():
    assert further_reading("K9.9") == ()


def test_no_source_stands_twice_with_a_recommendation():
    pairs = [(entry["recommendation"], entry["source"]) for entry in READINGS]

    assert len(pairs) == len(set(pairs))


def test_every_source_is_used_and_has_a_title_of_its_own():
    titles = [source["title"] for source in SOURCES.values()]

    assert {entry["source"] for entry in READINGS} == set(SOURCES)
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("key", SOURCES)
def test_source_is_whole(key):
    source = SOURCES[key]

    assert set(source) - {"year"} == {"title", "publisher", "address"}
    assert all(source[name].strip() == source[name] != "" for name in ("title", "publisher", "address"))
    assert 2010 <= source.get("year", 2026) <= 2026
    assert "://" not in source["address"]


@pytest.mark.parametrize("entry", READINGS, ids=[f"{entry['recommendation']}-{entry['source']}" for entry in READINGS])
def test_what_one_finds_is_said_shortly(entry):
    assert set(entry) == {"recommendation", "source", "finds"}
    assert 40 < len(entry["finds"]) < 240
    assert entry["finds"].endswith(".")


def test_edition_names_the_year_where_there_is_one():
    assert Source("Titel", "BBSR", 2024, "bbsr.bund.de").edition == "BBSR, 2024"
    assert Source("Titel", "DIN", None, "din.de").edition == "DIN"


def test_grouping_keeps_the_order_and_misses_no_source():
    source = {"title": "Titel", "publisher": "BBSR", "address": "bbsr.bund.de"}
    first, second = ({"recommendation": "K1.1", "source": "a", "finds": text} for text in ("Eins.", "Zwei."))
    made = Source("Titel", "BBSR", None, "bbsr.bund.de")

    assert group_readings({"source": {"a": source}, "reading": [first, second]}) == {
        "K1.1": (Reading(made, "Eins."), Reading(made, "Zwei."))
    }
    with pytest.raises(KeyError):
        group_readings({"source": {}, "reading": [first]})
