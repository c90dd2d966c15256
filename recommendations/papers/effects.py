"""What a Ratsvorlage says of money, posts, climate, who was asked, and what is annexed. Pure."""

from recommendations.amounts import number_text
from recommendations.costs import CostSheet
from recommendations.days import long_day
from recommendations.entry_list import SPECS
from recommendations.papers.argument import check_day
from recommendations.papers.known import Known
from recommendations.papers.paper import Block, Bullets, Note, Paragraph, Table, gap, prose
from recommendations.papers.proposal_guide import load_proposal_guide

MOST_NAMED = 5
MISSING = "einmalige Kosten, laufende Kosten je Jahr und Folgekosten über fünf Jahre"
# Outcomes for which the cost sheet tells what is not going to be: that the municipality goes on by itself.
GIVEN_UP = ("close", "transfer")
ROUNDED = Note("Auf volle Euro gerundet; die Summen sind aus den genauen Beträgen gebildet.")


def money(known: Known) -> tuple[Block, ...]:
    costs = known.costs
    own = prose(known.entries.get("proposal.money", ""))
    return (*_figures(known), *_financing(known), *_budget(known), *own, *_assumptions(costs))


def _figures(known: Known) -> tuple[Block, ...]:
    costs = known.costs
    given_up = (Paragraph(load_proposal_guide().texts[f"{known.outcome}_money"]),) if known.outcome in GIVEN_UP else ()
    missing = () if costs.cost_lines else (Paragraph(gap(MISSING)),)
    if costs.is_empty:
        return missing
    sentence = Paragraph(costs.sentence)
    return (*given_up, sentence, *missing, _years(costs), ROUNDED, *_falls_away(known), *_unknown(costs))


def _falls_away(known: Known) -> tuple[Block, ...]:
    amount = known.costs.falls_away
    if not amount.value:
        return ()
    if known.is_over:
        return (Paragraph(f"Von den laufenden Kosten trug die Förderung zuletzt {amount} je Jahr; das ist entfallen."),)
    return (Paragraph(f"Von den laufenden Kosten trägt die Förderung heute {amount} je Jahr; das entfällt."),)


def _unknown(costs: CostSheet) -> tuple[Block, ...]:
    """The lines without an amount by name, where they are few."""
    if not costs.unknown:
        return ()
    labels = [f"„{line.label}“" for line in costs.unknown]
    named = ", ".join(labels) if len(labels) <= MOST_NAMED else f"{len(labels)} Positionen des Kostenblatts"
    return (Paragraph(gap(f"Betrag für {named}")),)


def _years(costs: CostSheet) -> Table:
    rows = [(str(year), total.cost.text, total.relief.text, total.net.text) for year, total in costs.by_year]
    five = costs.five_years
    rows.append(("fünf Jahre", five.cost.text, five.relief.text, five.net.text))
    head = ("Jahr", "Kosten", "Entlastung", "unter dem Strich")
    return Table("Folgekosten über fünf Jahre", head, tuple(rows), (25, 25, 25, 25), figures=3, sums=True)


def _financing(known: Known) -> tuple[Block, ...]:
    """What is said of it pays for going on; of a transfer it is open what remains to be paid, of an end nothing."""
    costs = known.costs
    if known.outcome in GIVEN_UP:
        return (Paragraph(load_proposal_guide().texts["transfer_left"]),) if known.outcome == "transfer" else ()
    if costs.financing:
        first, *rest = prose(costs.financing)
        if isinstance(first, Paragraph):
            return (Paragraph(f"Gegenfinanzierung: {first.text}"), *rest)
        return (Paragraph("Gegenfinanzierung:"), first, *rest)
    return (Paragraph(f"Gegenfinanzierung: {gap('woraus bezahlt wird, was dafür entfällt, wer sich beteiligt')}"),)


def _budget(known: Known) -> tuple[Block, ...]:
    """The state in the budget, and the account, unless nothing is needed."""
    stated = known.entries.get("proposal.budget")
    words = dict(SPECS["proposal.budget"].choices)
    state = Paragraph(words[stated] if stated else f"Stand im Haushalt: {gap('veranschlagt, angemeldet oder offen')}")
    if stated == "none":
        return (state,)
    account = known.entries.get("proposal.budget_line") or gap("Haushaltsstelle")
    return (state, Paragraph(f"Produkt und Sachkonto: {account}"))


def _assumptions(costs: CostSheet) -> tuple[Block, ...]:
    if costs.is_empty:
        return ()
    basis = ", ".join(f"{count} {words}" for words, count in costs.basis_counts)
    return (Note(f"Grundlage der Zahlen, nach Positionen: {basis}. {' '.join(costs.assumptions)}"),)


def staff(known: Known) -> tuple[Block, ...]:
    own, costs = prose(known.entries.get("proposal.staff", "")), known.costs
    if costs.fte:
        texts = load_proposal_guide().texts
        needed = texts["given_up_staff" if known.outcome in GIVEN_UP else "staff"].format(posts=number_text(costs.fte))
        return (Paragraph(needed), *(own or _staff_gap()))
    return own or _staff_gap()


def _staff_gap() -> tuple[Block, ...]:
    return (Paragraph(gap("welche Stelle, welcher Anteil, ab wann; oder: keine Auswirkungen")),)


def climate(known: Known) -> tuple[Block, ...]:
    said, reason = known.entries.get("proposal.climate"), known.entries.get("proposal.climate_reason", "")
    if not said:
        return (Paragraph(f"Wirkung: {gap('positiv, keine, negativ oder nicht geprüft')}"), *prose(reason))
    words = f"Wirkung: {dict(SPECS['proposal.climate'].choices)[said]}."
    if reason or said == "unchecked":
        return (Paragraph(words), *prose(reason))
    return (Paragraph(f"{words} {gap('Begründung')}"),)


def involved(known: Known) -> tuple[Block, ...]:
    lines = _lines(known, "proposal.involved")
    missing = "beteiligte Stellen mit Ergebnis, zum Beispiel Kämmerei, Personalstelle, IT, Datenschutz"
    return (Bullets(lines),) if lines else (Paragraph(gap(missing)),)


def annexes(known: Known) -> tuple[Block, ...]:
    day = check_day(known)
    stand = f", Stand {long_day(day)}" if day else ""
    items = [f"Bericht mit Maßnahmenplan aus dem Verstetigungs-Check{stand} (PDF)"]
    if not known.costs.is_empty:
        items.append("Kostenblatt mit Rechenweg (XLSX)")
    if any(key.startswith("concept.") for key in known.entries):
        items.append("Verstetigungskonzept (PDF)")
    return (Bullets((*items, *_lines(known, "proposal.annexes"))),)


def _lines(known: Known, key: str) -> tuple[str, ...]:
    """Each line an item, without the hyphen or dot that somebody put before it."""
    lines = map(str.strip, known.entries.get(key, "").split("\n"))
    return tuple(line.removeprefix("- ").removeprefix("• ") for line in lines if line)
