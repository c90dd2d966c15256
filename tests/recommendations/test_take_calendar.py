"""Taking over the calendar of another project of the municipality: action and page."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import start_assessment
from assessments.models import HistoryEntry, Project
from recommendations import actions
from recommendations.models import Entry
from tests.cast import ANNA, BERND, log_in, make_assessment, make_member, make_municipality, open_link

pytestmark = pytest.mark.django_db
CALENDAR = {"registration": "2027-06-30", "council": "2027-01-14 2027-03-11", "council_weeks": "4"}
SHOWN = {f"calendar.{name}": 1 for name in CALENDAR}
OFFER = "Ansehen und übernehmen"


@pytest.fixture
def tenant():
    return make_municipality()


@pytest.fixture
def assessment(tenant):
    return make_assessment(tenant=tenant)[0]


@pytest.fixture
def other(tenant):
    found = make_other(tenant, "Bürgerportal")
    save(found, **CALENDAR, contract_end="2027-01-31", state_path="done")
    return found


def make_other(tenant, name):
    project = {"name": name, "phase": "pilot"}
    return start_assessment(municipality=tenant, tenant=tenant, project=project, scope="full", editor=ANNA)[0]


def save(assessment, **entries):
    values = {f"calendar.{name}": value for name, value in entries.items()}
    revisions = dict(assessment.project.entries.values_list("key", "revision"))
    actions.save_entries(assessment=assessment, values=values, base=revisions, editor=ANNA)


def take(assessment, other, base=None):
    base = SHOWN if base is None else base
    return actions.take_calendar(assessment=assessment, source=other.project_id, base=base, editor=BERND)


def entries_of(assessment):
    found = Entry.objects.filter(project=assessment.project_id).exclude(value="")
    return {entry.key.partition(".")[2]: entry.value for entry in found}


def told(assessment):
    return {entry.subject: entry.changes for entry in HistoryEntry.objects.filter(assessment=assessment, kind="entry")}


# The action


def test_calendar_of_the_municipality_is_taken_with_its_history(assessment, other):
    assert take(assessment, other) == 3

    assert entries_of(assessment) == CALENDAR
    assert {(entry.edited_by, entry.revision) for entry in assessment.project.entries.all()} == {(BERND.name, 1)}
    assert told(assessment) == {
        "Haushaltsanmeldung: letzter Tag": {"said": ["", "30.06.2027"]},
        "Sitzungstage des Rates": {"said": ["", "14.01.2027, 11.03.2027"]},
        "Wochen zwischen zwei Sitzungen des Rates": {"said": ["", "4"]},
    }
    assert entries_of(other) == {**CALENDAR, "contract_end": "2027-01-31", "state_path": "done"}


def test_taking_twice_takes_nothing_more(assessment, other):
    take(assessment, other)

    assert take(assessment, other) == 0
    assert len(told(assessment)) == 3


def test_what_was_entered_here_meanwhile_stays(assessment, other):
    save(assessment, registration="2027-05-31")

    assert take(assessment, other) == 2
    assert entries_of(assessment) == {**CALENDAR, "registration": "2027-05-31"}


def test_what_was_taken_back_here_is_filled_again(assessment, other):
    save(assessment, registration="2027-05-31")
    save(assessment, registration="")

    assert take(assessment, other) == 3
    assert assessment.project.entries.get(key="calendar.registration").revision == 3


def test_only_what_was_shown_is_taken(assessment, other):
    assert take(assessment, other, {"calendar.council_weeks": 1}) == 1
    with pytest.raises(actions.CalendarChanged):
        take(assessment, other, {})
    assert entries_of(assessment) == {"council_weeks": "4"}


@pytest.mark.parametrize("value", ["2027-07-31", ""], ids=["changed", "taken back"])
def test_what_was_changed_there_meanwhile_stops_all(assessment, other, value):
    save(other, registration=value)

    with pytest.raises(actions.CalendarChanged):
        take(assessment, other)

    assert entries_of(assessment) == {}


def test_change_there_of_what_is_entered_here_does_not_matter(assessment, other):
    save(other, registration="2027-07-31")
    save(assessment, registration="2027-05-31")

    assert take(assessment, other) == 2


def test_what_belongs_to_a_project_is_never_taken(assessment, other):
    with pytest.raises(actions.CalendarChanged):
        take(assessment, other, {"calendar.contract_end": 1})

    assert entries_of(assessment) == {}


def test_project_of_another_municipality_or_one_that_is_gone_gives_nothing(assessment, other):
    foreign = make_other(make_municipality("Nachbarbach (erfunden)"), "Bauakte")
    save(foreign, **CALENDAR)
    gone = make_assessment()[0]

    for source in (foreign, gone):
        with pytest.raises(actions.CalendarChanged):
            take(assessment, source)

    assert entries_of(assessment) == {}


def test_project_held_by_a_link_neither_gives_nor_takes(assessment, other):
    held, _ = make_assessment()
    linked, _ = make_assessment()
    save(linked, **CALENDAR)

    for here, there in ((held, linked), (held, other), (assessment, linked)):
        with pytest.raises(actions.CalendarChanged):
            take(here, there)


# The page


def at(name, assessment):
    return reverse(name, args=[assessment.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def member(tenant, role="edit"):
    return log_in(make_member(tenant, role))


def dated(assessment, day):
    Entry.objects.filter(project=assessment.project_id).update(updated_at=datetime(*day, 12, tzinfo=UTC))


def sent(other, base=None):
    shown = " ".join(f"{key}:{revision}" for key, revision in (SHOWN if base is None else base).items())
    return {"project": str(other.project_id), f"seen-{other.project_id}": shown}


def test_page_says_what_it_would_fill_before(tenant, assessment, other):
    dated(other, (2026, 11, 3))
    save(assessment, council_weeks="6")

    response = member(tenant).get(at("take_calendar", assessment))

    page = text_of(response)
    assert response.status_code == 200
    assert "Aus „Bürgerportal“: 2 Angaben" in page
    assert "Zuletzt geändert am 03.11.2026. Eine weitere Angabe steht hier schon und bleibt, wie sie ist." in page
    assert "14.01.2027, 11.03.2027</td>" in page
    assert "Ende des Vertrags" not in page
    assert 'type="radio"' not in page
    assert "calendar.registration:1 calendar.council:1" in page


def test_calendar_is_taken_and_counted(tenant, assessment, other):
    client = member(tenant)
    page = client.get(at("take_calendar", assessment))
    form = page.context["form"]
    data = {field.html_name: field.value() for field in form.hidden_fields()}

    response = client.post(at("take_calendar", assessment), data, follow=True)

    assert response.redirect_chain[0][0] == at("edit_calendar", assessment)
    assert "3 Angaben sind aus dem Kalender von „Bürgerportal“ übernommen" in text_of(response)
    assert entries_of(assessment) == CALENDAR


def test_sending_the_form_twice_changes_nothing(tenant, assessment, other):
    client = member(tenant)
    for _ in range(2):
        response = client.post(at("take_calendar", assessment), sent(other), follow=True)

    assert "Es wurde nichts übernommen: Was dort steht, ist hier schon eingetragen." in text_of(response)
    assert len(told(assessment)) == 3


def test_message_says_what_stays(tenant, assessment, other):
    save(assessment, registration="2027-05-31")

    response = member(tenant).post(at("take_calendar", assessment), sent(other), follow=True)

    assert "2 Angaben sind aus dem Kalender" in text_of(response)
    assert "1 Angabe wurde nicht übernommen: Hier ist inzwischen etwas anderes eingetragen." in text_of(response)


def test_calendar_that_changed_meanwhile_is_shown_anew(tenant, assessment, other):
    make = make_other(tenant, "Aktenplan")
    save(make, cosign_weeks="1")
    save(other, registration="2027-07-31")
    dated(other, (2026, 11, 3))

    response = member(tenant).post(at("take_calendar", assessment), sent(other))

    page = text_of(response)
    assert response.status_code == 409
    assert "Der andere Kalender wurde inzwischen geändert" in page
    assert "31.07.2027" in page
    assert f'value="{other.project_id}" id="id_project_1" checked' in page
    assert "calendar.registration:2" in page
    assert entries_of(assessment) == {}


def test_several_calendars_are_chosen_from_with_the_latest_first(tenant, assessment, other):
    later = make_other(tenant, "Bauakte")
    save(later, cosign_weeks="1")
    dated(later, (2026, 11, 3))
    dated(other, (2026, 3, 2))

    page = text_of(member(tenant).get(at("take_calendar", assessment)))

    assert "Bauakte (1 Angabe fehlt hier; zuletzt geändert am 03.11.2026)" in page
    assert "Bürgerportal (3 Angaben fehlen hier; zuletzt geändert am 02.03.2026)" in page
    assert f'value="{later.project_id}" id="id_project_0" checked' in page
    assert page.count('<details class="kern-accordion"') == 2
    assert page.count('<details class="kern-accordion" open>') == 1


@pytest.mark.parametrize("source", ["", "unknown", "00000000-0000-0000-0000-000000000000", "x" * 10_000])
def test_whoever_chooses_nothing_is_asked_to(tenant, assessment, other, source):
    response = member(tenant).post(at("take_calendar", assessment), {"project": source})

    assert response.status_code == 422
    assert "Bitte wählen Sie das Vorhaben" in text_of(response)
    assert "<title>Fehler:" in text_of(response)
    assert entries_of(assessment) == {}


@pytest.mark.parametrize("shown", ["", "calendar.registration", "calendar.registration:x", "x" * 10_000, ":1"])
def test_form_that_was_tampered_with_takes_nothing(tenant, assessment, other, shown):
    data = {"project": str(other.project_id), f"seen-{other.project_id}": shown}

    response = member(tenant).post(at("take_calendar", assessment), data)

    assert response.status_code == 409
    assert "Es ist nichts übernommen. Unten steht, was dort jetzt eingetragen ist." in text_of(response)
    assert entries_of(assessment) == {}


def test_projects_of_other_municipalities_and_of_links_are_no_sources(tenant, assessment):
    foreign = make_other(make_municipality("Nachbarbach (erfunden)"), "Bauakte")
    linked, token = make_assessment()
    Project.objects.filter(pk=linked.project_id).update(municipality=tenant)
    for source in (foreign, linked):
        save(source, **CALENDAR)
    client = open_link(member(tenant), token)

    page = text_of(client.get(at("take_calendar", assessment)))

    assert "Kein anderes Vorhaben Ihrer Kommune hat Angaben, die hier noch fehlen." in page
    assert client.post(at("take_calendar", assessment), sent(foreign)).status_code == 422
    assert client.post(at("take_calendar", assessment), sent(linked)).status_code == 422
    assert entries_of(assessment) == {}


def test_member_of_two_municipalities_takes_only_within_one(tenant, assessment, other):
    neighbour = make_municipality("Nachbarbach (erfunden)")
    foreign = make_other(neighbour, "Bauakte")
    save(foreign, **CALENDAR)
    user = make_member(tenant, "edit")
    user.memberships.create(municipality=neighbour, role="edit")

    page = text_of(log_in(user).get(at("take_calendar", assessment)))

    assert "Aus „Bürgerportal“" in page
    assert "Bauakte" not in page


def test_whoever_holds_a_link_sees_no_offer(tenant, other):
    linked, token = make_assessment()
    Project.objects.filter(pk=linked.project_id).update(municipality=tenant, funding_end="2060-03-31")
    client = open_link(Client(), token)

    pages = [text_of(client.get(at(name, linked))) for name in ("clock", "edit_calendar", "take_calendar")]

    assert [OFFER in page or "Bürgerportal" in page for page in pages] == [False, False, False]
    assert "über einen persönlichen Link geöffnet" in pages[2]


@pytest.mark.parametrize("name", ["clock", "edit_calendar"])
def test_offer_stands_where_days_are_missing(tenant, assessment, other, name):
    Project.objects.update(funding_end="2060-03-31")
    dated(other, (2026, 11, 3))
    client = member(tenant)

    before = text_of(client.get(at(name, assessment)))
    client.post(at("take_calendar", assessment), sent(other))
    after = text_of(client.get(at(name, assessment)))

    text = "Im Kalender Ihres Vorhabens „Bürgerportal“ (zuletzt geändert am 03.11.2026) stehen 3 Angaben"
    assert text in before
    assert at("take_calendar", assessment) in before
    assert OFFER not in after


def test_offer_of_several_projects_counts_them(tenant, assessment, other):
    save(make_other(tenant, "Bauakte"), cosign_weeks="1")

    page = text_of(member(tenant).get(at("edit_calendar", assessment)))

    assert "In den Kalendern von 2 anderen Vorhaben Ihrer Kommune stehen Angaben" in page


def test_reader_gets_no_offer_and_no_form(tenant, assessment, other):
    Project.objects.update(funding_end="2060-03-31")
    client = member(tenant, "read")

    assert OFFER not in text_of(client.get(at("clock", assessment)))
    assert client.get(at("take_calendar", assessment)).status_code == 403
    assert client.post(at("take_calendar", assessment), sent(other)).status_code == 403


def test_stranger_does_not_find_it(assessment, other):
    client = member(make_municipality("Nachbarbach (erfunden)"), "lead")

    assert client.get(at("take_calendar", assessment)).status_code == 404
    assert client.post(at("take_calendar", assessment), sent(other)).status_code == 404
