import io
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.papers.docx_file import draw_docx
from recommendations.papers.paper import (
    Bullets,
    Note,
    Numbers,
    Paper,
    Paragraph,
    Section,
    Subheading,
    Table,
    gap,
    texts,
)
from tests.recommendations.paper_samples import TODAY

TABLE = Table("Folgekosten", ("Jahr", "Euro"), (("2027", "1 €"), ("Summe", gap("Betrag"))), (70, 30), 1, True)
BLOCKS = (
    Paragraph("Es wird beschlossen:"),
    Numbers(("Eins.", f"Zwei: {gap('Amt')}.")),
    Subheading("Im Einzelnen"),
    Numbers(("Wieder eins.",)),
    Bullets(("Haushalt", "Stelle")),
    TABLE,
    Paragraph("Danach."),
    TABLE,
    Note("Annahmen."),
)


def paper(*blocks, **fields):
    standard = {
        "kind": "Beschlussvorlage",
        "title": "„Sensoren“ weiterführen",
        "subtitle": "Musterbach (erfunden)",
        "author": "Musterbach (erfunden)",
        "created": date(2026, 5, 4),
        "day": TODAY,
        "facts": (("Amt", "Bauamt"), ("Sitzung", gap("Tag"))),
        "sections": (
            Section("decision", "Beschluss", blocks or BLOCKS),
            Section("end", "Anlagen", (Bullets(("Plan",)),)),
        ),
    }
    return Paper(**{**standard, **fields})


def opened(value):
    return open_docx(io.BytesIO(draw_docx(value)))


def words_of(file):
    """All that is read in the body, tables where they stand."""
    found = []
    for element in file.element.body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in element.iter(qn("w:t")))
        found.append(text)
    return found


def test_same_paper_gives_the_same_bytes():
    assert draw_docx(paper()) == draw_docx(paper())
    assert draw_docx(paper()) != draw_docx(paper(day=date(2026, 5, 26)))


def test_file_holds_all_texts_of_the_paper_in_order():
    value = paper()
    found = [word for word in words_of(opened(value)) if word]

    labelled = {f"{label}:{text}" for label, text in value.facts}
    expected = [text for text in texts(value) if text not in {part for fact in value.facts for part in fact}]
    assert labelled <= set(found)
    assert [word for word in found if word not in labelled and word != value.gap_note] == expected
    assert value.gap_note in found


def test_styles_are_real_ones():
    found = [(entry.style.name, entry.text) for entry in opened(paper()).paragraphs]

    assert found[:3] == [
        ("Subtitle", "Beschlussvorlage"),
        ("Title", "„Sensoren“ weiterführen"),
        ("Subtitle", "Musterbach (erfunden)"),
    ]
    names = [name for name, _ in found]
    assert names[3:5] == ["Angabe", "Angabe"]
    assert ("Heading 1", "Beschluss") in found
    assert ("Heading 2", "Im Einzelnen") in found
    assert ("List Number", "Eins.") in found
    assert ("List Bullet", "Haushalt") in found
    assert ("Caption", "Folgekosten") in found
    assert "" not in [text for _, text in found]


def test_every_numbered_list_begins_with_one():
    file = opened(paper())
    ids = [entry._p.pPr.numPr.numId.val for entry in file.paragraphs if entry.style.name == "List Number"]

    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]
    numbering = file.part.numbering_part.element
    for number in set(ids):
        assert numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val == 1


def test_tables_have_a_head_that_is_repeated_and_a_description():
    table, _ = opened(paper()).tables
    head, *rows = table.rows

    assert table.style.name == "Table Grid"
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rows)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Folgekosten"
    assert [cell.paragraphs[0].alignment for cell in rows[0].cells] == [None, WD_ALIGN_PARAGRAPH.RIGHT]
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows] == [True, None, True]


def test_gaps_are_highlighted_and_nothing_else():
    file = opened(paper())
    runs = [run for element in (*file.paragraphs, *cells_of(file)) for run in element.runs]

    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert sorted(marked) == ["[Bitte ergänzen: Amt]", *["[Bitte ergänzen: Betrag]"] * 2, "[Bitte ergänzen: Tag]"]
    assert all(run.bold for run in runs if run.text in marked)


def cells_of(file):
    return [cell.paragraphs[0] for table in file.tables for row in table.rows for cell in row.cells]


def test_paper_without_gaps_and_without_a_place_says_neither():
    found = words_of(opened(paper(Paragraph("Alles da."), subtitle="", author="", facts=())))

    assert found == ["Beschlussvorlage", "„Sensoren“ weiterführen", "Beschluss", "Alles da.", "Anlagen", "Plan"]


@pytest.mark.parametrize(
    ("created", "stored"), [(date(2026, 5, 4), datetime(2026, 5, 4)), (None, datetime(2000, 1, 1))]
)
def test_properties_come_from_the_paper(created, stored):
    found = opened(paper(created=created)).core_properties

    assert (found.title, found.subject, found.author) == (
        "„Sensoren“ weiterführen",
        "Beschlussvorlage",
        "Musterbach (erfunden)",
    )
    assert (found.language, found.comments, found.last_modified_by) == ("de-DE", "", "")
    assert (found.created.replace(tzinfo=None), found.modified.replace(tzinfo=None)) == (stored, datetime(2026, 5, 25))


def test_language_is_german_and_fonts_are_everywhere():
    styles = opened(paper()).styles
    defaults = styles.element.find(qn("w:docDefaults"))

    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "de-DE"
    for name in ("Normal", "Title", "Heading 1", "List Number", "Caption"):
        fonts = styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "cs")} == {"Arial"}
        assert fonts.get(qn("w:asciiTheme")) is None


def test_pages_are_a4_with_numbers_as_fields():
    (section,) = opened(paper()).sections
    fields = [node.get(qn("w:instr")) for node in section.footer.paragraphs[0]._p.iter(qn("w:fldSimple"))]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "Beschlussvorlage · „Sensoren“ weiterführen"


def test_signs_that_xml_cannot_hold_break_nothing():
    bad = "A\x00B\x07\x1b \ufffe\uffff\ud800 <w:p> & „gut“"

    found = words_of(opened(paper(Paragraph(bad), title=bad, author=bad, facts=((bad, bad),), subtitle="x" * 5000)))

    assert found.count("A B <w:p> & „gut“") == 2
    assert "A B <w:p> & „gut“:A B <w:p> & „gut“" in found


@settings(max_examples=10, deadline=None)
@given(st.text())
def test_any_text_makes_a_file_that_can_be_opened(text):
    table = Table(text, (text, text), ((text, text),), (50, 50))

    found = opened(paper(Paragraph(text), Numbers((text,)), table, title=text, author=text, facts=((text, text),)))

    assert len(found.tables) == 1


def test_parts_of_the_file_are_xml_and_bear_no_time_nor_picture():
    with zipfile.ZipFile(io.BytesIO(draw_docx(paper()))) as file:
        names = file.namelist()
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))
    assert "word/document.xml" in names
    assert [name for name in names if name.endswith((".jpeg", ".png"))] == []


def test_what_follows_a_table_keeps_its_distance_without_empty_paragraphs():
    file = opened(paper())
    after = [entry for entry in file.paragraphs if entry._p.getprevious() is not None]
    behind = [entry.text for entry in after if entry._p.getprevious().tag == qn("w:tbl")]

    assert behind == ["Danach.", "Annahmen."]
    assert all(entry.paragraph_format.space_before.pt == 6 for entry in after if entry.text in behind)


def test_question_below_a_heading_stays_with_its_answer():
    found = opened(paper(Note("Frage?"), Paragraph("Antwort."), Note("Annahme."))).paragraphs
    kept = {entry.text: entry.paragraph_format.keep_with_next for entry in found}

    assert (kept["Frage?"], kept["Annahme."]) == (True, None)


def test_order_of_properties_is_that_of_the_schema():
    """Word refuses a file whose properties stand in another order than the schema's."""
    order = {
        "tblPr": ("tblStyle", "tblpPr", "tblW", "jc", "tblInd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        "trPr": ("cantSplit", "tblHeader"),
        "tcPr": ("tcW", "shd"),
        "pPr": ("pStyle", "keepNext", "numPr", "pBdr", "tabs", "spacing", "ind", "jc"),
        "rPr": ("rFonts", "b", "color", "sz", "highlight"),
    }
    body = opened(paper()).element.body

    for name, known in order.items():
        for element in body.iter(qn(f"w:{name}")):
            found = [child.tag.split("}")[1] for child in element]
            assert found == sorted(found, key=known.index)
