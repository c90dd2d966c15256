"""What a project costs and saves in the five years after its funding. Pure.

An amount that nobody knows is None, never 0; a sum over lines of which some have no amount says so. Nothing is rounded
before it becomes text.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from recommendations.amounts import euro_text, number_text, whole_text
from recommendations.cost_lines import YEARS, CostView, Terms, cost_views
from recommendations.cost_years import Span, first_year, left_out, years_said
from recommendations.document import Document
from recommendations.document_decision import BASES, COST_KINDS, SIDES
from recommendations.entries import decimal_of
from recommendations.wording import NOTHING, count_text

UNKNOWN = "noch nicht bekannt"
SHORT = {"mindestens": "mind.", "höchstens": "höchst.", "vorläufig": "vorl."}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over lines. `value`: None where no line has an amount. `open`: lines of which something is missing;
    `word`: what the sum is then. As text: „12.500 €“, „mindestens 12.500 €“, „noch nicht bekannt“, „–“."""

    value: Decimal | None
    open: int = 0
    word: str = "mindestens"

    @property
    def text(self) -> str:
        if self.value is None:
            return UNKNOWN if self.open else NOTHING
        return f"{self.word} {euro_text(self.value)}" if self.open else euro_text(self.value)

    @property
    def short(self) -> str:
        """For a cell under a heading „Euro“: „mind. 12.500“, „offen“, „–“."""
        if self.value is None:
            return "offen" if self.open else NOTHING
        return f"{SHORT[self.word]} {whole_text(self.value)}" if self.open else whole_text(self.value)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Totals:
    cost: Amount
    relief: Amount

    @property
    def net(self) -> Amount:
        """Cost less relief. Too low where a cost is open, too high where a relief is."""
        still_open = self.cost.open + self.relief.open
        if self.cost.value is None:
            return Amount(None, still_open)
        word = "mindestens" if not self.relief.open else "höchstens" if not self.cost.open else "vorläufig"
        return Amount(self.cost.value - (self.relief.value or 0), still_open, word)


@dataclass(frozen=True, slots=True)
class KindRow:
    """All lines of a kind on one side: a row of the table by kind. `years`: one amount each."""

    side: str
    side_words: str
    words: str
    years: tuple[Amount, ...]
    total: Amount
    lines: tuple[CostView, ...]


@dataclass(frozen=True, slots=True)
class CostSheet:
    """`lines`: costs before reliefs, by kind, else as entered. `yearly`: in prices of the first year, with all lines
    that begin later. `fte`: of the costs, None where no line names one. `falls_away`: what the grant pays today of the
    yearly costs. `unknown`: lines of which an amount is missing. `basis_counts`: (words, how many) of those that occur.
    `left_out`: first and last day after the funding that no year holds.
    """

    years: tuple[int, ...]
    lines: tuple[CostView, ...]
    kinds: tuple[KindRow, ...]
    once: Totals
    yearly: Totals
    per_year: tuple[Totals, ...]
    five_years: Totals
    fte: Decimal | None
    fte_relief: Decimal | None
    falls_away: Amount
    unknown: tuple[CostView, ...]
    basis_counts: tuple[tuple[str, int], ...]
    assumptions: tuple[str, ...]
    financing: str
    left_out: Span | None

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def cost_lines(self) -> tuple[CostView, ...]:
        """Without the reliefs."""
        return tuple(line for line in self.lines if line.side == "cost")

    @property
    def period(self) -> str:
        return f"{self.years[0]} bis {self.years[-1]}"

    @property
    def by_year(self) -> tuple[tuple[int, Totals], ...]:
        return tuple(zip(self.years, self.per_year, strict=True))

    @property
    def fte_text(self) -> str:
        return NOTHING if self.fte is None else f"{number_text(self.fte)} VZÄ"

    @property
    def sentence(self) -> str:
        """The follow-up costs in one or two sentences; empty without lines."""
        five, once, yearly = self.five_years, self.once.cost, self.yearly.cost
        if not self.cost_lines:
            return self._relief_said
        if five.cost.value is None:
            return f"Was das Vorhaben in den Jahren {self.period} kostet, ist {UNKNOWN}."
        parts = [f"einmalig {once}"] if once.value is not None else []
        parts += [f"laufend {yearly} je Jahr"] if yearly.value is not None else []
        said = f"In den fünf Jahren {self.period} kostet das Vorhaben {five.cost}: {' und '.join(parts)}."
        if five.relief.value is None:
            return said
        return f"{said} Dem stehen Entlastungen von {five.relief} gegenüber; {_net_said(five.net)}"

    @property
    def _relief_said(self) -> str:
        """Where there are reliefs only."""
        relief = self.five_years.relief
        if self.is_empty:
            return ""
        if relief.value is None:
            return f"Welche Entlastung die Jahre {self.period} bringen, ist {UNKNOWN}. Kosten fehlen noch im Blatt."
        return f"In den fünf Jahren {self.period} steht eine Entlastung von {relief}. Kosten fehlen noch im Blatt."


def build_costs(document: Document, today: date) -> CostSheet:
    """`today` counts only where neither a first year nor an end of the funding is known."""
    rate = decimal_of(document.entries, "costs.fte_euro")
    terms = Terms(first_year(document, today), decimal_of(document.entries, "costs.rise") or Decimal(0), rate)
    lines = cost_views(document.costs, terms)
    five_years = _totals(lines, lambda line: line.total, lambda line: line.is_open)
    return CostSheet(
        years=terms.years,
        lines=lines,
        kinds=_kinds(lines),
        once=_totals(lines, lambda line: line.once, lambda line: line.once_open),
        yearly=_totals(lines, lambda line: line.yearly, lambda line: line.yearly_open),
        per_year=tuple(_year_totals(lines, place) for place in range(YEARS)),
        five_years=five_years,
        fte=_sum(line.fte for line in lines if line.side == "cost"),
        fte_relief=_sum(line.fte for line in lines if line.side == "relief"),
        falls_away=_falls_away(lines),
        unknown=tuple(line for line in lines if line.is_open),
        basis_counts=_basis_counts(lines),
        assumptions=(*years_said(document, terms.years), *_assumptions(lines, terms)),
        financing=document.entries.get("costs.financing", ""),
        left_out=left_out(document, terms.first_year),
    )


def _net_said(net: Amount) -> str:
    minus = net.value is not None and net.value < 0
    return f"unter dem Strich stehen {net}{' (ein Minus heißt: mehr Entlastung als Kosten)' if minus else ''}."


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    given = [amount for amount in amounts if amount is not None]
    return sum(given, Decimal(0)) if given else None


def _totals(
    lines: Sequence[CostView],
    amount: Callable[[CostView], Decimal | None],
    is_open: Callable[[CostView], bool],
) -> Totals:
    def total(side: str) -> Amount:
        chosen = [line for line in lines if line.side == side]
        return Amount(_sum(amount(line) for line in chosen), sum(is_open(line) for line in chosen))

    return Totals(total("cost"), total("relief"))


def _year_totals(lines: Sequence[CostView], place: int) -> Totals:
    return _totals(lines, lambda line: line.per_year[place], lambda line: line.open_in(place))


def _falls_away(lines: Sequence[CostView]) -> Amount:
    return Amount(_sum(line.falls_away for line in lines), sum(line.falls_away_open for line in lines))


def _kinds(lines: Sequence[CostView]) -> tuple[KindRow, ...]:
    groups = groupby(lines, lambda line: (line.side, line.kind))
    return tuple(_kind_row(side, kind, tuple(group)) for (side, kind), group in groups)


def _kind_row(side: str, kind: str, lines: tuple[CostView, ...]) -> KindRow:
    def amount(totals: Totals) -> Amount:
        return totals.cost if side == "cost" else totals.relief

    return KindRow(
        side=side,
        side_words=SIDES[side],
        words=COST_KINDS[kind],
        years=tuple(amount(_year_totals(lines, place)) for place in range(YEARS)),
        total=amount(_totals(lines, lambda line: line.total, lambda line: line.is_open)),
        lines=lines,
    )


def _basis_counts(lines: Sequence[CostView]) -> tuple[tuple[str, int], ...]:
    found = Counter(line.basis for line in lines)
    return tuple((words, found[basis]) for basis, words in BASES.items() if found[basis])


def _assumptions(lines: Sequence[CostView], terms: Terms) -> list[str]:
    return [sentence for sentence in (_rise_said(terms), _staff_said(lines, terms), *_open_said(lines)) if sentence]


def _rise_said(terms: Terms) -> str:
    if not terms.rise:
        return "Laufende Beträge bleiben in allen fünf Jahren gleich; eine Steigerung ist nicht eingerechnet."
    rise = number_text(terms.rise)
    return f"Laufende Beträge steigen ab dem zweiten Jahr um {rise} Prozent je Jahr; einmalige Beträge steigen nicht."


def _staff_said(lines: Sequence[CostView], terms: Terms) -> str:
    """How amounts came from shares of posts, or that they could not."""
    derived = [line for line in lines if line.is_derived]
    if terms.rate is not None and derived:
        named = "; ".join(f"„{line.label}“ {line.fte_text}" for line in derived)
        return f"Aus Stellenanteilen gerechnet, mit {euro_text(terms.rate)} je VZÄ und Jahr: {named}."
    if any(line.fte is not None and line.is_open for line in lines):
        return "Der Betrag je VZÄ und Jahr fehlt; Stellenanteile ohne eigenen Betrag sind deshalb nicht eingerechnet."
    return ""


def _open_said(lines: Sequence[CostView]) -> list[str]:
    """What lines without an amount mean for the sums, where there is a sum."""
    said = (
        ("cost", "Kostenposition hat", "Kostenpositionen haben", "die Kosten sind deshalb mindestens so hoch wie"),
        ("relief", "Entlastung hat", "Entlastungen haben", "die Entlastung kann höher sein als"),
    )
    sentences = []
    for side, one, many, meaning in said:
        chosen = [line for line in lines if line.side == side]
        missing = sum(line.is_open for line in chosen)
        if missing:
            known = any(line.total is not None for line in chosen)
            meant = f"; {meaning} angegeben" if known else ""
            sentences.append(f"{count_text(missing, one, many)} noch keinen vollständigen Betrag{meant}.")
    return sentences
