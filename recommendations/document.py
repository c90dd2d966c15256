"""The assessment document: the JSON that is downloaded, uploaded, attached to the PDF and read by `manage.py report`.

Pure. document_text() and read_document() are exact inverses; what is not understood is refused, never guessed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, cast

from assessments.disagreement import Views
from assessments.instrument import Instrument, load_instrument
from assessments.municipalities import LAENDER, SIZE_CLASSES
from assessments.scoring import Answer, Fault
from assessments.stored_views import views_data
from recommendations.catalogue import load_catalogue
from recommendations.document_answers import DocumentFunderAnswer, take_funder_answers
from recommendations.document_decision import (
    DocumentCost,
    DocumentIndicator,
    decision_data,
    take_costs,
    take_entries,
    take_indicators,
)
from recommendations.document_views import take_views
from recommendations.fields import (
    Fields,
    a_date,
    ags_code,
    amount,
    an_object,
    built,
    list_of_objects,
    moment,
    nested,
    one_of,
    or_none,
    plain,
    text,
    whole,
)
from recommendations.records import DamagedJSON, check_record, parse_json, refusals

FORMAT = "verstetigungs-check"
FORMAT_VERSION = 1
MODES = ("quick", "full")
PHASES = ("idea", "pilot", "ending", "operation")
STATUSES = ("open", "running", "done", "postponed", "declined")
PRIORITIES = ("high", "medium", "low")
NAME_LENGTH, NOTE_LENGTH, DESCRIPTION_LENGTH = 120, 2000, 1000
FUNDING_LENGTH, TITLE_LENGTH, REASON_LENGTH = 200, 300, 500
MAX_MEASURES = 500


class DocumentError(ValueError):
    """Not a document that can be read. `faults`: all that were found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.id}: {fault.reason}" for fault in faults))


@dataclass(frozen=True, slots=True)
class DocumentMunicipality:
    """`land`: two digits of the official key; `kreis`: name; `size_class`: 1–4."""

    name: str
    ags: str | None
    land: str | None
    kreis: str | None
    size_class: int
    population: int | None


@dataclass(frozen=True, slots=True)
class DocumentProject:
    name: str
    description: str
    funding: str
    funding_start: date | None
    funding_end: date | None
    phase: str


@dataclass(frozen=True, slots=True)
class DocumentMeasure:
    """`recommendation`: its id, None for an own measure. Costs in euros."""

    recommendation: str | None
    title: str
    responsible: str
    start: date | None
    due: date | None
    status: str
    decline_reason: str
    cost_once: Decimal | None
    cost_yearly: Decimal | None
    note: str
    priority: str


@dataclass(frozen=True, slots=True)
class Document:
    """`submitted`: None while open; kept in UTC, so it must know its time zone. `notes`: by item.

    `reasons`, `dissents`: of common answers, by item; `views`: of an opened survey, None without one. A document says
    nothing of them where they are empty, so older ones, which know no such keys, stay what they are. The same holds
    for `funder_answers`, which only the report of this document shows, and for what the decision rests on: `entries` by
    key (recommendations.entry_list), `costs` and `indicators` in their order.
    """

    instrument: str
    mode: Literal["quick", "full"]
    municipality: DocumentMunicipality | None
    project: DocumentProject | None
    created: date | None
    submitted: datetime | None
    answers: Mapping[str, Answer]
    notes: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[DocumentMeasure, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    dissents: Mapping[str, str] = field(default_factory=dict)
    views: Views | None = None
    funder_answers: tuple[DocumentFunderAnswer, ...] = ()
    entries: Mapping[str, str] = field(default_factory=dict)
    costs: tuple[DocumentCost, ...] = ()
    indicators: tuple[DocumentIndicator, ...] = ()

    def __post_init__(self) -> None:
        if self.submitted is not None:
            if self.submitted.tzinfo is None:
                raise ValueError("submitted has no time zone")
            object.__setattr__(self, "submitted", self.submitted.astimezone(UTC))


def document_data(document: Document) -> dict[str, Any]:
    """JSON values only: dates as ISO 8601, amounts as text, answers and notes in the order of the instrument."""
    order = [item.id for item in load_instrument(document.instrument).items]

    def ordered(texts: Mapping[str, Any]) -> dict[str, Any]:
        return {key: texts[key] for key in order if key in texts}

    optional = {
        "reasons": ordered(document.reasons),
        "dissents": ordered(document.dissents),
        "views": document.views and views_data(document.views),
        "funder_answers": plain(document.funder_answers),
        **decision_data(document.entries, document.costs, document.indicators),
    }
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "instrument": document.instrument,
        "mode": document.mode,
        "municipality": plain(document.municipality),
        "project": plain(document.project),
        "created": plain(document.created),
        "submitted": plain(document.submitted),
        "answers": ordered(document.answers),
        "notes": ordered(document.notes),
        "measures": plain(document.measures),
        **{key: value for key, value in optional.items() if value},
    }


def document_text(document: Document) -> str:
    """The canonical text: equal documents have equal bytes."""
    return json.dumps(document_data(document), ensure_ascii=False, indent=2) + "\n"


def read_document(raw: bytes) -> Document:
    """The document in the bytes of a file. Raises DocumentError."""
    try:
        data = parse_json(raw)
    except DamagedJSON as error:
        raise DocumentError([Fault(None, str(error))]) from None
    if faults := refusals(data):
        raise DocumentError(faults)
    return parse_document(data)


def parse_document(data: object) -> Document:
    """The document in parsed JSON. The minimal object of `score` is one too, without names and plan.

    Raises DocumentError: with every fault of the answers, and only where these have none with all others.
    """
    if not isinstance(data, dict):
        raise DocumentError([Fault(None, "Erwartet wird ein Objekt")])
    if "format" in data and (data["format"], repr(data.get("format_version"))) != (FORMAT, str(FORMAT_VERSION)):
        raise DocumentError([Fault("format", f"Erwartet wird „{FORMAT}“ in der Fassung {FORMAT_VERSION}")])
    if faults := check_record(data):
        raise DocumentError(faults)
    instrument = load_instrument(data["instrument"])
    answers = {item.id: data["answers"][item.id] for item in instrument.items if item.id in data["answers"]}
    if "format" not in data:
        return Document(instrument.key, "full", None, None, None, None, answers)
    return _full_document(instrument, answers, data)


def _full_document(instrument: Instrument, answers: Mapping[str, Answer], data: dict[str, Any]) -> Document:
    faults: list[Fault] = []
    taken = Fields(data, "", faults, ignored=("format", "format_version", "instrument", "answers"))
    document = Document(
        instrument=instrument.key,
        mode=cast(Literal["quick", "full"], taken.take("mode", one_of(*MODES))),
        municipality=nested(taken, "municipality", _municipality),
        project=nested(taken, "project", _project),
        created=taken.take("created", or_none(a_date)),
        submitted=taken.take("submitted", or_none(moment)),
        answers=answers,
        notes=_texts(instrument, taken, "notes"),
        measures=_measures(instrument, taken),
        reasons=_optional_texts(instrument, taken, "reasons"),
        dissents=_optional_texts(instrument, taken, "dissents"),
        views=take_views(instrument, taken),
        funder_answers=take_funder_answers(load_catalogue(instrument.key).funder, taken),
        entries=take_entries(taken),
        costs=take_costs(taken),
        indicators=take_indicators(taken),
    )
    taken.close()
    if faults:
        raise DocumentError(faults)
    return document


def _municipality(taken: Fields) -> DocumentMunicipality:
    return DocumentMunicipality(
        name=taken.take("name", text(NAME_LENGTH, 1)),
        ags=taken.take("ags", or_none(ags_code)),
        land=taken.take("land", or_none(one_of(*(code for code, _ in LAENDER)))),
        kreis=taken.take("kreis", or_none(text(NAME_LENGTH))),
        size_class=taken.take("size_class", whole(1, len(SIZE_CLASSES))),
        population=taken.take("population", or_none(whole(0, 99_999_999))),
    )


def _project(taken: Fields) -> DocumentProject:
    project = DocumentProject(
        name=taken.take("name", text(NAME_LENGTH, 1)),
        description=taken.take("description", text(DESCRIPTION_LENGTH)),
        funding=taken.take("funding", text(FUNDING_LENGTH)),
        funding_start=taken.take("funding_start", or_none(a_date)),
        funding_end=taken.take("funding_end", or_none(a_date)),
        phase=taken.take("phase", one_of(*PHASES)),
    )
    if project.funding_start and project.funding_end and project.funding_end < project.funding_start:
        taken.fault("funding_end", "Das Ende liegt vor dem Beginn")
    return project


def _texts(instrument: Instrument, outer: Fields, key: str) -> dict[str, str]:
    data = outer.take(key, an_object) or {}
    taken = Fields(data, f"{key}.", outer.faults)
    texts = {item.id: taken.take(item.id, text(NOTE_LENGTH)) for item in instrument.items if item.id in data}
    taken.close()
    return texts


def _optional_texts(instrument: Instrument, outer: Fields, key: str) -> dict[str, str]:
    return _texts(instrument, outer, key) if key in outer.data else {}


def _measures(instrument: Instrument, outer: Fields) -> tuple[DocumentMeasure, ...]:
    ids = tuple(entry.id for entry in load_catalogue(instrument.key).recommendations)
    rows = outer.take("measures", list_of_objects(MAX_MEASURES)) or []

    def measure(taken: Fields) -> DocumentMeasure:
        return _measure(taken, ids)

    return tuple(built(outer, f"measures.{place}.", row, measure) for place, row in enumerate(rows, 1))


def _measure(taken: Fields, ids: tuple[str, ...]) -> DocumentMeasure:
    measure = DocumentMeasure(
        recommendation=taken.take("recommendation", or_none(one_of(*ids))),
        title=taken.take("title", text(TITLE_LENGTH, 1)),
        responsible=taken.take("responsible", text(NAME_LENGTH)),
        start=taken.take("start", or_none(a_date)),
        due=taken.take("due", or_none(a_date)),
        status=taken.take("status", one_of(*STATUSES)),
        decline_reason=taken.take("decline_reason", text(REASON_LENGTH)),
        cost_once=taken.take("cost_once", or_none(amount)),
        cost_yearly=taken.take("cost_yearly", or_none(amount)),
        note=taken.take("note", text(NOTE_LENGTH)),
        priority=taken.take("priority", one_of(*PRIORITIES)),
    )
    if measure.start and measure.due and measure.due < measure.start:
        taken.fault("due", "Fällig wird die Maßnahme vor ihrem Beginn")
    if measure.status == "declined" and measure.decline_reason == "":
        taken.fault("decline_reason", "Eine abgelehnte Maßnahme braucht einen Grund")
    return measure
