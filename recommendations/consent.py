"""What a municipality agrees to when it shares (disclosure.md, "Sharing"). A version agreed to never changes."""

from collections.abc import Mapping

CURRENT = "2026.1"

TEXTS: Mapping[str, tuple[str, ...]] = {
    "2026.1": (
        "Was: Unsere Kommune teilt die ausgewählten abgeschlossenen Checks mit dem genannten Programm. In die "
        "Freigaben des Programms gehen daraus nur Werte ein: die Punktwerte der Dimensionen, die Indizes und die "
        "Bedarfe der Empfehlungen mit ihren Anteilen. Unsere Kommune zählt einmal. Teilt sie mehrere Vorhaben, zählt "
        "der Mittelwert aus dem jeweils letzten geteilten Check.",
        "Für wen und wozu: Der Fördergeber des Programms sieht Zusammenfassungen über mehrere Kommunen. Er kann damit "
        "erkennen, was die Verstetigung hemmt und was er an der Förderung ändern sollte. Er darf die Freigaben "
        "veröffentlichen.",
        "Was er nicht sieht: keine Antwort, keine Notiz, keinen Namen, keinen Maßnahmenplan und kein Ergebnis einer "
        "einzelnen Kommune. Er bekommt keine Liste, welche Kommunen geteilt haben. Er sieht nur, wie viele es sind. "
        "Haben alle geteilt, die für das Programm, ein Land oder eine Größenklasse aufgeführt sind, kann er das an "
        "dieser Zahl erkennen.",
        "Freiwillig: Unsere Kommune muss nicht teilen. Alle anderen Funktionen stehen ihr auch ohne das Teilen offen.",
        "Widerruf: Wir können das Teilen jederzeit ohne Angabe von Gründen widerrufen. Der Widerruf wirkt ab der "
        "nächsten Freigabe; unsere geteilten Werte werden dann sofort gelöscht. Freigaben, die es schon gibt, bleiben "
        "unverändert, auch darin, dass unsere Kommune mitgezählt ist.",
        "Was gespeichert wird: die geteilten Werte bis zum Widerruf oder bis der Check gelöscht wird. Als Nachweis "
        "bleiben auch danach: das Vorhaben, wer wann geteilt und widerrufen hat und diese Fassung der Einwilligung. "
        "Zu jeder Freigabe bleibt ein interner Nachweis, welche Kommunen gezählt wurden, mit Prüfwerten, an denen sich "
        "erkennen lässt, ob sich ihre Werte geändert haben. Der Fördergeber sieht ihn nicht.",
        "Fragen: Der Betrieb dieses Angebots beantwortet sie. Seine Anschrift steht im Impressum.",
    ),
}


def consent_text(version: str) -> tuple[str, ...]:
    """The paragraphs of this version. Raises KeyError."""
    return TEXTS[version]


def consent_points(version: str) -> tuple[tuple[str, str], ...]:
    """The same as (what it is about, text). Raises KeyError."""
    return tuple((head, text) for head, _, text in (paragraph.partition(": ") for paragraph in TEXTS[version]))
