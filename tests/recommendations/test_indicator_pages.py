"""The pages of indicators: what they show, save, refuse and keep."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import HistoryEntry
from recommendations import actions
from recommendations.document_decision import MOST_INDICATORS
from recommendations.indicator_list import INDICATORS
from recommendations.models import Indicator, Reading
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality, open_link
from tests.recommendations.indicator_rows import READING, VALID, at, make_indicator, make_reading, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    return assessment


def edit(client, assessment, indicator, **typed):
    return client.post(at("edit_indicator", assessment, indicator.pk), {**VALID, "revision": "1", **typed})


def test_page_without_indicators_leads_to_the_catalogue(client, story):
    html = page(client, "indicators", story)

    assert "Noch ist keine Kennzahl angelegt." in html
    assert at("indicator_catalogue", story) in html


def test_page_shows_state_line_and_table(client, story):
    indicator = make_indicator(story, unit="Prozent", baseline=Decimal(60), target=Decimal(80), method="Strichliste")
    make_reading(story, indicator, date(2026, 1, 15), "60")
    last = make_reading(story, indicator, date(2026, 7, 15), "72", note="nach dem Umbau")

    html = page(client, "indicators", story)

    assert "12 von 20 Prozentpunkten geschafft" in html
    assert "72 Prozent (15.07.2026, gemessen)" in html
    assert "2 Messwerte vom 15.01.2026 (60) bis zum 15.07.2026 (72)." in html
    assert "nach dem Umbau" in html
    assert "Strichliste" in html
    assert at("remove_reading", story, last.pk) in html


def test_links_of_readings_lead_to_the_row_they_stand_in(client, story):
    indicator = make_indicator(story)
    make_reading(story, indicator, date(2026, 7, 15), "2")
    make_reading(story, indicator, date(2026, 1, 15), "1")

    ((_, _, readings),) = client.get(at("indicators", story)).context["views"]

    assert [(stored.day, row.day) for stored, row in readings] == [
        (date(2026, 1, 15), date(2026, 1, 15)),
        (date(2026, 7, 15), date(2026, 7, 15)),
    ]


def test_reader_sees_no_forms():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    make_reading(assessment, make_indicator(assessment))
    reader, editor = (log_in(make_member(municipality, role)) for role in ("read", "edit"))

    assert "Messwert eintragen" in page(editor, "indicators", assessment)
    html = page(reader, "indicators", assessment)
    assert "Kontrollfahrten" in html
    assert "Messwert eintragen" not in html
    assert "Entfernen" not in html


def test_catalogue_shows_every_indicator_and_what_is_taken(client, story):
    make_indicator(story, catalogue_id="fuel")

    html = page(client, "indicator_catalogue", story)

    assert [entry.title in html for entry in INDICATORS.values()] == [True] * len(INDICATORS)
    assert html.count("Ist schon angelegt.") == 1


def test_indicator_of_the_catalogue_comes_with_its_texts(client, story):
    entry = INDICATORS["downtime"]
    form = client.get(at("add_indicator", story), {"kennzahl": "downtime"}).context["form"]
    typed = {name: form[name].value() for name in ("catalogue_id", "title", "definition", "unit", "method", "source")}

    client.post(at("add_indicator", story), {**typed, "direction": form["direction"].value(), "target": "2,5"})

    stored = Indicator.objects.get()
    assert (stored.catalogue_id, stored.title, stored.direction) == ("downtime", entry.title, "down")
    assert (stored.definition, stored.method, stored.target) == (entry.definition, entry.method, Decimal("2.500"))


@pytest.mark.parametrize("key", ["", "unknown"])
def test_own_indicator(client, story, key):
    assert client.get(at("add_indicator", story), {"kennzahl": key}).context["entry"] is None

    response = client.post(
        at("add_indicator", story), {**VALID, "catalogue_id": key, "baseline": "−3,5", "baseline_day": "31.12.2025"}
    )

    assert response.url == at("indicators", story)
    stored = Indicator.objects.get()
    assert (stored.catalogue_id, stored.baseline, stored.baseline_day) == ("", Decimal("-3.500"), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("typed", "field", "fault"),
    [
        ({"title": ""}, "title", "Bitte benennen Sie die Kennzahl."),
        ({"unit": ""}, "unit", "Bitte nennen Sie die Einheit."),
        ({"direction": "sideways"}, "direction", "Bitte wählen Sie"),
        ({"baseline": "viel"}, "baseline", "zum Beispiel 12,5 oder −3"),
        ({"baseline": "-"}, "baseline", "zum Beispiel 12,5 oder −3"),
        ({"target": "1,2345"}, "target", "höchstens 3 Stellen"),
        ({"target": "-100.000.000.000"}, "target", "höchstens 99.999.999.999"),
        ({"target_day": "31.12.2027"}, "target", "Nennen Sie dazu auch den Zielwert."),
        ({"baseline_day": "gestern"}, "baseline_day", "Bitte ein Datum"),
    ],
)
def test_add_indicator_with_a_fault_keeps_what_was_typed(client, story, typed, field, fault):
    response = client.post(at("add_indicator", story), {**VALID, "method": "Strichliste & <b>mehr</b>", **typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert fault in response.context["form"].errors[field][0]
    assert "Strichliste &amp; &lt;b&gt;mehr" in response.content.decode()
    assert not Indicator.objects.exists()


def test_full_list_is_told(client, story):
    now = timezone.now()
    Indicator.objects.bulk_create(
        Indicator(project=story.project, title=str(place), unit="Tage", created_at=now, updated_at=now)
        for place in range(MOST_INDICATORS)
    )

    response = client.post(at("add_indicator", story), VALID)

    assert response.status_code == 422
    assert f"Es gibt schon {MOST_INDICATORS} Kennzahlen" in response.content.decode()


def test_edit_indicator_shows_and_saves(client, story):
    indicator = make_indicator(story, target=Decimal("-1234.5"))
    assert 'value="−1.234,5"' in page(client, "edit_indicator", story, indicator.pk)

    response = edit(client, story, indicator, target="−1.234,5", title="Gesparte Fahrten")

    assert response.url == at("indicators", story)
    stored = Indicator.objects.get()
    assert (stored.title, stored.target, stored.revision) == ("Gesparte Fahrten", Decimal("-1234.500"), 2)


def test_edit_made_against_an_older_indicator_is_shown_both(client, story):
    indicator = make_indicator(story)
    edit(client, story, indicator, direction="down", target="12,5", target_day="2027-12-31")

    response = edit(client, story, indicator, title="Gesparte Fahrten", catalogue_id="fuel")

    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Kennzahl", "Kontrollfahrten"),
        ("Richtung", "soll sinken"),
        ("Zielwert", "12,5"),
        ("Zu erreichen bis", "31.12.2027"),
    ]
    assert 'value="Gesparte Fahrten"' in response.content.decode()
    assert 'name="revision" value="2"' in response.content.decode()
    assert Indicator.objects.get().title == "Kontrollfahrten"


@pytest.mark.parametrize("revision", ["", "0", "99", "-1", "x", "9" * 100])
def test_tampered_revision_never_overwrites(client, story, revision):
    indicator = make_indicator(story)

    response = edit(client, story, indicator, title="Anders", revision=revision)

    assert response.status_code in (409, 422)
    assert Indicator.objects.get().title == "Kontrollfahrten"


def test_edit_of_a_removed_indicator_keeps_what_was_typed(client, story):
    indicator = make_indicator(story)
    actions.remove_indicator(assessment=story, indicator=indicator, base_revision=1, editor=ANNA)

    response = edit(client, story, indicator, method="Strichliste")

    assert response.status_code == 409
    assert "Diese Kennzahl gibt es nicht mehr" in response.content.decode()
    assert "Strichliste" in response.content.decode()
    assert client.get(at("edit_indicator", story, indicator.pk)).status_code == 404


def test_remove_indicator_with_its_readings(client, story):
    indicator = make_indicator(story)
    make_reading(story, indicator)
    address = at("remove_indicator", story, indicator.pk)
    assert "ihr Messwert entfernt" in client.get(address).content.decode()

    edit(client, story, indicator, title="Gesparte Fahrten")
    assert client.post(address, {"revision": "1"}).status_code == 409
    assert client.post(address, {"revision": "2"}).url == at("indicators", story)
    assert (Indicator.objects.count(), Reading.objects.count()) == (0, 0)


def test_rows_of_another_project_are_not_found(client, story):
    other, _ = make_assessment()
    indicator = make_indicator(other)
    reading = make_reading(other, indicator)

    assert client.get(at("edit_indicator", story, indicator.pk)).status_code == 404
    assert client.post(at("add_reading", story, indicator.pk), READING).status_code == 404
    assert client.post(at("remove_reading", story, reading.pk), {"seen": actions.stamp(reading)}).status_code == 404
    assert Reading.objects.count() == 1


def test_history_tells_every_change(story):
    indicator = make_indicator(story)
    fields = {"title": "Fahrten", "target": Decimal(3)}
    for _ in range(2):
        actions.edit_indicator(assessment=story, indicator=indicator, fields=fields, base_revision=1, editor=ANNA)
    reading = make_reading(story, indicator)
    actions.remove_reading(assessment=story, reading=reading, seen=actions.stamp(reading), editor=ANNA)
    for _ in range(2):
        actions.remove_indicator(assessment=story, indicator=indicator, base_revision=2, editor=ANNA)

    told = HistoryEntry.objects.filter(kind__regex="^(indicator|reading)_").order_by("at")
    assert [(entry.kind, entry.subject) for entry in told] == [
        ("indicator_added", "Kontrollfahrten"),
        ("indicator_changed", "Fahrten"),
        ("reading_saved", "Fahrten, 15.01.2026"),
        ("reading_removed", "Fahrten, 15.01.2026"),
        ("indicator_removed", "Fahrten"),
    ]
    assert told[1].changes == {"title": ["Kontrollfahrten", "Fahrten"], "target": [None, "3"]}
    assert told[2].changes == {"value": [None, "10"], "basis": [None, "measured"]}
