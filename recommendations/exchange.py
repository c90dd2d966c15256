"""Who could help whom: listings that fit, in an order that can be explained. Pure.

Only what municipalities wrote into their listings counts here. Nothing of a check is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from assessments.municipalities import SIZE_CLASSES, search_key

Kind = Literal["offer", "seek"]
OTHER_KIND: Mapping[str, str] = {"offer": "seek", "seek": "offer"}

MOST_OPEN = 20
"""So many requests a municipality may have open at once."""
WAIT = timedelta(days=90)
"""After a refusal: until it may be asked again."""


@dataclass(frozen=True, slots=True)
class Place:
    """`land`: in words; `size_class`: 1–4."""

    id: UUID
    name: str
    land: str
    size_class: int

    @property
    def size_text(self) -> str:
        return dict(SIZE_CLASSES)[self.size_class]


@dataclass(frozen=True, slots=True)
class Entry:
    """An active listing. `recommendation`: its id."""

    id: UUID
    place: Place
    recommendation: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """One offers what the other seeks."""

    own: Entry
    other: Entry


@dataclass(frozen=True, slots=True)
class Partner:
    """Another municipality with all its listings that fit own ones. `reason`: why it stands where it stands."""

    place: Place
    fits: tuple[Fit, ...]
    reason: str

    @property
    def helps(self) -> int:
        """How much of what is sought here it offers."""
        return sum(fit.own.kind == "seek" for fit in self.fits)


def find_partners(own: Iterable[Entry], others: Iterable[Entry]) -> tuple[Partner, ...]:
    """Who offers most of what is sought comes first; then the same size class, the same Land, the nearest size class,
    the name. `own`: the listings of one municipality, which is left out of `others`."""
    by_need = {(entry.recommendation, OTHER_KIND[entry.kind]): entry for entry in own}
    home = next((entry.place for entry in by_need.values()), None)
    found: dict[Place, list[Fit]] = defaultdict(list)
    for entry in others:
        fitting = by_need.get((entry.recommendation, entry.kind))
        if fitting and home and entry.place.id != home.id:
            found[entry.place].append(Fit(fitting, entry))
    if home is None:
        return ()
    partners = [Partner(place, _ordered(fits), _reason(home, place, fits)) for place, fits in found.items()]
    return tuple(sorted(partners, key=lambda partner: _rank(home, partner)))


def _ordered(fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """What helps first, then by recommendation."""
    return tuple(sorted(fits, key=lambda fit: (fit.own.kind != "seek", fit.own.recommendation, str(fit.other.id))))


def _rank(home: Place, partner: Partner) -> tuple[Any, ...]:
    place = partner.place
    distance = abs(place.size_class - home.size_class)
    return (
        *(-partner.helps, distance > 0, place.land != home.land, distance, -len(partner.fits)),
        *(search_key(place.name), str(place.id)),
    )


def _reason(home: Place, place: Place, fits: Iterable[Fit]) -> str:
    """„gibt Auskunft zu 2 Empfehlungen, zu denen Sie Rat suchen; gleiche Größenklasse, anderes Land“."""
    helps = sum(fit.own.kind == "seek" for fit in fits)
    near = f"{_size_reason(home, place)}, {'gleiches' if place.land == home.land else 'anderes'} Land"
    return f"gibt Auskunft zu {helps} Empfehlungen, zu denen Sie Rat suchen; {near}" if helps > 1 else near


def _size_reason(home: Place, place: Place) -> str:
    distance = place.size_class - home.size_class
    if distance == 0:
        return "gleiche Größenklasse"
    near = "benachbarte Größenklasse" if abs(distance) == 1 else "andere Größenklasse"
    return f"{near} ({'größer' if distance > 0 else 'kleiner'})"


@dataclass(frozen=True, slots=True)
class Count:
    """How many municipalities offer and seek advice on a recommendation."""

    recommendation: str
    offers: int
    seeks: int


def count_entries(entries: Iterable[tuple[str, str]], recommendations: Iterable[str]) -> tuple[Count, ...]:
    """Of (recommendation, kind) of all listings, those recommendations alone that have some, in this order."""
    listed = list(entries)
    counts = [Count(id, listed.count((id, "offer")), listed.count((id, "seek"))) for id in recommendations]
    return tuple(count for count in counts if count.offers or count.seeks)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`projects`: in how many of the own checks it is so."""

    recommendation: str
    kind: Kind
    projects: int

    @property
    def reason(self) -> str:
        where = "einem Vorhaben" if self.projects == 1 else f"{self.projects} Vorhaben"
        if self.kind == "offer":
            return f"In {where} ist das bei Ihnen schon umgesetzt."
        return f"In {where} hat das bei Ihnen hohe Priorität."


def suggest(results: Iterable[Iterable[Mapping[str, Any]]], listed: Iterable[str]) -> tuple[Suggestion, ...]:
    """What a municipality could offer and seek by its own checks: what is sustained somewhere, else what has high
    priority. `results`: of each check the stored matches of the municipal set; `listed`: what it has listed already.
    """
    sustained: dict[str, int] = defaultdict(int)
    high: dict[str, int] = defaultdict(int)
    for matches in results:
        for match in matches:
            sustained[match["id"]] += bool(match["sustained"])
            high[match["id"]] += match["priority"] == "high"
    known = set(listed)
    found = [_suggestion(id, sustained[id], high[id]) for id in sorted(sustained) if id not in known]
    return tuple(suggestion for suggestion in found if suggestion)


def _suggestion(id: str, sustained: int, high: int) -> Suggestion | None:
    if sustained:
        return Suggestion(id, "offer", sustained)
    return Suggestion(id, "seek", high) if high else None


def may_ask_again(refused: date) -> date:
    """The first day on which a municipality that was refused may ask again."""
    return refused + WAIT
