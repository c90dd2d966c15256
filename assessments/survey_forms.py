"""Forms of the survey: its terms, an invitation, how long a link works."""

from django import forms

from assessments.forms import CleanTextField, choice_field
from assessments.models import Perspective

TERMS = {"open": False, "anonymous": True}
DAYS = (14, 30, 60)
DEFAULT_DAYS = 30


def days_field(label):
    return forms.TypedChoiceField(
        coerce=int,
        choices=[(days, f"{days} Tage") for days in DAYS],
        initial=DEFAULT_DAYS,
        label=label,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie, wie lange der Link gilt.",
            "invalid_choice": "Bitte wählen Sie 14, 30 oder 60 Tage.",
        },
    )


class SurveyForm(forms.Form):
    """`anonymous` is cleaned to a truth value."""

    anonymous = choice_field(
        [
            ("open", "Nach Sichtweise: Zu sehen ist, wie zum Beispiel Kämmerei, IT und Fachamt geantwortet haben"),
            ("anonymous", "Anonym: Zu sehen ist nur, wie oft welche Antwort gegeben wurde"),
        ],
        "Bitte wählen Sie, was nach dem Öffnen zu sehen ist.",
        label="Was ist zu sehen, wenn der Vergleich geöffnet ist?",
        initial="open",
        widget=forms.RadioSelect,
    )
    message = CleanTextField(
        label="Nachricht an die Befragten",
        help_text="Steht auf ihrer ersten Seite und in der Einladung, zum Beispiel wofür Sie die Antworten brauchen. "
        "Höchstens 1.000 Zeichen.",
        max_length=1000,
        required=False,
        rows=4,
    )

    def clean_anonymous(self):
        return TERMS[self.cleaned_data["anonymous"]]


class InviteForm(forms.Form):
    """Fields of Respondent, by its names, and `days`. `parts`: the parts of the instrument that can be asked alone,
    none in an anonymous survey. An address is asked for only where we can send to it."""

    name = CleanTextField(
        label="Name oder Funktion",
        help_text="So steht die Person auf der Liste der Befragten, zum Beispiel „Leitung Bauhof“.",
        max_length=120,
        error_messages={"required": "Bitte geben Sie einen Namen oder eine Funktion ein."},
    )
    perspective = choice_field(
        [("", "Bitte wählen"), *Perspective.choices], "Bitte wählen Sie die Sichtweise.", label="Sichtweise"
    )
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Für die Einladung und für Erinnerungen, die Sie auslösen. Ohne Adresse kopieren Sie den Text.",
        required=False,
        error_messages={"invalid": "Bitte geben Sie eine E-Mail-Adresse wie name@kommune.de ein."},
    )
    parts = forms.MultipleChoiceField(
        label="Nur einzelne Teile",
        help_text="Ohne Auswahl beantwortet die Person alle Teile.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Diesen Teil gibt es nicht."},
    )
    days = days_field("Der Link gilt")

    def __init__(self, data=None, *, parts, can_mail):
        super().__init__(data)
        self.fields["parts"].choices = [(part.id, part.title) for part in parts]
        if not parts:
            del self.fields["parts"]
        if not can_mail:
            del self.fields["email"]

    def clean(self):
        return {"email": "", "parts": [], **self.cleaned_data}


class ValidityForm(forms.Form):
    days = days_field("Ab heute gilt der Link")
