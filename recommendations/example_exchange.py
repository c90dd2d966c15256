"""The example of the exchange: invented places, what they offer and seek, who is in contact. Pure."""

from dataclasses import dataclass

from recommendations.document import DocumentMunicipality
from recommendations.example_team import Account

# So many days ago: listed, asked and agreed, the open request.
DAYS_LISTED, DAYS_AGREED, DAYS_OPEN = 40, 25, 3


@dataclass(frozen=True, slots=True)
class Offered:
    """What a place lists."""

    recommendation: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """`office`: who is asked there, by function; the same for each of its listings."""

    name: str
    land: str
    size_class: int
    host: str
    office: str
    listed: tuple[Offered, ...]

    @property
    def municipality(self) -> DocumentMunicipality:
        return DocumentMunicipality(f"{self.name} (erfunden)", None, self.land, None, self.size_class, None)

    @property
    def lead(self) -> Account:
        return Account("lead", f"leitung@{self.host}.example", f"Leitung ({self.office})")

    @property
    def email(self) -> str:
        return f"austausch@{self.host}.example"


OWN = (
    Offered(
        "K1.2",
        "offer",
        "Unser Tiefbauamt hat das Parkleitsystem vom Projekt übernommen. Wir zeigen die Verfügung, den Zeitplan der "
        "Übergabe und was wir beim nächsten Mal früher klären würden.",
    ),
    Offered(
        "K2.2",
        "seek",
        "Wir suchen ein Kostenblatt für Messwerte an Schulen: Wie haben Sie Wartung, Funk und Stellenanteile "
        "beziffert, und was hat die Kämmerei nachgefragt?",
    ),
)
"""Of the municipality with the team."""

AGREED = Place(
    "Probehausen",
    "06",
    2,
    "probehausen",
    "Stabsstelle Haushalt und Digitales",
    (
        Offered(
            "K2.2",
            "offer",
            "Wir haben für Füllstandssensoren ein Kostenblatt über drei Jahre aufgestellt. Es hat der Kämmerei "
            "gereicht; wir zeigen es mit den Rechnungen, aus denen es entstanden ist.",
        ),
        Offered(
            "K1.2",
            "seek",
            "Bei uns endet die Förderung der digitalen Bauakte im nächsten Jahr. Wer hat das künftige Amt schon "
            "verfügt, und wer unterschreibt so etwas?",
        ),
    ),
)
"""The team asked it, and it agreed."""

ASKING = Place(
    "Musterau am Probesee",
    "09",
    3,
    "musterau",
    "Amt für Stadtentwicklung",
    (
        Offered(
            "K1.2",
            "seek",
            "Zwei Ämter halten das jeweils andere für zuständig. Wie sind Sie zu einer Entscheidung gekommen?",
        ),
    ),
)
"""It asks the team, which has not answered yet."""

OTHERS = (
    Place(
        "Beispielhofen",
        "06",
        1,
        "beispielhofen",
        "Hauptamt",
        (
            Offered(
                "K2.2",
                "offer",
                "Kleine Gemeinde, ein Blatt: Was die Glättesensoren im Jahr kosten und welche Fahrten sie ersparen.",
            ),
        ),
    ),
    Place(
        "Übungswalde",
        "12",
        2,
        "uebungswalde",
        "Fachbereich IT",
        (
            Offered(
                "K6.1",
                "offer",
                "Wir haben die Terminvergabe an das Fachverfahren angebunden und zeigen, welche Fragen die IT hatte.",
            ),
        ),
    ),
)
"""One fits what the team seeks; the other fits nothing and is only counted."""

PLACES = (AGREED, ASKING, *OTHERS)
OWN_OFFICE, OWN_EMAIL = "Stabsstelle Digitalisierung", "austausch@musterfurt.example"
QUESTION = (
    "Dürfen wir Ihr Kostenblatt für drei Jahre sehen? Wir schreiben gerade unseres für die Energiemessung an Schulen."
)
REQUEST = (
    "Wir möchten in einer halben Stunde am Telefon hören, wie Sie das zuständige Amt bestimmt haben. "
    "Dürfen wir uns melden?"
)
