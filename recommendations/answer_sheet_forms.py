"""The upload of a filled-in table, and what travels from its page to the next: signed, for one check, for a day."""

from dataclasses import dataclass

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from recommendations.answer_sheet import Line, SheetError, read_answer_sheet
from recommendations.answer_sheet.archive import LARGEST_FILE

SECONDS = 24 * 60 * 60
PREVIEW, COPY = "preview", "copy"
MISSING = "Wählen Sie eine Datei aus."


class AnswerSheetForm(forms.Form):
    """`cleaned_data["file"]` is the ReadSheet in the file, without faults; `sheet` is there with faults, too."""

    file = forms.FileField(
        label="Ausgefüllte Tabelle",
        help_text="Eine Datei mit der Endung .xlsx, hier heruntergeladen und ausgefüllt; höchstens 500 KB.",
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={
            "required": MISSING,
            "empty": "Die Datei ist leer.",
            "invalid": MISSING,
            "missing": MISSING,
        },
    )

    def __init__(self, assessment, *args):
        self.assessment, self.sheet = assessment, None
        super().__init__(*args)

    def clean_file(self):
        try:
            self.sheet = read_answer_sheet(self.cleaned_data["file"].read(LARGEST_FILE + 1), self.assessment.instrument)
        except SheetError as error:
            raise ValidationError(str(error)) from error
        if faults := len(self.sheet.faults):
            where = "In einer Zelle stimmt" if faults == 1 else f"In {faults} Zellen stimmt"
            raise ValidationError(f"{where} etwas nicht. Gespeichert ist noch nichts.")
        if not self.sheet.given:
            raise ValidationError("In der Tabelle steht keine Antwort und keine Notiz.")
        return self.sheet


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was shown and is to be stored. `answers`: {item: (value, note)}, None for what stays; `base`:
    {item: revision}."""

    answers: dict[str, tuple[str | None, str | None]]
    base: dict[str, int]


def pack_changes(assessment, changes):
    """The changes as one text that only this server makes, for this check."""
    rows = [[change.item, change.value, change.note, change.revision, change.is_new] for change in changes.all]
    return pack(assessment, PREVIEW, rows)


def read_confirmed(assessment, data):
    """Of the packed changes those that are new, and those that are ticked. Raises signing.BadSignature."""
    ticked = set(data.getlist("take"))
    rows = unpack(assessment, PREVIEW, data)
    chosen = [row for row in rows if row[4] or row[0] in ticked]
    return Confirmed({row[0]: (row[1], row[2]) for row in chosen}, {row[0]: row[3] for row in chosen})


def pack_lines(assessment, lines):
    return pack(assessment, COPY, [[line.item, line.answer, line.note, line.fault] for line in lines])


def read_lines(assessment, data):
    """Raises signing.BadSignature."""
    return [Line(*row) for row in unpack(assessment, COPY, data)]


def pack(assessment, what, rows):
    return signing.dumps(rows, salt=salt_of(assessment, what), compress=True)


def unpack(assessment, what, data):
    return signing.loads(data.get("packed", ""), salt=salt_of(assessment, what), max_age=SECONDS)


def salt_of(assessment, what):
    return f"answer_sheet:{what}:{assessment.pk}"
