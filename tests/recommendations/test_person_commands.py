"""The operator answers who asks for the own data, or for its end."""

import json

import pytest
from django.core.management import CommandError, call_command

from assessments.actions import invite_member
from assessments.models import HistoryEntry, Respondent, User
from recommendations.management.commands import erase_person as command
from tests.cast import editor_of, make_assessment, make_member, make_municipality, make_respondent, make_user
from tests.exchange import make_listing
from tests.person_story import EMAIL, OTHER, Person, traces
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db
ADDRESS = "kaemmerei@musterbach.example"


def run(capsys, name, *arguments):
    call_command(name, *arguments)
    return capsys.readouterr().out


def exported(capsys, email):
    return json.loads(run(capsys, "export_person", email))


@pytest.fixture
def invited():
    """Somebody without an account: asked into a team, and in a survey under the same address."""
    municipality = make_municipality()
    lead = make_member(municipality, "lead")
    invite_member(municipality=municipality, role="edit", email=ADDRESS, editor=editor_of(lead))
    assessment, _ = make_assessment(tenant=municipality)
    respond(assessment, "treasury", {"B1.1": 3}, name="Kämmerin", email=ADDRESS, notes={"B1.1": "Zu teuer"})
    respond(assessment, "it", {"B1.1": 2}, name="IT")
    for name in ("Kämmerin", "IT"):
        HistoryEntry.objects.create(
            assessment=assessment, kind="respondent_invited", subject=name, at=assessment.created_at
        )
    return municipality, assessment


@pytest.mark.parametrize("name", ["export_person", "erase_person"])
def test_unknown_address(name):
    with pytest.raises(CommandError, match=r"Zu niemand@musterbach\.example ist nichts gespeichert"):
        call_command(name, "niemand@musterbach.example")


def test_export_of_an_account_by_any_confirmed_address(capsys):
    Person()

    for email in (EMAIL.upper(), OTHER):
        assert exported(capsys, email)["Konto"]["E-Mail-Adresse"] == EMAIL


def test_export_of_an_address_without_account(capsys, invited):
    told = exported(capsys, ADDRESS.upper())

    assert told["Konto"] is None
    assert [row["Rolle"] for row in told["Unter der Adresse"]["Einladungen ins Team"]] == ["Bearbeitung"]
    [survey] = told["Unter der Adresse"]["Befragungen"]
    assert (survey["eingeladen als"], [row["Notiz"] for row in survey["Antworten"]]) == ("Kämmerin", ["Zu teuer"])


def test_dry_run_says_the_same_and_changes_nothing(capsys, invited):
    person = make_user(ADDRESS)
    said = run(capsys, "erase_person", ADDRESS, "--dry-run")

    assert User.objects.filter(pk=person.pk).exists()
    assert Respondent.objects.count() == 2
    counts = """\
  Konto: 1
  Mitgliedschaften: 0
  Konten von Kommunen: 0
  Einladungen ins Team unter der Adresse: 1
  Befragungen unter der Adresse: 1
  Kontakt im Austausch unter der Adresse: 0
"""
    assert said == f"Zu löschen wären:\n{counts}"
    assert run(capsys, "erase_person", ADDRESS) == f"Gelöscht:\n{counts}"
    assert traces(ADDRESS, "Kämmerin", "Zu teuer") == set()
    assert list(Respondent.objects.values_list("name", flat=True)) == ["IT"]


def test_contact_in_the_exchange_is_told_and_erased(capsys):
    make_listing(make_municipality(), contact="Stabsstelle", email=ADDRESS.upper())

    assert exported(capsys, ADDRESS)["Unter der Adresse"]["Kontakt im Austausch"] == [
        {"Kommune": "Musterbach (erfunden)", "Empfehlung": "K1.2", "Stelle": "Stabsstelle"}
    ]
    assert "Kontakt im Austausch unter der Adresse: 1" in run(capsys, "erase_person", ADDRESS)
    assert traces(ADDRESS.upper()) == set()


def test_invitation_to_the_address_is_revoked(capsys, invited):
    municipality, _ = invited
    assert traces(ADDRESS) == {"assessments.HistoryEntry", "assessments.Invitation", "assessments.Respondent"}

    run(capsys, "erase_person", ADDRESS)

    assert municipality.invitations.get().revoked_at is not None
    assert set(municipality.history.filter(assessment=None).values_list("kind", "subject")) == {
        ("member_invited", "Adresse gelöscht"),
        ("invitation_revoked", "Adresse gelöscht"),
    }
    assert set(HistoryEntry.objects.filter(kind__startswith="respondent").values_list("subject", flat=True)) == {
        "IT",
        "Name gelöscht",
    }


def test_invitation_that_ended_only_loses_the_address(capsys, invited):
    municipality, _ = invited
    invitation = municipality.invitations.get()
    invitation.revoked_at = before = invitation.created_at
    invitation.save()

    run(capsys, "erase_person", ADDRESS)

    invitation.refresh_from_db()
    assert (invitation.email, invitation.revoked_at) == ("", before)


def test_answers_stay_without_the_name_in_an_opened_anonymous_survey(capsys):
    assessment, _ = make_assessment()
    person, _ = make_respondent(assessment, name="Kämmerin", email=ADDRESS, anonymous=True)
    open_survey(assessment)

    run(capsys, "erase_person", ADDRESS)

    person.refresh_from_db()
    assert (person.name, person.email) == ("Name gelöscht", "")


def test_account_with_all_that_belongs_to_it(capsys):
    person = Person()

    said = run(capsys, "erase_person", EMAIL)

    assert "  Konto: 1\n  Mitgliedschaften: 1\n" in said
    assert traces(*person.names) == set()
    removed = HistoryEntry.objects.get(kind="member_removed", municipality=person.municipality)
    assert removed.actor_name == "Betrieb"


def test_last_lead_is_refused(capsys):
    municipality = make_municipality()
    make_member(municipality, "lead", EMAIL)
    make_member(municipality, "read")

    with pytest.raises(CommandError, match=r"Einzige Leitung, .*: Musterbach \(erfunden\)"):
        call_command("erase_person", EMAIL, "--with-teams")

    assert municipality.memberships.count() == 2


def test_only_member_needs_the_word_of_the_operator(capsys):
    municipality = make_municipality()
    make_member(municipality, "lead", EMAIL)
    make_assessment(tenant=municipality)

    with pytest.raises(CommandError, match=r"Allein im Team: Musterbach \(erfunden\)\. Mit --with-teams"):
        call_command("erase_person", EMAIL)
    assert User.objects.count() == 1

    assert "  Konten von Kommunen: 1\n" in run(capsys, "erase_person", EMAIL, "--with-teams")
    assert traces("Musterbach") == set()


def test_team_that_changes_meanwhile_stops_it(monkeypatch):
    municipality = make_municipality()
    make_member(municipality, "lead", EMAIL)
    real = command.erase_account

    def after_somebody_joined(**given):
        make_member(municipality, "read")
        real(**given)

    monkeypatch.setattr(command, "erase_account", after_somebody_joined)
    with pytest.raises(CommandError, match="Es wurde nichts gelöscht"):
        call_command("erase_person", EMAIL, "--with-teams")
    assert User.objects.filter(email=EMAIL).exists()
