import json

import jsonschema
import pytest
from django.urls import reverse

from recommendations.release_json import ROW_KEYS, build_json, release_data, schema_id, schema_text
from recommendations.release_table import release_rows
from tests.recommendations.release_facts import facts_with, sample_facts

SCHEMA = json.loads(schema_text())
GOOD = {
    "cell": "programme",
    "figure": "B1",
    "statistic": "mean",
    "value": 43,
    "bound": None,
    "reason": None,
    "date": "2026-11-23",
    "text": "43",
}
NOTHING = {**GOOD, "value": None, "reason": "too_few", "date": None, "text": "·"}


def row_validator():
    return jsonschema.Draft202012Validator({"$ref": "#/$defs/row", "$defs": SCHEMA["$defs"]})


def test_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == schema_id()


def test_json_follows_the_schema():
    data = json.loads(build_json(sample_facts()))
    rows = data["rows"]
    # One row of each kind: the validator needs seconds for all of them.
    kinds = {(row["statistic"].split(":")[0], row["bound"], row["reason"], row["value"] is None): row for row in rows}

    jsonschema.Draft202012Validator(SCHEMA).validate({**data, "rows": list(kinds.values())})
    assert len(kinds) > 40


def test_rows_are_those_of_the_table():
    data = json.loads(build_json(sample_facts()))

    assert [tuple(row.values()) for row in data["rows"]] == [
        tuple(getattr(row, key) for key in ROW_KEYS) for row in release_rows(sample_facts())
    ]


def test_every_id_in_the_rows_is_explained():
    data = json.loads(build_json(sample_facts()))
    named = {key: {entry["id"] for entry in data[key]} for key in ("cells", "figures", "statistics")}

    assert {row["cell"] for row in data["rows"]} == named["cells"]
    assert {row["figure"] for row in data["rows"]} == named["figures"]
    assert {row["statistic"] for row in data["rows"] if ":" not in row["statistic"]} == named["statistics"]
    assert {row["reason"] for row in data["rows"]} - {None} <= set(data["reasons"])


def test_json_says_whose_it_is_and_how_it_was_made():
    data = release_data(sample_facts())

    assert (data["programme"], data["date"], data["municipalities"]) == (
        "Digitale Orte (erfunden)",
        "2026-11-23",
        {"listed": 30, "shared": 24},
    )
    assert data["policy"] == {"version": "2026.1", "mean": 5, "quartiles": 8, "shares": 10}
    assert {note["group"] for note in data["notes"]} == {
        "facts",
        "policy",
        "method",
        "legend",
        "reasons",
        "licence",
    }


def test_equal_releases_give_equal_text():
    content = {cell: dict(reversed(found.items())) for cell, found in reversed(sample_facts().content.items())}

    assert build_json(facts_with(content=content)) == build_json(sample_facts())


@pytest.mark.parametrize(
    "row", [GOOD, NOTHING, {**GOOD, "bound": "at_most", "reason": "derivable"}], ids=["new", "none", "kept"]
)
def test_schema_accepts(row):
    assert list(row_validator().iter_errors(row)) == []


@pytest.mark.parametrize(
    "row",
    [
        {**NOTHING, "reason": None},
        {**NOTHING, "date": "2026-11-23"},
        {**NOTHING, "text": "43"},
        {**NOTHING, "bound": "at_most"},
        {**GOOD, "date": None},
        {**GOOD, "value": 43.2},
        {**GOOD, "value": -1},
        {**GOOD, "bound": "about"},
        {**GOOD, "cell": "land:9"},
        {**GOOD, "statistic": "minimum"},
        {**GOOD, "name": "Musterbach"},
        {key: value for key, value in GOOD.items() if key != "reason"},
    ],
    ids=str,
)
def test_schema_refuses(row):
    assert list(row_validator().iter_errors(row))


def test_schema_is_public(client):
    response = client.get(reverse("release_schema"))

    assert (response.status_code, json.loads(response.content)) == (200, SCHEMA)
    assert response["Content-Type"] == "application/schema+json; charset=utf-8"
