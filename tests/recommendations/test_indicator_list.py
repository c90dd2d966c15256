"""The catalogue of indicators: every link resolves, every text is there and fits into its field."""

import pytest

from assessments.instrument import CURRENT
from recommendations.catalogue import load_catalogue
from recommendations.entry_list import read_guide
from recommendations.indicator_list import INDICATOR_IDS, INDICATORS, THEMES, by_theme, load_indicators
from recommendations.models import Indicator

FIELDS = {
    "Winterdienst",
    "Digitale Bauakte",
    "Mobilitätsdaten",
    "Beteiligung",
    "Hitze",
    "LoRaWAN",
    "Terminvergabe",
    "Wissen und Organisation",
    "Kosten",
}
ENTRIES = pytest.mark.parametrize("entry", INDICATORS.values(), ids=INDICATOR_IDS)


def test_catalogue_has_something_of_every_theme_and_field():
    assert len(INDICATOR_IDS) == 24
    assert [len(entries) >= 1 for _, entries in by_theme()] == [True] * len(THEMES)
    assert [entry.id for _, entries in by_theme() for entry in entries] == list(INDICATOR_IDS)
    assert {field for entry in INDICATORS.values() for field in entry.fields} == FIELDS
    assert len({entry.title for entry in INDICATORS.values()}) == 24


@ENTRIES
def test_links_resolve(entry):
    ids = {recommendation.id for recommendation in load_catalogue(CURRENT).municipal}

    assert entry.recommendations
    assert set(entry.recommendations) <= ids


@ENTRIES
def test_texts_fit_into_the_fields_of_an_indicator(entry):
    for name in ("id", "title", "definition", "unit", "source", "method"):
        column = "catalogue_id" if name == "id" else name
        assert 0 < len(getattr(entry, name).strip()) <= Indicator._meta.get_field(column).max_length
    assert entry.example.strip()
    assert entry.direction in Indicator.Direction.values


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"id": "paper"}, "same id"), ({"theme": "luck"}, "unknown theme"), ({"method": ""}, "empty text: fuel")],
    ids=["id", "theme", "text"],
)
def test_faulty_catalogue_is_refused(change, reason):
    guide = read_guide("indicators")
    row = next(row for row in guide["indicator"] if row["id"] == "fuel")
    row |= change

    with pytest.raises(ValueError, match=reason):
        load_indicators(guide)
