"""Small-town mode: what the check says in two sentences, and three measures, on one page. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from assessments.instrument import load_instrument
from recommendations.catalogue import Recommendation, Step, load_catalogue
from recommendations.clock import Clock, build_clock, step_for
from recommendations.document import Document, DocumentMeasure
from recommendations.evaluation import evaluate
from recommendations.plan import is_overdue
from recommendations.result import ProfileRow, RecommendationView, Result, build_result
from recommendations.result.build import RANKED_FROM
from recommendations.wording import PRIORITY_WORDS, count_text

MEASURES = 3
ACTIVE = {"open": "offen", "running": "läuft"}
RANKS = {"high": 0, "medium": 1, "low": 2}
PHASES = {"idea": "Idee", "pilot": "Pilot", "ending": "Auslaufende Förderung", "operation": "Regelbetrieb"}
UNDECIDED = "noch offen"
# Points of a dimension: from where it is a strength; nothing is missing; a barrier that hinders only slightly.
STRENGTH_FROM, FULL, NO_BARRIER_FROM = 60, 100, 60
NO_VALUE = "Zur Verstetigungsreife gibt es noch keinen Wert."
NO_STAGE = "Eine Stufe der Verstetigungsreife zeigt er nicht: Dafür stellt er zu wenige Fragen."


@dataclass(frozen=True, slots=True)
class ShortMeasure:
    """One of the three. `recommendation`: its id, empty for an own measure. `in_plan`: it stands in the plan already.

    `state`: of one in the plan its status and priority, of a proposal its need with the band and its priority. `who`,
    `due`: who does it and by when; `due` is None where the plan names no day. `step`: the first step in words, `result`
    what lies on the table afterwards. `small`: what changes in a small municipality. All but `title` may be empty.
    """

    recommendation: str
    title: str
    in_plan: bool
    state: str
    who: str
    due: date | None
    step: str
    result: str
    small: str


@dataclass(frozen=True, slots=True)
class ShortPlan:
    """`day`: of the plan. `says`: two sentences of the check. `note`: how the proposals were chosen, ties included;
    empty where there is no room for any. `quick`: they come from the quick check. `next_day`: the next latest day of
    the clock in words; empty without an end of the funding.
    """

    day: date
    municipality: str
    project: str
    facts: str
    quick: bool
    says: tuple[str, str]
    measures: tuple[ShortMeasure, ...]
    note: str
    next_day: str

    @property
    def proposed(self) -> tuple[str, ...]:
        """The recommendations that can be taken into the plan."""
        return tuple(entry.recommendation for entry in self.measures if not entry.in_plan)


def build_short_plan(document: Document, today: date) -> ShortPlan:
    """Of the plan the three most urgent that are to be done; what is missing to three are proposals."""
    result = build_result(evaluate(document.instrument, document.answers), document.mode)
    own = _from_plan(document, today)[:MEASURES]
    room, candidates = MEASURES - len(own), _candidates(document, result)
    clock = build_clock(document, today)
    return ShortPlan(
        day=today,
        municipality=document.municipality.name if document.municipality else "",
        project=document.project.name if document.project else "",
        facts=_facts(document, today),
        quick=document.mode == "quick",
        says=(_first_sentence(result), _second_sentence(document, result)),
        measures=(*own, *(_proposal(view, clock) for view in candidates[:room])),
        note=_note(result, candidates, room),
        next_day=_next_day(clock),
    )


def _facts(document: Document, today: date) -> str:
    """„Pilot, Förderung bis 30.06.2027“; empty without a project."""
    project = document.project
    if project is None:
        return ""
    if project.funding_end is None:
        return PHASES[project.phase]
    day, phase = f"{project.funding_end:%d.%m.%Y}", PHASES[project.phase]
    if project.funding_end < today:
        return f"{phase}, Förderung endete am {day}"
    return f"{phase} bis {day}" if project.phase == "ending" else f"{phase}, Förderung bis {day}"


def _next_day(clock: Clock) -> str:
    step, late = clock.next_step, len(clock.too_late)
    if step is None:
        return _no_next_day(clock)
    usual = " Gerechnet ist mit üblichen Terminen; tragen Sie die Ihres Hauses ein." if step.assumed else ""
    passed = f" {count_text(late, 'früherer Termin ist', 'frühere Termine sind')} verstrichen." if late else ""
    return f"{step.sentence}.{usual}{passed}"


def _no_next_day(clock: Clock) -> str:
    if not clock.steps:
        return ""
    if clock.too_late:
        return "Für jeden offenen Schritt ist der Tag verstrichen; was noch möglich ist, steht unter „Fristen“."
    return "Keiner; alle Schritte sind erledigt oder nicht nötig."


def _first_sentence(result: Result) -> str:
    """With the stage where there is one: a quick check never asks enough for it."""
    asked = count_text(result.asked, "Frage", "Fragen")
    name = "Der Kurzcheck" if result.scope == "quick" else "Der vollständige Check"
    counted = f"{name} stellt {asked}; {result.answered} davon sind mit einer Stufe beantwortet."
    readiness = result.readiness
    if readiness.stage and readiness.number is not None:
        band = "" if readiness.band_text == readiness.value_text else f" (möglich sind {readiness.band_text})"
        stage = f"Stufe {readiness.stage.number}, {readiness.stage.title}"
        return f"{counted} Die Verstetigungsreife liegt bei {readiness.number} von 100 Punkten{band}: {stage}."
    return f"{counted} {NO_STAGE if result.scope == 'quick' else f'{NO_VALUE} {readiness.hint}'}"


def _second_sentence(document: Document, result: Result) -> str:
    """Where the municipality stands best and worst, and what hinders most; what funders decide is left out."""
    if not result.ranked:
        return "Für eine Reihenfolge dessen, was zu tun ist, fehlen noch Antworten mit einer Stufe."
    instrument, funders = load_instrument(document.instrument), load_catalogue(document.instrument).funder
    decided_elsewhere = {entry.cluster for entry in funders}
    rows = [row for group in result.groups for row in group.rows if row.id not in decided_elsewhere]
    barriers = [row for row in rows if instrument.part(instrument.dimension(row.id).part).hinders]
    own = [row for row in rows if row not in barriers]
    texts = [_best_text(own), _worst_text(own, FULL, "am meisten fehlt bei")]
    texts.append(_worst_text(barriers, NO_BARRIER_FROM, "am stärksten hemmt"))
    return f"{', '.join(text for text in texts if text)}."


def _best_text(rows: list[ProfileRow]) -> str:
    """The highest row that counts as a strength, of equal ones the one that open questions change least."""
    strong = [(row.score, row.low or 0, row.title) for row in rows if row.score is not None]
    strong = [entry for entry in strong if entry[0] >= STRENGTH_FROM]
    if not strong:
        return "Gut ausgebaut ist noch keines der Themen"
    return f"Am weitesten sind Sie bei „{max(strong, key=itemgetter(0, 1))[2]}“"


def _worst_text(rows: list[ProfileRow], limit: float, words: str) -> str:
    """The lowest row, and how many more have the same value; empty where none is below `limit`."""
    scores = [row.score for row in rows if row.score is not None and row.score < limit]
    if not scores:
        return ""
    lowest = [row.title for row in rows if row.score == min(scores)]
    more = f" ({count_text(len(lowest) - 1, 'weiteres Thema', 'weitere Themen')} gleichauf)" if len(lowest) > 1 else ""
    return f"{words} „{lowest[0]}“{more}"


def _from_plan(document: Document, today: date) -> list[ShortMeasure]:
    """What is to be done, the highest priority first, then what is due first."""
    active = [measure for measure in document.measures if measure.status in ACTIVE]
    active.sort(key=lambda measure: (RANKS[measure.priority], measure.due or date.max))
    return [_planned(document, measure, today) for measure in active]


def _planned(document: Document, measure: DocumentMeasure, today: date) -> ShortMeasure:
    advice = measure.recommendation and load_catalogue(document.instrument).recommendation(measure.recommendation)
    step = _step_of(advice, measure.title) if advice else None
    late = ", überfällig" if is_overdue(measure, today) else ""
    return ShortMeasure(
        recommendation=measure.recommendation or "",
        title=measure.title,
        in_plan=True,
        state=f"im Plan, {ACTIVE[measure.status]}{late}, Priorität {PRIORITY_WORDS[measure.priority]}",
        who=measure.responsible or UNDECIDED,
        due=measure.due,
        step=step.text if step else measure.note,
        result=step.result if step and step.result != measure.title else "",
        small=advice.small if advice else "",
    )


def _step_of(recommendation: Recommendation, title: str) -> Step:
    """The step that was taken into the plan by itself; else the first."""
    return next((step for step in recommendation.steps if step.result == title), recommendation.steps[0])


def _candidates(document: Document, result: Result) -> list[RecommendationView]:
    """What is to do and not in the plan, whatever became of it there, by need."""
    planned = {measure.recommendation for measure in document.measures}
    return [view for view in result.to_do if view.id not in planned] if result.ranked else []


def _proposal(view: RecommendationView, clock: Clock) -> ShortMeasure:
    """Due when its first step is; where the clock needs it before, by then, and where that day is over, it is said."""
    step, due = view.steps[0], clock.today + timedelta(weeks=view.steps[0].weeks)
    needed = step_for(clock, view.id)
    over = f", letzter Tag war der {needed.day_text}" if needed and needed.status == "passed" else ""
    band = "" if view.band_text == view.need_text else f" ({view.band_text})"
    return ShortMeasure(
        recommendation=view.id,
        title=view.title,
        in_plan=False,
        state=f"Vorschlag, Bedarf {view.need_text}{band}, Priorität {view.priority_word}{over}",
        who=step.who,
        due=min(due, needed.day) if needed and needed.day and not over else due,
        step=step.text,
        result=step.result,
        small=view.small,
    )


def _note(result: Result, candidates: list[RecommendationView], taken: int) -> str:
    """How the proposals were chosen; empty where there is no room for any."""
    if not taken:
        return ""
    if not result.ranked:
        return f"Vorschläge stehen hier, sobald {RANKED_FROM} Fragen mit einer Stufe beantwortet sind."
    if not candidates:
        return "Weitere Vorschläge gibt es nicht: Alles, was auf Sie zutrifft, ist im Plan oder wird schon umgesetzt."
    return " ".join(_reasons(result, candidates, taken))


def _reasons(result: Result, candidates: list[RecommendationView], taken: int) -> Iterator[str]:
    chosen = candidates[:taken]
    yield "Vorgeschlagen ist, was nach den Antworten den höchsten Bedarf hat (0 bis 100)."
    if any(view.band_text != view.need_text for view in chosen):
        yield "In Klammern steht, was offene Fragen daran noch ändern können."
    equal = sum(view.need == chosen[-1].need for view in candidates[taken:])
    if equal:
        more = count_text(equal, "weitere Empfehlung hat", "weitere Empfehlungen haben")
        yield f"{more} denselben Bedarf wie die letzte hier; unter ihnen entscheidet nur die Reihenfolge der Fragen."
