from django import forms

from assessments.forms import CleanTextField, choice_field
from recommendations.document_decision import MOST_FTE
from recommendations.forms import EuroField
from recommendations.models import CostLine
from recommendations.row_forms import RowForm, ShownNumberField

ONLY_RELIEF = (CostLine.Kind.INCOME, CostLine.Kind.SAVING)
AMOUNTS = ("once", "yearly", "fte")


class CostForm(RowForm):
    """`years`: the five calendar years of the sheet."""

    label = CleanTextField(
        label="Position",
        help_text="Zum Beispiel „Funkplattform“ oder „Betreuung im Tiefbauamt“.",
        max_length=200,
        error_messages={"required": "Bitte benennen Sie die Position."},
    )
    side = choice_field(
        CostLine.Side.choices,
        "Bitte wählen Sie, ob die Position kostet oder entlastet.",
        label="Kosten oder Entlastung",
        initial=CostLine.Side.COST,
        widget=forms.RadioSelect,
    )
    kind = choice_field([("", "Bitte wählen"), *CostLine.Kind.choices], "Bitte wählen Sie die Art.", label="Art")
    basis = choice_field(
        CostLine.Basis.choices,
        "Bitte wählen Sie, worauf sich der Betrag stützt.",
        label="Worauf stützt sich der Betrag?",
        help_text="Belegt heißt: Es gibt eine Rechnung, einen Vertrag oder ein Angebot. „Noch nicht bekannt“ zählt "
        "nicht als null Euro: Die Summe wird dann als Mindestbetrag ausgewiesen.",
        initial=CostLine.Basis.ESTIMATED,
        widget=forms.RadioSelect,
    )
    once = EuroField(label="Einmalig in Euro", help_text="Zum Beispiel 12.500 oder 12.500,00.")
    yearly = EuroField(label="Je Jahr in Euro", help_text="In Preisen des ersten Jahres.")
    fte = ShownNumberField(
        label="Stellenanteil in VZÄ",
        help_text="Vollzeitäquivalent, zum Beispiel 0,2 für einen Tag in der Woche. Ohne Betrag je Jahr wird er mit "
        "den Personalkosten aus den Annahmen gerechnet.",
        required=False,
        least=0,
        most=MOST_FTE,
        places=2,
    )
    from_year = choice_field((), "Bitte wählen Sie das Jahr.", label="Fällt an ab", initial=1)
    funded_share = ShownNumberField(
        label="Heute aus Fördermitteln, in Prozent",
        help_text="Welcher Teil der laufenden Kosten heute gefördert wird und danach wegfällt. 0, wenn schon heute der "
        "eigene Haushalt zahlt; leer, wenn Sie es nicht wissen.",
        required=False,
        least=0,
        most=100,
        places=0,
    )
    assumption = CleanTextField(
        label="Annahme oder Beleg",
        help_text="Zum Beispiel „Angebot vom 12.03.2027“ oder „20 Sensoren zu 3 Euro im Monat“.",
        max_length=1000,
        required=False,
        rows=3,
    )

    def __init__(self, data=None, *, years, initial=None):
        super().__init__(data, initial=initial)
        self.years = years
        self.fields["from_year"].choices = [(place, f"{year} ({place}. Jahr)") for place, year in enumerate(years, 1)]

    def against(self, row, data):
        return CostForm(data, years=self.years, initial=self.initial_of(row))

    def clean_from_year(self):
        return int(self.cleaned_data["from_year"])

    def clean_funded_share(self):
        share = self.cleaned_data["funded_share"]
        return None if share is None else int(share)

    def clean(self):
        data = super().clean()
        if data.get("side") == CostLine.Side.COST and data.get("kind") in ONLY_RELIEF:
            self.add_error("kind", "Einnahmen und eingesparte Ausgaben sind eine Entlastung, keine Kosten.")
        if data.get("side") == CostLine.Side.RELIEF and data.get("funded_share") is not None:
            self.add_error("funded_share", "Der Anteil aus Fördermitteln gehört nur zu Kosten. Bitte leer lassen.")
        if set(AMOUNTS) <= set(data) and data.get("basis"):
            self.check_basis(data)
        return data

    def check_basis(self, data):
        """Whoever names an amount knows it; whoever names none does not."""
        named = any(data[name] is not None for name in AMOUNTS)
        if named and data["basis"] == CostLine.Basis.UNKNOWN:
            self.add_error("basis", "Sie nennen einen Betrag oder Stellenanteil. Wählen Sie „belegt“ oder „geschätzt“.")
        if not named and data["basis"] != CostLine.Basis.UNKNOWN:
            self.add_error("basis", "Nennen Sie einen Betrag oder Stellenanteil, oder wählen Sie „noch nicht bekannt“.")
