"""What every file of a release says about itself: whose it is, how it was made, what its marks mean. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.instrument import Instrument, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.release_table import ReleaseFacts
from recommendations.release_texts import FUNDER, INDEX, LEGEND, MARK, MUNICIPAL, REASONS

NOBODY = "keine Angabe"
BOUND_WORDS: Mapping[str, str] = {"at_most": "höchstens", "at_least": "mindestens"}


@dataclass(frozen=True, slots=True)
class Note:
    """`group`: "facts", "policy", "method", "legend", "reasons" or "licence"."""

    group: str
    label: str
    text: str


def kind_names(instrument: Instrument) -> dict[str, str]:
    """{kind of a figure: its name in the plural}, in the order of the figures."""
    parts = {part.id: part.title for part in instrument.parts}
    return {
        **parts,
        INDEX: "Gesamtwerte",
        MUNICIPAL: "Empfehlungen an die Kommune",
        FUNDER: "Empfehlungen an Fördergeber und Politik",
    }


def release_notes(facts: ReleaseFacts) -> tuple[Note, ...]:
    """In the order in which they are to be read."""
    return (*_facts(facts), *_policy(facts), *_method(facts), *_legend(), *_reasons(), *_licence(facts))


def shared_text(facts: ReleaseFacts) -> str:
    """„14 von 24 Kommunen haben geteilt“."""
    return f"{facts.shared} von {facts.listed} Kommunen haben geteilt"


def thresholds_text(facts: ReleaseFacts) -> str:
    policy = facts.policy
    return (
        f"Mittelwerte ab {policy['mean']} Kommunen, Median und Viertel ab {policy['quartiles']}, "
        f"Anteile ab {policy['shares']}"
    )


def _facts(facts: ReleaseFacts) -> Iterator[Note]:
    instrument = load_instrument(facts.instrument)
    yield Note("facts", "Programm", facts.programme)
    yield Note("facts", "Fördergeber", facts.funder or NOBODY)
    yield Note("facts", "Stand der Freigabe", f"{facts.date:%d.%m.%Y}")
    yield Note("facts", "Beteiligung", f"{shared_text(facts)}.")
    yield Note("facts", "Instrument", f"{instrument.title}, Fassung {instrument.version}")


def _policy(facts: ReleaseFacts) -> Iterator[Note]:
    yield Note("policy", "Regelwerk", f"Fassung {facts.policy['version']}: {thresholds_text(facts)}.")
    yield Note(
        "policy",
        "Schutz der Kommunen",
        "Eine Freigabe wird einmal berechnet und danach nicht geändert. Sie enthält keine Antwort, keinen Namen, "
        "kein Ergebnis einer einzelnen Kommune, keinen kleinsten und keinen größten Wert. Welche Kommunen geteilt "
        "haben, steht nicht darin. Vor der Freigabe wurde geprüft, dass sich aus den Mittelwerten und Teilen aller "
        f"Freigaben zusammen kein Wert für weniger als {facts.policy['mean']} Kommunen ausrechnen lässt.",
    )


def _method(facts: ReleaseFacts) -> Iterator[Note]:
    catalogue = load_catalogue(facts.instrument)
    high, medium = f"{catalogue.high_from:g}", f"{catalogue.medium_from:g}"
    yield Note(
        "method",
        "Wer zählt",
        "Jede Kommune zählt einmal. Teilt sie mehrere Vorhaben, gilt der Mittelwert aus dem jeweils letzten geteilten "
        "Check. Nur abgeschlossene Checks zählen. Fehlt einer Kommune ein Wert, zählt sie dort nicht mit.",
    )
    yield Note(
        "method",
        "Punktwerte",
        "Alle Werte liegen zwischen 0 und 100. Bei den Dimensionen ist 100 immer der beste Wert, auch bei den "
        "Hemmnissen. Ein hoher Hemmnisdruck ist ungünstig.",
    )
    yield Note(
        "method",
        "Bedarf",
        f"Je höher der Bedarf einer Empfehlung, desto dringender ist sie. Ab {high} ist er hoch, ab {medium} mittel, "
        "darunter niedrig. „davon“ nennt die Teile, aus denen sich der mittlere Bedarf zusammensetzt.",
    )
    yield Note(
        "method",
        "Rundung",
        "Mittelwerte, Viertel, Median und Teile sind auf ganze Punkte gerundet, Anteile auf 5 Prozent. Gerundete Teile "
        "ergeben zusammen nicht immer genau das Ganze; was auf fehlenden Angaben beruht, ist kein Teil.",
    )
    yield Note(
        "method",
        "Was die Zahlen nicht sagen",
        "Sie beruhen auf Selbsteinschätzungen und sind von niemandem geprüft. Sie eignen sich nicht, Kommunen oder "
        "Länder in eine Rangfolge zu bringen.",
    )


def _legend() -> Iterator[Note]:
    yield Note("legend", f"Zeichen „{MARK}“", f"Nicht veröffentlicht: {LEGEND}. Der Grund steht jeweils dabei.")
    yield Note(
        "legend",
        "Zeichen „≤“ und „≥“",
        "Ein Mittelwert unter 5 oder über 95 wird nicht genauer genannt, auch kein Teil eines Bedarfs unter 5 oder "
        "über 95 Prozent dessen, was er höchstens sein kann.",
    )
    yield Note(
        "legend",
        "Zeichen „≤“ und „≥“ bei Anteilen",
        "Ein Anteil am Rand wird nicht genauer genannt; auch 0 % und 100 % stehen so da. Ob es keine oder eine Kommune "
        "ist, alle oder alle bis auf eine, bleibt offen.",
    )
    yield Note(
        "legend",
        "Älterer Stand",
        "Ein Wert mit einem älteren Stand stammt aus der Freigabe dieses Tages. Er bleibt stehen, bis ein neuer Wert "
        "niemanden erkennbar macht.",
    )


def _reasons() -> Iterator[Note]:
    for reason, text in REASONS.items():
        yield Note("reasons", f"Grund „{reason}“", f"{text[0].upper()}{text[1:]}.")


def _licence(facts: ReleaseFacts) -> Iterator[Note]:
    instrument = load_instrument(facts.instrument)
    yield Note(
        "licence",
        "Lizenz",
        f"Die Texte des Instruments stehen unter {instrument.licence}. Die Daten dieser Freigabe veröffentlicht der "
        "Fördergeber; er bestimmt ihre Lizenz.",
    )
    yield Note(
        "licence", "Quelle des Instruments", f"{instrument.source}. Lizenz der Quelle: {instrument.source_licence}."
    )
