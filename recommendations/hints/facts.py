"""What the rules look at: a document, the day, and what follows from them. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessments.instrument import Instrument, load_instrument
from recommendations.clock import Clock, build_clock
from recommendations.clock.days import add_months
from recommendations.document import Document, DocumentMeasure
from recommendations.evaluation import evaluate
from recommendations.hints.model import Place
from recommendations.result import RecommendationView, build_result

MOST_PLACES = 5
ACTIVE = ("open", "running")


@dataclass(frozen=True)
class Facts:
    document: Document
    today: date

    @cached_property
    def instrument(self) -> Instrument:
        return load_instrument(self.document.instrument)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        return tuple(answer for answer in self.document.answers.values() if isinstance(answer, int))

    @cached_property
    def active(self) -> tuple[DocumentMeasure, ...]:
        """The measures that are still to be done."""
        return tuple(measure for measure in self.document.measures if measure.status in ACTIVE)

    @cached_property
    def running_costs_known(self) -> bool:
        """At least one line of the cost sheet says what the operation takes each year."""
        lines = [line for line in self.document.costs if line.side == "cost"]
        return any(line.yearly is not None or line.fte is not None for line in lines)

    @cached_property
    def names_costs(self) -> bool:
        """At least one line of the cost sheet names costs that are more than nothing."""
        lines = [line for line in self.document.costs if line.side == "cost"]
        return any(line.once or line.yearly or line.fte for line in lines)

    @cached_property
    def clock(self) -> Clock:
        return build_clock(self.document, self.today)

    @property
    def outcome(self) -> str:
        """Id of the one chosen on the decision path; empty where none is."""
        return self.document.entries.get("path.outcome", "")

    @property
    def funding_end(self) -> date | None:
        return self.document.project.funding_end if self.document.project else None

    @property
    def phase(self) -> str:
        return self.document.project.phase if self.document.project else ""

    @cached_property
    def urgent(self) -> tuple[RecommendationView, ...]:
        """Recommendations of high priority that are to do; none where the answers do not carry a ranking."""
        result = build_result(evaluate(self.document.instrument, self.document.answers), self.document.mode)
        return tuple(view for view in result.to_do if view.priority == "high") if result.ranked else ()

    def level(self, item: str) -> int | None:
        """None where the answer is no level."""
        answer = self.document.answers.get(item)
        return answer if isinstance(answer, int) else None

    def ends_within(self, months: int) -> bool:
        """The funding ends by then, or has ended; False where its end is not known."""
        return self.funding_end is not None and self.funding_end <= add_months(self.today, months)

    def item_place(self, item: str) -> Place:
        """Of an item answered with a level: „K1.2 Zuständigkeit …, Stufe 3: Die Zuständigkeit ist …“."""
        level, found = int(self.document.answers[item]), self.instrument.item(item)
        return Place("item", item, f"{item} {found.label}, Stufe {level}: {found.anchors[level]}")


def measure_places(measures: list[DocumentMeasure]) -> tuple[Place, ...]:
    """The first few by name, the rest counted, all on the page of the plan."""
    places = [Place("measure", entry.recommendation or "", entry.title) for entry in measures[:MOST_PLACES]]
    rest = len(measures) - len(places)
    if rest:
        places.append(Place("page", "plan", f"und {rest} weitere im Maßnahmenplan"))
    return tuple(places)
