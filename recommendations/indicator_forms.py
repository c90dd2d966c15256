from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.forms import CleanTextField, GermanDateField, choice_field
from recommendations.document_decision import MOST_VALUE
from recommendations.indicator_list import INDICATORS
from recommendations.models import Indicator, Reading
from recommendations.row_forms import RowForm, SignedNumberField

COPIED = ("title", "definition", "unit", "source", "method", "direction")


def value_field(**kwargs):
    return SignedNumberField(most=MOST_VALUE, places=3, **kwargs)


class IndicatorForm(RowForm):
    catalogue_id = CleanTextField(required=False, widget=forms.HiddenInput)
    title = CleanTextField(
        label="Kennzahl", max_length=200, error_messages={"required": "Bitte benennen Sie die Kennzahl."}
    )
    definition = CleanTextField(
        label="Was gezählt wird",
        help_text="So genau, dass zwei Personen auf denselben Wert kommen.",
        max_length=1000,
        required=False,
        rows=3,
    )
    unit = CleanTextField(
        label="Einheit",
        help_text="Zum Beispiel Prozent, Tage oder Fahrten je Monat.",
        max_length=60,
        error_messages={"required": "Bitte nennen Sie die Einheit."},
    )
    direction = choice_field(
        Indicator.Direction.choices,
        "Bitte wählen Sie, in welche Richtung sich der Wert entwickeln soll.",
        label="Richtung",
        initial=Indicator.Direction.UP,
        widget=forms.RadioSelect,
    )
    source = CleanTextField(label="Quelle der Daten", max_length=300, required=False)
    method = CleanTextField(
        label="Wie gemessen wird",
        help_text="Wer wann was zählt, möglichst mit dem, was ohnehin anfällt.",
        max_length=1000,
        required=False,
        rows=3,
    )
    baseline = value_field(
        label="Ausgangswert", help_text="Der Stand vor dem Vorhaben, zum Beispiel 12,5.", required=False
    )
    baseline_day = GermanDateField(label="Stand des Ausgangswerts", required=False)
    target = value_field(label="Zielwert", required=False)
    target_day = GermanDateField(label="Zu erreichen bis", required=False)

    def clean_catalogue_id(self):
        """Empty where it is none of the catalogue: the indicator is then an own one."""
        key = self.cleaned_data["catalogue_id"]
        return key if key in INDICATORS else ""

    def clean(self):
        data = super().clean()
        for name, label in (("baseline", "Ausgangswert"), ("target", "Zielwert")):
            if data.get(f"{name}_day") and name in data and data[name] is None:
                self.add_error(name, f"Sie nennen einen Tag. Nennen Sie dazu auch den {label}.")
        return data

    @staticmethod
    def initial_from(entry):
        """Of an indicator of the catalogue, whose texts may be fitted."""
        return {"catalogue_id": entry.id, **{name: getattr(entry, name) for name in COPIED}}


class ReadingForm(forms.Form):
    """`seen`: the stamp of the reading of that day which the person saw and wants to replace."""

    day = GermanDateField(label="Tag")
    value = value_field(label="Wert", error_messages={"required": "Bitte nennen Sie den Wert."})
    basis = choice_field(
        Reading.Basis.choices,
        "Bitte wählen Sie, ob der Wert gemessen oder geschätzt ist.",
        label="Grundlage",
        initial=Reading.Basis.MEASURED,
        widget=forms.RadioSelect,
    )
    note = CleanTextField(
        label="Anmerkung",
        help_text="Zum Beispiel die Zahl der Antworten oder das Wetter im Monat.",
        max_length=300,
        required=False,
    )
    seen = CleanTextField(required=False, widget=forms.HiddenInput)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError("Ein Messwert kann nicht in der Zukunft liegen.")
        return day

    def reading_fields(self):
        return {name: self.cleaned_data[name] for name in ("day", "value", "basis", "note")}
