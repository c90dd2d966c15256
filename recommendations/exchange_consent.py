"""What a municipality agrees to when it is listed in the exchange. A version agreed to never changes. Pure."""

from collections.abc import Mapping

CURRENT = "2026.2"

_FIRST: tuple[tuple[str, str], ...] = (
    (
        "Was andere sehen",
        "Den Namen unserer Kommune, das Land, die Größenklasse, die gewählte Empfehlung, ob wir Auskunft geben "
        "oder Rat suchen, und unseren Text dazu.",
    ),
    (
        "Wer das sieht",
        "Die Teams der Kommunen, die in diesem Angebot ein Konto und selbst einen passenden Eintrag haben: "
        "dieselbe Empfehlung, die andere Art. Alle anderen Kommunen mit Konto sehen nur, wie viele Einträge es zu "
        "einer Empfehlung gibt.",
    ),
    (
        "Was niemand sieht",
        "Ergebnisse, Antworten, Punktwerte, Namen von Vorhaben und ob unsere Kommune überhaupt einen Check gemacht "
        "hat. Welche Einträge zueinander passen, ergibt sich allein aus den Einträgen.",
    ),
    (
        "Kontakt",
        "Die Stelle und die E-Mail-Adresse aus unserem Eintrag sieht eine andere Kommune erst, wenn beide Seiten "
        "dem Kontakt zugestimmt haben, und nur so lange, wie keine Seite ihn beendet.",
    ),
    (
        "Zurücknehmen",
        "Wir können jeden Eintrag und jeden Kontakt jederzeit ohne Grund zurücknehmen. Er ist dann für andere "
        "sofort verschwunden. Was jemand vorher gelesen hat, lässt sich nicht ungelesen machen.",
    ),
    (
        "Was gespeichert wird",
        "Der Eintrag bis zur Rücknahme. Als Nachweis bleibt danach, zu welcher Empfehlung wir wann eingetragen "
        "waren und nach welcher Fassung dieser Einwilligung; im Verlauf unserer Kommune bleibt, wer den Eintrag "
        "gemacht und zurückgenommen hat und welcher Text darin stand.",
    ),
    (
        "Freiwillig",
        "Unsere Kommune muss nicht mitmachen. Alle anderen Funktionen stehen ihr auch ohne Einträge offen.",
    ),
    ("Fragen", "Der Betrieb dieses Angebots beantwortet sie. Seine Anschrift steht im Impressum."),
)

# From the second version on the history keeps no word of a listing.
_SECOND = {
    "Was gespeichert wird": "Der Eintrag bis zur Rücknahme; dann werden Text, Stelle und E-Mail-Adresse gelöscht. Als "
    "Nachweis bleibt danach, zu welcher Empfehlung wir wann eingetragen waren und nach welcher Fassung dieser "
    "Einwilligung; im Verlauf unserer Kommune bleibt, wer den Eintrag wann gemacht, geändert und zurückgenommen hat, "
    "aber nicht, was darin stand.",
}

TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "2026.1": _FIRST,
    "2026.2": tuple((head, _SECOND.get(head, text)) for head, text in _FIRST),
}


def consent_points(version: str) -> tuple[tuple[str, str], ...]:
    """(what it is about, text) of this version. Raises KeyError."""
    return TEXTS[version]
