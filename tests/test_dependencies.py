"""What is installed is what is pinned, and the audit sees where it is not."""

import json
import shutil
from importlib.metadata import PathDistribution, distribution
from pathlib import Path

import pytest

from tests import dependencies as audit
from tests.dependencies import ROOT, Pin

HASH = "    --hash=sha256:" + "0" * 64


def test_what_is_installed_is_what_is_pinned():
    packages, used, findings = audit.audit()

    assert findings == []
    assert {"django", "weasyprint", "psycopg"} <= {audit.plain(package.name) for package in used}
    assert len(packages) > len(used)


def test_pins_are_read():
    pins, findings = audit.read_pins(f"a-b==1.0 \\\n{HASH} \\\n{HASH}\nc[x]==2 ; python_version < '4' \\\n{HASH}")

    assert (pins, findings) == ({"a-b": Pin("1.0", ("0" * 64,) * 2), "c": Pin("2", ("0" * 64,))}, [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"a==1 \\\nb==1 \\\n{HASH}", id="no hash"),
        pytest.param("a==1", id="only a version"),
        pytest.param(f"a>=1 \\\n{HASH}", id="no version"),
        pytest.param(f"-i https://example.org\na==1 \\\n{HASH}", id="address"),
        pytest.param(f"a @ https://example.org/a.whl \\\n{HASH}", id="package from an address"),
        pytest.param("a==1 \\\n    --hash=md5:0", id="weak hash"),
    ],
)
def test_line_that_is_no_pin(text):
    assert len(audit.read_pins(text)[1]) >= 1


def test_other_or_unknown_package_is_found():
    pins = {"a": Pin("1", ("0",)), "b": Pin("2", ("0",)), "elsewhere": Pin("1", ("0",))}

    assert audit.check_installed({"a": "1", "b": "3", "c": "1", "pip": "1"}, pins) == [
        "c: 1 is installed, nothing is pinned",
        "b: 3 is installed, 2 is pinned",
    ]


@pytest.fixture
def copy(tmp_path):
    """A small package, installed once more."""
    package = distribution("dj-database-url")
    for file in package.files:
        target = tmp_path / file
        if ".." not in file.parts and Path(file.locate()).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.locate(), target)
    return PathDistribution(next(tmp_path.glob("*.dist-info")))


def test_changed_and_missing_files_are_found(copy, tmp_path):
    assert audit.check_files(copy) == []
    with (tmp_path / "dj_database_url" / "__init__.py").open("a") as file:
        file.write("\n")
    (tmp_path / "dj_database_url" / "py.typed").unlink()

    assert audit.check_files(copy) == [
        "dj-database-url: dj_database_url/__init__.py was changed",
        "dj-database-url: dj_database_url/py.typed is missing",
    ]


def test_stray_file_is_found(copy, tmp_path):
    assert audit.check_strays(tmp_path, [copy]) == []
    (tmp_path / "start.pth").write_text("import this")

    assert audit.check_strays(tmp_path, [copy]) == ["start.pth: belongs to no package"]


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MPL-2.0 AND (AGPL-3.0-only OR GPL-3.0-only)", False),
        ("unknown", False),
    ],
)
def test_licence(expression, allowed):
    assert audit.is_allowed(expression) is allowed


def test_lock_of_node(tmp_path):
    lock = json.loads((ROOT / "package-lock.json").read_text())
    entry = lock["packages"]["node_modules/@kern-ux/native"]
    entry |= {"integrity": "", "resolved": "https://example.org/native.tgz", "license": "unknown"}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    installed = tmp_path / "node_modules/@kern-ux/native/package.json"
    installed.parent.mkdir(parents=True)
    installed.write_text('{"version": "0.0.1"}')

    assert audit.check_node(tmp_path) == [
        "node_modules/@kern-ux/native: no hash",
        "node_modules/@kern-ux/native: names an address",
        f"node_modules/@kern-ux/native: another version than {entry['version']} is installed",
        "node_modules/@kern-ux/native: unknown is not on the list",
    ]


def test_bill_of_materials_names_version_licence_and_hashes():
    pins = audit.read_all(ROOT)[0]
    [component] = audit.sbom([distribution("Django")], pins)["components"]

    assert component["purl"] == f"pkg:pypi/django@{pins['django'].version}"
    assert component["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert [found["value"] for found in component["properties"]] == list(pins["django"].hashes)
