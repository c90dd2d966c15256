"""The portfolio as XLSX and CSV: the same columns, numbers as numbers, days as days."""

import csv
import io
from datetime import date

from openpyxl import Workbook

from recommendations.days import short_day
from recommendations.spreadsheet import DAY, POINTS, STAMP, add_table, fixed_bytes

COLUMNS = (
    ("Vorhaben", 40),
    ("Phase", 22),
    ("Letzter Check", 12),
    ("Umfang", 20),
    ("Begonnen am", 13),
    ("Abgeschlossen am", 16),
    ("Stufe", 8),
    ("Stufe in Worten", 16),
    ("Verstetigungsreife", 18),
    ("Reife von", 10),
    ("Reife bis", 10),
    ("Trend der Reife", 14),
    ("Kein Trend, weil", 20),
    ("Hemmnisdruck", 14),
    ("Hemmnisdruck von", 14),
    ("Hemmnisdruck bis", 14),
    ("Förderumfeld", 14),
    ("Förderumfeld von", 14),
    ("Förderumfeld bis", 14),
    ("Ohne Wert, weil", 40),
    ("Ende der Förderung", 16),
    ("Tage bis zum Ende", 12),
    ("Maßnahmen offen", 12),
    ("davon überfällig", 12),
    ("Wartet auf", 50),
)
FORMATS = dict.fromkeys(("Begonnen am", "Abgeschlossen am", "Ende der Förderung"), DAY) | {
    title: POINTS for title, _ in COLUMNS if title.startswith(("Verstetigungsreife", "Reife", "Hemmnis", "Förderumf"))
}
# What a spreadsheet program takes for the begin of a formula, in the wide letters of East Asia too.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def cells(row):
    check, figures = row.check, (row.readiness, row.pressure, row.funding)
    stage = row.readiness.stage if row.readiness else None
    readiness, pressure, funding = (triple(figure) for figure in figures)
    return [
        row.name,
        row.phase_text,
        "abgeschlossen" if check.submitted else "offen",
        check.scope_text,
        check.created,
        check.submitted,
        stage and stage.number,
        stage and stage.title,
        *readiness,
        row.trend.points,
        row.trend.text if row.trend.points is None else None,
        *pressure,
        *funding,
        "; ".join(f"{figure.title}: {figure.reason}" for figure in figures if figure and figure.reason) or None,
        row.funding_end,
        row.days,
        row.open_measures,
        row.overdue,
        row.waiting.text if row.waiting else None,
    ]


def triple(figure):
    return (figure.value, figure.low, figure.high) if figure else (None, None, None)


def build_xlsx(rows):
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator, workbook.properties.created = "Verstetigungs-Check", STAMP
    add_table(workbook, "Vorhaben", list(COLUMNS), [cells(row) for row in rows], FORMATS)
    return fixed_bytes(workbook)


def build_csv(rows):
    """UTF-8 with BOM and semicolons, which a German spreadsheet program opens without asking."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([title for title, _ in COLUMNS])
    writer.writerows([csv_text(value) for value in cells(row)] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def csv_text(value):
    """German figures and days. Text that a program could take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
