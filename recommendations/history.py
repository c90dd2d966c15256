"""The history in words: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import DecimalField
from django.utils import timezone

from assessments.actions import Kind
from assessments.forms import answer_text
from assessments.instrument import load_instrument
from assessments.models import HistoryEntry, Membership, Project, Survey
from recommendations.amounts import number_text
from recommendations.models import CostLine, Indicator, Listing, Measure, Reading

NOTHING = "keine Angabe"
NO_ROLE = "keine"
LONG = 200
"""A text above this length is folded."""
GROUPS = {
    "antworten": ("Antworten", (Kind.ANSWER, Kind.ANSWERS_UPLOADED)),
    "massnahmen": ("Maßnahmen", (Kind.MEASURE_ADDED, Kind.MEASURE_CHANGED, Kind.MEASURE_REMOVED)),
    "entscheidung": (
        "Entscheidung",
        (
            *(Kind.ENTRY, Kind.COST_ADDED, Kind.COST_CHANGED, Kind.COST_REMOVED),
            *(Kind.INDICATOR_ADDED, Kind.INDICATOR_CHANGED, Kind.INDICATOR_REMOVED),
            *(Kind.READING_SAVED, Kind.READING_REMOVED),
        ),
    ),
    "check": (
        "Check und Vorhaben",
        (
            *(Kind.CREATED, Kind.PROJECT, Kind.EXTENDED, Kind.SUBMITTED),
            *(Kind.DELETED, Kind.ADOPTED, Kind.LINK_RENEWED),
        ),
    ),
    "befragung": (
        "Befragung",
        (
            *(Kind.SURVEY_STARTED, Kind.RESPONDENT_INVITED, Kind.RESPONDENT_RENEWED),
            *(Kind.RESPONDENT_REMOVED, Kind.SURVEY_OPENED),
        ),
    ),
    "teilen": ("Teilen mit Programmen", (Kind.SHARED, Kind.SHARE_WITHDRAWN)),
    "austausch": (
        "Austausch",
        (
            *(Kind.LISTING_SAVED, Kind.LISTING_WITHDRAWN, Kind.CONTACT_ASKED),
            *(Kind.CONTACT_ANSWERED, Kind.CONTACT_WITHDRAWN),
        ),
    ),
    "team": (
        "Team",
        (
            *(Kind.MEMBER_INVITED, Kind.INVITATION_REVOKED, Kind.MEMBER_JOINED),
            *(Kind.ROLE_CHANGED, Kind.MEMBER_REMOVED),
        ),
    ),
}
"""What the filter offers: {word in the address: (label, kinds)}."""
TEAM_KINDS = GROUPS["team"][1]
MODEL_OF = {
    Kind.PROJECT: Project,
    Kind.MEASURE_CHANGED: Measure,
    Kind.SURVEY_STARTED: Survey,
    **dict.fromkeys((Kind.COST_ADDED, Kind.COST_CHANGED), CostLine),
    **dict.fromkeys((Kind.INDICATOR_ADDED, Kind.INDICATOR_CHANGED), Indicator),
    **dict.fromkeys((Kind.READING_SAVED, Kind.READING_REMOVED), Reading),
    Kind.LISTING_SAVED: Listing,
    **dict.fromkeys(TEAM_KINDS, Membership),
}
LABELS = {
    "value": "Antwort",
    "note": "Notiz",
    "reason": "Begründung",
    "dissent": "Abweichende Sicht",
    "municipality": "Kommune",
    "expires_at": "Link gilt bis",
    "anonymous": "Anonyme Befragung",
    "said": "Angabe",
    "fields": "Geändert",
}


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str

    @property
    def is_new(self):
        return self.before in (NOTHING, NO_ROLE)

    @property
    def is_long(self):
        return len(self.before) + len(self.after) > LONG


@dataclass(frozen=True, slots=True)
class EntryView:
    entry: HistoryEntry
    title: str
    subject: str
    changes: tuple[Change, ...]

    @property
    def who(self):
        return self.entry.actor_name or "ohne Namen"


def describe(entry):
    """`entry.assessment` with its project is loaded, where there is one."""
    changes = tuple(describe_change(entry, name, *entry.changes[name]) for name in in_order(entry))
    return EntryView(entry, describe_kind(entry), describe_subject(entry), changes)


def in_order(entry):
    """The changed fields as the forms have them: a database may give the keys of JSON back in an order of its own."""
    model = MODEL_OF.get(entry.kind)
    order = [*LABELS, *(field.name for field in model._meta.fields)] if model else list(LABELS)
    return sorted(entry.changes, key=lambda name: order.index(name) if name in order else len(order))


def describe_kind(entry):
    """In words; a link that only works longer is not renewed, a survey begins once, and so does a listing."""
    if entry.kind == Kind.RESPONDENT_RENEWED and "expires_at" in entry.changes:
        return "Gültigkeit eines Links geändert"
    if entry.kind == Kind.SURVEY_STARTED and entry.changes.get("anonymous", [False])[0] is not None:
        return "Befragung geändert"
    if entry.kind == Kind.LISTING_SAVED and entry.changes.get("consent", [False])[0] is not None:
        return "Eintrag im Austausch geändert"
    return entry.get_kind_display()


def find_item(entry):
    """The question that an entry about an answer is about; None for any other, and for one no longer asked."""
    if entry.kind != Kind.ANSWER or entry.assessment is None:
        return None
    instrument = load_instrument(entry.assessment.instrument)
    return instrument.item(entry.subject) if instrument.has_item(entry.subject) else None


def describe_subject(entry):
    item = find_item(entry)
    if item:
        return f"Frage {item.id}: {item.statement}"
    if entry.kind in (Kind.MEMBER_INVITED, Kind.INVITATION_REVOKED):
        return entry.subject or "Link ohne Adresse"
    return entry.subject


# Fields that hold a day or a moment; any other text is told as it was typed.
MOMENTS = {"expires_at", "funding_start", "funding_end", "start", "due", "day", "baseline_day", "target_day"}


def describe_change(entry, name, before, after):
    item = find_item(entry)
    if item and name == "value":
        return Change(LABELS[name], answer_text(item, before), answer_text(item, after))
    label, choices = field_of(entry.kind, name)
    nothing = NO_ROLE if name == "role" else NOTHING
    if name in MOMENTS:
        before, after = moment_text(before), moment_text(after)
    elif is_number(entry.kind, name):
        before, after = number_or_none(before), number_or_none(after)
    return Change(label, value_text(before, choices, nothing), value_text(after, choices, nothing))


def field_of(kind, name):
    """The field's label and the words of its choices."""
    model = MODEL_OF.get(kind)
    if model is None or (name in LABELS and model is not Reading):
        return LABELS.get(name, name), {}
    field = model._meta.get_field(name)
    return str(field.verbose_name), dict(field.choices or ())


def is_number(kind, name):
    """Whether the field holds an amount or a measured value, which are told the German way."""
    model = MODEL_OF.get(kind)
    names = {field.name for field in model._meta.fields if isinstance(field, DecimalField)} if model else ()
    return name in names


def number_or_none(text):
    return number_text(Decimal(text)) if text else None


def value_text(value, choices, nothing):
    if value in (None, ""):
        return nothing
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return choices.get(value) or str(value)


def moment_text(text):
    """A day or moment as stored, the German way; None where there is none."""
    if not text:
        return None
    if len(text) == len("2027-06-30"):
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    return f"{timezone.localtime(datetime.fromisoformat(text)):%d.%m.%Y, %H:%M}"
