"""A release as XLSX and CSV, both from the rows of release_table. Equal releases give equal bytes."""

import csv
import io
from collections.abc import Iterable, Iterator

from openpyxl import Workbook

from assessments.instrument import load_instrument
from recommendations.portfolio_files import csv_text
from recommendations.release_notes import BOUND_WORDS, kind_names, release_notes
from recommendations.release_table import UNITS, ReleaseFacts, Row, release_rows
from recommendations.release_texts import CELL_NAMES, LAND, PROGRAMME, SIZE, reason_text
from recommendations.spreadsheet import STAMP, add_table, fixed_bytes, plain_text

COLUMNS = (
    ("Programm", 30, "Name des Programms; in jeder Zeile, damit sich Dateien zusammenfügen lassen"),
    ("Freigabe", 12, "Tag der Freigabe (JJJJ-MM-TT)"),
    (
        "Gruppe",
        11,
        "programme: ganzes Programm; land:09: ein Land mit amtlichem Schlüssel; size:1 bis size:4: Größenklasse",
    ),
    ("Gruppe in Worten", 24, "Name der Gruppe"),
    ("Art", 24, "Wozu die Kennzahl gehört; „Hinweis“ bei den Zeilen am Ende der CSV-Datei"),
    ("Kennzahl", 18, "Kennung: Dimension (B1), Index (readiness) oder Empfehlung (F1.1)"),
    ("Kennzahl in Worten", 40, "Name der Kennzahl"),
    ("Statistik", 16, "n, mean, quartile_lower, median, quartile_upper, share_…, part:… (Teil eines Bedarfs)"),
    ("Statistik in Worten", 30, "Name der Statistik"),
    ("Einheit", 10, "Kommunen, Punkte (0 bis 100) oder Prozent"),
    ("Wert", 8, "Ganze Zahl; leer, wo nichts veröffentlicht ist"),
    ("Grenze", 11, "„höchstens“ oder „mindestens“, wo der Wert nicht genauer genannt wird; sonst leer"),
    ("Anzeige", 10, "Der Wert, wie er auf Seiten und im PDF steht"),
    ("Stand", 12, "Freigabe, in der der Wert berechnet wurde (JJJJ-MM-TT); leer, wo nichts veröffentlicht ist"),
    ("Grund", 17, "too_few, secondary, too_few_changed oder derivable; sonst leer"),
    ("Grund in Worten", 40, "Warum nichts veröffentlicht ist oder warum ein älterer Wert stehen bleibt"),
)
NOTE = "Hinweis"
WIDE = (("Kennzahl", 18), ("Kennzahl in Worten", 60))


def build_csv(facts: ReleaseFacts) -> bytes:
    """UTF-8 with BOM and semicolons as the portfolio's, but days as in ISO 8601. The notes are its last rows."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([title for title, _, _ in COLUMNS])
    writer.writerows([csv_text(value) for value in line] for line in (*long_lines(facts), *note_lines(facts)))
    return target.getvalue().encode("utf-8-sig")


def long_lines(facts: ReleaseFacts) -> Iterator[list[object]]:
    kinds = kind_names(load_instrument(facts.instrument))
    for row in release_rows(facts):
        yield [
            facts.programme,
            facts.date.isoformat(),
            row.cell,
            row.cell_name,
            kinds[row.kind],
            row.figure,
            row.figure_name,
            row.statistic,
            row.statistic_name,
            UNITS[row.unit],
            row.value,
            BOUND_WORDS[row.bound] if row.bound else None,
            row.text,
            row.date,
            row.reason,
            reason_text(row.reason) if row.reason else None,
        ]


def note_lines(facts: ReleaseFacts) -> Iterator[list[object]]:
    """The notes in the columns of the table: label and text stand where the figure and its text stand."""
    titles = [title for title, _, _ in COLUMNS]
    for note in release_notes(facts):
        said = {"Programm": facts.programme, "Freigabe": facts.date.isoformat(), "Art": NOTE}
        said |= {"Kennzahl in Worten": note.label, "Anzeige": note.text}
        yield [said.get(title) for title in titles]


def build_xlsx(facts: ReleaseFacts) -> bytes:
    rows = release_rows(facts)
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator, workbook.properties.created = "Verstetigungs-Check", STAMP
    notes = [[note.label, note.text] for note in release_notes(facts)]
    add_table(workbook, "Hinweise", [("Was", 26), ("Angabe", 110)], notes)
    add_programme(workbook, rows)
    add_cells(workbook, "Länder", LAND, rows)
    add_cells(workbook, "Größenklassen", SIZE, rows)
    add_data(workbook, facts)
    add_table(workbook, "Spalten", [("Spalte", 22), ("Bedeutung", 100)], [[title, text] for title, _, text in COLUMNS])
    return fixed_bytes(workbook)


def add_data(workbook: Workbook, facts: ReleaseFacts) -> None:
    """The long table. Only its head is formatted: of ten thousand rows a style costs more than the values."""
    add_table(workbook, "Daten", [(title, width) for title, width, _ in COLUMNS], [])
    sheet = workbook["Daten"]
    for programme, *values in long_lines(facts):
        sheet.append([plain_text(sheet, programme), *values])
    sheet.auto_filter.ref = sheet.dimensions


def add_programme(workbook: Workbook, rows: Iterable[Row]) -> None:
    """A line for each figure of the whole programme; the three shares from the best-off to the worst-off band."""
    columns = [*WIDE, ("Kommunen", 10), ("Mittelwert", 10), ("unteres Viertel", 10), ("Median", 10)]
    columns += [("oberes Viertel", 10), ("Anteile", 60), ("Stand", 12), ("Teile des Bedarfs", 80), ("Grund", 40)]
    lines = [programme_line(found) for found in by_figure(row for row in rows if row.cell == PROGRAMME)]
    add_table(workbook, "Programm", columns, lines)


def programme_line(rows: list[Row]) -> list[object]:
    plain = {row.statistic: row for row in rows if row.unit != "percent"}
    shares = "; ".join(f"{row.statistic_name}: {row.text}" for row in rows if row.unit == "percent")
    parts = "; ".join(f"{row.statistic_name}: {row.text}" for row in rows if row.statistic.startswith("part:"))
    mean = plain["mean"]
    shown = [cell_value(plain[key]) for key in ("n", "mean", "quartile_lower", "median", "quartile_upper")]
    return [mean.figure, mean.figure_name, *shown, shares, mean.date, parts or None, reason_of(mean)]


def add_cells(workbook: Workbook, title: str, partition: str, rows: Iterable[Row]) -> None:
    """The means by figure and cell, with the date where an older one stays."""
    cells = [cell for cell in CELL_NAMES if cell.startswith(f"{partition}:")]
    means = [row for row in rows if row.cell in cells and row.statistic == "mean"]
    found = {(row.figure, row.cell): row for row in means}
    names = {row.figure: row.figure_name for row in means}
    lines = [[key, name, *[cell_value(found[key, cell]) for cell in cells]] for key, name in names.items()]
    add_table(workbook, title, [*WIDE, *[(CELL_NAMES[cell], 16) for cell in cells]], lines)


def by_figure(rows: Iterable[Row]) -> list[list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.figure, []).append(row)
    return list(found.values())


def cell_value(row: Row) -> int | str:
    """A number where it is exactly that of this release, else as it is shown, an older one with its date."""
    if row.value is None:
        return row.text
    if row.reason:
        return f"{row.text} (Stand {row.date})"
    return row.text if row.bound else row.value


def reason_of(row: Row) -> str | None:
    return reason_text(row.reason) if row.reason else None
