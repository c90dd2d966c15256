"""The file of a backup, without a database."""

import io
import json
from functools import partial
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.archive import MANIFEST, ArchiveDamaged, ArchiveNewer, Manifest, Writer, open_archive, read_rows

ROWS = {"places": [[1, "Musterbach", None], [2, "Zwönitz\u2028\ud800", 1.5]], "empty": []}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def write(tables):
    file = io.BytesIO()
    writer = Writer(file)
    for name, rows in tables.items():
        writer.add(name, ("id", "name", "value"), rows)
    manifest = writer.close(program="1.0", made_at="2026-11-23T12:00:00+00:00", migrations=[("a", "0001_initial")])
    return file, manifest


def read(file):
    with open_archive(file) as (archive, manifest):
        return manifest, {table.name: list(read_rows(archive, table)) for table in manifest.tables}


@given(st.lists(st.lists(JSON, max_size=4), max_size=8))
def test_what_is_written_is_read(rows):
    file, written = write({"places": rows})

    assert read(file) == (written, {"places": rows})


def test_manifest():
    _, written = write(ROWS)

    assert (written.count, [(table.name, table.path, table.count) for table in written.tables]) == (
        2,
        [("places", "places.jsonl", 2), ("empty", "empty.jsonl", 0)],
    )
    assert isinstance(written, Manifest)


WHOLE = write(ROWS)[0].getvalue()


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@example(0, 255)
@example(len(WHOLE) - 2, 1)
def test_damaged_byte_is_noticed_or_changes_nothing(place, difference):
    damaged = bytearray(WHOLE)
    damaged[place] ^= difference

    try:
        found = read(io.BytesIO(bytes(damaged)))
    except ArchiveDamaged:
        return
    assert found == read(io.BytesIO(WHOLE))


@given(st.integers(0, len(WHOLE) - 1))
def test_cut_off(length):
    with pytest.raises(ArchiveDamaged):
        read(io.BytesIO(WHOLE[:length]))


@given(st.binary(max_size=300))
def test_no_archive_at_all(content):
    with pytest.raises(ArchiveDamaged):
        read(io.BytesIO(content))


def with_files(change):
    """The archive with other files: {path: bytes} after `change`; every file intact for the ZIP itself."""
    with ZipFile(io.BytesIO(WHOLE)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def with_manifest(files, **values):
    files[MANIFEST] = json.dumps({**json.loads(files[MANIFEST]), **values}).encode()


CHANGES = {
    "no manifest": lambda files: files.pop(MANIFEST),
    "table is missing": lambda files: files.pop("places.jsonl"),
    "row is missing": lambda files: files.update({"places.jsonl": files["places.jsonl"].split(b"\n", 1)[1]}),
    "row is changed": lambda files: files.update({"places.jsonl": files["places.jsonl"].replace(b"Muster", b"Master")}),
    "manifest is no object": lambda files: files.update({MANIFEST: b"[]"}),
    "manifest is no JSON": lambda files: files.update({MANIFEST: b"{"}),
    "format is a word": partial(with_manifest, format="x"),
    "tables are none": partial(with_manifest, tables=None),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_other_content(change):
    assert read(with_files(lambda files: None)) == read(io.BytesIO(WHOLE))
    with pytest.raises(ArchiveDamaged):
        read(with_files(change))


def test_later_format():
    with pytest.raises(ArchiveNewer):
        read(with_files(partial(with_manifest, format=2)))
