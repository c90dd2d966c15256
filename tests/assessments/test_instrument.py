import re
import shutil
import tomllib
from pathlib import Path

import pytest

from assessments import instrument as instruments
from assessments.content import checksum
from assessments.instrument import (
    CURRENT,
    InstrumentError,
    instrument_keys,
    load_instrument,
    question_pages,
    read_instrument,
)
from recommendations import catalogue as catalogues
from tests.reference import DIMENSIONS, INDICES, ITEMS, QUICK

FRAME, DRIVERS = "instrument.toml", "drivers.toml"
CHECKSUMS = Path(__file__).parent.parent / "instrument_checksums.toml"


@pytest.fixture
def instrument():
    return load_instrument(CURRENT)


@pytest.fixture
def folder(tmp_path):
    """A copy of the instrument's files to damage."""
    return Path(shutil.copytree(instruments.FOLDER / CURRENT, tmp_path / CURRENT))


def faults_of(folder):
    with pytest.raises(InstrumentError) as caught:
        read_instrument(folder)
    return caught.value.faults


def edit(path, pattern, replacement, count=1):
    text, found = re.subn(pattern, replacement, path.read_text("utf-8"), count=count, flags=re.MULTILINE)
    assert found
    path.write_text(text, "utf-8")


def test_instrument_has_the_items_of_the_method(instrument):
    assert [item.id for item in instrument.items] == ITEMS
    assert {dimension.id: list(dimension.item_ids) for dimension in instrument.dimensions} == DIMENSIONS
    assert [item.id for item in instrument.quick_items] == QUICK


def test_instrument_has_the_indices_and_stages_of_the_method(instrument):
    assert {index.id: [group[0][0] for group in index.groups] for index in instrument.indices} == INDICES
    assert [(index.measure, index.staged) for index in instrument.indices] == [
        ("score", True),
        ("deficit", False),
        ("score", False),
    ]
    assert [stage.title for stage in instrument.stages] == ["Pilot", "Aufbruch", "Aufbau", "Etablierung", "Verstetigt"]
    assert [stage.below for stage in instrument.stages] == [20, 40, 60, 80, None]
    assert instrument.minimum_coverage == 0.5


def test_only_barriers_hinder(instrument):
    assert {item.id[0] for item in instrument.items if item.hinders} == {"B"}
    assert [part.id for part in instrument.parts if part.hinders] == ["barriers"]


def test_look_ups(instrument):
    assert instrument.key == CURRENT
    assert instrument.item("K1.2").label == "Zuständigkeit nach dem Förderende"
    assert instrument.dimension("S2").items == (instrument.item("S2"),)
    assert instrument.part("funding").noun == "Handlungsfeld"
    assert instrument.index_of("B3").id == "barrier_pressure"
    assert instrument.index_of("K6").id == "readiness"
    assert instrument.has_item("F3.3")
    assert not instrument.has_item("F3.4")


@pytest.mark.parametrize("look_up", ["item", "dimension", "part"])
def test_look_up_of_an_unknown_id_fails(instrument, look_up):
    with pytest.raises(KeyError):
        getattr(instrument, look_up)("X1")


def page_sizes(instrument, part_id, quick):
    pages = question_pages(instrument, part_id, quick)
    return [sum(len(dimension.items) for dimension in page) for page in pages]


@pytest.mark.parametrize(
    ("part_id", "full", "quick"),
    [
        ("barriers", [2, 2, 2, 2, 2], [2, 3]),
        ("drivers", [2, 2, 2, 2, 2], [2, 3]),
        ("prerequisites", [2, 2, 2], []),
        ("practice", [3, 3, 2, 3, 3, 4], [2, 2, 2]),
        ("funding", [4, 3, 3], [3]),
    ],
)
def test_question_pages_have_two_to_four_items(instrument, part_id, full, quick):
    assert page_sizes(instrument, part_id, quick=False) == full
    assert page_sizes(instrument, part_id, quick=True) == quick


def test_question_pages_ask_every_item_once(instrument):
    pages = [page for part in instrument.parts for page in question_pages(instrument, part.id, False)]
    assert [item.id for page in pages for dimension in page for item in dimension.items] == ITEMS
    quick = [page for part in instrument.parts for page in question_pages(instrument, part.id, True)]
    assert [item.id for page in quick for dimension in page for item in dimension.items] == QUICK


def test_load_instrument_unknown_key_names_what_there_is():
    assert instrument_keys() == (CURRENT,)
    with pytest.raises(InstrumentError, match=CURRENT):
        load_instrument("../secrets")


def test_read_instrument_copy_is_faultless(folder):
    assert [item.id for item in read_instrument(folder).items] == ITEMS


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "fault"),
    [
        ("barriers.toml", r'^id = "B1\.1"', 'id = "B1.9"', "Frage B1.1: fehlt"),
        ("barriers.toml", r'^id = "B1\.1"', 'id = "B1.9"', "Frage B1.9: ist nicht vorgesehen"),
        ("barriers.toml", r'^id = "B1\.1"', 'id = "B1.2"', "Frage B1.2: steht 2-mal da"),
        (DRIVERS, r"^statement = .*$", "", "drivers.toml, D1.1: „statement“ fehlt"),
        (DRIVERS, r"^statement = .*$", "statement = 3", "drivers.toml, D1.1: „statement“ ist kein Text"),
        (DRIVERS, r"^statement = .*$", 'statement = " "', "drivers.toml, D1.1: „statement“ ist leer"),
        (DRIVERS, r"^statement", 'extra = 1\nstatement', "drivers.toml, D1.1: „extra“ ist hier nicht vorgesehen"),
        (DRIVERS, r"^anchors = \[", 'anchors = [ "Mehr.",', "drivers.toml, D1.1: „anchors“ hat nicht 5 Einträge"),
        (DRIVERS, r"^anchors = \[", 'anchors = [ [',  "drivers.toml: ist kein gültiges TOML"),
        (DRIVERS, r"^quick = true", "quick = 1", "„quick“ ist weder true noch false"),
        (DRIVERS, r"^quick = true", "quick = false", "Kurzcheck-Frage D1.1: fehlt"),
        ("dimensions.toml", r'^id = "S3"', 'id = "S7"', "Dimension S3: fehlt"),
        ("parts.toml", r'^id = "funding"', 'id = "money"', "Teil funding: fehlt"),
        ("stages.toml", r"^number = 5", "number = 6", "Stufe 5: fehlt"),
        ("stages.toml", r"^number = 5", "number = 0", "„number“ ist keine ganze Zahl von 1 bis 9"),
        ("stages.toml", r"^\[\[stages\]\]", "[[steps]]", "stages.toml: besteht nicht allein aus [[stages]]"),
        (FRAME, r'^version = .*$', 'version = "2"', "Name und Version stimmen nicht mit dem Ordner überein"),
        (FRAME, r"^stage_limits = .*?\]", "stage_limits = [20, 60, 40, 80]", "„stage_limits“ steigt nicht an"),
        (FRAME, r"^stage_limits = .*?\]", "stage_limits = []", "ist keine Liste mit 1 bis 9 Einträgen"),
        (FRAME, r"^stage_limits = .*?\]", 'stage_limits = ["a"]', "Eintrag 1: ist keine Zahl von 0 bis 100"),
        (FRAME, r"^minimum_coverage = \S+", "minimum_coverage = 2", "ist keine Zahl von 0 bis 1"),
        (FRAME, r"^minimum_coverage = \S+", "minimum_coverage = 0.333", "mehr als zwei Nachkommastellen"),
        (FRAME, r'"F1", "F2", "F3"', '"F1", "F2"', "Dimension in den Indizes F3: fehlt"),
        (FRAME, r'"F1", "F2", "F3"', '"F1", "F2", "F3", "B1"', "Dimension in den Indizes B1: steht 2-mal da"),
        (FRAME, r'^B2 = .*$', 'B2 = ["B1.1"]', "Frage in instrument.toml B1.1: steht 2-mal da"),
        (FRAME, r'^B2 = .*$', 'B2 = "B1.1"', "B2: ist keine Liste mit 1 bis 9 Einträgen"),
        (FRAME, r'^\[parts\.dimensions\]', "[parts.others]", "Eintrag 1: „dimensions“ fehlt"),
        (FRAME, r'^measure = "score"', 'measure = "mood"', "ist nicht eines von: score, deficit"),
    ],
)  # fmt: skip
def test_read_instrument_names_the_fault(folder, name, pattern, replacement, fault):
    edit(folder / name, pattern, replacement)
    assert any(fault in found for found in faults_of(folder))


def test_read_instrument_lists_every_fault_at_once(folder):
    edit(folder / "barriers.toml", r"^label = .*$", "")
    edit(folder / "funding.toml", r"^help = .*$", "help = 4")
    (folder / "stages.toml").unlink()
    (folder / "parts.toml").write_bytes(b"\xff")
    (folder / "prerequisites.toml").write_text("items = [3]\n")
    faults = faults_of(folder)
    for start in (
        "barriers.toml, B1.1: „label“ fehlt",
        "funding.toml, F1.1: „help“ ist kein Text",
        "stages.toml: Datei fehlt",
        "parts.toml: ist nicht in UTF-8 geschrieben",
        "prerequisites.toml, Nr. 1: ist keine Tabelle",
        "Frage S1: fehlt",
    ):
        assert any(fault.startswith(start) for fault in faults), start


def test_read_instrument_without_frame_says_so(tmp_path):
    assert faults_of(tmp_path) == ("instrument.toml: Datei fehlt oder ist nicht lesbar",)


def test_checksum_depends_on_every_byte_and_name(folder):
    before = checksum(folder)
    assert before == checksum(instruments.FOLDER / CURRENT)
    edit(folder / "stages.toml", "Pilot", "Pilo")
    changed = checksum(folder)
    (folder / "stages.toml").rename(folder / "steps.toml")
    assert len({before, changed, checksum(folder)}) == 3


@pytest.mark.parametrize(
    ("part", "base"),
    [("instrument", instruments.FOLDER), ("catalogue", catalogues.FOLDER)],
    ids=["instrument", "catalogue"],
)
@pytest.mark.parametrize("key", instrument_keys())
def test_published_files_never_change(key, part, base):
    """Before publication: `manage.py check_instrument --checksum > tests/instrument_checksums.toml`."""
    expected = tomllib.loads(CHECKSUMS.read_text("utf-8"))
    assert expected[key][part] == checksum(base / key)
