"""What a document already says to a question of the decision path or of the concept, in sentences. Pure.

They stand beside the question; nothing is answered or filled in from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.instrument import load_instrument
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from recommendations.amounts import number_text
from recommendations.catalogue import load_catalogue
from recommendations.clock import Step, build_clock
from recommendations.costs import build_costs
from recommendations.document import Document, DocumentMeasure
from recommendations.document_decision import READING_BASES, DocumentIndicator

WORDS = {UNKNOWN: "Weiß nicht", NOT_APPLICABLE: "Trifft auf uns nicht zu", None: "Noch nicht beantwortet"}
STATUS_WORDS = {"open": "offen", "running": "läuft", "done": "erledigt"}
# The sums over all years do not depend on the day that build_costs asks for.
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A question of the check with its answer. `answer`: „Stufe 1: …“ or why there is none; `note`: of the team."""

    id: str
    label: str
    answer: str
    note: str

    @property
    def sentence(self) -> str:
        return f"Frage {self.id} „{self.label}“: {self.answer}"


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation: its title and how one recognises that it is followed."""

    id: str
    title: str
    goal: str


def item_facts(document: Document, ids: Iterable[str]) -> tuple[ItemFact, ...]:
    """In the order given; items that the document's instrument lacks are left out."""
    instrument = load_instrument(document.instrument)
    return tuple(
        ItemFact(
            id=item_id,
            label=instrument.item(item_id).label,
            answer=_answer_words(document.answers.get(item_id), instrument.item(item_id).anchors),
            note=document.notes.get(item_id, ""),
        )
        for item_id in ids
        if instrument.has_item(item_id)
    )


def _answer_words(answer: Answer | None, anchors: Sequence[str]) -> str:
    return f"Stufe {answer}: {anchors[answer]}" if isinstance(answer, int) else WORDS[answer]


def advice(document: Document, ids: Iterable[str]) -> tuple[Advice, ...]:
    """In the order given; recommendations that the document's catalogue lacks are left out."""
    catalogue = load_catalogue(document.instrument)
    found = [catalogue.recommendation(entry) for entry in ids if catalogue.has_recommendation(entry)]
    return tuple(Advice(entry.id, entry.title, entry.goal) for entry in found)


def cost_facts(document: Document) -> tuple[str, ...]:
    """The yearly and one-off costs as far as they are known, and of how many lines an amount is missing."""
    sheet = build_costs(document, ANY_DAY)
    named = (("laufend", sheet.yearly.cost, " je Jahr"), ("einmalig", sheet.once.cost, ""))
    parts = [f"{word} {amount}{each}" for word, amount, each in named if amount.value is not None]
    said = [f"Kostenblatt: {', '.join(parts)}."] if parts else []
    if sheet.unknown:
        lines = "einer Position" if len(sheet.unknown) == 1 else f"{len(sheet.unknown)} Positionen"
        said.append(f"Kostenblatt: Bei {lines} fehlt noch ein Betrag.")
    return tuple(said)


def indicator_facts(document: Document) -> tuple[str, ...]:
    """One for each indicator, with its latest reading."""
    return tuple(_indicator_sentence(indicator) for indicator in document.indicators)


def _indicator_sentence(indicator: DocumentIndicator) -> str:
    target = "" if indicator.target is None else f"; Ziel {number_text(indicator.target)} {indicator.unit}"
    if not indicator.readings:
        return f"Kennzahl „{indicator.title}“: noch kein Messwert{target}."
    latest = indicator.readings[-1]
    value = f"{number_text(latest.value)} {indicator.unit}"
    day, basis = f"{latest.day:%d.%m.%Y}", READING_BASES[latest.basis]
    return f"Kennzahl „{indicator.title}“: zuletzt {value} am {day} ({basis}){target}."


def measure_facts(document: Document, ids: Iterable[str]) -> tuple[str, ...]:
    """One for each measure of these recommendations that is not declined or postponed, in the order of the plan."""
    wanted = set(ids)
    chosen = [entry for entry in document.measures if entry.recommendation in wanted and entry.status in STATUS_WORDS]
    return tuple(_measure_sentence(measure) for measure in chosen)


def _measure_sentence(measure: DocumentMeasure) -> str:
    parts = [STATUS_WORDS[measure.status]]
    parts += [f"zuständig: {measure.responsible}"] if measure.responsible else []
    parts += [f"fällig am {measure.due:%d.%m.%Y}"] if measure.due else []
    return f"Maßnahmenplan: „{measure.title}“ ({', '.join(parts)})."


def clock_facts(document: Document, today: date) -> tuple[str, ...]:
    """One for each step whose day is known, in their order."""
    steps = build_clock(document, today).steps
    return tuple(f"{step.sentence}{' (verstrichen)' if step.status == 'passed' else ''}." for step in steps if step.day)


def decision_step(document: Document, today: date) -> Step | None:
    """The step of the clock by which the way must be decided; None without an end of the funding."""
    return next((step for step in build_clock(document, today).steps if step.id == "path" and step.day), None)
