"""Files from outside: whatever they are, they are read as a table or refused with words, and cost little."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.answer_sheet.archive import LARGEST_CONTENT, LARGEST_FILE, MOST_PARTS, MOST_TAGS
from tests.recommendations.answer_tables import (
    BLANK,
    filled,
    outcome,
    read,
    refusal,
    repacked,
    with_shared_strings,
)

FULL = filled({"K1.2": 3, "S1": "weiß nicht"}, {"S1": "Nachfragen"})


def test_macros_links_and_pictures_are_not_looked_at():
    file = io.BytesIO(FULL)
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
        packed.writestr("xl/media/image1.png", b"\x89PNG")
        packed.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert read(file.getvalue()).given == read(FULL).given


def test_table_saved_by_an_office_program_reads_the_same():
    raw = filled({"K1.2": "weiß nicht", "S1": 3}, {"K1.2": "Über & unter <b>", "S2": "_x005F_x0041_"})
    shared = with_shared_strings(raw)
    assert b"inlineStr" not in zipfile.ZipFile(io.BytesIO(shared)).read("xl/worksheets/sheet2.xml")
    assert (
        read(shared).given
        == read(raw).given
        == {
            "K1.2": ("unknown", "Über & unter <b>"),
            "S1": ("3", None),
            "S2": (None, "_x0041_"),
        }
    )


def archive(parts, **kwargs):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **kwargs) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def lying_about_its_size():
    """Its directory says 100 bytes of a part that unpacks to far more."""
    bomb = archive({"[Content_Types].xml": b"<" + b" " * 20_000_000}, compression=zipfile.ZIP_DEFLATED)
    return bomb.replace(struct.pack("<L", 20_000_001), struct.pack("<L", 100))


def flagged_as_encrypted():
    raw = bytearray(FULL)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + offset] |= 1
            place = raw.find(mark, place + 4)
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "keine Excel-Tabelle"),
        (b"Nr.;Antwort\nK1.2;3\n", "keine Excel-Tabelle"),
        (b"%PDF-1.7", "keine Excel-Tabelle"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mit einem Kennwort verschlüsselt oder im alten Format"),
        (FULL[: len(FULL) // 2], "beschädigt"),
        (archive({"a.txt": b"x"}), "keine Excel-Tabelle"),
        (archive({"[Content_Types].xml": b"<x/>"}), "beschädigt"),
        (archive({"[Content_Types].xml": b"<x/>"}, compression=zipfile.ZIP_LZMA), "beschädigt"),
        (archive({"[Content_Types].xml": b" " * LARGEST_CONTENT + b" "}, compression=zipfile.ZIP_DEFLATED), "größer"),
        (archive({f"{number}.xml": b"" for number in range(MOST_PARTS + 1)}), "größer"),
        (archive({"[Content_Types].xml": b"<" * (MOST_TAGS + 1)}, compression=zipfile.ZIP_DEFLATED), "größer"),
        (b"PK" + b"\0" * LARGEST_FILE, "größer"),
        (b"PK", "beschädigt"),
        (lying_about_its_size(), "beschädigt"),
        (flagged_as_encrypted(), "beschädigt"),
        (repacked(FULL, lambda name, content: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + content), "beschädigt"),
        (repacked(FULL, lambda name, content: content.decode().encode("utf-16")), "beschädigt"),
        (repacked(FULL, lambda name, content: None if name == "xl/workbook.xml" else content), "beschädigt"),
        (repacked(FULL, lambda name, content: content.replace(b"</row>", b"")), "beschädigt"),
    ],
    ids=range(19),
)
def test_file_that_is_no_table_is_refused(raw, words):
    assert words in refusal(raw)


def test_merged_area_of_a_whole_sheet_costs_nothing():
    """openpyxl would make a cell for each of its seventeen thousand million places."""

    def merge(name, content):
        whole = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></sheetData>'
        return content.replace(b"</sheetData>", b"</sheetData>" + whole.removesuffix(b"</sheetData>"))

    assert "A1:XFD1048576" in refusal(repacked(FULL, merge))


def test_comment_full_of_merged_cells_costs_nothing():
    """Each of them would be searched to the end of the comment."""
    comment = b"</worksheet><!-- " + b"<mergeCell " * 25_000 + b" -->"
    raw = repacked(FULL, lambda name, content: content.replace(b"</worksheet>", comment))
    assert read(raw).given == read(FULL).given


def test_number_with_thousands_of_digits_is_refused():
    raw = repacked(FULL, lambda name, content: content.replace(b"<v>3</v>", b"<v>" + b"9" * 5000 + b"</v>"))
    assert raw != FULL
    assert "beschädigt" in refusal(raw)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=8))
def test_any_damage_to_the_file_is_read_or_refused(place, length, wedge):
    place = place * len(FULL) // 10_000
    damaged = FULL[:place] + wedge + FULL[place + length :]
    sheet, words = outcome(damaged)
    assert (sheet is None) == bool(words)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(zipfile.ZipFile(io.BytesIO(BLANK)).namelist()), st.integers(0, 10_000), st.binary(max_size=6))
def test_any_damage_to_a_part_is_read_or_refused(part, place, wedge):
    def damage(name, content):
        at = place * len(content) // 10_000
        return content[:at] + wedge + content[at + 3 :] if name == part else content

    sheet, words = outcome(repacked(FULL, damage))
    assert (sheet is None) == bool(words)
