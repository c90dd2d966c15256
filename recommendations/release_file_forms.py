from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from assessments.forms import CleanTextField, choice_field
from recommendations.dcat import LICENCES, UNDECIDED

MALFORMED = "Bitte eine Adresse wie https://daten.example/ordner angeben."


class OpenDataForm(forms.Form):
    """How the description for open-data portals is filled in: by the parameters of its address."""

    basis = CleanTextField(
        label="Öffentliche Adresse der Dateien",
        help_text="Beginnt mit https://. Die Dateien liegen darunter mit den Namen, mit denen Sie sie herunterladen.",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    lizenz = choice_field(
        LICENCES.items(), "Bitte wählen Sie eine Lizenz aus der Liste.", label="Lizenz der Daten", required=False
    )

    def clean_basis(self):
        """Without a slash at its end; empty where none was given."""
        typed = self.cleaned_data["basis"]
        if not typed:
            return ""
        URLValidator(schemes=["https"], message=MALFORMED)(typed)
        parts = urlsplit(typed)
        if parts.query or parts.fragment or parts.username is not None or not typed.isascii():
            raise ValidationError(f"Die Adresse darf keine Anmeldung, kein „?“ und kein „#“ enthalten. {MALFORMED}")
        return typed.rstrip("/")

    def clean_lizenz(self):
        return self.cleaned_data["lizenz"] or UNDECIDED
