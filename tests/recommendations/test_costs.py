"""The cost sheet against amounts computed by hand."""

from decimal import Decimal

import pytest

from recommendations.costs import Amount, Totals
from recommendations.document_decision import COST_KINDS, SIDES
from recommendations.entry_list import read_guide
from tests.recommendations.cost_samples import cost, sheet_of


def amounts(*texts):
    return tuple(None if text is None else Decimal(text) for text in texts)


def costs_per_year(sheet):
    return tuple(totals.cost.value for totals in sheet.per_year)


def test_empty_sheet_has_no_sums():
    sheet = sheet_of()

    assert sheet.is_empty
    assert (sheet.five_years.cost.text, sheet.five_years.net.text, sheet.fte_text) == ("–", "–", "–")
    assert sheet.falls_away == Amount(None)
    assert sheet.sentence == ""


def test_yearly_amounts_without_rise():
    sheet = sheet_of(cost(once="3000", yearly="1200.50"), cost("Strom", yearly="100"))

    # 3,000 + 1,200.50 + 100; then 1,300.50 four times
    assert costs_per_year(sheet) == amounts("4300.50", "1300.50", "1300.50", "1300.50", "1300.50")
    assert sheet.five_years == Totals(Amount(Decimal("9502.50")), Amount(None))
    assert sheet.once.cost == Amount(Decimal(3000))
    assert sheet.yearly.cost == Amount(Decimal("1300.50"))
    assert sheet.five_years.net == Amount(Decimal("9502.50"))


def test_rise_compounds_from_the_second_year_and_leaves_single_amounts():
    sheet = sheet_of(cost(once="500", yearly="1000"), rise="10")

    # 1,000 · 1.1 = 1,100 · 1.1 = 1,210 · 1.1 = 1,331 · 1.1 = 1,464.10
    assert costs_per_year(sheet) == amounts("1500", "1100", "1210", "1331", "1464.10")
    assert sheet.five_years.cost.value == Decimal("6605.10")
    assert sheet.yearly.cost.value == Decimal(1000)
    assert "um 10 Prozent je Jahr" in sheet.assumptions[1]


def test_line_that_begins_later_costs_nothing_before():
    sheet = sheet_of(cost("Ersatz der Sensoren", once="8000", yearly="1000", from_year=3), rise="10")

    # the yearly amount has risen twice when it begins
    assert sheet.lines[0].per_year == amounts("0", "0", "9210", "1331", "1464.10")
    assert sheet.lines[0].total == Decimal("12005.10")
    assert sheet.lines[0].start == 2030


def test_single_amount_alone_leaves_the_other_years_at_nothing():
    sheet = sheet_of(cost(once="8000", from_year=2))

    assert sheet.lines[0].per_year == amounts("0", "8000", "0", "0", "0")
    assert (sheet.lines[0].is_open, sheet.unknown) == (False, ())
    assert sheet.yearly.cost == Amount(None)
    assert "einmalig 8.000\u00a0€." in sheet.sentence


def test_staff_is_the_share_of_a_post_times_the_rate():
    sheet = sheet_of(cost("Betreuung", kind="staff", fte="0.25"), fte_euro="78000.00")

    line = sheet.lines[0]
    assert (line.yearly, line.total, line.is_derived) == (Decimal(19500), Decimal(97500), True)
    assert sheet.fte == Decimal("0.25")
    assert sheet.assumptions[-1] == (
        "Aus Stellenanteilen gerechnet, mit 78.000\u00a0€ je VZÄ und Jahr: „Betreuung“ 0,25 VZÄ."
    )


def test_named_amount_counts_rather_than_the_rate():
    sheet = sheet_of(cost("Betreuung", kind="staff", fte="0.25", yearly="18000"), fte_euro="78000.00")

    assert (sheet.lines[0].yearly, sheet.lines[0].is_derived) == (Decimal(18000), False)
    assert not any("Stellenanteil" in sentence for sentence in sheet.assumptions)


def test_share_of_a_post_without_rate_is_unknown():
    sheet = sheet_of(cost("Betreuung", kind="staff", fte="0.25"), cost("Strom", yearly="100"))

    staff = sheet.lines[0]
    assert (staff.per_year, staff.total, staff.once_open) == ((None,) * 5, None, False)
    assert sheet.unknown == (staff,)
    assert sheet.five_years.cost == Amount(Decimal(500), 1)
    assert sheet.once.cost == Amount(None, 0)
    assert sheet.fte_text == "0,25 VZÄ"
    assert "Der Betrag je VZÄ und Jahr fehlt" in sheet.assumptions[2]


def test_share_of_a_post_without_rate_keeps_the_single_amount():
    sheet = sheet_of(cost("Einarbeitung", kind="staff", fte="0.5", once="2000", from_year=2))

    assert sheet.lines[0].per_year == amounts("0", "2000", None, None, None)
    assert sheet.lines[0].total == Decimal(2000)
    assert [totals.cost for totals in sheet.per_year] == [
        Amount(Decimal(0), 0),
        Amount(Decimal(2000), 1),
        Amount(None, 1),
        Amount(None, 1),
        Amount(None, 1),
    ]


def test_no_share_of_a_post_is_nothing_but_known_only_with_a_rate():
    assert sheet_of(cost(fte="0"), fte_euro="78000.00").lines[0].total == 0


def test_unknown_line_makes_the_sum_a_lower_bound():
    sheet = sheet_of(cost("Lizenz", kind="software", basis="unknown"), cost(yearly="1000"))

    assert sheet.five_years.cost.text == "mindestens 5.000\u00a0€"
    assert [line.label for line in sheet.unknown] == ["Lizenz"]
    assert [totals.cost.open for totals in sheet.per_year] == [1] * 5
    assert sheet.once.cost.text == "noch nicht bekannt"
    assert sheet.assumptions[-1] == (
        "1 Kostenposition hat noch keinen vollständigen Betrag; die Kosten sind deshalb mindestens so hoch wie "
        "angegeben."
    )


def test_nothing_known_is_not_nothing():
    sheet = sheet_of(cost(basis="unknown"))

    assert sheet.five_years.cost == Amount(None, 1)
    assert sheet.five_years.net == Amount(None, 1)
    assert sheet.sentence == "Was das Vorhaben in den Jahren 2028 bis 2032 kostet, ist noch nicht bekannt."
    assert sheet.assumptions[-1] == "1 Kostenposition hat noch keinen vollständigen Betrag."


@pytest.mark.parametrize(
    ("reliefs", "sentence"),
    [
        (["500", "100"], "In den fünf Jahren 2028 bis 2032 steht eine Entlastung von 3.000\u00a0€."),
        (["500", None], "In den fünf Jahren 2028 bis 2032 steht eine Entlastung von mindestens 2.500\u00a0€."),
        ([None], "Welche Entlastung die Jahre 2028 bis 2032 bringen, ist noch nicht bekannt."),
    ],
    ids=["known", "partly", "not at all"],
)
def test_reliefs_alone_are_told_and_the_costs_missed(reliefs, sentence):
    lines = [cost("Fahrten", "relief", "saving", **({"yearly": amount} if amount else {})) for amount in reliefs]
    sheet = sheet_of(*lines)

    assert sheet.sentence == f"{sentence} Kosten fehlen noch im Blatt."
    assert sheet.cost_lines == ()
    assert ("die Entlastung kann höher sein" in sheet.assumptions[-1]) == (reliefs == ["500", None])


@pytest.mark.parametrize(
    ("costs", "net"),
    [
        (["1000"], "4.000\u00a0€"),
        (["1000", None], "mindestens 4.000\u00a0€"),
        (["100"], "−500\u00a0€"),
    ],
    ids=["known", "a cost is open", "more relief than cost"],
)
def test_net(costs, net):
    lines = [cost(yearly=amount) if amount else cost(basis="unknown") for amount in costs]

    assert sheet_of(*lines, cost("Weniger Fahrten", "relief", "saving", yearly="200")).five_years.net.text == net


@pytest.mark.parametrize(
    ("known", "text"), [(True, "höchstens 4.000\u00a0€"), (False, "vorläufig 4.000\u00a0€")], ids=["relief", "both"]
)
def test_net_where_a_relief_is_open(known, text):
    lines = [cost(yearly="1000"), cost(side="relief", kind="saving", yearly="200"), cost(side="relief", kind="income")]
    sheet = sheet_of(*lines, *([] if known else [cost(basis="unknown")]))

    assert sheet.five_years.net.text == text
    assert sheet.assumptions[-1].startswith("1 Entlastung hat noch keinen vollständigen Betrag")


def test_sentence_names_cost_relief_and_what_remains():
    sheet = sheet_of(
        cost(once="10000", yearly="2000"), cost("Weniger Fahrten", "relief", "saving", yearly="500"), rise="0"
    )

    assert sheet.sentence == (
        "In den fünf Jahren 2028 bis 2032 kostet das Vorhaben 20.000\u00a0€: einmalig 10.000\u00a0€ und laufend "
        "2.000\u00a0€ je Jahr. Dem stehen Entlastungen von 2.500\u00a0€ gegenüber; unter dem Strich stehen "
        "17.500\u00a0€."
    )


def test_sentence_explains_a_minus():
    sheet = sheet_of(cost(yearly="100"), cost("Weniger Fahrten", "relief", "saving", yearly="500"))

    assert sheet.sentence.endswith("stehen −2.000\u00a0€ (ein Minus heißt: mehr Entlastung als Kosten).")


def test_what_falls_away_is_the_share_of_the_grant_in_yearly_costs():
    sheet = sheet_of(
        cost("Lizenz", yearly="10000", funded_share=80),
        cost("Strom", yearly="300", funded_share=0),
        cost("Sensoren", once="5000", funded_share=100),
        cost("Weniger Fahrten", "relief", "saving", yearly="500", funded_share=50),
    )

    assert sheet.falls_away == Amount(Decimal(8000))


def test_what_falls_away_is_open_where_share_or_amount_is_missing():
    sheet = sheet_of(
        cost("Lizenz", yearly="10000", funded_share=80),
        cost("Strom", yearly="300"),
        cost("Wartung", basis="unknown", funded_share=80),
        cost("Leitung", basis="unknown", funded_share=0),
        cost("Nichts", yearly="0"),
    )

    assert sheet.falls_away == Amount(Decimal(8000), 2)
    assert sheet.falls_away.text == "mindestens 8.000\u00a0€"


def test_shares_of_posts_are_counted_for_each_side():
    sheet = sheet_of(
        cost(kind="staff", fte="0.25"), cost(kind="staff", fte="0.5"), cost(side="relief", kind="staff", fte="0.1")
    )

    assert (sheet.fte, sheet.fte_relief) == (Decimal("0.75"), Decimal("0.1"))


def test_rows_by_kind_come_in_the_order_of_the_kinds():
    sheet = sheet_of(
        cost("Weniger Fahrten", "relief", "saving", yearly="200"),
        cost("Server", yearly="1000"),
        cost("Betreuung", kind="staff", yearly="5000"),
        cost("Cloud", yearly="500"),
    )

    assert [(row.side, row.words, row.total.value) for row in sheet.kinds] == [
        ("cost", "Personal", Decimal(25000)),
        ("cost", "Betrieb und Hosting", Decimal(7500)),
        ("relief", "Eingesparte Ausgaben", Decimal(1000)),
    ]
    assert [line.label for line in sheet.kinds[1].lines] == ["Server", "Cloud"]
    assert [str(amount) for amount in sheet.kinds[1].years] == ["1.500\u00a0€"] * 5
    assert sheet.kinds[2].side_words == "Entlastung"


def test_words_of_a_line():
    line = sheet_of(cost(kind="staff", basis="measured", fte="0.5", yearly="1")).lines[0]

    assert (line.side_words, line.kind_words, line.basis_words, line.fte_text) == (
        "Kosten",
        "Personal",
        "belegt",
        "0,5 VZÄ",
    )
    assert sheet_of(cost(yearly="1")).lines[0].fte_text == ""


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(Decimal("12500.50")), "12.501"),
        (Amount(Decimal(12500), 1), "mind. 12.500"),
        (Amount(Decimal(-3), 1, "höchstens"), "höchst. −3"),
        (Amount(None, 1), "offen"),
        (Amount(None), "–"),
    ],
)
def test_short_amount_for_a_cell(amount, text):
    assert amount.short == text


def test_lines_know_their_place_in_the_document():
    sheet = sheet_of(cost(side="relief", kind="saving", yearly="1"), cost(yearly="1"), cost(kind="staff", yearly="1"))

    assert [line.place for line in sheet.lines] == [2, 1, 0]


def test_bases_are_counted():
    sheet = sheet_of(cost(basis="unknown"), cost(yearly="1"), cost(yearly="2"))

    assert sheet.basis_counts == (("geschätzt", 2), ("noch nicht bekannt", 1))


def test_financing_is_what_was_said():
    assert sheet_of(financing="Aus dem Ansatz des Tiefbauamts").financing == "Aus dem Ansatz des Tiefbauamts"


def test_typical_lines_name_no_amount():
    lines = read_guide("costs")["line"]

    assert {frozenset(line) for line in lines} == {frozenset({"side", "kind", "label", "ask"})}
    assert all(line["side"] in SIDES and line["kind"] in COST_KINDS for line in lines)
    assert len({line["label"] for line in lines}) == len(lines)
    assert not any("€" in line["ask"] or len(line["ask"]) > 1000 or len(line["label"]) > 200 for line in lines)
