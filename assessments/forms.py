"""Forms parse: what is typed becomes values of the field, or a German message."""

import hashlib
import re
import unicodedata
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.models import Answer
from assessments.municipalities import LAENDER, SIZE_CLASSES, search_key
from assessments.templatetags.figures import grouped

BIDI_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
NEVER_SEEN = 0


def clean_text(text):
    """Text as it is stored: NFC, line ends as LF, without control characters, surrogates and bidi overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(c for c in lines if c in "\n\t" or is_printable(c)))


def is_printable(character):
    return unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) not in BIDI_CONTROLS


class CleanTextField(forms.CharField):
    """Every free text of the project. One line, unless it has `rows`.

    The browser gets no maxlength: it would cut pasted text off without a word; the server says what is too long.
    """

    def __init__(self, *, rows=None, error_messages=None, **kwargs):
        self.rows = rows
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        messages = {"required": "Bitte füllen Sie dieses Feld aus.", **(error_messages or {})}
        super().__init__(error_messages=messages, **kwargs)

    def to_python(self, value):
        text = clean_text(super().to_python(clean_text(value or "")))
        return text if self.rows else re.sub(r"\s+", " ", text)

    def run_validators(self, value):
        if self.max_length and len(value) > self.max_length:
            raise ValidationError(
                f"Höchstens {grouped(self.max_length)} Zeichen, es sind {grouped(len(value))}.", code="max_length"
            )

    def widget_attrs(self, widget):
        return {}


class GermanDateField(forms.DateField):
    """A day as the browser's calendar sends it or typed in: 2027-06-30, 30.06.2027, 30.6.27."""

    EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
    FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=self.FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": "Bitte ein Datum wie 30.06.2027 angeben."},
            **kwargs,
        )

    def to_python(self, value):
        return super().to_python(clean_text(value).strip() if isinstance(value, str) else value)

    def validate(self, value):
        super().validate(value)
        if value and not self.EARLIEST <= value <= self.LATEST:
            raise ValidationError("Das Jahr muss zwischen 1990 und 2100 liegen.")


def choice_field(choices, message, **kwargs):
    return forms.ChoiceField(choices=choices, error_messages={"required": message, "invalid_choice": message}, **kwargs)


class MunicipalitySearchForm(forms.Form):
    q = CleanTextField(
        label="Name, amtlicher Gemeindeschlüssel oder Postleitzahl",
        help_text="Zum Beispiel Musterstadt, 09162000 oder die Postleitzahl des Rathauses",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class TypedMunicipalityForm(forms.Form):
    name = CleanTextField(
        label="Name der Kommune oder des Zusammenschlusses",
        help_text="Auch ein Kreis, ein Amt oder ein Zweckverband ist möglich.",
        max_length=120,
        error_messages={"required": "Bitte geben Sie den Namen ein."},
    )
    land = choice_field([("", "Bitte wählen"), *LAENDER], "Bitte wählen Sie das Land.", label="Land")
    size_class = choice_field(
        SIZE_CLASSES, "Bitte wählen Sie die Größe.", label="Einwohnerinnen und Einwohner", widget=forms.RadioSelect
    )

    def clean_name(self):
        if not search_key(self.cleaned_data["name"]):
            raise ValidationError("Bitte geben Sie einen Namen mit Buchstaben ein.")
        return self.cleaned_data["name"]

    def clean_size_class(self):
        return int(self.cleaned_data["size_class"])


class EditorForm(forms.Form):
    editor = CleanTextField(
        label="Ihr Name oder Kürzel",
        help_text="Lesen können ihn alle, die den Link haben, im Verlauf und wenn zwei dieselbe Frage ändern.",
        max_length=60,
        required=False,
    )


class MailLinkForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Wird für diese eine Nachricht verwendet und nicht gespeichert.",
        error_messages={
            "required": "Bitte geben Sie eine E-Mail-Adresse ein.",
            "invalid": "Bitte geben Sie eine E-Mail-Adresse wie name@kommune.de ein.",
        },
    )


class DeleteForm(forms.Form):
    sure = forms.BooleanField(
        label="Ja, endgültig löschen", error_messages={"required": "Bitte bestätigen Sie mit dem Häkchen."}
    )


def digest(value, note):
    """What an answer looked like when it was shown: tells later whether the person changed it."""
    return hashlib.sha256(f"{value}\0{clean_text(note).strip()}".encode()).hexdigest()[:16]


class AnswerForm(forms.Form):
    """One question with its answer. Its fields carry the item's id as prefix, so a page can hold several.

    `base` is the revision that was shown, `seen` the digest of what was shown; anything unreadable counts as
    never seen. `conflict` is the stored answer that somebody else wrote meanwhile, `conflict_by` who, `address` that of
    the question by itself; set by the view.
    """

    note = CleanTextField(label="Notiz", max_length=2000, required=False, rows=3)
    base = CleanTextField(required=False, widget=forms.HiddenInput)
    seen = CleanTextField(required=False, widget=forms.HiddenInput)

    def __init__(self, item, stored=None, data=None):
        self.item, self.conflict, self.conflict_by, self.address = item, None, "", ""
        self.stored = stored or Answer(item=item.id, revision=0)
        super().__init__(data, prefix=item.id, initial=self.shown(self.stored))
        self.fields["value"] = choice_field(
            [("", "keine Angabe"), *self.levels(), *self.others()],
            "Diese Antwort gibt es nicht. Bitte wählen Sie eine der angezeigten.",
            label=item.statement,
            required=False,
            widget=forms.RadioSelect,
        )

    @staticmethod
    def shown(answer):
        return {
            "value": answer.value,
            "note": answer.note,
            "base": answer.revision,
            "seen": digest(answer.value, answer.note),
        }

    def levels(self):
        return [(str(level), anchor) for level, anchor in enumerate(self.item.anchors)]

    def others(self):
        return [("unknown", "Weiß nicht"), ("not_applicable", "Trifft auf uns nicht zu")]

    def clean_base(self):
        text = self.cleaned_data["base"]
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else NEVER_SEEN

    @property
    def anchor_id(self):
        return f"frage-{self.item.id}"

    @property
    def is_changed(self):
        """Whether the person changed the answer after it was shown; a question that was not sent is not changed."""
        sent = any(key.startswith(f"{self.prefix}-") for key in self.data)
        return sent and digest(self.cleaned_data["value"], self.cleaned_data["note"]) != self.cleaned_data["seen"]

    @property
    def chosen(self):
        return self["value"].value() or ""

    @property
    def own_text(self):
        return answer_text(self.item, self.chosen)

    @property
    def stored_text(self):
        return answer_text(self.item, self.stored.value)

    @property
    def other_text(self):
        return answer_text(self.item, self.conflict.value)

    @property
    def stored_when(self):
        return moment_text(self.stored.updated_at)

    @property
    def conflict_when(self):
        return moment_text(self.conflict.updated_at)


def answer_text(item, value):
    """The answer in words, with its level where it has one."""
    if value in {"0", "1", "2", "3", "4"}:
        return f"Stufe {value}: {item.anchors[int(value)]}"
    return {"unknown": "Weiß nicht", "not_applicable": "Trifft auf uns nicht zu"}.get(value, "keine Antwort")


def moment_text(moment):
    """„um 14:03“ for today, with the day for any other."""
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else f"am {local:%d.%m.%Y} "
    return f"{day}um {local:%H:%M}"


def editor_text(changed, editor):
    """Who changed a stored row, as seen by `editor`: the beginning of a sentence that ends in „geändert“."""
    if changed.editor_key and changed.editor_key == editor.key:
        return "Sie selbst haben sie in einem anderen Fenster"
    return f"{changed.edited_by or 'Eine andere Person mit diesem Link'} hat sie"
