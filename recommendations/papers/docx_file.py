"""A paper as a Word file: a function of the paper alone, equal papers give equal bytes.

The only place that knows python-docx. Word and LibreOffice find real styles, a language, heads of tables that are
repeated, and page numbers as fields; nothing in it is a picture or only a matter of colour.
"""

import io
import re
import zipfile
from datetime import datetime, time

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from recommendations.papers.paper import Bullets, Note, Numbers, Paper, Paragraph, Subheading, pieces
from recommendations.report.printable import keep

LANGUAGE = "de-DE"
FONT = "Arial"
BLUE, BLACK = RGBColor(0x1D, 0x3F, 0x86), RGBColor(0x1B, 0x20, 0x30)
HEAD_FILL, GAP_BORDER = "EEF1F7", "B45309"
PAGE, MARGIN = (Mm(210), Mm(297)), Mm(25)
LINE = PAGE[0] - 2 * MARGIN
NO_DAY = datetime(2000, 1, 1)
ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
FACT = "Angabe"
# (style, size, spacing before, after)
SIZES = (
    ("Normal", 10.5, 0, 5),
    ("Title", 18, 0, 4),
    ("Subtitle", 11.5, 0, 10),
    ("Heading 1", 13, 14, 4),
    ("Heading 2", 11, 8, 3),
    ("List Number", 10.5, 0, 4),
    ("List Bullet", 10.5, 0, 3),
    ("Caption", 9.5, 6, 3),
    ("Body Text 3", 9, 3, 3),
    ("Header", 8.5, 0, 0),
    ("Footer", 8.5, 0, 0),
)
# No characters at all, which XML refuses like control characters.
NOT_XML = re.compile("[\ufffe\uffff]")


def draw_docx(paper: Paper) -> bytes:
    file = new_document()
    set_up(file, paper)
    write(file.add_paragraph(style="Subtitle"), paper.kind)
    write(file.add_paragraph(style="Title"), paper.title)
    if paper.subtitle:
        write(file.add_paragraph(style="Subtitle"), paper.subtitle)
    for label, text in paper.facts:
        add_fact(file, label, text)
    if paper.gap_note:
        framed(write(file.add_paragraph(), paper.gap_note))
    for section in paper.sections:
        write(file.add_paragraph(style="Heading 1"), section.title)
        for place, block in enumerate(section.blocks):
            add_block(file, block)
            if place == 0 and isinstance(block, Note):
                # A question stays with what answers it.
                file.paragraphs[-1].paragraph_format.keep_with_next = True
    space_after_tables(file)
    return fixed_bytes(file)


def set_up(file, paper):
    page = file.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = MARGIN
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)
    set_styles(file)
    set_properties(file, paper)
    write(page.header.paragraphs[0], f"{paper.kind} · {paper.title}")
    add_page_numbers(page.footer.paragraphs[0])


def set_styles(file):
    for name, size, before, after in SIZES:
        set_style(file.styles[name], size, before, after)
    for name in ("Title", "Heading 1", "Heading 2"):
        file.styles[name].font.bold = True
        file.styles[name].paragraph_format.keep_with_next = True
    file.styles["Caption"].paragraph_format.keep_with_next = True
    file.styles["Subtitle"].font.italic = False
    for frame in file.styles["Title"].element.findall(".//" + qn("w:pBdr")):
        frame.getparent().remove(frame)
    fact = file.styles.add_style(FACT, WD_STYLE_TYPE.PARAGRAPH)
    fact.base_style = file.styles["Normal"]
    form = fact.paragraph_format
    form.left_indent, form.first_line_indent, form.space_after = Mm(48), Mm(-48), Pt(2)
    form.tab_stops.add_tab_stop(Mm(48))
    language = file.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), LANGUAGE)


def set_style(style, size, before, after):
    style.font.size, style.font.name = Pt(size), FONT
    style.font.color.rgb = BLUE if style.name in ("Title", "Heading 1", "Heading 2", "Caption") else BLACK
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), FONT)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.12


def set_properties(file, paper):
    properties = file.core_properties
    properties.title, properties.subject = spoken(paper.title)[:255], paper.kind
    properties.author, properties.last_modified_by = spoken(paper.author)[:255], ""
    properties.comments, properties.language = "", LANGUAGE
    properties.created = datetime.combine(paper.created, time()) if paper.created else NO_DAY
    properties.modified = datetime.combine(paper.day, time())
    language = file.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), LANGUAGE)
    thumbnails = [key for key, rel in file.part.package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in thumbnails:
        del file.part.package.rels[key]


def add_page_numbers(paragraph):
    """„Seite 1 von 4“, as fields."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("Seite ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" von ")
    add_field(paragraph, "NUMPAGES")


def add_field(paragraph, instruction):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def add_fact(file, label, text):
    paragraph = file.add_paragraph(style=FACT)
    paragraph.add_run(f"{spoken(label)}:\t").bold = True
    write(paragraph, text)


def add_block(file, block):
    match block:
        case Subheading(text):
            write(file.add_paragraph(style="Heading 2"), text)
        case Paragraph(text):
            write(file.add_paragraph(), text)
        case Note(text):
            write(file.add_paragraph(style="Body Text 3"), text)
        case Bullets(items):
            for item in items:
                write(file.add_paragraph(style="List Bullet"), item)
        case Numbers(items):
            add_numbers(file, items)
        case _:
            add_table(file, block)


def add_numbers(file, items):
    """In the style of the template, counted anew: each list gets a numbering of its own."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    own = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items:
        paragraph = write(file.add_paragraph(style="List Number"), item)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = own.numId


def add_table(file, block):
    write(file.add_paragraph(style="Caption"), block.caption)
    table = file.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    describe(table, block.caption)
    widths = [LINE * width // 100 for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate((block.head, *block.rows)):
        is_sum = block.sums and place == len(block.rows)
        add_row(table, row, widths, block.figures, is_head=place == 0, is_strong=place == 0 or is_sum)


def add_row(table, texts, widths, figures, *, is_head, is_strong):
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = write(cell.paragraphs[0], text, bold=is_strong or None)
        paragraph.paragraph_format.space_after = Pt(1)
        for run in paragraph.runs:
            run.font.size = Pt(9)
        if place >= len(widths) - figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_head:
            shade(cell)


def space_after_tables(file):
    """A table has no space of its own behind it: what follows keeps its distance."""
    for paragraph in file.paragraphs:
        before = paragraph._p.getprevious()
        if before is not None and before.tag == qn("w:tbl"):
            space = paragraph.style.paragraph_format.space_before or 0
            paragraph.paragraph_format.space_before = max(space, Pt(6))


def describe(table, caption):
    """What a screen reader says of the table; it follows its layout in the schema's order."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), "1")
    look.set(qn("w:firstColumn"), "1")
    text = OxmlElement("w:tblCaption")
    text.set(qn("w:val"), spoken(caption))
    look.addnext(text)


def shade(cell):
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:color"), "auto")
    fill.set(qn("w:fill"), HEAD_FILL)
    cell._tc.get_or_add_tcPr().append(fill)


def framed(paragraph):
    frame = OxmlElement("w:pBdr")
    for name in ("top", "left", "bottom", "right"):
        side = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", GAP_BORDER)):
            side.set(qn(f"w:{key}"), value)
        frame.append(side)
    paragraph._p.get_or_add_pPr().insert_element_before(
        frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def write(paragraph, text, *, bold=None):
    """Gaps are bold and highlighted; their words say it too."""
    for piece in pieces(spoken(text)):
        run = paragraph.add_run(piece.text)
        run.bold = True if piece.is_gap else bold
        if piece.is_gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def spoken(text):
    """Without control characters, which XML cannot hold, and on one line."""
    return " ".join(NOT_XML.sub("", "".join(map(keep, text))).split())


def fixed_bytes(file):
    """The file saved without the time of saving."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
