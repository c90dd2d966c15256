from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.access import find_by_token
from assessments.disagreement import PERSPECTIVE_NAMES
from assessments.models import Answer, Assessment, HistoryEntry, Municipality, Project, Respondent, Response, User
from recommendations.actions import EXAMPLE_ID
from recommendations.example_programme import ANSWERS, OFFICE, PLACES
from recommendations.example_team import EDIT, LEAD, MUNICIPALITY, quick
from recommendations.exchange_reading import read_contacts, read_counts, read_partners
from recommendations.models import Contact, FunderAnswer, Listing, Measure, Programme, Release, Share

EXAMPLE, TEAM = "Beispiel ansehen", "Beispiel-Kommune ansehen (als Leitung)"
PROGRAMME = "Beispiel-Programm ansehen (als Fördergeber)"


def load_all():
    """The printed links by what is said of them."""
    out = StringIO()
    call_command("load_example", stdout=out)
    return dict(line.strip().split(": ", 1) for line in out.getvalue().splitlines())


@pytest.fixture(scope="module")
def links(django_db_setup, django_db_blocker):
    """What the first load printed. It takes seconds, so all tests of this file build on it; each is undone alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_all()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(links, db):
    return links


def load():
    return load_all()[EXAMPLE]


def token_of(link):
    return link.rstrip("/").rsplit("/", 1)[1]


def test_load_example_prints_a_link_that_works(loaded):
    link = loaded[EXAMPLE]

    assert link.startswith("http://127.0.0.1:8000/z/")
    assert find_by_token(token_of(link)).pk == EXAMPLE_ID


def test_load_example_leaves_an_example_alone_that_a_municipality_took():
    project = Assessment.objects.get(pk=EXAMPLE_ID).project
    Project.objects.filter(pk=project.pk).update(tenant=project.municipality)

    assert EXAMPLE not in load_all()


def test_load_example_twice_makes_only_a_new_link(loaded):
    first, second = loaded[EXAMPLE], load()

    assert Assessment.objects.filter(project__tenant=None).count() == 2
    assert find_by_token(token_of(first)) is None
    assert find_by_token(token_of(second)).pk == EXAMPLE_ID


def test_example_has_answers_of_every_kind_and_a_plan_of_every_status():
    example = Assessment.objects.get(pk=EXAMPLE_ID)
    assert {"1", "3", "unknown", "not_applicable"} <= set(example.answers.values_list("value", flat=True))
    assert example.answers.count() == 54
    assert set(example.measures.values_list("status", flat=True)) == {
        "open",
        "running",
        "done",
        "postponed",
        "declined",
    }
    assert example.continues.is_submitted


def check_of(project):
    """The latest check of the team's project of this name."""
    return Assessment.objects.filter(project__name=project).order_by("created_at").last()


def asked_in(project):
    """(finished, begun, not started)"""
    asked = Respondent.objects.filter(survey__assessment=check_of(project))
    finished = asked.exclude(finished_at=None).count()
    return finished, asked.exclude(started_at=None).count() - finished, asked.filter(started_at=None).count()


def counts():
    rows = (User, Municipality, Project, Assessment, Answer, Respondent, Response, Measure, Programme, Release, Share)
    rows = (*rows, Listing, Contact)
    return {model: model.objects.count() for model in rows}


def test_load_example_prints_a_link_that_logs_in_once(client, loaded):
    link = loaded[TEAM].removeprefix("http://127.0.0.1:8000")

    first, again = client.post(link), client.post(link)

    assert first.status_code in {302, 303}
    assert again.status_code == 410
    assert client.session["_auth_user_id"] == str(User.objects.get(email=LEAD.email).pk)


@pytest.mark.parametrize(
    ("text", "heading"),
    [(TEAM, "Beispielstadt Musterfurt (erfunden)"), (PROGRAMME, "letzte Freigabe am")],
    ids=["team", "programme"],
)
def test_login_links_of_the_example_lead_to_it(client, loaded, text, heading):
    page = client.post(loaded[text].removeprefix("http://127.0.0.1:8000"), follow=True)

    assert heading in page.content.decode()


def test_load_example_twice_makes_no_second_team():
    before = counts()

    link = load_all()[TEAM]

    assert counts() == before
    assert str(User.objects.get(email=LEAD.email).pk) in link


def test_load_example_without_the_lead_shows_no_login_link(loaded):
    assert TEAM in loaded
    lead = User.objects.get(email=LEAD.email)

    lead.memberships.update(role="edit")
    assert set(load_all()) == {EXAMPLE, PROGRAMME}
    lead.memberships.update(role="lead")
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert set(load_all()) == {EXAMPLE, PROGRAMME}
    lead.delete()
    assert set(load_all()) == {EXAMPLE, PROGRAMME}


def test_example_team_has_a_member_of_each_role_without_a_password():
    municipality = Municipality.objects.get(name=MUNICIPALITY.name)
    assert municipality.ags is None
    assert list(municipality.memberships.order_by("role").values_list("role", flat=True)) == ["edit", "lead", "read"]
    assert not any(row.user.has_usable_password() for row in municipality.memberships.all())


def test_example_team_has_a_finished_project_with_an_earlier_check():
    later = check_of("Parkleitsystem Innenstadt")
    assert later.is_submitted
    assert later.continues.is_submitted
    assert later.submitted_at - later.continues.submitted_at > timedelta(days=300)
    assert later.survey.opened_at < later.submitted_at
    assert later.answers.exclude(reason="").count() > 5
    assert later.answers.exclude(dissent="").count() == 1
    overdue = later.measures.filter(due__lt=timezone.localdate(), status__in=("open", "running"))
    assert overdue.count() == 1


def test_example_team_has_a_project_at_each_point():
    assert asked_in("Pegelmessung an Bächen") == (2, 1, 2)
    assert not check_of("Pegelmessung an Bächen").survey.is_open
    assert asked_in("Energiemonitoring der Schulen") == (6, 0, 0)
    survey = check_of("Energiemonitoring der Schulen").survey
    assert survey.is_open
    assert set(survey.respondents.values_list("perspective", flat=True)) == set(PERSPECTIVE_NAMES) - {"external"}
    ended, begun = check_of("Messstationen zur Sommerhitze"), check_of("Mängelmelder mit Standort")
    assert ended.project.funding_end == timezone.localdate() - timedelta(days=12)
    assert not hasattr(ended, "survey")
    assert begun.is_quick
    assert begun.project.funding_end is None
    assert begun.answers.count() == 2


def test_example_team_has_a_history_in_the_order_of_what_happened():
    entries = HistoryEntry.objects.filter(assessment=check_of("Parkleitsystem Innenstadt")).order_by("at", "pk")
    kinds = list(dict.fromkeys(entries.values_list("kind", flat=True)))
    assert kinds == [
        "created",
        "survey_started",
        "respondent_invited",
        "survey_opened",
        "answer",
        "submitted",
        "measure_added",
        "shared",
    ]
    assert set(entries.values_list("actor__email", flat=True)) == {LEAD.email, EDIT.email}
    assert HistoryEntry.objects.aggregate(latest=models.Max("at"))["latest"] <= timezone.now()


def test_example_team_pages_open(client):
    client.force_login(User.objects.get(email=LEAD.email))
    check = check_of("Energiemonitoring der Schulen")
    pages = [("portfolio", check.project.tenant_id), ("project", check.project_id)]
    pages += [(name, check.pk) for name in ("perspectives", "consensus", "agenda", "survey", "history")]

    assert [client.get(reverse(name, args=[pk])).status_code for name, pk in pages] == [200] * len(pages)


def test_example_programme_has_two_releases_and_what_they_hold_back(loaded):
    programme = Programme.objects.get()
    earlier, later = programme.releases.order_by("date")

    assert PROGRAMME in loaded
    assert earlier.listed == later.listed == len(PLACES) + 1 == 14
    assert (earlier.shared, later.shared) == (10, 13)
    figures = [figure for cell in later.content.values() for figure in cell.values()]
    reasons = {None, "too_few", "secondary", "too_few_changed", "derivable"}
    assert {figure.get("reason") for figure in figures} == reasons
    assert FunderAnswer.objects.count() == len(ANSWERS)
    assert all(share.shared_at.date() < later.date for share in programme.shares.all())


def test_example_programme_is_shared_in_by_the_team():
    team = Municipality.objects.get(name=MUNICIPALITY.name)

    assert [share.shared_by.email for share in team.shares.all()] == [LEAD.email]


def test_example_programme_pages_open_to_its_office(client):
    client.force_login(User.objects.get(email=OFFICE.email))
    programme = Programme.objects.get()
    release = programme.releases.latest("date")
    pages = [("programme", programme.pk), ("prepare_release", programme.pk), ("release", release.pk)]

    assert [client.get(reverse(name, args=[pk])).status_code for name, pk in pages] == [200] * len(pages)


def test_load_example_without_the_office_makes_no_second_programme():
    User.objects.get(email=OFFICE.email).delete()

    assert PROGRAMME not in load_all()
    assert Programme.objects.count() == 1


def test_example_exchange_has_a_contact_an_open_request_and_one_to_ask():
    team = Municipality.objects.get(name=MUNICIPALITY.name)
    contacts = read_contacts(team)
    partners, count = read_partners(team, contacts)

    assert [(view.place.name, view.is_waiting, view.is_agreed) for view in contacts] == [
        ("Musterau am Probesee (erfunden)", True, False),
        ("Probehausen (erfunden)", False, True),
    ]
    assert contacts[1].email == "austausch@probehausen.example"
    assert [partner.place.name for partner in partners] == [
        "Probehausen (erfunden)",
        "Beispielhofen (erfunden)",
        "Musterau am Probesee (erfunden)",
    ]
    assert count == 3
    assert {entry.what.recommendation for entry in read_counts(team)} == {"K1.2", "K2.2", "K6.1"}


def test_example_exchange_is_invented_and_lies_in_the_past():
    listings = Listing.objects.select_related("municipality")

    assert all(row.municipality.name.endswith("(erfunden)") and row.email.endswith(".example") for row in listings)
    written = HistoryEntry.objects.filter(kind__in=("listing_saved", "contact_asked", "contact_answered"))
    assert written.count() == 7 + 2 + 1
    assert written.aggregate(latest=models.Max("at"))["latest"] < timezone.now() - timedelta(days=2)
    assert max(row.created_at for row in listings) < min(row.asked_at for row in Contact.objects.all())


def test_example_exchange_leaves_alone_what_the_municipality_listed_itself():
    team = Municipality.objects.get(name=MUNICIPALITY.name)
    Contact.objects.all().delete()
    Listing.objects.exclude(municipality=team).delete()
    User.objects.filter(email__startswith="leitung@").exclude(email=LEAD.email).delete()

    load_all()

    assert Listing.objects.count() == 2


def test_signs_of_an_answer_are_read():
    assert quick("4?-.. ..... ...... ...") == {"B1.1": 4, "B2.1": "unknown", "B3.2": "not_applicable"}
