"""The assessment as an XLSX workbook: a function of the document alone, equal documents give equal bytes."""

import io
import re
import zipfile
from datetime import datetime
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assessments.differences import Common, item_views
from assessments.instrument import LEVELS
from assessments.municipalities import LAENDER, SIZE_CLASSES
from recommendations.comparison import answer_text
from recommendations.days import local_day
from recommendations.evaluation import evaluate
from recommendations.report.wording import PHASE_WORDS, STATUS_WORDS
from recommendations.result import build_result
from recommendations.wording import PRIORITY_WORDS

STAMP = datetime(2026, 1, 1)
ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
AUDIENCE_WORDS = {"municipal": "Kommune", "funder": "Fördermittelgeber und Politik"}
# What XML cannot hold; spreadsheet programs call a file with one of them damaged.
ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# "_x0041_" in a file is read as "A", unless its underscore is written as "_x005F_".
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
POINTS, EURO, DAY = "0.0", "#,##0.00", "DD.MM.YYYY"
# Named, since a program may take another typeface for a font that has no name.
BOLD = Font(name="Calibri", size=11, bold=True)
LINE_HEIGHT, HIGHEST_ROW = 15, 409


def build_spreadsheet(document):
    evaluation = evaluate(document.instrument, document.answers)
    result = build_result(evaluation, document.mode)
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator, workbook.properties.created = "Verstetigungs-Check", STAMP
    add_answers(workbook, document, evaluation)
    add_scores(workbook, result)
    add_recommendations(workbook, result)
    add_measures(workbook, document)
    if document.views:
        add_views(workbook, document, evaluation.instrument)
    add_remarks(workbook, document, evaluation)
    return fixed_bytes(workbook)


def add_answers(workbook, document, evaluation):
    columns = [("Frage", 8), ("Teil", 20), ("Dimension", 34), ("Aussage", 60), ("Stufe", 8), ("Antwort", 60)]
    rows = []
    for item in evaluation.instrument.items:
        answer = document.answers.get(item.id)
        part, dimension = evaluation.instrument.part(item.part), evaluation.instrument.dimension(item.dimension)
        level = answer if isinstance(answer, int) else None
        words = answer_text(evaluation.instrument, item.id, answer)
        typed = [texts.get(item.id) for texts in (document.notes, document.reasons, document.dissents)]
        rows.append([item.id, part.title, dimension.title, item.statement, level, words, *typed])
    columns += [("Notiz", 50), ("Begründung", 50), ("Abweichende Sicht", 50)]
    add_table(workbook, "Antworten", columns, rows)


def add_views(workbook, document, instrument):
    """One row for each item and group, most disagreement first; of an anonymous survey the one group of all."""
    columns = [("Rang", 8), ("Frage", 8), ("Aussage", 60), ("Spannweite", 12), ("Mittlere Abweichung", 14)]
    columns += [("Sichtweise", 22), *((f"Stufe {level}", 9) for level in range(LEVELS))]
    columns += [("Weiß nicht", 10), ("Trifft nicht zu", 12), ("Ohne Antwort", 12), ("Gemeinsame Antwort", 60)]
    common = Common(document.answers)
    found = item_views(instrument, document.views.items, document.views, common)
    rows = [view_row(rank, view, group) for rank, view in enumerate(found, 1) for group in view.groups]
    add_table(workbook, "Sichtweisen", columns, rows, {"Mittlere Abweichung": "0.00"})


def view_row(rank, view, group):
    deviation, counts = view.tally.deviation, group.tally
    spread = [view.tally.range, None if deviation is None else float(deviation)]
    others = [counts.unknown, counts.not_applicable, counts.missing]
    return [rank, view.item.id, view.item.statement, *spread, group.title, *counts.levels, *others, view.common_text]


def add_scores(workbook, result):
    columns = [("Art", 12), ("Kennung", 20), ("Titel", 50), ("Wert", 10), ("von", 10), ("bis", 10)]
    columns += [("beantwortet", 12), ("anwendbar", 12), ("In Worten", 40)]
    indices = [
        ["Index", view.id, view.title, view.value, view.low, view.high, view.answered, view.applicable, words(view)]
        for view in result.indices
    ]
    rows = [row for group in result.groups for row in group.rows]
    dimensions = [
        ["Dimension", row.id, row.title, row.score, row.low, row.high, row.answered, row.applicable, row.level_word]
        for row in rows
    ]
    add_table(workbook, "Ergebnis", columns, indices + dimensions, {"Wert": POINTS, "von": POINTS, "bis": POINTS})


def words(index):
    return f"Stufe {index.stage.number}: {index.stage.title}" if index.stage else index.hint


def add_recommendations(workbook, result):
    columns = [("An", 26), ("Rang", 8), ("Kennung", 10), ("Empfehlung", 55), ("Bedarf", 10), ("von", 10), ("bis", 10)]
    columns += [("Priorität", 11), ("Stand", 18), ("Begründung", 70), ("Zuständig", 34), ("Aufwand", 10)]
    views = [*sorted(result.to_do + result.sustained, key=lambda view: view.rank), *result.not_applicable]
    rows = [recommendation_row(view) for view in (*views, *result.funder)]
    columns.append(("Horizont", 14))
    add_table(workbook, "Empfehlungen", columns, rows, {"Bedarf": POINTS, "von": POINTS, "bis": POINTS})


def recommendation_row(view):
    return [
        AUDIENCE_WORDS[view.audience],
        view.rank,
        view.id,
        view.title,
        view.need,
        view.low,
        view.high,
        view.priority_word,
        state(view),
        reasons_text(view),
        view.role,
        view.effort,
        view.horizon,
    ]


def state(view):
    if view.need is None:
        return "trifft nicht zu"
    return "bereits verstetigt" if view.sustained else "zu tun"


def reasons_text(view):
    return "\n".join(f"{reason.shown:+d} {reason.text}" for reason in view.reasons)


def add_measures(workbook, document):
    columns = [("Maßnahme", 50), ("Empfehlung", 12), ("Priorität", 11), ("Status", 15), ("Grund der Ablehnung", 40)]
    columns += [("Zuständig", 30), ("Beginn", 12), ("Fällig am", 12), ("Kosten einmalig (Euro)", 14)]
    columns += [("Kosten je Jahr (Euro)", 14), ("Notiz", 60)]
    rows = [measure_row(measure) for measure in document.measures]
    formats = {"Beginn": DAY, "Fällig am": DAY, "Kosten einmalig (Euro)": EURO, "Kosten je Jahr (Euro)": EURO}
    add_table(workbook, "Maßnahmenplan", columns, rows, formats)


def measure_row(measure):
    return [
        measure.title,
        measure.recommendation,
        PRIORITY_WORDS[measure.priority],
        STATUS_WORDS[measure.status],
        measure.decline_reason,
        measure.responsible,
        measure.start,
        measure.due,
        measure.cost_once,
        measure.cost_yearly,
        measure.note,
    ]


def add_remarks(workbook, document, evaluation):
    instrument = evaluation.instrument
    rows = [
        *municipality_rows(document.municipality),
        *project_rows(document.project),
        ["Angelegt am", document.created],
        ["Abgeschlossen am", document.submitted and local_day(document.submitted)],
        ["Instrument", f"{instrument.title}, Fassung {instrument.version}"],
        ["Werte", "Punkte von 0 bis 100. „von“ und „bis“: die Bandbreite, die unbeantwortete Fragen offen lassen."],
        ["Bedarf", "Je höher, desto dringender; ab 55 ist die Priorität hoch, ab 30 mittel."],
        ["Quelle", f"{instrument.source}. Lizenz der Quelle: {instrument.source_licence}."],
        ["Texte des Instruments", f"Lizenz {instrument.licence}"],
    ]
    add_table(workbook, "Hinweise", [("Was", 26), ("Angabe", 100)], rows, {"Angabe": DAY})


def municipality_rows(municipality):
    if municipality is None:
        return []
    place = [["Kommune", municipality.name], ["AGS", municipality.ags], ["Land", dict(LAENDER).get(municipality.land)]]
    size = dict(SIZE_CLASSES)[municipality.size_class]
    return [*place, ["Kreis", municipality.kreis], ["Größenklasse", size]]


def project_rows(project):
    if project is None:
        return []
    rows = [["Vorhaben", project.name], ["Kurzbeschreibung", project.description], ["Förderung", project.funding]]
    rows += [["Beginn der Förderung", project.funding_start], ["Ende der Förderung", project.funding_end]]
    return [*rows, ["Phase", PHASE_WORDS[project.phase]]]


def add_table(workbook, title, columns, rows, formats=None):
    """A sheet with a frozen header. `columns`: title and width; `formats`: number format by column title."""
    sheet = workbook.create_sheet(title)
    for place, (heading, width) in enumerate(columns, 1):
        write(sheet.cell(1, place), heading)
        sheet.cell(1, place).font = BOLD
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, values in enumerate(rows, 2):
        for place, value in enumerate(values, 1):
            write(sheet.cell(row, place), value, (formats or {}).get(columns[place - 1][0]))
    fit_rows(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def fit_rows(sheet):
    """Each row as high as its longest text takes lines: not every program does that when it opens a file."""
    for cells in sheet.iter_rows():
        texts = [cell for cell in cells if isinstance(cell.value, str) and cell.data_type != "f"]
        lines = [lines_of(cell.value, sheet.column_dimensions[cell.column_letter].width) for cell in texts]
        if max(lines, default=1) > 1:
            sheet.row_dimensions[cells[0].row].height = min(max(lines) * LINE_HEIGHT, HIGHEST_ROW)


def lines_of(text, width):
    return sum(len(wrap(line, int(width))) or 1 for line in text.split("\n"))


def plain_text(sheet, text):
    """A cell without format, for tables of many rows. Text is stored as text whatever it begins with."""
    cell = Cell(sheet)
    write_text(cell, text)
    return cell


def write_text(cell, text):
    """So that no program takes it for a formula or an error."""
    cell.value = ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS.sub("", text))
    cell.data_type = "s"


def write(cell, value, number_format=None):
    """Text is stored as text whatever it begins with."""
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
        if number_format and value is not None:
            cell.number_format = number_format
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def fixed_bytes(workbook):
    """The workbook saved without the time of saving."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return fixed.getvalue()
