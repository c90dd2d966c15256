"""Sums and words of the report."""

from datetime import date, datetime, time

STATUS_WORDS = {
    "open": "offen",
    "running": "läuft",
    "done": "erledigt",
    "postponed": "zurückgestellt",
    "declined": "abgelehnt",
}
PHASE_WORDS = {
    "idea": "Idee",
    "pilot": "Pilot",
    "ending": "Auslaufende Förderung",
    "operation": "Regelbetrieb",
}
SCOPE_WORDS = {"quick": "Kurzcheck", "full": "Vollständiger Check"}
NUMBERS = ("null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def counted(count: int, one: str, many: str) -> str:
    """„eine Empfehlung“, „drei Empfehlungen“, „14 Empfehlungen“."""
    word = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{word} {one if count == 1 else many}"


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; 0 where end is less than a month away or before."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(0, months)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None
