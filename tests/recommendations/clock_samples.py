"""Documents for the tests of the clock: a project in an invented Bavarian town, where nothing else is said."""

from datetime import date

from assessments.instrument import CURRENT
from recommendations.document import Document, DocumentMeasure, DocumentMunicipality, DocumentProject

TODAY = date(2027, 1, 4)
END = date(2028, 3, 31)


def make_document(end=END, *, land="09", ags=None, measures=(), outcome=None, **entries):
    """`entries`: of the calendar, without the area: council="2027-07-08". `outcome`: chosen on the decision path."""
    return Document(
        instrument=CURRENT,
        mode="full",
        municipality=DocumentMunicipality("Musterbach (erfunden)", ags, land, None, 2, None),
        project=DocumentProject("Glättesensoren", "", "", None, end, "pilot"),
        created=TODAY,
        submitted=None,
        answers={},
        measures=tuple(measures),
        entries={f"calendar.{name}": value for name, value in entries.items()}
        | ({"path.outcome": outcome} if outcome else {}),
    )


def make_measure(recommendation="K2.2", *, due=None, start=None, status="open"):
    return DocumentMeasure(
        recommendation=recommendation,
        title="Kostenliste für ein Betriebsjahr",
        responsible="Kämmerei",
        start=start,
        due=due,
        status=status,
        decline_reason="nicht nötig" if status == "declined" else "",
        cost_once=None,
        cost_yearly=None,
        note="",
        priority="medium",
    )
