"""What forms of costs and indicators have in common: a stored row, its revision, and where the two differ."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from recommendations.amounts import number_text
from recommendations.entry_forms import NumberField

MINUS = ("-", "−", "–")


class ShownNumberField(NumberField):
    """A stored number is shown as it is written in German; typed text stays as it was typed."""

    def prepare_value(self, value):
        return number_text(value) if isinstance(value, Decimal) else value


class SignedNumberField(ShownNumberField):
    """May be negative: −3, -3,5. `most`: of its size."""

    def __init__(self, *, most, places, **kwargs):
        super().__init__(least=0, most=most, places=places, **kwargs)

    def to_python(self, value):
        text = str(value or "").strip()
        if not text.startswith(MINUS):
            return super().to_python(text)
        size = super().to_python(text[1:].strip())
        if size is None:
            raise ValidationError(self.wanted)
        return -size

    @property
    def wanted(self):
        return (
            f"Geben Sie eine Zahl mit höchstens {self.places} Stellen nach dem Komma an, zum Beispiel 12,5 oder −3; "
            f"sie darf höchstens {number_text(Decimal(self.most))} sein."
        )


class RowForm(forms.Form):
    revision = forms.IntegerField(min_value=0, max_value=999_999_999, required=False, widget=forms.HiddenInput)

    def clean_revision(self):
        """0, which no row has, where none was sent."""
        return self.cleaned_data["revision"] or 0

    def row_fields(self):
        """What of it is stored: all but the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @classmethod
    def initial_of(cls, row):
        return {name: getattr(row, name) for name in cls.base_fields}

    def against(self, row, data):
        """The form with what was typed, now made against this row."""
        return type(self)(data, initial=self.initial_of(row))

    def differences(self, row):
        """[(label, stored value in words)] of the fields where the stored row says something else."""
        shown = {name: value for name, value in self.row_fields().items() if not self.fields[name].widget.is_hidden}
        differing = [name for name, value in shown.items() if getattr(row, name) != value]
        return [(self.fields[name].label, self.in_words(name, getattr(row, name))) for name in differing]

    def in_words(self, name, value):
        """A stored value as text; „(leer)“ where there is none."""
        field = self.fields[name]
        if value in (None, ""):
            return "(leer)"
        if isinstance(field, forms.ChoiceField):
            return dict(field.choices)[value]
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(field.prepare_value(value))
