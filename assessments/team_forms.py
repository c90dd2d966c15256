"""Forms about people: claims, teams, invitations, adoption."""

from django import forms

from assessments.addresses import same_case
from assessments.forms import CleanTextField, TypedMunicipalityForm, choice_field
from assessments.models import Membership

ROLE_TEXTS = (
    (Membership.Role.LEAD, "Leitung: lädt ein, ändert Rollen, löscht Checks"),
    (Membership.Role.EDIT, "Bearbeitung: beantwortet Fragen und pflegt den Plan"),
    (Membership.Role.READ, "Lesen: sieht alles, ändert nichts"),
)

CONFIRM = "Bitte bestätigen Sie mit dem Häkchen."


def role_field(**kwargs):
    return choice_field(ROLE_TEXTS, "Bitte wählen Sie eine Rolle.", widget=forms.RadioSelect, **kwargs)


def function_field():
    return CleanTextField(
        label="Ihre Funktion",
        help_text="Zum Beispiel „Leitung Hauptamt“ oder „Digitalisierungsbeauftragte“. Das liest nur der Betrieb.",
        max_length=200,
        error_messages={"required": "Bitte geben Sie an, welche Funktion Sie in der Kommune haben."},
    )


class ClaimForm(forms.Form):
    """For a municipality of the directory."""

    function = function_field()


class TypedClaimForm(TypedMunicipalityForm):
    """For one that is not in the directory."""

    function = function_field()


class DecideClaimForm(forms.Form):
    """`role` is empty where the municipality has no team: the person becomes its Leitung."""

    claim = forms.UUIDField(widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=[("grant", ""), ("refuse", "")])
    role = forms.ChoiceField(choices=Membership.Role.choices, required=False)


class RoleForm(forms.Form):
    role = role_field(label="Rolle")


class InviteForm(forms.Form):
    role = role_field(label="Rolle im Team")
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Mit einer Adresse kann nur diese Person die Einladung annehmen. Ohne kann es, wer den Link hat.",
        required=False,
        error_messages={"invalid": "Bitte geben Sie eine E-Mail-Adresse wie name@kommune.de ein."},
    )


class ConfirmForm(forms.Form):
    """A step that cannot be taken back."""

    sure = forms.BooleanField(error_messages={"required": CONFIRM})

    def __init__(self, label, data=None):
        super().__init__(data)
        self.fields["sure"].label = label


class DeleteAccountForm(forms.Form):
    """`ending`: the municipalities whose account ends with that of the person; each needs its own tick."""

    email = CleanTextField(
        label="Ihre E-Mail-Adresse",
        help_text="Zur Sicherheit: Schreiben Sie die Adresse, mit der Sie sich anmelden.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": "Bitte schreiben Sie die Adresse, mit der Sie sich anmelden."},
    )

    def __init__(self, user, ending, data=None):
        super().__init__(data)
        self.user, ticks = user, {}
        for municipality in ending:
            label = f"Ja, auch das Konto von {municipality.name} mit allen Checks löschen"
            ticks[f"end_{municipality.pk.hex}"] = forms.BooleanField(label=label, error_messages={"required": CONFIRM})
        self.fields = {**ticks, **self.fields}

    def clean_email(self):
        if same_case(self.cleaned_data["email"].strip()) != same_case(self.user.email):
            raise forms.ValidationError("Das ist nicht die Adresse, mit der Sie sich anmelden.")
        return self.user.email


class AdoptForm(ConfirmForm):
    """`municipalities`: those that the person may choose from."""

    def __init__(self, municipalities, data=None):
        super().__init__("Ja, in das Konto der Kommune übernehmen", data)
        self.municipalities = {str(municipality.pk): municipality for municipality in municipalities}
        choices = [(key, municipality.name) for key, municipality in self.municipalities.items()]
        message = "Bitte wählen Sie die Kommune."
        self.fields["municipality"] = choice_field(choices, message, label="Kommune", widget=forms.RadioSelect)
        self.order_fields(["municipality", "sure"])
        if len(choices) == 1:
            self.fields["municipality"].initial = choices[0][0]

    def clean_municipality(self):
        return self.municipalities[self.cleaned_data["municipality"]]
