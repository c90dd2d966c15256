"""The pages of the cost sheet: what they show, save, refuse and keep."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import actions
from recommendations.document_decision import MOST_COSTS
from recommendations.models import CostLine, Entry
from recommendations.typical_costs import TYPICAL_COSTS
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link

pytestmark = pytest.mark.django_db
VALID = {
    "label": "Funkplattform",
    "side": "cost",
    "kind": "hosting",
    "basis": "measured",
    "yearly": "3.400",
    "from_year": "1",
}
FIELDS = {"side": "cost", "kind": "hosting", "label": "Funkplattform", "yearly": Decimal("3400.00")}


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    assessment.project.funding_end = date(2027, 12, 31)
    assessment.project.save()
    return assessment


def at(name, assessment, *more):
    return reverse(name, args=[assessment.pk, *more])


def make_cost(assessment, **fields):
    return actions.add_cost(assessment=assessment, fields={**FIELDS, **fields}, editor=ANNA)


def edit(client, assessment, line, **typed):
    return client.post(at("edit_cost", assessment, line.pk), {**VALID, "revision": "1", **typed})


def page(client, name, assessment, *more):
    return client.get(at(name, assessment, *more)).content.decode()


def fill(assessment, count):
    now = timezone.now()
    CostLine.objects.bulk_create(
        CostLine(project=assessment.project, kind="other", label=str(place), created_at=now, updated_at=now)
        for place in range(count)
    )


def test_empty_sheet_says_what_it_is_for(client, story):
    html = page(client, "costs", story)

    assert "Noch steht keine Position im Blatt." in html
    assert "<table" not in html


def test_sheet_shows_sums_assumptions_and_lines(client, story):
    line = make_cost(story, once=Decimal("500"), basis="measured", assumption="Angebot vom 12.03.2027")
    make_cost(story, label="Wartung", kind="service", yearly=None, basis="unknown", from_year=2)

    response = client.get(at("costs", story))
    html = response.content.decode()

    assert "In den fünf Jahren 2028 bis 2032 kostet das Vorhaben mindestens 17.500\u00a0€" in html
    assert "mind. 17.500" in html
    assert "Die Rechnung beginnt im ersten vollen Jahr nach dem Ende der Förderung (31.12.2027)." in html
    assert "2 Positionen: 1 belegt, 1 noch nicht bekannt." in html
    assert "Angebot vom 12.03.2027" in html
    assert [row.label for row, _ in response.context["lines"]] == ["Funkplattform", "Wartung"]
    assert at("edit_cost", story, line.pk) in html


def test_links_lead_to_the_line_they_stand_at(client, story):
    make_cost(story, side="relief", kind="saving", label="Weniger Fahrten")
    make_cost(story, kind="staff", label="Betreuung", yearly=None, fte=Decimal("0.25"))

    pairs = [(row.label, line.label) for row, line in client.get(at("costs", story)).context["lines"]]

    assert pairs == [("Betreuung", "Betreuung"), ("Weniger Fahrten", "Weniger Fahrten")]
    assert "Euro je VZÄ fehlen in den Annahmen" in page(client, "costs", story)


def test_reader_sees_the_sheet_without_forms():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    make_cost(assessment)
    reader, editor = (log_in(make_member(municipality, role)) for role in ("read", "edit"))

    assert "Position anlegen" in page(editor, "costs", assessment)
    html = page(reader, "costs", assessment)
    assert "Funkplattform" in html
    assert "Position anlegen" not in html
    assert "Bearbeiten" not in html


def test_add_cost(client, story):
    response = client.post(
        at("add_cost", story), {**VALID, "fte": "0,25", "funded_share": "80", "from_year": "2", "once": "12.500,50"}
    )

    assert response.url == at("costs", story)
    line = CostLine.objects.get()
    assert (line.label, line.yearly, line.once, line.fte) == (
        "Funkplattform",
        Decimal("3400.00"),
        Decimal("12500.50"),
        Decimal("0.25"),
    )
    assert (line.funded_share, line.from_year, line.project) == (80, 2, story.project)


def test_form_names_the_years(client, story):
    html = page(client, "add_cost", story)

    assert "2028 (1. Jahr)" in html
    assert "2032 (5. Jahr)" in html


@pytest.mark.parametrize(
    ("typed", "field", "fault"),
    [
        ({"label": ""}, "label", "Bitte benennen Sie die Position."),
        ({"kind": "income"}, "kind", "sind eine Entlastung"),
        ({"side": "relief", "funded_share": "80"}, "funded_share", "gehört nur zu Kosten"),
        ({"basis": "unknown"}, "basis", "Sie nennen einen Betrag"),
        ({"yearly": ""}, "basis", "Nennen Sie einen Betrag oder Stellenanteil"),
        ({"yearly": "-3"}, "yearly", "nicht negativ"),
        ({"fte": "0,125"}, "fte", "höchstens 2 Stellen"),
        ({"fte": "1000"}, "fte", "von 0 bis 999"),
        ({"funded_share": "101"}, "funded_share", "ganze Zahl von 0 bis 100"),
        ({"from_year": "6"}, "from_year", "Bitte wählen Sie das Jahr."),
        ({"assumption": "x" * 1001}, "assumption", "Höchstens 1.000 Zeichen"),
    ],
)
def test_add_cost_with_a_fault_keeps_what_was_typed(client, story, typed, field, fault):
    response = client.post(at("add_cost", story), {**VALID, "assumption": "Vertrag & <b>mehr</b>", **typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert fault in response.context["form"].errors[field][0]
    assert "<title>Fehler: Position anlegen" in response.content.decode()
    assert not CostLine.objects.exists()


def test_line_without_amount_is_saved_as_not_known(client, story):
    client.post(at("add_cost", story), {**VALID, "basis": "unknown", "yearly": ""})

    assert CostLine.objects.get().basis == "unknown"


def test_full_sheet_is_told(client, story):
    fill(story, MOST_COSTS)

    response = client.post(at("add_cost", story), VALID)

    assert response.status_code == 422
    assert f"Es gibt schon {MOST_COSTS} Positionen" in response.content.decode()


def test_edit_cost_shows_and_saves(client, story):
    line = make_cost(story, fte=Decimal("0.50"), funded_share=80)
    html = page(client, "edit_cost", story, line.pk)
    assert 'value="3.400,00"' in html
    assert 'value="0,5"' in html
    assert 'name="revision" value="1"' in html

    response = edit(client, story, line, yearly="3.600")

    assert response.url == at("costs", story)
    stored = CostLine.objects.get()
    assert (stored.yearly, stored.fte, stored.revision) == (Decimal("3600.00"), None, 2)


def test_edit_made_against_an_older_line_is_shown_both(client, story):
    line = make_cost(story, basis="measured")
    edit(client, story, line, yearly="3.600", kind="service", from_year="3", fte="0,5")

    response = edit(client, story, line, yearly="4.000", funded_share="80")

    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Art", "Wartung und Dienstleistung"),
        ("Je Jahr in Euro", "3.600,00"),
        ("Stellenanteil in VZÄ", "0,5"),
        ("Fällt an ab", "2030 (3. Jahr)"),
        ("Heute aus Fördermitteln, in Prozent", "(leer)"),
    ]
    html = response.content.decode()
    assert 'value="4.000"' in html
    assert 'name="revision" value="2"' in html
    assert CostLine.objects.get().yearly == Decimal("3600.00")

    assert edit(client, story, line, yearly="4.000", revision="2").status_code == 302
    assert CostLine.objects.get().yearly == Decimal("4000.00")


def test_edit_of_a_removed_line_keeps_what_was_typed(client, story):
    line = make_cost(story)
    actions.remove_cost(assessment=story, line=line, base_revision=1, editor=ANNA)

    response = edit(client, story, line, assumption="Vertrag")

    assert response.status_code == 409
    assert "Diese Position gibt es nicht mehr" in response.content.decode()
    assert "Vertrag" in response.content.decode()
    assert client.get(at("edit_cost", story, line.pk)).status_code == 404


def test_remove_cost(client, story):
    line = make_cost(story)
    address = at("remove_cost", story, line.pk)
    assert "Position entfernen?" in client.get(address).content.decode()

    edit(client, story, line, yearly="1")
    assert client.post(address, {"revision": "1"}).status_code == 409
    assert CostLine.objects.count() == 1

    assert client.post(address, {"revision": "2"}).url == at("costs", story)
    assert not CostLine.objects.exists()


def test_line_of_another_project_is_not_found(client, story):
    other = make_cost(make_assessment()[0])

    assert client.get(at("edit_cost", story, other.pk)).status_code == 404
    assert client.post(at("remove_cost", story, other.pk), {"revision": "1"}).status_code == 404
    assert CostLine.objects.count() == 1


def test_typical_lines_come_once_and_without_amounts(client, story):
    make_cost(story, label=TYPICAL_COSTS[0].label)

    client.post(at("add_typical_costs", story))
    html = client.post(at("add_typical_costs", story), follow=True).content.decode()

    added = CostLine.objects.exclude(basis="estimated")
    assert {line.label for line in added} == {typical.label for typical in TYPICAL_COSTS[1:]}
    assert {(line.once, line.yearly, line.fte, line.basis) for line in added} == {(None, None, None, "unknown")}
    assert "Es fehlt keine mehr." in html


def test_typical_lines_that_do_not_fit_are_told(client, story):
    fill(story, MOST_COSTS - 1)

    html = client.post(at("add_typical_costs", story), follow=True).content.decode()

    assert f"Mehr als {MOST_COSTS} Positionen sind nicht möglich" in html
    assert CostLine.objects.count() == MOST_COSTS - 1


def test_assumptions_are_saved_and_counted(client, story):
    make_cost(story, yearly=None, fte=Decimal("0.5"))
    html = page(client, "edit_assumptions", story)
    form = client.get(at("edit_assumptions", story)).context["form"]
    seen = {name: form.initial[name] for name in form.fields if name.startswith("seen-")}
    assert "Personaldurchschnittskosten" in html

    response = client.post(
        at("edit_assumptions", story),
        {**seen, "costs-first_year": "2029", "costs-rise": "2,5", "costs-fte_euro": "78.000", "costs-financing": ""},
    )

    assert response.url == at("costs", story)
    assert dict(Entry.objects.values_list("key", "value")) == {
        "costs.first_year": "2029",
        "costs.rise": "2.5",
        "costs.fte_euro": "78000.00",
    }
    html = page(client, "costs", story)
    assert "2029 bis 2033" in html
    assert "mit 78.000\u00a0€ je VZÄ und Jahr" in html
