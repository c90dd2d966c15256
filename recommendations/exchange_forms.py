"""Forms of the exchange: a listing, a request, an answer."""

from django import forms

from assessments.forms import CleanTextField, choice_field
from recommendations import exchange_consent
from recommendations.models import Listing
from recommendations.models.exchange import LONGEST_CONTACT, LONGEST_TEXT

KINDS = (
    (Listing.Kind.OFFER, "Wir sind hier weiter und geben Auskunft"),
    (Listing.Kind.SEEK, "Wir suchen Rat"),
)


class EditListingForm(forms.Form):
    """`version`: of the wording that was shown; `revision`: of the listing that was shown, 0 for a new one."""

    text = CleanTextField(
        label="Worum es geht",
        help_text="Was Sie zeigen oder berichten können, oder was Sie wissen möchten, zum Beispiel: „Unser Bauhof hat "
        "die Sensoren in den Haushalt übernommen; wir zeigen Vermerk und Kostenblatt.“ Höchstens "
        f"{LONGEST_TEXT} Zeichen, bitte keine Namen von Personen.",
        max_length=LONGEST_TEXT,
        rows=5,
        error_messages={"required": "Bitte schreiben Sie in ein oder zwei Sätzen, worum es geht."},
    )
    contact = CleanTextField(
        label="Zuständige Stelle",
        help_text="Stelle oder Funktion, zum Beispiel „Stabsstelle Digitalisierung“. Andere sehen sie erst, wenn beide "
        "Seiten dem Kontakt zugestimmt haben.",
        max_length=LONGEST_CONTACT,
        error_messages={"required": "Bitte nennen Sie die Stelle, an die sich die andere Kommune wenden kann."},
    )
    email = forms.EmailField(
        label="E-Mail-Adresse der Stelle",
        help_text="Am besten ein Funktionspostfach. Ohne Adresse müssen die anderen den Weg über Ihre Zentrale nehmen.",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "Bitte geben Sie eine vollständige E-Mail-Adresse an oder lassen Sie das Feld leer."
        },
    )
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, required=False, initial=exchange_consent.CURRENT)
    agree = forms.BooleanField(
        label="Ich trage das im Namen meiner Kommune ein und bin dazu befugt. Dem Wortlaut oben stimme ich zu.",
        error_messages={"required": "Bitte stimmen Sie mit dem Häkchen zu."},
    )
    STORED = ("text", "contact", "email")

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def listing_fields(self):
        return {name: self.cleaned_data[name] for name in self.STORED}

    def refuse(self, reason):
        """Shown again with the current wording, to which the person has to agree anew."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = exchange_consent.CURRENT
        self.data.pop("agree", None)

    @classmethod
    def initial_of(cls, listing):
        return {name: getattr(listing, name) for name in (*cls.STORED, "revision")}

    def differences(self, listing):
        """[(label, stored text)] of the fields where the stored listing says something else."""
        differing = [name for name, value in self.listing_fields().items() if getattr(listing, name) != value]
        return [(self.fields[name].label, getattr(listing, name) or "(leer)") for name in differing]


class AddListingForm(EditListingForm):
    """`recommendations`: those of the municipal set that are not listed yet."""

    field_order = ("recommendation", "kind")

    def __init__(self, recommendations, data=None, **kwargs):
        super().__init__(data, **kwargs)
        choices = [("", "Bitte wählen"), *((entry.id, f"{entry.id} {entry.title}") for entry in recommendations)]
        message = "Bitte wählen Sie eine Empfehlung, zu der Sie noch nichts eingetragen haben."
        self.fields["recommendation"] = choice_field(choices, message, label="Empfehlung")
        message = "Bitte wählen Sie, ob Sie Auskunft geben oder Rat suchen."
        self.fields["kind"] = choice_field(KINDS, message, label="Art des Eintrags", widget=forms.RadioSelect)
        self.order_fields(self.field_order)

    STORED = ("recommendation", "kind", *EditListingForm.STORED)


class AskForm(forms.Form):
    message = CleanTextField(
        label="Ihre Nachricht",
        help_text=f"Was Sie wissen möchten und wozu. Höchstens {LONGEST_TEXT} Zeichen, bitte keine Namen von Personen.",
        max_length=LONGEST_TEXT,
        rows=5,
        error_messages={"required": "Bitte schreiben Sie, was Sie wissen möchten oder anbieten."},
    )


class AnswerForm(forms.Form):
    do = choice_field(
        (("agree", "Zustimmen: Beide sehen Stelle und E-Mail-Adresse der anderen Seite"), ("decline", "Ablehnen")),
        "Bitte wählen Sie, ob Sie zustimmen oder ablehnen.",
        label="Ihre Antwort",
        widget=forms.RadioSelect,
    )
