"""Filled-in tables for tests: made by this application, then changed as people and programs change them."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from assessments.instrument import CURRENT, load_instrument
from recommendations.answer_sheet import SheetError, build_blank, read_answer_sheet

INSTRUMENT = load_instrument(CURRENT)
IDS = [item.id for item in INSTRUMENT.items]
BLANK = build_blank(CURRENT, "full")
ANSWER_COLUMN, NOTE_COLUMN = 9, 10


def row_of(item):
    return IDS.index(item) + 2


def edited(change, raw=BLANK):
    """The table after `change(workbook)`."""
    workbook = load_workbook(io.BytesIO(raw))
    change(workbook)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def filled(answers=None, notes=None):
    """With these values in the cells of the questions."""

    def fill(workbook):
        sheet = workbook["Fragebogen"]
        for texts, column in ((answers or {}, ANSWER_COLUMN), (notes or {}, NOTE_COLUMN)):
            for item, value in texts.items():
                sheet.cell(row_of(item), column).value = value

    return edited(fill)


def repacked(raw, change):
    """The archive with every part as `change(name, content)` returns it; None leaves the part out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return file.getvalue()


INLINE = re.compile(rb't="inlineStr"><is><t[^>]*>(.*?)</t></is>', re.DOTALL)
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_shared_strings(raw):
    """As office programs save it: every text once, in a part of its own."""
    texts = []

    def share(found):
        texts.append(found[1])
        return f't="s"><v>{len(texts) - 1}</v>'.encode()

    def change(name, content):
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
            return content.replace(b"</Types>", part.encode())
        return INLINE.sub(share, content) if "worksheets/" in name else content

    file = io.BytesIO(repacked(raw, change))
    rows = b"".join(b"<si><t>" + text + b"</t></si>" for text in texts)
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">'.encode() + rows + b"</sst>")
    return file.getvalue()


def read(raw):
    return read_answer_sheet(raw, CURRENT)


def refusal(raw):
    """Why the file is refused."""
    with pytest.raises(SheetError) as caught:
        read(raw)
    return str(caught.value)


def outcome(raw):
    """What was read, and why nothing was."""
    try:
        return read(raw), ""
    except SheetError as error:
        return None, str(error)


def upload_of(content, name="fragebogen.xlsx"):
    file = io.BytesIO(content)
    file.name = name
    return {"file": file}
