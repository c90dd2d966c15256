"""The page for the heads of the administration: where the project stands, what is urgent, what is to be decided."""

from dataclasses import dataclass
from datetime import date

from assessments.instrument import Instrument
from recommendations.days import long_day
from recommendations.report.cover import Cover
from recommendations.report.measures import Plan
from recommendations.report.printable import shorten
from recommendations.report.wording import capitalised, counted, months_between
from recommendations.result import IndexView, RecommendationView, Result

FEWEST_URGENT, MOST_URGENT = 3, 5
MOST_NEXT_STEPS = 5
LONGEST_TITLE, LONGEST_NAME = 110, 50


@dataclass(frozen=True, slots=True)
class NextStep:
    when: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Summary:
    """`urgent` is empty where too few answers allow no order. `planned`: the next steps come from the plan."""

    standing: tuple[str, ...]
    funding_end: str
    urgent_intro: str
    urgent: tuple[RecommendationView, ...]
    decisions: tuple[str, ...]
    planned: bool
    next_steps: tuple[NextStep, ...]


def build_summary(
    cover: Cover, instrument: Instrument, result: Result, plan: Plan, funding_end: date | None
) -> Summary:
    urgent = _urgent(result)
    return Summary(
        standing=_standing(cover, instrument, result),
        funding_end=_funding_end(cover.day, funding_end),
        urgent_intro=_urgent_intro(result, urgent),
        urgent=urgent,
        decisions=_decisions(plan, urgent),
        planned=bool(plan.wanted),
        next_steps=_next_steps(plan, urgent),
    )


def _standing(cover: Cover, instrument: Instrument, result: Result) -> tuple[str, ...]:
    """Plain sentences: the stage and what it means, then what hinders and what carries most."""
    index = result.readiness
    sentences = [_stage_sentence(cover, result)]
    if index.stage:
        sentences.append(index.stage.description)
    sentences.append(_other_indices(result))
    sentences.append(_strengths_sentence(instrument, result))
    if result.unknown + result.unanswered:
        sentences.append(_open_sentence(result))
    return tuple(sentence for sentence in sentences if sentence)


def _stage_sentence(cover: Cover, result: Result) -> str:
    index = result.readiness
    if index.stage is None:
        return f"{cover.subject} lässt sich noch keiner Stufe zuordnen. {index.hint}"
    band = "" if index.band_text == index.value_text else f", Bandbreite {index.band_text}"
    stage = f"auf Stufe {index.stage.number} von 5, „{index.stage.title}“"
    return f"{cover.subject} steht {stage} ({index.title} {index.value_text} von 100{band})."


def _other_indices(result: Result) -> str:
    known = [index for index in result.indices[1:] if index.value is not None]
    words = [f"{index.title} {index.value_text} von 100{_hint(index)}" for index in known]
    return f"Weitere Werte: {'; '.join(words)}." if words else ""


def _hint(index: IndexView) -> str:
    return " (hier ist ein hoher Wert ungünstig)" if index.high_is_bad else ""


def _strengths_sentence(instrument: Instrument, result: Result) -> str:
    """Of what favours the project; a barrier that is low is none to build on."""
    hindering = {dimension.id for part in instrument.parts if part.hinders for dimension in part.dimensions}
    titles = [f"„{strength.title}“" for strength in result.strengths if strength.id not in hindering][:3]
    if not titles:
        return ""
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} und {titles[-1]}"
    return f"Darauf lässt sich bauen: {listed}."


def _open_sentence(result: Result) -> str:
    count = result.unknown + result.unanswered
    verb = "ist" if count == 1 else "sind"
    return f"Von {result.asked} Fragen {verb} {count} offen; die Klärungsliste nennt, wer sie beantworten kann."


def _funding_end(day: date | None, end: date | None) -> str:
    if end is None:
        return ""
    if day is None:
        return f"Die Förderung endet am {long_day(end)}."
    if end < day:
        return f"Die Förderung ist am {long_day(end)} ausgelaufen."
    months = months_between(day, end)
    if months == 0:
        return f"Die Förderung endet am {long_day(end)}, weniger als einen Monat nach dem Stand dieses Berichts."
    left = "einen Monat" if months == 1 else counted(months, "", "Monate")
    return f"Die Förderung endet am {long_day(end)}, {left} nach dem Stand dieses Berichts."


def _urgent(result: Result) -> tuple[RecommendationView, ...]:
    """Those of high priority, at least three and at most five; none where the order would say nothing."""
    if not result.ranked:
        return ()
    high = sum(view.priority == "high" for view in result.to_do)
    return result.to_do[: min(MOST_URGENT, max(FEWEST_URGENT, high))]


def _urgent_intro(result: Result, urgent: tuple[RecommendationView, ...]) -> str:
    if not result.ranked:
        return "Für eine Reihenfolge der Empfehlungen liegen noch zu wenige Antworten vor."
    if not urgent:
        return "Alle anwendbaren Empfehlungen werden bereits praktiziert; sie sind zu halten."
    high = [view for view in result.to_do if view.priority == "high"]
    if not high:
        return "Keine Empfehlung hat hohe Priorität. Den größten Bedarf haben:"
    verb = "hat" if len(high) == 1 else "haben"
    return (
        f"{capitalised(counted(len(high), 'Empfehlung', 'Empfehlungen'))} {verb} hohe Priorität. An der Spitze stehen:"
    )


def _decisions(plan: Plan, urgent: tuple[RecommendationView, ...]) -> tuple[str, ...]:
    """What is asked of the readers; only what the document holds, never a sum that nobody gave."""
    asked = ["ob und in welchem Umfang die Lösung nach dem Ende der Förderung weitergeführt wird,"]
    if plan.wanted:
        asked.append(_plan_decision(len(plan.wanted)))
    elif urgent:
        asked.append("welche Stelle jede der genannten Empfehlungen bis wann übernimmt,")
    asked.append(_money(plan))
    return tuple(asked)


def _plan_decision(count: int) -> str:
    terms = "mit den genannten Zuständigkeiten und Terminen"
    if count == 1:
        return f"ob die offene Maßnahme des Maßnahmenplans {terms} gilt,"
    return f"ob die {counted(count, '', 'offenen Maßnahmen')} des Maßnahmenplans {terms} gelten,"


def _money(plan: Plan) -> str:
    amounts = [f"einmalig {plan.once}" if plan.once else "", f"jährlich {plan.yearly}" if plan.yearly else ""]
    known = " und ".join(filter(None, amounts))
    if not known:
        return "welche Mittel und Stellenanteile dafür zum nächsten Haushalt angemeldet werden."
    return f"ob die im Plan genannten Kosten ({known}) im Haushalt abgebildet werden."


def _next_steps(plan: Plan, urgent: tuple[RecommendationView, ...]) -> tuple[NextStep, ...]:
    if plan.wanted:
        return tuple(
            NextStep(row.due_text, shorten(row.title, LONGEST_TITLE), shorten(row.responsible, LONGEST_NAME))
            for row in plan.wanted[:MOST_NEXT_STEPS]
        )
    steps = [view.steps[0] for view in urgent[:MOST_NEXT_STEPS]]
    return tuple(NextStep(step.when, step.result, step.who) for step in steps)
