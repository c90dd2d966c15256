"""What a Ratsvorlage says of dates: what of the clock concerns the council. Pure."""

from recommendations.clock import Step
from recommendations.papers.known import Known
from recommendations.papers.paper import Block, Note, Paragraph, Table, gap, prose
from recommendations.papers.proposal_guide import load_proposal_guide

ASSUMED = Note(
    "„Angenommen“ heißt: Der Tag beruht auf einem üblichen Termin, der im Kalender noch nicht bestätigt ist."
)
# Without the sessions and what prepares them: that is behind whoever reads the Vorlage.
OUTSIDE = ("budget", "work", "grant")


def schedule(known: Known) -> tuple[Block, ...]:
    own = prose(known.entries.get("proposal.schedule", ""))
    if known.clock.funding_end is None:
        return (Paragraph(gap("Ende der Förderung; daraus folgen alle Fristen")), *own)
    wanted = load_proposal_guide().outcome(known.outcome).steps
    steps = [step for step in known.clock.steps if step.lane in OUTSIDE and (not wanted or step.id in wanted)]
    return (*_dates(steps), *_late(steps), *_unknown(steps), *own)


def _dates(steps: list[Step]) -> tuple[Block, ...]:
    rows = tuple((step.title, _day(step), step.status_text) for step in steps if step.day)
    table = Table("Fristen außerhalb der Gremien", ("Schritt", "Spätestens", "Stand"), rows, (45, 30, 25))
    return (table, ASSUMED) if any(step.assumed for step in steps if step.day) else (table,)


def _day(step: Step) -> str:
    return f"{step.day_text} (angenommen)" if step.assumed else step.day_text


def _late(steps: list[Step]) -> tuple[Block, ...]:
    """The clock tells the administration what is still possible; what of it is chosen only the administration knows."""
    late = [step.title for step in steps if step.status == "passed" and not step.is_event]
    return (Paragraph(gap(f"wie Verstrichenes aufgefangen wird ({'; '.join(late)})")),) if late else ()


def _unknown(steps: list[Step]) -> tuple[Block, ...]:
    missing = [step.title for step in steps if step.day is None]
    return (Paragraph(gap(f"Tag für: {'; '.join(missing)}")),) if missing else ()
