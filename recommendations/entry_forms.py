"""Forms of entries (entries.py): what is typed becomes the canonical text, field by field from the specs."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms import CleanTextField, GermanDateField, digest
from recommendations.entries import MOST_DATES
from recommendations.forms import EuroField

SEEN = "seen-"
REVISION = re.compile(r"([0-9]{1,9}):([0-9a-f]{16})")
NUMBER = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
BETWEEN_DAYS = re.compile(r"[,;\s]+")
OPEN = "open"
LONGEST_NUMBER = 20
LONGEST_DAYS = MOST_DATES * 12
ROWS = 6


class LineField(CleanTextField):
    def canonical(self, value):
        return value

    def shown(self, text):
        return text


class ChoiceEntryField(forms.ChoiceField):
    def canonical(self, value):
        return value

    def shown(self, text):
        return text


class DateEntryField(GermanDateField):
    def canonical(self, value):
        return value.isoformat() if value else ""

    def shown(self, text):
        return date.fromisoformat(text) if text else None


class DatesField(CleanTextField):
    """Days one below the other or separated by commas: 14.01.2027, 11.02.2027. Returns them in their order."""

    def __init__(self, **kwargs):
        super().__init__(rows=ROWS, max_length=LONGEST_DAYS, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        self.run_validators(text)
        day = GermanDateField()
        try:
            days = {day.clean(part) for part in BETWEEN_DAYS.split(text) if part}
        except ValidationError:
            raise ValidationError(
                "Geben Sie Tage wie 14.01.2027 an, einen je Zeile oder durch Kommas getrennt; das Jahr muss zwischen "
                "1990 und 2100 liegen."
            ) from None
        if len(days) > MOST_DATES:
            raise ValidationError(f"Höchstens {MOST_DATES} Tage, es sind {len(days)}.")
        return sorted(days)

    def canonical(self, value):
        return " ".join(day.isoformat() for day in value)

    def shown(self, text):
        return "\n".join(f"{date.fromisoformat(day):%d.%m.%Y}" for day in text.split())


class NumberField(CleanTextField):
    """A number as people write it: 12, 1.200, 2,5. `places`: digits after the comma. Returns a Decimal or None."""

    def __init__(self, *, least, most, places, **kwargs):
        self.least, self.most, self.places = least, most, places
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
            raise ValidationError(self.wanted)
        number = Decimal(text.replace(".", "").replace(",", "."))
        if -number.as_tuple().exponent > self.places or not self.least <= number <= self.most:
            raise ValidationError(self.wanted)
        return number

    @property
    def wanted(self):
        kind = f"Zahl mit höchstens {self.places} Stellen nach dem Komma" if self.places else "ganze Zahl"
        most = str(self.most).replace(".", ",")
        return f"Geben Sie eine {kind} von {self.least} bis {most} an."

    def canonical(self, value):
        if value is None:
            return ""
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def shown(self, text):
        return text.replace(".", ",")


class EuroEntryField(EuroField):
    def canonical(self, value):
        return "" if value is None else format(value, "f")

    def shown(self, text):
        return Decimal(text) if text else None


def field_of(spec):
    named = {"label": spec.label, "help_text": spec.help}
    match spec.kind:
        case "line":
            return LineField(required=False, max_length=min(spec.longest, 200), **named)
        case "text":
            return LineField(required=False, max_length=spec.longest, rows=ROWS, **named)
        case "choice":
            return choice_entry(spec, named)
        case "date":
            return DateEntryField(required=False, **named)
        case "dates":
            return DatesField(required=False, **named)
        case "euro":
            return EuroEntryField(**named)
    places = 3 if spec.kind == "decimal" else 0
    return NumberField(required=False, least=spec.least, most=spec.most, places=places, **named)


def choice_entry(spec, named):
    """Nothing chosen stays possible, unless one can choose that it is open: what was said can be taken back."""
    message = "Bitte wählen Sie eine der angezeigten Antworten."
    choices = [*([] if OPEN in dict(spec.choices) else [("", "keine Angabe")]), *spec.choices]
    messages = {"invalid_choice": message}
    return ChoiceEntryField(choices=choices, required=False, widget=forms.RadioSelect, error_messages=messages, **named)


class EntriesForm(forms.Form):
    """`specs`: EntrySpec in order; `stored`: {key: Entry}. A hidden field for each says which revision was shown and
    what it looked like, so that only what the person changed is saved."""

    def __init__(self, specs, stored, data=None):
        super().__init__(data)
        self.specs = {name_of(spec.key): spec for spec in specs}
        for name, spec in self.specs.items():
            field = field_of(spec)
            field.is_plain = True
            entry = stored.get(spec.key)
            text, revision = (entry.value, entry.revision) if entry else ("", 0)
            self.fields[name] = field
            self.initial[name] = field.shown(text)
            self.fields[SEEN + name] = CleanTextField(required=False, widget=forms.HiddenInput)
            self.initial[SEEN + name] = f"{revision}:{digest(text, '')}"

    def values(self):
        """{key: canonical text} of what the person changed after it was shown."""
        return {spec.key: text for name, spec in self.specs.items() if self.changed(name, text := self.typed(name))}

    def typed(self, name):
        return self.fields[name].canonical(self.cleaned_data[name])

    def changed(self, name, text):
        return name in self.data and digest(text, "") != self.seen(name)[1]

    def base(self):
        """{key: the revision that was shown}; 0 where that cannot be read."""
        return {spec.key: self.seen(name)[0] for name, spec in self.specs.items()}

    def seen(self, name):
        found = REVISION.fullmatch(self.cleaned_data[SEEN + name])
        return (int(found[1]), found[2]) if found else (0, "")


def name_of(key):
    """Of the form's field: "calendar.council" is calendar-council."""
    return key.replace(".", "-")
