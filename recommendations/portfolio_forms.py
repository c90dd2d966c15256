from django import forms

from assessments.forms import choice_field
from recommendations.portfolio import ALL, COLUMNS, FALLING, MONTHS, PHASES, RISING


class PortfolioForm(forms.Form):
    """Shows a portfolio.Choice, whose names it has; the address is read by portfolio.read_choice."""

    phase = choice_field([(ALL, "Alle Phasen"), *PHASES.items()], "", label="Phase")
    frist = choice_field(
        [(ALL, "Alle"), *((str(number), f"in den nächsten {number} Monaten") for number in MONTHS)],
        "",
        label="Förderung endet",
    )
    sort = choice_field([(column.id, column.title) for column in COLUMNS], "", label="Sortieren nach")
    richtung = choice_field([(RISING, "aufsteigend"), (FALLING, "absteigend")], "", label="Reihenfolge")

    def __init__(self, choice):
        shown = {"phase": choice.phase or ALL, "frist": choice.months or ALL, "sort": choice.sort}
        super().__init__(initial={**shown, "richtung": FALLING if choice.falling else RISING})


class TwoChecksForm(forms.Form):
    """Which two checks of a project stand side by side. `checks`: oldest first."""

    von = choice_field([], "Bitte wählen Sie einen Check dieses Vorhabens.", label="Erster Check")
    bis = choice_field([], "Bitte wählen Sie einen Check dieses Vorhabens.", label="Zweiter Check")

    def __init__(self, data, checks):
        shown = {"von": str(checks[-2].id), "bis": str(checks[-1].id)}
        super().__init__(data if data.keys() & shown.keys() else shown)
        for field in self.fields.values():
            field.choices = [(str(check.id), check_label(check)) for check in checks]

    def clean(self):
        chosen = self.cleaned_data
        if len(chosen) == 2 and chosen["von"] == chosen["bis"]:
            self.add_error("bis", "Bitte wählen Sie zwei verschiedene Checks.")


def check_label(check):
    """„31.03.2026“, „31.03.2026, offen“; a quick check is called so. The day is that of its begin, as in the table."""
    words = [f"{check.created:%d.%m.%Y}", *([] if check.submitted else ["offen"])]
    return ", ".join([*words, *([check.scope_text] if check.scope == "quick" else [])])
