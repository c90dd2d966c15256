"""What a person with an account downloads: everything about it, nothing secret, nothing that only a team may read."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.urls import reverse

from assessments.models import Invitation, User
from assessments.personal_data import CONTENT_LEFT_OUT
from recommendations.actions import withdraw_share
from recommendations.personal_data import as_text, person_data
from tests.accounts.people import confirm_identity, log_in_with_password, make_verified_user
from tests.cast import make_respondent, make_user
from tests.exchange import make_listing
from tests.person_story import EMAIL, NAME, OLD_EMAIL, OTHER, Person

pytestmark = pytest.mark.django_db

EXPORTED = {
    "account.EmailAddress.user": "E-Mail-Adressen",
    "mfa.Authenticator.user": "Zweiter Faktor und Passkeys",
    "socialaccount.SocialAccount.user": "Anmeldung über einen Dienst",
    "usersessions.UserSession.user": "Anmeldungen",
    "assessments.Membership.user": "Teams",
    "assessments.Invitation.accepted_by": "Angenommene Einladungen",
    "assessments.Invitation.created_by": "Ausgesprochene Einladungen",
    "assessments.Claim.user": "Anfragen",
    "assessments.HistoryEntry.actor": "Was Sie getan haben",
    "assessments.HistoryEntry.person": "Was andere über Ihre Mitgliedschaft festgehalten haben",
    "recommendations.Share.shared_by": "Mit Programmen geteilt",
    "recommendations.Share.withdrawn_by": "Teilen widerrufen",
    "recommendations.FunderMembership.user": "Zugang als Fördergeber",
    "recommendations.Release.created_by": "Freigaben",
    "recommendations.FunderAnswer.created_by": "Antworten auf Empfehlungen",
}
"""Every reference to an account, and where in the file it is told."""

DECISION = ("Angaben zur Entscheidung", "Kostenpositionen", "Wirkungskennzahlen", "Messwerte")


@pytest.fixture
def person():
    person = Person()
    make_respondent(person.by_link, name="Bauamt", email=OTHER)
    withdraw_share(share=person.shared, editor=person.editor)
    return person


def test_every_reference_to_an_account_is_told(person):
    references = {f"{link.related_model._meta.label}.{link.field.name}" for link in User._meta.related_objects}
    data = person_data(person.user)

    assert references == set(EXPORTED)
    assert {title: bool(data[title]) for title in EXPORTED.values()} == dict.fromkeys(EXPORTED.values(), True)
    assert set(data) == {
        "Konto",
        "Befragungen",
        "Antworten",
        "Maßnahmen",
        "Kontakt im Austausch",
        *DECISION,
        *EXPORTED.values(),
    }


def test_account_itself(person):
    User.objects.filter(pk=person.user.pk).update(last_login=None)
    data = person_data(User.objects.get(pk=person.user.pk))

    assert data["Konto"] | {"angelegt": ""} == {
        "E-Mail-Adresse": EMAIL,
        "Name oder Funktion": NAME,
        "angelegt": "",
        "letzte Anmeldung": None,
        "Passwort festgelegt": True,
        "gesperrt": False,
        "gehört zum Betrieb": False,
        "Gruppen": [],
        "besondere Rechte": [],
    }
    assert [row["Adresse"] for row in data["E-Mail-Adressen"]] == [EMAIL, OTHER]
    assert [(row["Kommune"], row["an die Adresse"]) for row in data["Angenommene Einladungen"]] == [
        ("Nachbarbach (erfunden)", OLD_EMAIL)
    ]


def test_what_was_said_for_the_decision_is_told_with_its_content_to_a_member(person):
    data = person_data(person.user)

    contents = {
        title: {CONTENT_LEFT_OUT if "Inhalt" in row else row["Vorhaben"] for row in data[title]} for title in DECISION
    }
    assert contents == {key: {"Glättesensoren im Winterdienst", CONTENT_LEFT_OUT} for key in DECISION}
    assert {title: len(data[title]) for title in DECISION} == dict.fromkeys(DECISION, 2)
    own = next(row for row in data["Messwerte"] if "Wert" in row)
    assert (own["Kennzahl"], own["Tag"]) == ("Kontrollfahrten", "2026-11-02")


def test_what_was_done_is_told_with_its_content_where_the_person_is_a_member(person):
    data = person_data(person.user)

    told = [(row["Frage"], row.get("Notiz"), row.get("Inhalt")) for row in data["Antworten"]]
    assert told == [
        ("B1.2", None, CONTENT_LEFT_OUT),
        ("B1.1", "Der Bauhof trägt es", None),
        ("B1.1", None, CONTENT_LEFT_OUT),
    ]
    assert "Notiz im früheren Team" not in as_text(data)
    left = [row for row in data["Was Sie getan haben"] if row["Kommune"] == "Nachbarbach (erfunden)"]
    assert [row["was"] for row in left] == ["Ins Team gekommen", "Antwort", "Aus dem Team genommen"]
    assert {row["Inhalt"] for row in left} == {CONTENT_LEFT_OUT}


def test_nothing_secret_is_told(person):
    text = as_text(person_data(person.user))
    secrets = {
        User.objects.get(pk=person.user.pk).password,
        Authenticator.objects.get().data["secret"],
        *Session.objects.values_list("pk", flat=True),
        *Invitation.objects.values_list("link_hash", flat=True),
    }

    assert len(secrets) == 6
    assert [secret for secret in secrets if secret in text] == []
    assert person.colleague.email not in text


def test_survey_is_told_under_a_confirmed_address_only(person):
    assert [row["eingeladen als"] for row in person_data(person.user)["Befragungen"]] == ["Bauamt"]

    EmailAddress.objects.filter(email=OTHER).update(verified=False)

    assert person_data(person.user)["Befragungen"] == []


# The page and the file


@pytest.fixture
def client():
    make_verified_user()
    return log_in_with_password("digitalamt@musterbach.example").client


def test_page_leads_to_the_file_and_the_file_asks_who_it_is(client):
    assert reverse("account_data") in client.get(reverse("account")).content.decode()
    assert reverse("account_data_json") in client.get(reverse("account_data")).content.decode()

    asked = client.get(reverse("account_data_json"))
    assert asked.url.startswith(reverse("account_reauthenticate"))

    confirm_identity(client)
    response = client.get(reverse("account_data_json"))
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="meine-daten-')
    data = json.loads(response.content)
    assert data["Konto"]["E-Mail-Adresse"] == "digitalamt@musterbach.example"
    assert data["Auskunft"] == "Verstetigungs-Check: alles, was zu Ihnen gespeichert ist"


def test_file_of_an_empty_account_has_the_same_parts():
    data = person_data(make_user("leer@musterbach.example"))

    assert {key for key, rows in data.items() if rows == []} == set(data) - {"Konto"}


def test_listing_that_names_an_own_address_is_told(person):
    make_listing(person.municipality, contact="Stabsstelle", email=OTHER.upper())
    make_listing(person.former)

    assert person_data(person.user)["Kontakt im Austausch"] == [
        {"Kommune": person.municipality.name, "Empfehlung": "K1.2", "Stelle": "Stabsstelle"}
    ]
