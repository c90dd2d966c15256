from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import actions
from recommendations.models import Measure
from recommendations.plan import CostSum, costs, is_overdue
from tests.cast import ANNA, make_assessment, open_link

pytestmark = pytest.mark.django_db
VALID = {"title": "Betrieb klären", "priority": "high", "status": "open"}


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    return assessment


def make_measure(assessment, **fields):
    return actions.add_measure(assessment=assessment, fields={"title": "Betrieb klären", **fields}, editor=ANNA)


def at(name, assessment, *more):
    return reverse(name, args=[assessment.pk, *more])


def edit(client, measure, **typed):
    data = {**VALID, "revision": "1", **typed}
    return client.post(at("edit_measure", measure.assessment, measure.pk), data)


def test_empty_plan_says_where_measures_come_from(client, story):
    assert "Der Plan ist noch leer." in client.get(at("plan", story)).content.decode()


def test_plan_is_in_order_of_priority_and_date(client, story):
    make_measure(story, title="niedrig", priority="low")
    make_measure(story, title="mittel, ohne Termin")
    make_measure(story, title="mittel, später", due=date(2030, 1, 1))
    make_measure(story, title="mittel, früher", due=date(2029, 1, 1))
    make_measure(story, title="hoch", priority="high")

    shown = [measure.title for measure, *_ in client.get(at("plan", story)).context["measures"]]

    assert shown == ["hoch", "mittel, früher", "mittel, später", "mittel, ohne Termin", "niedrig"]


def test_plan_takes_few_queries(client, story, django_assert_max_num_queries):
    for place in range(30):
        make_measure(story, title=str(place))

    with django_assert_max_num_queries(3):
        client.get(at("plan", story))


def test_costs_leave_out_what_is_declined_or_postponed():
    planned = [
        Measure(status="open", cost_once=Decimal("1000.50")),
        Measure(status="running", cost_once=Decimal("1"), cost_yearly=Decimal("0")),
        Measure(status="done"),
        Measure(status="declined", cost_once=Decimal("9999")),
        Measure(status="postponed", cost_yearly=Decimal("9999")),
    ]

    assert costs(planned) == (CostSum(Decimal("1001.50"), 2, 1), CostSum(Decimal("0"), 1, 2))
    assert costs([]) == (CostSum(None, 0, 0), CostSum(None, 0, 0))


@pytest.mark.parametrize(
    ("status", "days", "overdue"),
    [
        ("open", -1, True),
        ("running", -1, True),
        ("done", -1, False),
        ("declined", -1, False),
        ("postponed", -1, False),
        ("open", 0, False),
        ("open", 1, False),
        ("open", None, False),
    ],
)
def test_overdue(status, days, overdue):
    today = date(2026, 3, 2)
    due = None if days is None else today + timedelta(days=days)

    assert is_overdue(Measure(status=status, due=due), today) is overdue


def test_plan_names_sums_and_what_is_overdue(client, story):
    make_measure(story, cost_once=Decimal("12500"), due=timezone.localdate() - timedelta(days=1))
    make_measure(story, title="anderes")

    html = client.get(at("plan", story)).content.decode()

    assert "12.500\u00a0€</strong> (1 ohne Angabe)" in html
    assert "Je Jahr noch kein Betrag" in html
    assert "<strong>1</strong> überfällig" in html


def test_add_measure(client, story):
    response = client.post(at("add_measure", story), {**VALID, "cost_once": "12.500", "due": "31.03.2027"})

    assert response.url == at("plan", story)
    stored = Measure.objects.get()
    assert (stored.title, stored.cost_once, stored.due) == ("Betrieb klären", Decimal("12500.00"), date(2027, 3, 31))


def test_add_measure_with_faults_keeps_what_was_typed(client, story):
    typed = {**VALID, "title": "", "cost_once": "12,5,0", "note": "<b>Wichtig</b> 🌧"}

    response = client.post(at("add_measure", story), typed)
    html = response.content.decode()

    assert response.status_code == 422
    assert "<title>Fehler: Maßnahme anlegen" in html
    assert "12,5,0" in html
    assert "&lt;b&gt;Wichtig&lt;/b&gt; 🌧" in html
    assert not Measure.objects.exists()


def test_add_measure_to_a_full_plan_is_told(client, story):
    now = timezone.now()
    Measure.objects.bulk_create(
        Measure(assessment=story, title=str(place), created_at=now) for place in range(actions.MOST_MEASURES)
    )

    response = client.post(at("add_measure", story), VALID)

    assert response.status_code == 422
    assert f"Der Plan hat schon {actions.MOST_MEASURES} Maßnahmen" in response.content.decode()


def test_edit_measure_shows_what_is_stored(client, story):
    measure = make_measure(story, due=date(2027, 3, 31), cost_once=Decimal("12500"))

    html = client.get(at("edit_measure", story, measure.pk)).content.decode()

    assert 'value="2027-03-31"' in html
    assert 'value="12.500,00"' in html
    assert 'name="revision" value="1"' in html


def test_edit_measure_saves(client, story):
    measure = make_measure(story)

    response = edit(client, measure, status="declined", decline_reason="zu teuer")

    assert response.url == at("plan", story)
    stored = Measure.objects.get()
    assert (stored.status, stored.decline_reason, stored.revision) == ("declined", "zu teuer", 2)


def test_edit_made_against_an_older_measure_is_shown_both(client, story):
    measure = make_measure(story)
    edit(client, measure, title="Annas Titel", status="running", due="2027-03-31", cost_once="12.500")

    response = edit(client, measure, title="Bernds Titel", responsible="Bauamt")
    html = response.content.decode()

    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Maßnahme", "Annas Titel"),
        ("Status", "läuft"),
        ("Zuständig", "(leer)"),
        ("Fällig am", "31.03.2027"),
        ("Kosten einmalig in Euro", "12.500,00"),
    ]
    assert 'value="Bernds Titel"' in html
    assert 'name="revision" value="2"' in html
    assert Measure.objects.get().title == "Annas Titel"


def test_edit_made_against_an_older_measure_says_who_changed_it_and_when(client, story):
    measure = make_measure(story)
    actions.edit_measure(measure=measure, fields={"title": "Annas Titel"}, base_revision=1, editor=ANNA)

    html = edit(client, measure, title="Bernds Titel").content.decode()

    when = timezone.localtime(Measure.objects.get().updated_at)
    assert f"{ANNA.name} hat sie um {when:%H:%M} geändert." in html


def test_after_the_conflict_saving_again_replaces(client, story):
    measure = make_measure(story)
    edit(client, measure, title="Annas Titel")

    edit(client, measure, title="Bernds Titel", revision="2")

    assert Measure.objects.get().title == "Bernds Titel"


@pytest.mark.parametrize("revision", ["", "0", "99", "-1", "x", "9" * 100])
def test_tampered_revision_never_overwrites(client, story, revision):
    measure = make_measure(story)

    response = edit(client, measure, title="Anders", revision=revision)

    assert response.status_code in {409, 422}
    assert Measure.objects.get().title == "Betrieb klären"


def test_edit_of_a_removed_measure_keeps_what_was_typed(client, story):
    measure = make_measure(story)
    Measure.objects.all().delete()

    response = edit(client, measure, title="Bernds Titel")
    html = response.content.decode()

    assert response.status_code == 409
    assert "Diese Maßnahme gibt es nicht mehr" in html
    assert 'value="Bernds Titel"' in html
    assert f'action="{at("add_measure", story)}"' in html
    assert client.get(at("edit_measure", story, measure.pk)).status_code == 404


def test_remove_measure_asks_first(client, story):
    measure = make_measure(story)
    url = at("remove_measure", story, measure.pk)

    assert "Maßnahme entfernen?" in client.get(url).content.decode()
    assert client.post(url, {"revision": "1"}).url == at("plan", story)
    assert not Measure.objects.exists()


@pytest.mark.parametrize("revision", ["", "0", "7", "x", "١", "9" * 50])
def test_remove_measure_that_somebody_changed_shows_it(client, story, revision):
    measure = make_measure(story)

    response = client.post(at("remove_measure", story, measure.pk), {"revision": revision})

    assert response.status_code == 409
    assert "Inzwischen hat jemand anderes diese Maßnahme geändert" in response.content.decode()
    assert Measure.objects.count() == 1


def test_plan_of_a_submitted_check_stays_editable(client, story):
    measure = make_measure(story)
    actions.finish(assessment=story, editor=ANNA)

    assert "Den Plan können Sie weiter bearbeiten." in client.get(at("plan", story)).content.decode()
    assert edit(client, measure, title="Anders").status_code == 302
    assert client.post(at("add_measure", story), VALID).status_code == 302
