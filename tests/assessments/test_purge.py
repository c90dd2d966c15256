"""What goes, what stays, and when; a dry run says the same and changes nothing."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments.actions import invite_member, purge, remove_respondent, submit_assessment
from assessments.actions.purge import KEPT
from assessments.models import Assessment, Counter, HistoryEntry, Invitation, Respondent, Response
from tests.assessments.test_purge_accounts import make_claim, make_unconfirmed
from tests.cast import ANNA, editor_of, log_in, make_assessment, make_invitation, make_member, make_municipality
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def names(assessment):
    return list(Respondent.objects.filter(survey__assessment=assessment).values_list("name", "email"))


# Sessions


def test_expired_session_goes_with_its_entry_in_the_list_of_logins():
    user = make_member(make_municipality(), "lead")
    clients = [log_in(user), log_in(user)]
    for client in clients:
        client.get(reverse("account"))
    keys = [client.session.session_key for client in clients]
    for key in keys:
        UserSession.objects.get_or_create(session_key=key, defaults={"user": user, "ip": "0.0.0.0", "user_agent": ""})
    Session.objects.filter(pk=keys[0]).update(expire_date=NOW - DAY)

    assert purge.purge_sessions(now=NOW) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [keys[1]]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [keys[1]]


# Invitations

LONG_AGO, LATELY = NOW - KEPT - DAY, NOW - KEPT + DAY
INVITATIONS = {
    "open": ({}, False),
    "expired long ago": ({"expires_at": LONG_AGO}, True),
    "expired lately": ({"expires_at": LATELY}, False),
    "accepted long ago": ({"accepted_at": LONG_AGO}, True),
    "accepted lately": ({"accepted_at": LATELY}, False),
    "revoked long ago": ({"revoked_at": LONG_AGO}, True),
    "revoked lately": ({"revoked_at": LATELY}, False),
}


@pytest.mark.parametrize(("fields", "goes"), INVITATIONS.values(), ids=INVITATIONS)
def test_invitation(fields, goes):
    make_invitation(make_municipality(), **fields)

    assert purge.purge_invitations(now=NOW) == goes
    assert Invitation.objects.exists() != goes


@pytest.fixture
def invite():
    """Invites an address, or whoever has the link, as the Leitung of one team would."""
    team = make_municipality()
    lead = editor_of(make_member(team, "lead"))

    def make(email, **fields):
        invitation, _ = invite_member(municipality=team, role="edit", email=email, editor=lead)
        Invitation.objects.filter(pk=invitation.pk).update(**fields)
        return invitation

    return make


ADDRESS = "kaemmerei@musterbach.example"


def subjects():
    return list(HistoryEntry.objects.order_by("pk").values_list("subject", flat=True))


def test_address_goes_from_the_history_too(invite):
    invite(ADDRESS, expires_at=LONG_AGO)
    assert subjects() == [ADDRESS]

    purge.purge_invitations(now=NOW)

    assert subjects() == ["Adresse gelöscht"]


def test_address_that_was_invited_again_stays_in_the_history(invite):
    invite(ADDRESS, expires_at=LONG_AGO)
    invite(ADDRESS, expires_at=NOW + DAY)

    assert purge.purge_invitations(now=NOW) == 1
    assert subjects() == [ADDRESS, ADDRESS]


def test_invitation_without_address_and_other_history_stay(invite):
    team = invite("", expires_at=LONG_AGO).municipality
    HistoryEntry.objects.create(municipality=team, kind="member_joined", subject=ADDRESS, at=NOW)

    assert purge.purge_invitations(now=NOW) == 1
    assert subjects() == ["", ADDRESS]


# Respondents


@pytest.fixture
def asked():
    """A check with two respondents whose links have expired; the survey is running."""
    assessment, _ = make_assessment({"B1.1": 2})
    fields = {"expires_at": NOW - DAY, "email": ADDRESS}
    for perspective in ("treasury", "it"):
        person = respond(assessment, perspective, {"B1.1": 3}, **fields)
        HistoryEntry.objects.create(assessment=assessment, kind="respondent_invited", subject=person.name, at=NOW)
    return assessment


def end_survey(assessment, at, how="opened_at"):
    if how == "opened_at":
        open_survey(assessment)
        type(assessment.survey).objects.filter(assessment=assessment).update(opened_at=at)
    else:
        submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)
        Assessment.objects.filter(pk=assessment.pk).update(submitted_at=at)


@pytest.mark.parametrize("how", ["opened_at", "submitted_at"])
def test_respondents_of_a_survey_that_is_over(asked, how):
    end_survey(asked, LONG_AGO, how)

    assert purge.purge_respondents(now=NOW) == 2
    assert names(asked) == [("Name gelöscht", "")] * 2
    assert Response.objects.filter(value="3").count() == 2
    assert set(asked.history.filter(kind="respondent_invited").values_list("subject", flat=True)) == {"Name gelöscht"}
    assert purge.purge_respondents(now=NOW) == 0


@pytest.mark.parametrize("how", ["opened_at", "submitted_at"])
def test_respondents_of_a_survey_that_ended_lately(asked, how):
    end_survey(asked, LATELY, how)
    before = names(asked)

    assert purge.purge_respondents(now=NOW) == 0
    assert names(asked) == before
    assert "treasury" in subjects()


def test_respondents_of_a_survey_that_runs(asked):
    before = names(asked)

    assert purge.purge_respondents(now=NOW + 10 * KEPT) == 0
    assert names(asked) == before


def test_respondent_whose_link_works_still(asked):
    end_survey(asked, LONG_AGO)
    Respondent.objects.filter(name="it").update(expires_at=NOW + DAY)

    assert purge.purge_respondents(now=NOW) == 1
    assert {name for name, _ in names(asked)} == {"Name gelöscht", "it"}


def test_name_of_a_removed_respondent_goes_from_the_history(asked):
    remove_respondent(respondent=Respondent.objects.get(name="it"), editor=ANNA)
    end_survey(asked, LONG_AGO)
    assert subjects().count("it") == 2

    purge.purge_respondents(now=NOW)

    assert "it" not in subjects()


# The command


@pytest.fixture
def something_of_each(asked):
    end_survey(asked, LONG_AGO)
    abandoned, _ = make_assessment({"B1.1": 2})
    Assessment.objects.filter(pk=abandoned.pk).update(created_at=NOW - 401 * DAY)
    abandoned.history.update(at=NOW - 401 * DAY)
    make_invitation(make_municipality(), expires_at=LONG_AGO)
    Session.objects.create(pk="x" * 32, session_data="", expire_date=NOW - DAY)
    make_claim(decided_at=LONG_AGO)
    make_unconfirmed()
    for number in (1, -1):
        Counter.objects.create(pk=f"{number}", value="", expires=NOW - number * DAY)


COUNTS = """\
  Abgelaufene Sitzungen: 1
  Abgelaufene Zähler von Anfragen: 1
  Einladungen ins Team, seit 90 Tagen beendet: 1
  Anfragen für Kommunen, seit 90 Tagen entschieden: 1
  Konten, in 90 Tagen nie bestätigt: 1
  Namen und Adressen von Befragten, 90 Tage nach Ende der Befragung: 2
  Checks mit persönlichem Link (nie abgeschlossen, 400 Tage unverändert): 1
"""


def run(capsys, *arguments):
    call_command("purge", *arguments)
    return capsys.readouterr().out


def test_dry_run_counts_and_changes_nothing(something_of_each, capsys):
    assert run(capsys, "--dry-run") == f"Zu löschen wären:\n{COUNTS}"
    assert run(capsys, "--dry-run") == f"Zu löschen wären:\n{COUNTS}"


def test_command_deletes_what_the_dry_run_counted(something_of_each, capsys):
    assert run(capsys) == f"Gelöscht:\n{COUNTS}"
    assert [line[-2:] for line in run(capsys).splitlines()[1:]] == [" 0"] * 7


def test_command_that_leaves_abandoned_checks(something_of_each, capsys, settings):
    settings.PURGE_ABANDONED_DAYS = 0

    assert "Checks mit persönlichem Link (PURGE_ABANDONED_DAYS=0: bleiben): 0" in run(capsys)


# What the privacy page promises


def test_privacy_page_says_the_terms(client, settings):
    settings.PURGE_ABANDONED_DAYS = 123
    text = client.get(reverse("privacy")).content.decode()

    assert "123 Tage lang nicht geändert wurde, wird mit allem gelöscht" in text
    assert "Bis 90 Tage, nachdem die Einladung angenommen, zurückgezogen oder abgelaufen ist" in text
    assert "Name und Adresse höchstens bis 90 Tage nach dem Ende der Befragung" in text


def test_privacy_page_where_abandoned_checks_stay(client, settings):
    settings.PURGE_ABANDONED_DAYS = 0

    assert "lang nicht geändert wurde" not in client.get(reverse("privacy")).content.decode()
