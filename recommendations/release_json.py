"""A release as JSON, as schemas/release-1.schema.json describes it. Pure."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from assessments.instrument import load_instrument
from recommendations.release_notes import kind_names, release_notes
from recommendations.release_table import NAMES, ReleaseFacts, Row, figure_lines, release_rows
from recommendations.release_texts import CELL_NAMES, REASONS

FORMAT, FORMAT_VERSION = "verstetigungs-check-release", 1
SCHEMA_FILE = Path(__file__).parent / "schemas" / "release-1.schema.json"
ROW_KEYS = ("cell", "figure", "statistic", "value", "bound", "reason", "date", "text")


def build_json(facts: ReleaseFacts) -> str:
    """One line for each row; equal releases give equal text."""
    head = json.dumps(release_data(facts) | {"rows": []}, ensure_ascii=False, indent=1)
    rows = ",\n".join(json.dumps(_row(row), ensure_ascii=False) for row in release_rows(facts))
    return head.removesuffix("[]\n}") + f"[\n{rows}\n]}}\n"


def release_data(facts: ReleaseFacts) -> dict[str, Any]:
    """Everything but the rows."""
    instrument = load_instrument(facts.instrument)
    kinds = kind_names(instrument)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "schema": schema_id(),
        "id": facts.id,
        "programme": facts.programme,
        "funder": facts.funder,
        "date": facts.date.isoformat(),
        "municipalities": {"listed": facts.listed, "shared": facts.shared},
        "instrument": {"key": facts.instrument, "title": instrument.title, "version": instrument.version},
        "policy": {key: facts.policy[key] for key in ("version", "mean", "quartiles", "shares")},
        "notes": [asdict(note) for note in release_notes(facts)],
        "reasons": dict(REASONS),
        "cells": [{"id": cell, "name": name} for cell, name in CELL_NAMES.items()],
        "figures": [
            _figure(line.id, line.kind, kinds[line.kind], line.name) for line in figure_lines(facts.instrument)
        ],
        "statistics": [{"id": key, "name": name} for key, name in NAMES.items()],
    }


def _figure(figure: str, kind: str, kind_name: str, name: str) -> dict[str, str]:
    return {"id": figure, "kind": kind, "kind_name": kind_name, "name": name}


def _row(row: Row) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ROW_KEYS}


@cache
def schema_text() -> str:
    return SCHEMA_FILE.read_text(encoding="utf-8")


def schema_id() -> str:
    return str(json.loads(schema_text())["$id"])
