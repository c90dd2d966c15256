"""What a funder types: the answer to a recommendation. A form parses."""

from django import forms

from assessments.forms import CleanTextField, choice_field
from recommendations.models import FunderAnswer


class CellForm(forms.Form):
    """For which municipalities a page shows a release; the address is read by release_reading.chosen_cell."""

    gruppe = choice_field([], "", label="Werte für")

    def __init__(self, cells, chosen):
        super().__init__(initial={"gruppe": chosen})
        self.fields["gruppe"].choices = [(cell.id, cell.name) for cell in cells]


class ComparisonForm(CellForm):
    """`others`: the releases to compare with, `other` the one that is shown."""

    mit = choice_field([], "", label="Vergleichen mit der Freigabe vom")
    field_order = ["mit", "gruppe"]

    def __init__(self, cells, chosen, others, other):
        super().__init__(cells, chosen)
        self.fields["mit"].choices = [(str(each.pk), f"{each.date:%d.%m.%Y}") for each in others]
        self.initial["mit"] = str(other.pk)


class FunderAnswerForm(forms.Form):
    """`number`: of the version that was shown, 0 for none."""

    status = choice_field(
        FunderAnswer.Status.choices,
        "Bitte wählen Sie, wie weit Sie damit sind.",
        label="Wie weit sind Sie damit?",
        widget=forms.RadioSelect,
    )
    text = CleanTextField(
        label="Ihre Antwort an die Kommunen",
        help_text="Was Sie tun, bis wann, und an wen sich die Kommunen wenden können. Höchstens 2.000 Zeichen.",
        max_length=2000,
        rows=8,
        error_messages={"required": "Bitte schreiben Sie den Kommunen, was Sie tun oder warum nicht."},
    )
    number = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_number(self):
        return self.cleaned_data["number"] or 0

    @staticmethod
    def initial_of(answer):
        """Of the version in force; of None an empty form."""
        return {"status": answer.status, "text": answer.text, "number": answer.number} if answer else {"number": 0}
