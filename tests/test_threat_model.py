"""The threat model names tests that exist, and SECURITY.md nothing that is not so."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODEL = (ROOT / "docs" / "bedrohungsmodell.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", MODEL)))
ROWS = [line.strip("| ").split(" | ") for line in MODEL.splitlines() if line.startswith("| ")][2:]


def names_of_tests(path):
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), NAMED, ids="::".join)
def test_named_test_exists(file, name):
    assert name.startswith("test_")
    assert name in names_of_tests(ROOT / file)


def test_every_threat_has_all_its_columns_and_a_test():
    assert [row for row in ROWS if len(row) != 5 or "::test_" not in row[3] or not row[4]] == []
    assert len(ROWS) >= 15


def test_everything_called_a_test_is_looked_up():
    assert MODEL.count("::test_") == len(re.findall(r"`tests/[\w/]+\.py::\w+`", MODEL))


def test_a_test_that_does_not_exist_would_be_noticed():
    assert "test_that_does_not_exist" not in names_of_tests(Path(__file__))
    assert "test_named_test_exists" in names_of_tests(Path(__file__))
