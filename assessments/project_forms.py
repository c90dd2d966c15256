"""Forms of what is known about a project, by the names of its fields."""

from datetime import date

from django import forms

from assessments.actions import seen_of
from assessments.forms import CleanTextField, GermanDateField, choice_field
from assessments.models import Project


class FundingForm(forms.Form):
    """The period of the funding, by the names of Project."""

    funding_start = GermanDateField(
        label="Beginn der Förderung", help_text="Tag, Monat, Jahr, zum Beispiel 01.07.2025", required=False
    )
    funding_end = GermanDateField(
        label="Ende der Förderung", help_text="Tag, Monat, Jahr, zum Beispiel 30.06.2027", required=False
    )

    def clean(self):
        start, end = self.cleaned_data.get("funding_start"), self.cleaned_data.get("funding_end")
        if start and end and end < start:
            self.add_error("funding_end", "Das Ende der Förderung liegt vor ihrem Beginn.")
        return self.cleaned_data


class ProjectForm(FundingForm):
    """Fields of Project, by its names."""

    field_order = ("name", "phase", "description", "funding", "funding_start", "funding_end")

    name = CleanTextField(
        label="Name des Vorhabens",
        help_text="So, wie er auf dem Bericht stehen soll, zum Beispiel „Glättesensoren im Winterdienst“",
        max_length=120,
        error_messages={"required": "Bitte geben Sie dem Vorhaben einen Namen."},
    )
    phase = choice_field(
        Project.Phase.choices,
        "Bitte wählen Sie die Phase.",
        label="Wo steht das Vorhaben heute?",
        widget=forms.RadioSelect,
    )
    description = CleanTextField(
        label="Kurzbeschreibung",
        help_text="Ein bis drei Sätze: was die Lösung tut und für wen. Höchstens 1.000 Zeichen.",
        max_length=1000,
        required=False,
        rows=4,
    )
    funding = CleanTextField(
        label="Woraus wird es bezahlt?",
        help_text="Förderprogramm, eigener Haushalt oder beides",
        max_length=200,
        required=False,
    )


class SeenForm(forms.Form):
    """Of a stored project. `seen`: what the page showed, see actions.seen_of."""

    seen = CleanTextField(required=False, widget=forms.HiddenInput)

    @classmethod
    def names(cls):
        return [name for name in cls.base_fields if name != "seen"]

    @classmethod
    def initial_of(cls, project):
        stored = {name: getattr(project, name) for name in cls.names()}
        return stored | {"seen": seen_of(project, stored)}

    def project_fields(self):
        return {name: self.cleaned_data[name] for name in self.names()}

    def against(self, project):
        """The form with what was typed, now made against this project."""
        return type(self)({**self.data.dict(), "seen": seen_of(project, self.names())})

    def differences(self, project):
        """[(label, stored value in words)] of the fields where the stored project says something else."""
        typed = self.project_fields()
        differing = [name for name in self.fields if name in typed and getattr(project, name) != typed[name]]
        return [(self.fields[name].label, in_words(project, name)) for name in differing]


def in_words(project, name):
    """The stored value as text; „(leer)“ where there is none."""
    value = getattr(project, name)
    if name == "phase":
        return project.get_phase_display()
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value or "(leer)"


class EditFundingForm(SeenForm, FundingForm):
    pass


class EditProjectForm(SeenForm, ProjectForm):
    pass
