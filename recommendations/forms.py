"""Forms of the action plan and the upload. A form parses: cleaned_data holds the values of the fields."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms import CleanTextField, GermanDateField, choice_field, clean_text
from recommendations.document import DocumentError, read_document
from recommendations.export import upload_faults
from recommendations.models import Measure

MOST_EURO = Decimal("999999999.99")
AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:([. ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+)(?:,[0-9]{1,2})?")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
LONGEST_AMOUNT = 40
MOST_FAULTS, LONGEST_LINE = 100, 300


class EuroField(CleanTextField):
    """An amount as people write it: 12500, 12.500, 12 500 €, 12.500,00. Returns a Decimal, None where empty."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if len(typed) > LONGEST_AMOUNT:
            raise ValidationError("Geben Sie nur einen Betrag in Euro an, zum Beispiel 12.500 oder 12.500,00.")
        text = SPACES.sub(" ", typed).removesuffix("€").removesuffix("EUR").strip()
        if not text:
            return None
        if text.startswith(("-", "−", "–")):
            raise ValidationError("Der Betrag darf nicht negativ sein.")
        if not AMOUNT.fullmatch(text):
            raise ValidationError("Geben Sie einen Betrag in Euro an, zum Beispiel 12.500 oder 12.500,00.")
        amount = Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
        if amount > MOST_EURO:
            raise ValidationError("Der Betrag darf höchstens 999.999.999,99 Euro sein.")
        return amount.quantize(Decimal("0.01"))

    def prepare_value(self, value):
        """A stored amount as it is written in German; typed text stays as it was typed."""
        if not isinstance(value, Decimal):
            return value
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


class MeasureForm(forms.Form):
    title = CleanTextField(
        label="Maßnahme", max_length=300, error_messages={"required": "Bitte benennen Sie die Maßnahme."}
    )
    priority = choice_field(
        Measure.Priority.choices, "Bitte wählen Sie eine Priorität.", label="Priorität", initial=Measure.Priority.MEDIUM
    )
    status = choice_field(
        Measure.Status.choices, "Bitte wählen Sie einen Status.", label="Status", initial=Measure.Status.OPEN
    )
    decline_reason = CleanTextField(
        label="Grund der Ablehnung",
        help_text="Nötig, wenn der Status „abgelehnt“ ist.",
        max_length=500,
        required=False,
    )
    responsible = CleanTextField(
        label="Zuständig", help_text="Amt oder Funktion, zum Beispiel Tiefbauamt.", max_length=120, required=False
    )
    start = GermanDateField(label="Beginn", required=False)
    due = GermanDateField(label="Fällig am", required=False)
    cost_once = EuroField(label="Kosten einmalig in Euro", help_text="Zum Beispiel 12.500 oder 12.500,00.")
    cost_yearly = EuroField(label="Kosten je Jahr in Euro", help_text="Was nach der Einführung jedes Jahr anfällt.")
    note = CleanTextField(label="Notiz", max_length=2000, required=False, rows=4)
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("due") and data["due"] < data["start"]:
            self.add_error("due", "Fällig werden kann die Maßnahme erst nach ihrem Beginn.")
        if data.get("status") == Measure.Status.DECLINED and not data.get("decline_reason"):
            self.add_error("decline_reason", "Nennen Sie den Grund, aus dem die Maßnahme abgelehnt ist.")
        return data

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def measure_fields(self):
        """What of it is stored: all but the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @classmethod
    def initial_of(cls, measure):
        return {name: getattr(measure, name) for name in cls.base_fields}

    def differences(self, measure):
        """[(label, stored value in words)] of the fields where the stored measure says something else."""
        differing = [name for name, value in self.measure_fields().items() if getattr(measure, name) != value]
        return [(self.fields[name].label, self.in_words(measure, name)) for name in differing]

    @staticmethod
    def in_words(measure, name):
        """The stored value as text; „(leer)“ where there is none."""
        value = getattr(measure, name)
        if name in ("priority", "status"):
            return getattr(measure, f"get_{name}_display")()
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        return str(EuroField().prepare_value(value)) if value not in (None, "") else "(leer)"


class UploadForm(forms.Form):
    """`cleaned_data["file"]` is the Document in the file."""

    file = forms.FileField(
        label="Datei",
        help_text="Eine Datei mit der Endung .json, die Sie hier als „Stand“ heruntergeladen haben; höchstens 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Wählen Sie eine Datei aus.",
            "empty": "Die Datei ist leer.",
            "invalid": "Wählen Sie eine Datei aus.",
            "missing": "Wählen Sie eine Datei aus.",
        },
    )

    def clean_file(self):
        try:
            document = read_document(self.cleaned_data["file"].read())
            faults = upload_faults(document)
        except DocumentError as error:
            faults = error.faults
        if faults:
            raise ValidationError(fault_texts(faults))
        return document


def fault_texts(faults):
    """One line each with the place in the file and the reason; the rest is counted."""
    lines = [f"{fault.id}: {fault.reason}" if fault.id else fault.reason for fault in faults[:MOST_FAULTS]]
    lines = [clean_text(line) for line in lines]
    shown = [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines]
    rest = len(faults) - len(shown)
    return [*shown, f"und {rest} weitere Fehler"] if rest else shown
