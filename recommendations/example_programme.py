"""The example of a funding programme: invented places, what they answer, what its office answers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import UNKNOWN, Answer
from recommendations.document import Document, DocumentMunicipality, DocumentProject
from recommendations.example_team import Account

NAME = "Beispielprogramm Digitale Orte (erfunden)"
FUNDER = "Beispielministerium für Digitales (erfunden)"
OFFICE = Account("funder", "programmbuero@digitale-orte.example", "Programmbüro Digitale Orte")
ROUNDS = ("1", "2")
DAYS_RUNNING, DAYS_LEFT = 900, 420
# Two releases, so many days ago; what was shared up to so many days before each is in it.
RELEASED, SHARED_BEFORE = (200, 20), 10


@dataclass(frozen=True, slots=True)
class Place:
    """`tilt`: how far its answers lie above (or below) the usual. `since`, `again`: the number of the release (0, 1)
    for which it shared first, and a second time; None where it did not."""

    name: str
    land: str
    size_class: int
    tilt: float
    since: int | None
    again: int | None = None

    @property
    def municipality(self) -> DocumentMunicipality:
        return DocumentMunicipality(f"{self.name} (erfunden)", None, self.land, None, self.size_class, None)


PLACES = (
    Place("Altbrückenau", "08", 2, 0.4, 0, 1),
    Place("Beispielingen", "08", 2, -0.3, 0, 1),
    Place("Hinterwaldkirch", "08", 1, -0.8, 0, 1),
    Place("Musterach", "08", 3, 0.7, 0),
    Place("Oberprobstett", "08", 2, 0.0, 0, 1),
    Place("Schönmusterstadt", "08", 4, 0.9, 1),
    Place("Auenprobing", "09", 2, -0.2, 0),
    Place("Beispielsried", "09", 1, -0.9, 0, 1),
    Place("Donaumusterburg", "09", 3, 1.1, 0),
    Place("Kirchmustern", "09", 2, 0.2, 0),
    Place("Niederbeispiel", "09", 3, 0.1, 0),
    Place("Seeprobe", "09", 2, 0.6, 1),
    Place("Beispielow", "13", 3, -0.5, None),
)
# Where the usual place stands: the level of the items of a dimension, of barriers how much they hinder.
USUAL: Mapping[str, float] = {
    **{"B1": 3.1, "B2": 2.9, "B3": 2.2, "B4": 1.7, "B5": 2.0},
    **{"D1": 2.3, "D2": 2.6, "D3": 1.6, "D4": 1.8, "D5": 1.1},
    **{"S1": 1.2, "S2": 1.7, "S3": 1.9, "S4": 1.4, "S5": 1.5, "S6": 1.8},
    **{"K1": 1.7, "K2": 1.0, "K3": 1.8, "K4": 2.1, "K5": 1.9, "K6": 1.4},
    **{"F1": 0.8, "F2": 1.2, "F3": 1.9},
}
SPREAD, STEP_FORWARD, UNKNOWN_PERCENT = 2.4, 0.5, 4
ANSWERS = (
    ("F1.1", "planned", "Ab der nächsten Runde gehören ein Betriebskonzept und die Kosten der ersten drei Jahre zum "
     "Antrag. Betriebskosten des ersten Jahres nach Projektende werden förderfähig."),
    ("F1.3", "done", "Umwidmungen bis 20 % einer Ausgabenart brauchen seit diesem Jahr keine Zustimmung mehr; "
     "eine Anzeige genügt."),
    ("F2.1", "declined", "Die Zusammenlegung mit anderen Programmen liegt nicht bei uns. Wir stimmen Fristen und "
     "Formulare mit dem Land ab."),
)  # fmt: skip


def draw(*key: object) -> float:
    """Always the same number from 0 to below 1 for the same key."""
    digest = blake2b("|".join(map(str, key)).encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def answers(place: Place, turn: int) -> dict[str, Answer]:
    """The full check of a place; `turn` 1 is the later one."""
    return {
        item.id: answer(place, turn, item.id, item.dimension, item.hinders) for item in load_instrument(CURRENT).items
    }


def answer(place: Place, turn: int, item: str, dimension: str, hinders: bool) -> Answer:
    if draw(place.name, item) * 100 < UNKNOWN_PERCENT:
        return UNKNOWN
    better = place.tilt + (STEP_FORWARD if turn else 0) + (draw(place.name, turn, item) - 0.5) * SPREAD
    return min(4, max(0, round(USUAL[dimension] + (-better if hinders else better))))


def document(place: Place, turn: int, today: date) -> Document:
    """Its submitted check, some days before it is shared."""
    day = today - timedelta(days=RELEASED[turn] + SHARED_BEFORE + 5)
    return Document(
        instrument=CURRENT,
        mode="full",
        municipality=place.municipality,
        project=project(place, today),
        created=day,
        submitted=datetime.combine(day + timedelta(days=2), time(9), UTC),
        answers=answers(place, turn),
    )


def project(place: Place, today: date) -> DocumentProject:
    return DocumentProject(
        name=f"Digitaler Ort {place.name}",
        description="",
        funding=NAME,
        funding_start=today - timedelta(days=DAYS_RUNNING),
        funding_end=today + timedelta(days=DAYS_LEFT),
        phase="pilot",
    )
