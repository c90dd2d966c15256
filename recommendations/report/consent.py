"""The consents of a municipality to a programme, as a sheet for its files."""

from dataclasses import dataclass
from datetime import date

from recommendations.consent import consent_points
from recommendations.days import local_day, short_day
from recommendations.report.printable import clean_line

STATE_WORDS = {
    "counts": "gilt",
    "superseded": "gilt; gezählt wird ein neuerer geteilter Check dieses Vorhabens",
    "outdated": "gilt; gezählt wird er nicht, weil der Fragebogen inzwischen eine neue Fassung hat",
    "unlisted": "gilt; zählt nicht: Ihre Kommune ist in diesem Programm nicht mehr aufgeführt",
    "deleted": "beendet: Check gelöscht",
}


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """`shared`: „am 12.03.2026 von Leitung Hauptamt“. `state`: in force, or how it ended."""

    project: str
    submitted: str
    shared: str
    version: str
    state: str


@dataclass(frozen=True, slots=True)
class Wording:
    """`points`: (what it is about, text)."""

    version: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """`rows`: the newest first. `wordings`: of every version that was agreed to, the newest first."""

    municipality: str
    programme: str
    funder: str
    day: date
    rows: tuple[ConsentRow, ...]
    wordings: tuple[Wording, ...]


def build_consents(municipality, programme, consents, day: date) -> ConsentSheet:
    """`consents`: sharing.Consent, the newest first."""
    versions = sorted({entry.share.consent for entry in consents}, reverse=True)
    return ConsentSheet(
        municipality=clean_line(municipality, 120),
        programme=clean_line(programme.name, 200),
        funder=clean_line(programme.funder, 200),
        day=day,
        rows=tuple(_row(entry) for entry in consents),
        wordings=tuple(Wording(version, consent_points(version)) for version in versions),
    )


def _row(entry) -> ConsentRow:
    share = entry.share
    return ConsentRow(
        project=clean_line(share.project_name, 120),
        submitted=short_day(local_day(share.submitted_at)),
        shared=_who(share.shared_at, share.shared_by_name),
        version=share.consent,
        state=STATE_WORDS.get(entry.state) or f"widerrufen {_who(share.withdrawn_at, share.withdrawn_by_name)}",
    )


def _who(moment, name: str) -> str:
    day = f"am {short_day(local_day(moment))}"
    return f"{day} von {clean_line(name, 200)}" if name else day
