"""From the instrument to a workbook that can be filled in without this application; equal input gives equal bytes."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from assessments.instrument import load_instrument
from recommendations.answer_sheet.model import (
    ALLOWED,
    ANSWER,
    CHECK,
    CHOICES,
    FORMAT_VERSION,
    ID,
    INSTRUMENT,
    LONGEST_NOTE,
    NOTE,
    QUESTIONS_SHEET,
    README_SHEET,
    VERSION,
    Line,
    answer_words,
)
from recommendations.spreadsheet import BOLD, STAMP, fit_rows, fixed_bytes, write

COLUMNS = (
    *((ID, 7), ("Teil", 15), ("Aussage", 34)),
    *((f"Stufe {level}", 24) for level in range(5)),
    *((ANSWER, 15), (NOTE, 34)),
)
MARKED_COLUMNS = (*COLUMNS, (CHECK, 44))
HEADINGS = [title for title, _ in MARKED_COLUMNS]
ANSWER_COLUMN, NOTE_COLUMN = HEADINGS.index(ANSWER) + 1, HEADINGS.index(NOTE) + 1
TITLE = Font(name="Calibri", size=16, bold=True)
ON_HEAD = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
HEAD = PatternFill("solid", fgColor="1D3F86")
TO_FILL = PatternFill("solid", fgColor="FFF9E0")
FAULTY = PatternFill("solid", fgColor="F8D0D0")
THIN = Side(style="thin", color="8B97B5")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SCOPES = {"quick": "Kurzcheck", "full": "Vollständiger Check"}
A4 = 9
TITLE_HEIGHT = 24
HELP = (
    (
        "Ausfüllen",
        "Wählen Sie im Blatt „Fragebogen“ je Zeile die Stufe, die heute zutrifft, und tragen Sie sie in der Spalte "
        "„Antwort“ ein. Die Zelle bietet eine Liste an; tippen geht auch.",
    ),
    ("Erlaubt", ALLOWED),
    (
        "Notiz",
        f"Worauf sich die Antwort stützt, höchstens {LONGEST_NOTE} Zeichen. Nennen Sie Ämter und Funktionen, keine "
        "Namen.",
    ),
    ("Leere Zellen", "ändern nichts: Eine Antwort, die im Check schon steht, bleibt stehen."),
    (
        "Hochladen",
        "Öffnen Sie den Check und wählen Sie „Ausgefüllte Tabelle hochladen“. Vor dem Speichern sehen Sie, was neu ist "
        "und was sich ändert.",
    ),
    (
        "Blattschutz",
        "Nummern und Texte sind ohne Kennwort geschützt, damit sie nicht aus Versehen geändert werden. Bitte keine "
        "Zellen verbinden.",
    ),
)


def build_blank(instrument_key, scope):
    """The questions of the quick or the full check, without answers."""
    return build(load_instrument(instrument_key), scope, [])


def build_filled(document):
    """With the answers and notes of a document."""
    instrument = load_instrument(document.instrument)
    given = [item.id for item in instrument.items if item.id in document.answers or item.id in document.notes]
    lines = [
        Line(item, answer_words(str(document.answers.get(item, ""))), document.notes.get(item, "")) for item in given
    ]
    about = [("Kommune", document.municipality.name), ("Vorhaben", document.project.name)]
    return build(instrument, document.mode, lines, about=about)


def build_marked(instrument_key, scope, lines):
    """What was uploaded, with its faults beside it. Rows of no question, or of one that is there twice, come last."""
    return build(load_instrument(instrument_key), scope, lines, columns=MARKED_COLUMNS)


def build(instrument, scope, lines, *, columns=COLUMNS, about=()):
    workbook = Workbook()
    workbook.properties.creator, workbook.properties.created = "Verstetigungs-Check", STAMP
    workbook.properties.title, workbook.properties.language = f"{instrument.title}: Fragebogen", "de-DE"
    items, extra = sort_lines(instrument, scope, lines)
    add_readme(workbook, instrument, scope, len(items), about)
    add_questions(workbook, instrument, items, extra, columns)
    show_first(workbook, QUESTIONS_SHEET if columns is MARKED_COLUMNS else README_SHEET)
    return fixed_bytes(workbook)


def show_first(workbook, title):
    """And no other sheet: what is typed into one of several selected sheets goes into all of them."""
    workbook.active = workbook[title]
    for sheet in workbook:
        sheet.sheet_view.tabSelected = sheet.title == title


def sort_lines(instrument, scope, lines):
    """[(item, its line)] of the questions asked and of those answered beyond them, and the lines of none of them."""
    first, extra = {}, []
    for line in lines:
        if instrument.has_item(line.item) and line.item not in first:
            first[line.item] = line
        else:
            extra.append(line)
    asked = {item.id for item in (instrument.quick_items if scope == "quick" else instrument.items)}
    shown = [item for item in instrument.items if item.id in asked or item.id in first]
    return [(item, first.get(item.id, Line(item.id))) for item in shown], extra


def add_readme(workbook, instrument, scope, count, about):
    sheet = workbook.active
    sheet.title = README_SHEET
    source = f"{instrument.source}. Lizenz der Quelle: {instrument.source_licence}. Texte: {instrument.licence}."
    rows = [
        (f"{instrument.title}: Fragebogen zum Ausfüllen", None),
        *about,
        ("Umfang", f"{SCOPES[scope]}, {count} Fragen"),
        *HELP,
        ("Quelle", source),
        (INSTRUMENT, instrument.key),
        (VERSION, FORMAT_VERSION),
    ]
    for number, values in enumerate(rows, 1):
        for place, value in enumerate(values, 1):
            write(sheet.cell(number, place), value)
        sheet.cell(number, 1).font = BOLD if number > 1 else TITLE
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    fit_rows(sheet)
    sheet["A1"].alignment = Alignment(vertical="top")
    sheet.row_dimensions[1].height = TITLE_HEIGHT
    place = len(rows) - 1
    workbook.defined_names["Instrument"] = DefinedName("Instrument", attr_text=f"'{README_SHEET}'!$B${place}")
    set_print(sheet)


def add_questions(workbook, instrument, items, extra, columns):
    sheet = workbook.create_sheet(QUESTIONS_SHEET)
    add_head(sheet, columns)
    for number, (item, line) in enumerate(items, 2):
        texts = [item.id, instrument.part(item.part).title, item.statement, *item.anchors]
        add_line(sheet, number, texts, line, columns)
    for number, line in enumerate(extra, 2 + len(items)):
        add_line(sheet, number, [line.item, *[None] * 7], line, columns)
        sheet.cell(number, 1).protection = Protection(locked=False)
    last = max(2, 1 + len(items) + len(extra))
    for title, column in (("Antworten", ANSWER_COLUMN), ("Notizen", NOTE_COLUMN)):
        letter = get_column_letter(column)
        area = f"{QUESTIONS_SHEET}!${letter}$2:${letter}${last}"
        workbook.defined_names[title] = DefinedName(title, attr_text=area)
    add_rules(sheet, last)
    fit_rows(sheet)
    protect(sheet)
    set_print(sheet)


def add_head(sheet, columns):
    for place, (title, width) in enumerate(columns, 1):
        cell = sheet.cell(1, place)
        write(cell, title)
        cell.font, cell.fill, cell.border = ON_HEAD, HEAD, LINES
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"


def add_line(sheet, number, texts, line, columns):
    answer = int(line.answer) if line.answer in CHOICES[:5] else line.answer or None
    values = [*texts, answer, line.note or None, line.fault or None]
    for place, value in enumerate(values[: len(columns)], 1):
        cell = sheet.cell(number, place)
        write(cell, value)
        cell.border = LINES
        if place in (ANSWER_COLUMN, NOTE_COLUMN):
            cell.protection = Protection(locked=False)
            cell.fill = FAULTY if line.fault else TO_FILL
        elif line.fault and place == len(columns):
            cell.fill, cell.font = FAULTY, BOLD
    sheet.cell(number, 1).font = BOLD


def add_rules(sheet, last):
    answers = DataValidation(
        type="list",
        formula1=f'"{",".join(CHOICES)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Diese Antwort gibt es nicht",
        error=ALLOWED,
        showInputMessage=True,
        promptTitle="Antwort",
        prompt="0 bis 4, weiß nicht oder trifft nicht zu. Leer: keine Änderung.",
    )
    notes = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(LONGEST_NOTE),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Die Notiz ist zu lang",
        error=f"Höchstens {LONGEST_NOTE} Zeichen.",
    )
    for rule, column in ((answers, ANSWER_COLUMN), (notes, NOTE_COLUMN)):
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)


def protect(sheet):
    """Without a password, so that anyone can take it off; columns and rows may be made wider and deleted."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.deleteRows = False


def set_print(sheet):
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "Seite &P von &N"
