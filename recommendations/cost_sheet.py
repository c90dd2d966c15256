"""The cost sheet as an XLSX workbook with formulas: who changes an assumption sees what follows.

A function of the document and the year alone; equal ones give equal bytes. A cell of an unknown amount is empty.
"""

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from recommendations.cost_lines import YEARS
from recommendations.costs import build_costs
from recommendations.document_decision import BASES, COST_KINDS, SIDES
from recommendations.entries import decimal_of
from recommendations.spreadsheet import BOLD, STAMP, add_table, fit_rows, fixed_bytes, write

COSTS, TERMS, READ_ME = "Kosten", "Annahmen", "Lies mich"
FIRST_ROW = 2
EURO, NUMBER, YEAR = "#,##0.00", "0.00", "0"
COLUMNS = [("Seite", 12), ("Art", 24), ("Position", 40), ("Grundlage", 18), ("Einmalig", 13), ("Je Jahr", 13)]
COLUMNS += [("VZÄ", 8), ("Ab Jahr (1–5)", 10), ("Heute gefördert in %", 12), ("Je Jahr, gerechnet", 14)]
YEAR_COLUMNS = "KLMNO"
TOTAL, FALLS_AWAY, NOTE = "P", "Q", "R"
NAMES = {"erstes_jahr": "$B$2", "steigerung_prozent": "$B$3", "euro_je_vzae": "$B$4"}
TEXTS = [
    "Das Blatt „Kosten“ rechnet mit Formeln. Ändern Sie die Spalten A bis I oder das Blatt „Annahmen“; "
    "alles andere folgt.",
    "Eine leere Zelle heißt: noch nicht bekannt. Sie zählt nicht als null Euro; die Summen sind dann Mindestbeträge. "
    "Wie viele Positionen ohne vollständigen Betrag sind, steht unter den Summen.",
    "Laufende Beträge sind in Preisen des ersten Jahres angegeben und steigen ab dem zweiten Jahr um den Satz der "
    "Annahmen. Einmalige Beträge steigen nicht.",
    "Wo nur ein Stellenanteil steht, wird er mit den Euro je VZÄ und Jahr aus den Annahmen gerechnet.",
    "Neue Position: Kopieren Sie eine ganze Zeile und fügen Sie die Kopie zwischen den vorhandenen ein; die Summen "
    "wachsen mit. In Spalte A steht „Kosten“ oder „Entlastung“.",
    "Was Sie hier ändern, steht nicht im Verstetigungs-Check. Tragen Sie dort nach, was gelten soll.",
]


def build_cost_spreadsheet(document, today):
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator, workbook.properties.created = "Verstetigungs-Check", STAMP
    # No value is stored beside a formula: the program computes them when it opens the file.
    workbook.calculation.fullCalcOnLoad = True
    add_costs(workbook.create_sheet(COSTS), ordered(document.costs))
    add_terms(workbook, document, build_costs(document, today))
    add_table(workbook, READ_ME, [("Hinweis", 110)], [[text] for text in TEXTS])
    return fixed_bytes(workbook)


def ordered(costs):
    """As on the page: costs before reliefs, by kind."""
    sides, kinds = list(SIDES), list(COST_KINDS)
    return sorted(costs, key=lambda cost: (sides.index(cost.side), kinds.index(cost.kind)))


def add_costs(sheet, costs):
    add_header(sheet)
    last = FIRST_ROW + max(len(costs), 1) - 1
    for row in range(FIRST_ROW, last + 1):
        add_line(sheet, row, costs[row - FIRST_ROW] if costs else None)
    add_sums(sheet, last)
    fit_rows(sheet)
    sheet.freeze_panes = "D2"


def add_header(sheet):
    years = [(None, 13)] * YEARS
    for place, (title, width) in enumerate([*COLUMNS, *years, ("Summe", 14), ("Entfällt je Jahr", 14)], 1):
        write(sheet.cell(1, place), title)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for place, column in enumerate(YEAR_COLUMNS):
        formula(sheet[f"{column}1"], f"erstes_jahr+{place}" if place else "erstes_jahr", YEAR)
    write(sheet[f"{NOTE}1"], "Annahme oder Beleg")
    sheet.column_dimensions[NOTE].width = 60
    for cell in sheet[1]:
        cell.font = BOLD


def formula(cell, text, number_format=EURO):
    cell.value = f"={text}"
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def add_line(sheet, row, cost):
    """Without a line an empty one, which can be filled in."""
    if cost:
        words = [SIDES[cost.side], COST_KINDS[cost.kind], cost.label, BASES[cost.basis]]
        values = [*words, cost.once, cost.yearly, cost.fte, cost.from_year, cost.funded_share]
    else:
        values = [SIDES["cost"], None, None, None, None, None, None, 1, None]
    formats = [None] * 4 + [EURO, EURO, NUMBER, YEAR, YEAR]
    for place, (value, number_format) in enumerate(zip(values, formats, strict=True), 1):
        write(sheet.cell(row, place), value, number_format)
    formula(sheet[f"J{row}"], yearly_formula(row))
    for place, column in enumerate(YEAR_COLUMNS):
        formula(sheet[f"{column}{row}"], year_formula(row, place))
    formula(sheet[f"{TOTAL}{row}"], f'IF(AND($E{row}="",$J{row}=""),"",SUM(K{row}:O{row}))')
    formula(sheet[f"{FALLS_AWAY}{row}"], falls_away_formula(row))
    write(sheet[f"{NOTE}{row}"], cost.assumption if cost else None)


def yearly_formula(row):
    """What is named, else the share of a post times the rate, else nothing."""
    return f'IF($F{row}<>"",$F{row},IF(AND($G{row}<>"",euro_je_vzae<>""),$G{row}*euro_je_vzae,""))'


def year_formula(row, place):
    """The amount of a year, counted from 0: nothing before it begins, empty where it is not known."""
    once = f"IF($H{row}={place + 1},N($E{row}),0)"
    known = f"{once}+$J{row}*(1+steigerung_prozent/100)^{place}"
    only_once = f'IF(AND($H{row}={place + 1},$E{row}<>""),$E{row},IF(OR($G{row}<>"",$E{row}=""),"",0))'
    return f'IF($H{row}>{place + 1},0,IF($J{row}<>"",{known},{only_once}))'


def falls_away_formula(row):
    missing = f'OR($I{row}="",$J{row}="",$A{row}<>"{SIDES["cost"]}")'
    return f'IF({missing},"",$J{row}*$I{row}/100)'


def add_sums(sheet, last):
    """Two rows of sums, what remains, and how many lines are open; below one empty row."""
    cost, relief, net, still_open = range(last + 2, last + 6)
    titles = ["Kosten gesamt", "Entlastung gesamt", "Unter dem Strich", "Positionen ohne vollständigen Betrag"]
    for row, title in zip((cost, relief, net, still_open), titles, strict=True):
        write(sheet[f"C{row}"], title)
        sheet[f"C{row}"].font = BOLD
    for column in ("E", "J", *YEAR_COLUMNS, TOTAL, FALLS_AWAY):
        formula(sheet[f"{column}{cost}"], sum_formula(column, SIDES["cost"], last))
        formula(sheet[f"{column}{relief}"], sum_formula(column, SIDES["relief"], last))
        formula(sheet[f"{column}{net}"], f'IF({column}{cost}="","",{column}{cost}-N({column}{relief}))')
    formula(sheet[f"{TOTAL}{still_open}"], open_formula(last), YEAR)


def sum_formula(column, words, last):
    """Of the lines of one side; empty where none of them has an amount."""
    sides, amounts = f"$A${FIRST_ROW}:$A${last}", f"{column}${FIRST_ROW}:{column}${last}"
    return f'IF(COUNTIFS({sides},"{words}",{amounts},">=0")=0,"",SUMIF({sides},"{words}",{amounts}))'


def open_formula(last):
    """How many lines have no yearly amount although they name a share of a post, or no amount at all."""
    once, fte, yearly = (f"{column}${FIRST_ROW}:{column}${last}" for column in ("E", "G", "J"))
    return f'SUMPRODUCT(({yearly}="")*((({once}="")+({fte}<>""))>0))'


def add_terms(workbook, document, costs):
    rise = decimal_of(document.entries, "costs.rise") or 0
    rows = [
        [
            "Erstes Jahr",
            costs.years[0],
            "das erste volle Jahr nach dem Ende der Förderung, wenn nichts anderes festgelegt ist",
        ],
        ["Steigerung je Jahr in Prozent", rise, "gilt für laufende Beträge ab dem zweiten Jahr"],
        ["Euro je VZÄ und Jahr", decimal_of(document.entries, "costs.fte_euro"), "von Kämmerei oder Personalstelle"],
        ["Finanzierung", document.entries.get("costs.financing"), None],
    ]
    add_table(workbook, TERMS, [("Annahme", 34), ("Wert", 40), ("Erläuterung", 70)], rows)
    for name, cell in NAMES.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=f"{TERMS}!{cell}")
