"""Forms with which a municipality shares checks and chooses what it compares."""

from django import forms
from django.utils import timezone

from assessments.forms import choice_field
from recommendations import consent


def check_label(assessment):
    """„Glättesensoren im Winterdienst, abgeschlossen am 12.03.2026“."""
    scope = " (Kurzcheck)" if assessment.is_quick else ""
    return f"{assessment.project.name}, abgeschlossen am {timezone.localtime(assessment.submitted_at):%d.%m.%Y}{scope}"


class CheckChoice(forms.Form):
    """`checks`: those that may be chosen; cleaned to a list of them."""

    def __init__(self, checks, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.checks = {str(assessment.pk): assessment for assessment in checks}
        self.fields["check"].choices = [(key, check_label(assessment)) for key, assessment in self.checks.items()]

    def clean_check(self):
        return [self.checks[key] for key in dict.fromkeys(self.cleaned_data["check"])]


def check_field(widget):
    return forms.MultipleChoiceField(
        label="Welche Checks möchten Sie teilen?",
        widget=widget,
        error_messages={
            "required": "Bitte wählen Sie mindestens einen Check.",
            "invalid_choice": "Ein gewählter Check ist schon geteilt, gelöscht oder offen. Bitte wählen Sie neu.",
            "invalid_list": "Bitte wählen Sie mindestens einen Check.",
        },
    )


class ChooseChecksForm(CheckChoice):
    """The first step: which ones to look at before anything is shared."""

    check = check_field(forms.CheckboxSelectMultiple)


class ShareForm(CheckChoice):
    """The second step: sharing what was looked at. `version`: of the wording that was shown."""

    check = check_field(forms.MultipleHiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    agree = forms.BooleanField(
        label="Ich teile im Namen meiner Kommune und bin dazu befugt. Dem Wortlaut oben stimme ich zu.",
        error_messages={"required": "Bitte stimmen Sie mit dem Häkchen zu."},
    )

    def __init__(self, checks, data=None, **kwargs):
        super().__init__(checks, data, **kwargs)
        self.fields["version"].initial = consent.CURRENT

    def refuse(self, reason):
        """Shown again with the current wording, to which the person has to agree anew."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = consent.CURRENT
        self.data.pop("agree", None)


class OwnCheckForm(forms.Form):
    """Which own check to compare; without a choice the first one."""

    check = choice_field([], "Diesen Check gibt es nicht mehr. Bitte wählen Sie einen anderen.", label="Eigener Check")

    def __init__(self, checks, data=None):
        super().__init__(data)
        self.checks = {str(assessment.pk): assessment for assessment in checks}
        self.fields["check"].choices = [(key, check_label(assessment)) for key, assessment in self.checks.items()]

    def clean_check(self):
        return self.checks[self.cleaned_data["check"]]
