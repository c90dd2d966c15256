"""What a Ratsvorlage argues in words: the proposal, the facts, the reasons, the alternatives. Pure.

An own text takes the place of the draft; tables of figures stay.
"""

import re
from datetime import date

from recommendations.days import local_day, long_day
from recommendations.decision_path import Gate
from recommendations.papers.known import Known, names
from recommendations.papers.paper import Block, Bullets, Numbers, Paragraph, Table, gap, prose
from recommendations.papers.proposal_guide import load_proposal_guide
from recommendations.result import RecommendationView

MOST_NEEDS = 3
LONGEST_CONCEPT = 700
NUMBERED = re.compile(r"\(?(?P<number>[0-9]{1,2})[.)] *|[-–•*] +")
DECIDED = Paragraph("Es wird beschlossen:")


def decision(known: Known) -> tuple[Block, ...]:
    lines = filter(None, map(str.strip, known.entries.get("proposal.decision", "").split("\n")))
    own = tuple(_unnumbered(place, line) for place, line in enumerate(lines, 1))
    if own:
        return DECIDED, Numbers(own)
    guide = load_proposal_guide()
    words = names(known)
    drafted = (line.format_map(words) for line in guide.outcome(known.outcome).decision)
    return (*_not_chosen(known), DECIDED, Numbers(tuple(filter(None, drafted))))


def _unnumbered(place: int, line: str) -> str:
    """Without the number somebody typed, which the paper sets anew; „31. Dezember“ is none of the second point."""
    found = NUMBERED.match(line)
    if not found or found["number"] not in (None, str(place)):
        return line
    return line[found.end() :]


def _not_chosen(known: Known) -> tuple[Block, ...]:
    """The draft follows a suggestion: somebody has yet to decide."""
    if known.path.chosen or not known.path.suggested:
        return ()
    text = load_proposal_guide().texts["chosen_missing"]
    return (Paragraph(text.format(outcome=known.path.suggested.title)),)


def facts(known: Known) -> tuple[Block, ...]:
    if own := known.entries.get("proposal.facts"):
        return prose(own)
    described = known.project.description if known.project else ""
    blocks = prose(described) or (Paragraph(gap("was das Vorhaben tut, wo und für wen")),)
    return (*blocks, Paragraph(_funding(known)), *_of_concept(known))


def _funding(known: Known) -> str:
    project = known.project
    source = project.funding if project and project.funding else gap("Fördergeber und Programm")
    begin = project.funding_start if project else None
    since = f" seit dem {long_day(begin)}" if begin else ""
    if known.end is None:
        return f"Gefördert wird das Vorhaben{since} aus: {source}. Ende der Förderung: {gap('Tag')}."
    if known.end < known.today:
        return f"Gefördert wurde das Vorhaben{since} bis zum {long_day(known.end)} aus: {source}."
    return (
        f"Gefördert wird das Vorhaben{since} bis zum {long_day(known.end)} aus: {source}. "
        "Danach stehen diese Mittel nicht mehr zur Verfügung."
    )


def _of_concept(known: Known) -> tuple[Block, ...]:
    """What the concept says of the use and for whom, its beginning."""
    found = [known.entries.get(f"concept.{key}", "") for key in ("core", "audience")]
    return tuple(block for text in found for block in prose(opening(text, LONGEST_CONCEPT)))


def opening(text: str, most: int) -> str:
    """As many whole sentences or lines as fit; the rest stands in the concept."""
    if len(text) <= most:
        return text
    head = text[:most]
    end = max(head.rfind(sign) for sign in (". ", ".\n", "\n"))
    return f"{head[: end + 1].rstrip() if end > 0 else head.rstrip()} (Weiter im Konzept.)"


def reasons(known: Known) -> tuple[Block, ...]:
    own = known.entries.get("proposal.reasons", "")
    return (*(prose(own) or _drafted_reasons(known)), *_effect(known), *_gates(known))


def _drafted_reasons(known: Known) -> tuple[Block, ...]:
    chosen = known.path.chosen
    blocks = [*prose(chosen.reason)] if chosen and chosen.reason else [Paragraph(gap("was den Ausschlag gibt"))]
    if known.outcome == "close":
        texts = load_proposal_guide().texts
        return (Paragraph(texts["close_dignity"]), *blocks, Paragraph(texts["learnt"]))
    return (*blocks, Paragraph(stage_sentence(known)), *_needs(known))


def stage_sentence(known: Known) -> str:
    """What the self-assessment shows, or that it is not enough for a stage."""
    day = check_day(known)
    basis = "Nach der Selbsteinschätzung der Verwaltung mit dem Verstetigungs-Check"
    stand = f"{basis} (Stand {long_day(day)})" if day else basis
    index, hindering = known.result.readiness, known.result.indices[1]
    if index.stage is None:
        return f"{stand} lässt sich noch keine Stufe nennen, weil zu viele Fragen offen sind."
    band = "" if index.band_text == index.value_text else f", wegen offener Fragen zwischen {index.band_text}"
    said = f"{stand} steht das Vorhaben auf Stufe {index.stage.number} von 5, „{index.stage.title}“"
    said = f"{said} ({index.value_text} von 100 Punkten{band.replace('–', ' und ')})."
    if hindering.number is None:
        return said
    return f"{said} Die Hemmnisse wiegen {hindering.value_text} von 100; je höher der Wert, desto größer das Hindernis."


def check_day(known: Known) -> date | None:
    submitted = known.document.submitted
    return local_day(submitted) if submitted else known.document.created


def _needs(known: Known) -> tuple[Block, ...]:
    top = known.result.to_do[:MOST_NEEDS] if known.result.ranked else ()
    if not top:
        return ()
    return Paragraph("Am meisten ist noch zu tun bei:"), Bullets(tuple(_need(view) for view in top))


def _need(view: RecommendationView) -> str:
    return f"{view.title}. Stand: {_sentence(view.own_text)} Ziel: {_sentence(view.goal)}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _effect(known: Known) -> tuple[Block, ...]:
    """What was measured; no value is a gap."""
    measured = [view for view in known.indicators if view.latest]
    if not measured:
        return (Paragraph(gap("Kennzahl mit Messwert, die die Entscheidung trägt")),)
    rows = tuple(
        (view.title, view.baseline_text, view.latest_text, view.target_text, view.state_words) for view in measured
    )
    head = ("Kennzahl", "Ausgangswert", "zuletzt", "Ziel", "Stand")
    return (Table("Gemessene Wirkung", head, rows, (25, 20, 20, 15, 20)),)


def _gates(known: Known) -> tuple[Block, ...]:
    gates = known.path.gates
    if not any(gate.said for gate in gates):
        return (Paragraph(gap("Antworten auf die Prüfsteine des Entscheidungswegs")),)
    rows = tuple((gate.question, gate.answer_words, _ground(gate)) for gate in gates)
    return (Table("Prüfsteine der Entscheidung", ("Prüfstein", "Antwort", "Beleg"), rows, (50, 15, 35)),)


def _ground(gate: Gate) -> str:
    if gate.note:
        return gate.note
    return gap("Beleg") if gate.answer != "open" else "noch zu klären"


def alternatives(known: Known) -> tuple[Block, ...]:
    if own := known.entries.get("proposal.alternatives"):
        return prose(own)
    guide = load_proposal_guide()
    words = names(known)
    others = [outcome.alternative for key, outcome in guide.outcomes.items() if key != known.outcome]
    return (Bullets(tuple(text.format_map(words) for text in (*others, guide.texts["nothing"]))),)
