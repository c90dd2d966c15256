"""The common answer of a team to one question."""

import re

from django import forms

from assessments.forms import NEVER_SEEN, CleanTextField, answer_text, choice_field, moment_text
from assessments.models import Answer


class ConsensusForm(forms.Form):
    """`view`: the question with what was answered (differences.ItemView). `conflict` is the stored answer that somebody
    else wrote meanwhile, `conflict_by` who; set by the view."""

    reason = CleanTextField(
        label="Begründung",
        help_text="Woran Sie es festmachen, in ein bis drei Sätzen. Steht im Bericht.",
        max_length=2000,
        required=False,
        rows=3,
    )
    dissent = CleanTextField(
        label="Abweichende Sicht",
        help_text="Falls jemand nicht mitgeht: wer es anders sieht und warum, etwa „Kämmerei: Stufe 1, weil …“. "
        "Steht im Bericht.",
        max_length=2000,
        required=False,
        rows=3,
    )
    base = CleanTextField(required=False, widget=forms.HiddenInput)

    def __init__(self, view, stored, data=None):
        self.view, self.conflict, self.conflict_by = view, None, ""
        self.stored = stored or Answer(item=view.item.id, revision=0)
        super().__init__(data, initial=self.shown())
        self.fields["value"] = choice_field(
            [("", "Noch offen lassen"), *((choice.value, choice.text) for choice in view.choices)],
            "Diese Antwort gibt es nicht. Bitte wählen Sie eine der angezeigten.",
            label="Gemeinsame Antwort",
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["value"].initial = self.suggested if stored is None or not stored.value else stored.value

    def shown(self):
        return {"reason": self.stored.reason, "dissent": self.stored.dissent, "base": self.stored.revision}

    @property
    def suggested(self):
        """The value of the median, empty without one."""
        median = self.view.tally.median
        return "" if median is None else str(median)

    @property
    def is_suggestion(self):
        """Nothing is stored yet: what is chosen is only proposed."""
        return bool(self.suggested) and not self.stored.value and not self.is_bound

    def clean_base(self):
        text = self.cleaned_data["base"]
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else NEVER_SEEN

    @property
    def chosen(self):
        return self["value"].value() or ""

    @property
    def own_text(self):
        return answer_text(self.view.item, self.chosen)

    @property
    def other_text(self):
        return answer_text(self.view.item, self.conflict.value)

    @property
    def conflict_when(self):
        return moment_text(self.conflict.updated_at)
