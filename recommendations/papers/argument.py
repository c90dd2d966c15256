"""What a Ratsvorlage argues in words: the proposal, the facts, the reasons, the alternatives. Pure.

An own text takes the place of the draft; tables of figures stay.
"""

import re
from datetime import date

from recommendations.days import local_day, long_day
from recommendations.decision_path import Gate
from recommendations.papers.known import Known
from recommendations.papers.names import names
from recommendations.papers.paper import Block, Bullets, Note, Numbers, Paragraph, Table, gap, prose
from recommendations.papers.proposal_guide import OutcomeGuide, load_proposal_guide
from recommendations.result import RecommendationView

MOST_NEEDS = 3
LONGEST_CONCEPT = 700
NUMBERED = re.compile(r"\(?(?P<number>[0-9]{1,2})[.)] *|[-–•*] +")
DECIDED = Paragraph("Es wird beschlossen:")
DEVIATION = "warum von den Prüfsteinen abgewichen wird"


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
    if known.end is None:
        word = "ab" if begin and begin > known.decided_on else "seit"
        since = f" {word} dem {long_day(begin)}" if begin else ""
        return f"Gefördert wird das Vorhaben{since} aus: {source}. Ende der Förderung: {gap('Tag')}."
    time = f"{f'vom {long_day(begin)} ' if begin else ''}bis zum {long_day(known.end)}"
    if known.is_over:
        return f"Gefördert wurde das Vorhaben {time} aus: {source}."
    return f"Gefördert wird das Vorhaben {time} aus: {source}. Danach stehen diese Mittel nicht mehr zur Verfügung."


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


def reasons_draft(known: Known) -> tuple[Block, ...]:
    """What own reasons take the place of: not the figures, which stay, nor what they ask for; only why the gates are
    not followed is left to them."""
    deviates = (Paragraph(gap(DEVIATION)),) if known.path.differs else ()
    return (*_drafted_reasons(known), *deviates)


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
    if index.stage is None and known.result.scope == "quick":
        return f"{stand} lässt sich keine Stufe nennen: Der Kurzcheck stellt dafür zu wenige Fragen."
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
    """Only of what was answered with a level: of all else nobody knows whether it is to be done."""
    answers = known.document.answers
    answered = [view for view in known.result.to_do if isinstance(answers.get(view.id), int)]
    top = answered[:MOST_NEEDS] if known.result.ranked else ()
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
    return (Table("Wirkung", head, rows, (25, 20, 20, 15, 20)),)


def _gates(known: Known) -> tuple[Block, ...]:
    gates = known.path.gates
    if not any(gate.said for gate in gates):
        return (Paragraph(gap("Antworten auf die Prüfsteine des Entscheidungswegs")),)
    rows = tuple((gate.question, gate.answer_words, _ground(gate)) for gate in gates)
    return (
        Table("Prüfsteine der Entscheidung", ("Prüfstein", "Antwort", "Beleg"), rows, (50, 15, 35)),
        *_deviation(known),
    )


def _deviation(known: Known) -> tuple[Block, ...]:
    """That the way chosen is not the one the gates lead to. Own reasons may say why; the draft cannot."""
    if not known.path.differs:
        return ()
    titles = " oder ".join(outcome.title for outcome in known.path.possible)
    said = f"Nach den Antworten auf die Prüfsteine kommt ein anderer Weg in Frage: {titles}."
    if known.entries.get("proposal.reasons"):
        return (Note(said),)
    return (Note(f"{said} {gap(DEVIATION)}"),)


def _ground(gate: Gate) -> str:
    if gate.note:
        return gate.note
    return gap("Beleg") if gate.answer != "open" else "noch zu klären"


def alternatives(known: Known) -> tuple[Block, ...]:
    if own := known.entries.get("proposal.alternatives"):
        return prose(own)
    guide = load_proposal_guide()
    others = [outcome for key, outcome in guide.outcomes.items() if key != known.outcome]
    texts = [f"{outcome.alternative} {gap(_against(known, outcome))}" for outcome in others]
    nothing = guide.texts["nothing_over" if known.is_over else "nothing"].format_map(names(known))
    return (Bullets((*texts, nothing)),)


def _against(known: Known, outcome: OutcomeGuide) -> str:
    """While nothing is proposed, nothing is turned down either."""
    return outcome.why_not if known.outcome else load_proposal_guide().texts["undecided"]
