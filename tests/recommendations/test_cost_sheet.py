"""The workbook of costs: its formulas, computed here on their own, give what build_costs gives."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from recommendations import actions
from recommendations.cost_sheet import build_cost_spreadsheet
from recommendations.costs import build_costs
from tests.cast import ANNA, make_assessment, open_link
from tests.recommendations.cost_samples import cost, document_with

TODAY = date(2026, 11, 23)
LINES = (
    cost("Betreuung", kind="staff", fte="0.25", assumption="=Annahme"),
    cost("Einarbeitung", kind="staff", fte="0.5", yearly="20000", once="1000.50", funded_share=100),
    cost("Plattform", yearly="3400.75", from_year=2, funded_share=80, basis="measured"),
    cost("Ersatz", kind="hardware", once="8000", from_year=5),
    cost("=1+1", kind="software", basis="unknown", from_year=3),
    cost("Weniger Fahrten", "relief", "saving", yearly="1200"),
    cost("Gesparte Zeit", "relief", "staff", fte="0.1"),
)
RATE = {"costs.fte_euro": "78000.00", "costs.rise": "2.5", "costs.first_year": "2030", "costs.financing": "Tiefbauamt"}


def book_of(*costs, entries=RATE):
    document = document_with(costs=costs, entries=entries)
    return openpyxl.load_workbook(BytesIO(build_cost_spreadsheet(document, TODAY))), build_costs(document, TODAY)


class Computed:
    """Cells of the sheet, formulas computed: as little of a spreadsheet program as these formulas need."""

    def __init__(self, book):
        self.book, self.found = book, {}
        names = {name: book.defined_names[name].attr_text.replace("$", "") for name in book.defined_names}
        self.names = {name: book[text.split("!")[0]][text.split("!")[1]].value for name, text in names.items()}
        self.functions = {
            "IF": lambda test, yes, no: yes() if test() else no(),
            "AND": lambda *tests: all(test() for test in tests),
            "OR": lambda *tests: any(test() for test in tests),
            "N": lambda value: value() if isinstance(value(), int | float) else 0,
            "SUM": lambda cells: sum(value for value in cells() if value != ""),
            "COUNTIFS": lambda keys, key, cells, _: sum(
                found == key() and value != "" for found, value in zip(keys(), cells(), strict=True)
            ),
            "SUMIF": lambda keys, key, cells: sum(
                value for found, value in zip(keys(), cells(), strict=True) if found == key() and value != ""
            ),
        }

    def cell(self, place):
        if place not in self.found:
            value = self.book["Kosten"][place].value
            is_formula = self.book["Kosten"][place].data_type == "f"
            self.found[place] = self.compute(value[1:]) if is_formula else "" if value is None else value
        return self.found[place]

    def cells(self, text):
        return [self.cell(cell.coordinate) for row in self.book["Kosten"][text] for cell in row]

    def compute(self, text):
        return Expression(
            self, re.findall(r'"[^"]*"|[A-Za-z_]+\(|[$A-Z0-9]+:[$A-Z0-9]+|[A-Za-z_$0-9.]+|<>|.', text)
        ).run()


class Expression:
    """A parser by descent: comparison, sum, product, power, value. Each part is a function, so that IF computes one."""

    def __init__(self, sheet, tokens):
        self.sheet, self.tokens = sheet, tokens

    def run(self):
        value = self.comparison()()
        assert self.tokens == []
        return value

    def take(self, *wanted):
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def comparison(self):
        left = self.chain(self.product, {"+": lambda a, b: a + b, "-": lambda a, b: a - b})
        sign = self.take("=", "<>", ">")
        if sign is None:
            return left
        right = self.chain(self.product, {})
        compare = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, ">": lambda a, b: a > b}[sign]
        return lambda: compare(left(), right())

    def product(self):
        return self.chain(self.power, {"*": lambda a, b: a * b, "/": lambda a, b: a / b})

    def power(self):
        return self.chain(self.value, {"^": lambda a, b: a**b})

    def chain(self, part, signs):
        left = part()
        while sign := self.take(*signs):
            left = (lambda a, b, do: lambda: do(a(), b()))(left, part(), signs[sign])
        return left

    def value(self):
        token = self.tokens.pop(0)
        if token == "(":
            inner = self.comparison()
            assert self.take(")")
            return inner
        if token.endswith("("):
            return self.call(token[:-1])
        if token.startswith('"'):
            return lambda: token[1:-1]
        if ":" in token:
            return lambda: self.sheet.cells(token.replace("$", ""))
        if re.fullmatch(r"[0-9.]+", token):
            return lambda: float(token) if "." in token else int(token)
        if token in self.sheet.names:
            return lambda: "" if self.sheet.names[token] is None else self.sheet.names[token]
        return lambda: self.sheet.cell(token.replace("$", ""))

    def call(self, name):
        arguments = [self.comparison()]
        while self.take(","):
            arguments.append(self.comparison())
        assert self.take(")")
        return lambda: self.sheet.functions[name](*arguments)


@pytest.mark.parametrize("entries", [RATE, {}], ids=["rate known", "rate not known"])
def test_formulas_give_what_the_page_shows(entries):
    book, sheet = book_of(*LINES, entries=entries)
    computed = Computed(book)

    assert [computed.cell(f"{column}1") for column in "KLMNO"] == list(sheet.years)
    for row, line in enumerate(sheet.lines, 2):
        shown = [computed.cell(f"{column}{row}") for column in "KLMNOP"]
        wanted = [*line.per_year, line.total]
        assert [value == "" for value in shown] == [amount is None for amount in wanted], line.label
        known = [(value, float(amount)) for value, amount in zip(shown, wanted, strict=True) if amount is not None]
        assert [value for value, _ in known] == pytest.approx([amount for _, amount in known])
    last = len(sheet.lines) + 1
    for side, row in (("cost", last + 2), ("relief", last + 3), ("net", last + 4)):
        totals = [*sheet.per_year, sheet.five_years]
        amounts = [float(getattr(total, side).value) for total in totals]
        assert [computed.cell(f"{column}{row}") for column in "KLMNOP"] == pytest.approx(amounts), side
    assert computed.cell(f"Q{last + 2}") == pytest.approx(float(sheet.falls_away.value))


@pytest.mark.parametrize(("entries", "count"), [(RATE, 1), ({}, 3)], ids=["rate known", "rate not known"])
def test_open_lines_are_counted(entries, count):
    """The one formula over whole columns: its text, and the same condition cell by cell."""
    book, sheet = book_of(*LINES, entries=entries)
    computed = Computed(book)

    assert book["Kosten"]["P13"].value == '=SUMPRODUCT((J$2:J$8="")*(((E$2:E$8="")+(G$2:G$8<>""))>0))'
    cells = [[computed.cell(f"{column}{row}") for column in "JEG"] for row in range(2, 9)]
    assert sum(yearly == "" and (once == "" or fte != "") for yearly, once, fte in cells) == count
    assert len(sheet.unknown) == count


def test_unknown_amounts_are_empty_cells():
    book, _ = book_of(cost(basis="unknown"), entries={})

    assert [book["Kosten"][f"{column}2"].value for column in "EFGI"] == [None] * 4
    assert [book["Kosten"][f"{column}2"].value for column in "ABCDH"] == [
        "Kosten",
        "Betrieb und Hosting",
        "Hosting",
        "noch nicht bekannt",
        1,
    ]


def test_sum_of_nothing_known_is_empty():
    book, sheet = book_of(cost(basis="unknown"), cost("Weniger Fahrten", "relief", "saving", yearly="1200"), entries={})
    computed = Computed(book)

    assert [computed.cell(f"P{row}") for row in (5, 6, 7)] == ["", 6000, ""]
    assert sheet.five_years.net.value is None


def test_typed_texts_are_no_formulas():
    book, _ = book_of(*LINES)

    cells = [cell for row in book["Kosten"].iter_rows() for cell in row]
    typed = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"=1+1", "=Annahme"} <= typed
    assert all(cell.column_letter in "EJKLMNOPQ" for cell in cells if cell.data_type == "f")


def test_assumptions_are_named_cells():
    book, _ = book_of(*LINES)

    assert book.sheetnames == ["Kosten", "Annahmen", "Lies mich"]
    assert {name: book.defined_names[name].attr_text for name in book.defined_names} == {
        "erstes_jahr": "Annahmen!$B$2",
        "steigerung_prozent": "Annahmen!$B$3",
        "euro_je_vzae": "Annahmen!$B$4",
    }
    values = [row[1] for row in book["Annahmen"].iter_rows(min_row=2, values_only=True)]
    assert values == [2030, 2.5, 78000, "Tiefbauamt"]
    assert book.calculation.fullCalcOnLoad is True


def test_empty_sheet_has_one_row_to_fill_in():
    book, sheet = book_of(entries={})
    computed = Computed(book)

    assert sheet.is_empty
    assert [book["Kosten"][f"{column}2"].value for column in "ABCH"] == ["Kosten", None, None, 1]
    assert [computed.cell(f"{column}2") for column in "JKLMNOPQ"] == [""] * 8


def test_equal_documents_give_equal_bytes():
    document = document_with(costs=LINES, entries=RATE)

    assert build_cost_spreadsheet(document, TODAY) == build_cost_spreadsheet(document, date(2026, 1, 1))


@pytest.mark.django_db
def test_download(client):
    assessment, token = make_assessment()
    open_link(client, token)
    fields = {"kind": "hosting", "label": "Funkplattform", "yearly": Decimal(3400)}
    actions.add_cost(assessment=assessment, fields=fields, editor=ANNA)

    response = client.get(reverse("costs_xlsx", args=[assessment.pk]))

    assert response["Content-Disposition"].startswith('attachment; filename="kosten-verstetigungs-check-musterbach')
    assert openpyxl.load_workbook(BytesIO(response.content))["Kosten"]["C2"].value == "Funkplattform"
