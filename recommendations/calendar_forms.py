"""The form that takes over a calendar: from which project, and what of it was shown."""

import re

from django import forms
from django.utils import timezone

from assessments.forms import CleanTextField, choice_field
from recommendations.wording import count_text

SEEN = "seen-"
SHOWN = re.compile(r"([a-z_.]{1,60}):([0-9]{1,9})")
WANTED = "Bitte wählen Sie das Vorhaben, dessen Kalender Sie übernehmen wollen."


class TakeCalendarForm(forms.Form):
    """A calendar that has nothing left to take is not shown, and yet can be sent: by whoever sends the form twice."""

    project = choice_field((), WANTED, label="Aus welchem Vorhaben?", widget=forms.RadioSelect)

    def __init__(self, calendars, offers, data=None, chosen=None):
        """`chosen`: id of the project that is preselected; else that of the first offer."""
        super().__init__(data)
        field = self.fields["project"]
        if len(offers) == 1:
            field.widget = forms.HiddenInput()
        field.choices = [(str(calendar.project), calendar.name) for calendar in calendars]
        field.widget.choices = [(str(offer.source.project), label_of(offer)) for offer in offers]
        ids = [str(offer.source.project) for offer in offers]
        self.initial["project"] = chosen if chosen in ids else next(iter(ids), "")
        for offer in offers:
            shown = " ".join(f"{key}:{revision}" for key, revision in offer.base.items())
            name = f"{SEEN}{offer.source.project}"
            self.fields[name] = CleanTextField(required=False, widget=forms.HiddenInput, initial=shown)

    @property
    def name(self):
        """Of the chosen project."""
        return dict(self.fields["project"].choices)[self.cleaned_data["project"]]

    def base(self):
        """{key: the revision that was shown} of the chosen calendar."""
        shown = self.data.get(f"{SEEN}{self.cleaned_data['project']}", "")
        found = [SHOWN.fullmatch(part) for part in shown.split()]
        return {match[1]: int(match[2]) for match in found if match}


def label_of(offer):
    count = count_text(len(offer.values), "Angabe fehlt", "Angaben fehlen")
    return (
        f"{offer.source.name} ({count} hier; zuletzt geändert am {timezone.localdate(offer.source.changed):%d.%m.%Y})"
    )
