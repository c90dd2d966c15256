"""What a document tells of the decision, that an upload keeps it, and that older documents stay what they are."""

import json

import pytest

from recommendations import actions
from recommendations.document import DocumentError, document_data, document_text, parse_document, read_document
from recommendations.document_decision import (
    BASES,
    COST_KINDS,
    DIRECTIONS,
    MOST_COSTS,
    MOST_INDICATORS,
    MOST_READINGS,
    READING_BASES,
    SIDES,
)
from recommendations.export import get_document, upload_faults
from recommendations.models import CostLine, Indicator, Reading
from tests.cast import ANNA
from tests.recommendations.decision_samples import decided_document
from tests.recommendations.report_samples import full_document


def changed(key, place=None, inner=None, **fields):
    """The document's data with other values in an object of it; `...` takes one away."""
    data = document_data(decided_document())
    row = data[key] if place is None else data[key][place]
    row = row if inner is None else row[inner][0]
    row.update(fields)
    for name in [name for name, value in fields.items() if value is ...]:
        del row[name]
    return data


def faults_of(data):
    with pytest.raises(DocumentError) as caught:
        parse_document(data)
    return [fault.id for fault in caught.value.faults]


def test_decision_comes_back_exactly():
    document = decided_document()

    assert read_document(document_text(document).encode()) == document


def test_document_without_decision_does_not_mention_it():
    assert {"entries", "costs", "indicators"}.isdisjoint(json.loads(document_text(full_document())))
    empty = {**document_data(full_document()), "entries": {"costs.rise": ""}, "costs": [], "indicators": []}
    assert document_text(parse_document(empty)) == document_text(full_document())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (changed("entries", **{"costs.unheard_of": "1"}), "entries.costs.unheard_of"),
        (changed("entries", **{"calendar.council": "14.01.2027"}), "entries.calendar.council"),
        (changed("entries", **{"costs.rise": 2.5}), "entries.costs.rise"),
        (changed("entries", **{"costs.rise": "0\x00"}), "entries.costs.rise"),
        (changed("costs", 0, kind="taxes"), "costs.1.kind"),
        (changed("costs", 0, label=" "), "costs.1.label"),
        (changed("costs", 0, yearly="-1"), "costs.1.yearly"),
        (changed("costs", 1, fte="1000"), "costs.2.fte"),
        (changed("costs", 1, fte="0.155"), "costs.2.fte"),
        (changed("costs", 0, from_year=6), "costs.1.from_year"),
        (changed("costs", 0, funded_share=101), "costs.1.funded_share"),
        (changed("costs", 0, assumption=...), "costs.1.assumption"),
        (changed("costs", 0, more=1), "costs.1.more"),
        (changed("indicators", 0, catalogue_id="unheard_of"), "indicators.1.catalogue_id"),
        (changed("indicators", 0, unit=""), "indicators.1.unit"),
        (changed("indicators", 0, direction="left"), "indicators.1.direction"),
        (changed("indicators", 0, target="1e5"), "indicators.1.target"),
        (changed("indicators", 0, target="100000000000"), "indicators.1.target"),
        (changed("indicators", 0, target_day="2027-02-29"), "indicators.1.target_day"),
        (changed("indicators", 0, readings={}), "indicators.1.readings"),
        (changed("indicators", 0, "readings", day="2027-03-31"), "indicators.1.readings"),
        (changed("indicators", 0, "readings", day=None), "indicators.1.readings.1.day"),
        (changed("indicators", 0, "readings", value="1.2345"), "indicators.1.readings.1.value"),
        (changed("indicators", 0, "readings", basis="unknown"), "indicators.1.readings.1.basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fault_is_told_with_its_place(data, fault):
    assert faults_of(data) == [fault]


@pytest.mark.parametrize(
    ("key", "most"),
    [("costs", MOST_COSTS), ("indicators", MOST_INDICATORS)],
)
def test_no_more_rows_than_pages_allow(key, most):
    data = document_data(decided_document())
    row = data[key][0]
    parse_document({**data, key: [row] * most})

    assert faults_of({**data, key: [row] * (most + 1)}) == [key]


def test_no_more_readings_than_pages_allow():
    data = document_data(decided_document())
    reading = data["indicators"][0]["readings"][0]
    data["indicators"][0]["readings"] = [reading] * (MOST_READINGS + 1)

    assert faults_of(data) == ["indicators.1.readings"]


def test_words_are_those_of_the_models():
    assert dict(CostLine.Side.choices) == SIDES
    assert dict(CostLine.Kind.choices) == COST_KINDS
    assert dict(CostLine.Basis.choices) == BASES
    assert dict(Indicator.Direction.choices) == DIRECTIONS
    assert dict(Reading.Basis.choices) == READING_BASES


@pytest.mark.django_db
def test_upload_keeps_what_the_decision_rests_on():
    document = decided_document()

    assessment, _ = actions.upload_document(document=document, editor=ANNA)

    stored = get_document(assessment)
    assert (stored.entries, stored.costs, stored.indicators) == (document.entries, document.costs, document.indicators)


def test_day_out_of_range_cannot_be_uploaded():
    data = changed("indicators", 0, "readings", day="1989-12-31")
    data["indicators"][0]["target_day"] = "2101-01-01"

    faults = upload_faults(parse_document(data))

    assert [fault.id for fault in faults] == ["indicators.1.target_day", "indicators.1.readings"]
