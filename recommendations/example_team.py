"""The example of a team: what its municipality, accounts, projects and checks are made of. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from recommendations.document import DocumentMeasure, DocumentMunicipality, DocumentProject

MUNICIPALITY = DocumentMunicipality(
    name="Beispielstadt Musterfurt (erfunden)", ags=None, land="06", kreis=None, size_class=2, population=None
)
SIGNS: Mapping[str, Answer] = {"?": UNKNOWN, "-": NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Account:
    role: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One who is asked. `parts`: empty for all. Without answers the link was not opened yet."""

    name: str
    perspective: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Agreed:
    """A common answer."""

    item: str
    value: int
    reason: str
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """`days`: begun so many days ago. `answers`: what the team answered or, in a later check, what is new.

    `agreed`: common answers after the comparison was opened; None while it is closed.
    """

    days: int
    scope: str = "full"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    agreed: tuple[Agreed, ...] | None = None
    submitted: bool = False
    measures: tuple[DocumentMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A project of the municipality with its checks; each continues the one before."""

    project: DocumentProject
    checks: tuple[Check, ...]


LEAD = Account("lead", "leitung@musterfurt.example", "Leitung (Digitalisierung)")
EDIT = Account("edit", "bearbeitung@musterfurt.example", "Bearbeitung (Bauen)")
READ = Account("read", "lesen@musterfurt.example", "Lesen (Kämmerei)")
FUNCTION = "Stabsstelle Digitalisierung"
MESSAGE = (
    "Bitte antworten Sie aus der Sicht Ihrer Stelle. Es geht nicht um richtig oder falsch: "
    "Im Workshop sprechen wir über die Fragen, bei denen wir verschieden geantwortet haben."
)


def ids(part: str) -> list[str]:
    return [item.id for item in load_instrument(CURRENT).items if item.part == part]


def read_signs(items: Iterable[str], signs: str) -> dict[str, Answer]:
    """One sign an item: a level, "?" for „weiß nicht“, "-" for „trifft nicht zu“, "." for no answer."""
    given = zip(items, signs.replace(" ", ""), strict=True)
    return {item: SIGNS[sign] if sign in SIGNS else int(sign) for item, sign in given if sign != "."}


def full(**signs: str) -> dict[str, Answer]:
    """Answers by part."""
    return {item: value for part in signs for item, value in read_signs(ids(part), signs[part]).items()}


def quick(signs: str) -> dict[str, Answer]:
    return read_signs((item.id for item in load_instrument(CURRENT).items if item.quick), signs)
