"""The page "privacy" says what docs/datenverzeichnis.md says: every row about people, and the same terms."""

import re

import pytest
from django.urls import reverse

from tests.test_data_directory import NAMED, ROWS, TERMS

PERSONAL = [row for row in ROWS if row["Personenbezug"] != "nein"]
SAID = {
    "assessments.User": "E-Mail-Adresse, Name oder Funktion und, als Prüfwert, Ihr Passwort",
    "account.EmailAddress": "E-Mail-Adresse, Name oder Funktion",
    "mfa.Authenticator": "der zweite Faktor, der öffentliche Teil Ihres Passkeys",
    "socialaccount.SocialAccount": "die Kennung bei dem Dienst, über den Sie sich anmelden",
    "sessions.Session": "die zugehörige Sitzung auf dem Server",
    "usersessions.UserSession": "Wo Sie angemeldet sind: Art des Browsers und Zeitpunkt",
    "assessments.Counter": "zählt es Versuche, höchstens einen Tag lang, unter einem Prüfwert",
    "assessments.Membership": "Zu welchem Team Sie gehören, seit wann und mit welcher Rolle",
    "assessments.Invitation": "Einladungen ins Team: Rolle, Fristen, wer eingeladen hat und die E-Mail-Adresse",
    "assessments.Claim": "Anfragen für eine Kommune: Ihre Funktion, die Kommune und die Entscheidung",
    "assessments.Project": "Kommune und Angaben zum Vorhaben",
    "assessments.Assessment": "Antworten, Notizen, Maßnahmenplan, Ergebnis",
    "assessments.Answer": "Zeitpunkt der letzten Änderung je Antwort, Maßnahme und Angabe",
    "assessments.HistoryEntry": "Verlauf: wer wann was geändert hat, mit dem Wert davor und danach",
    "assessments.Survey": "Wenn Sie in einer Befragung antworten",
    "assessments.Respondent": "Ihr Name oder Ihre Funktion und Ihre Sichtweise",
    "assessments.Response": "Ihre Antworten und Notizen",
    "recommendations.Measure": "Zeitpunkt der letzten Änderung je Antwort, Maßnahme und Angabe",
    "recommendations.Entry": "Angaben zur Entscheidung über das Vorhaben: Termine, Prüfsteine, Kosten",
    "recommendations.CostLine": "Angaben zur Entscheidung über das Vorhaben: Termine, Prüfsteine, Kosten",
    "recommendations.Indicator": "Angaben zur Entscheidung über das Vorhaben: Termine, Prüfsteine, Kosten",
    "recommendations.Reading": "Angaben zur Entscheidung über das Vorhaben: Termine, Prüfsteine, Kosten",
    "recommendations.FunderMembership": "Von Personen, die für einen Fördergeber arbeiten: zu welchem Programm sie",
    "recommendations.FunderAnswer": "wer auf eine Empfehlung geantwortet hat",
    "recommendations.Release": "wer eine Freigabe gemacht",
    "recommendations.Share": "Wer für die Kommune wann welchen Check geteilt oder das Teilen widerrufen hat",
    "recommendations.Listing": "Einträge im Austausch: Empfehlung, Text, zuständige Stelle und ihre E-Mail-Adresse",
    "recommendations.Contact": "Anfragen und Kontakte im Austausch: Nachricht, Stand und Zeitpunkte",
    "sessionid": "Sitzungs-Cookie „sessionid“",
    "messages": "Cookie „messages“",
    "reports": "Erstellte Dateien (PDF, DOCX, XLSX) hält der Server bis zu einer Stunde im Arbeitsspeicher",
    "default": "zählt es Versuche",
    "stderr": "In seinem Protokoll stehen keine Namen, Notizen, Links oder IP-Adressen",
    "backup": "wie lange Sicherungen der Datenbank aufgehoben werden",
}
"""What the first name in "Felder" is called on the page."""
# Tables of the framework that stay empty or hold nothing that another row does not say.
UNSAID = {"assessments.User_groups", "account.EmailConfirmation"}


@pytest.fixture
def text(client):
    return " ".join(re.sub(r"<[^>]+>", "", client.get(reverse("privacy")).content.decode()).split())


def test_every_row_about_people_is_on_the_page(text):
    named = {NAMED.findall(row["Felder"])[0] for row in PERSONAL}

    assert named == set(SAID) | UNSAID
    assert [name for name, words in SAID.items() if words not in text] == []


def test_page_names_no_other_term(text):
    days = {int(number) for number in re.findall(r"(\d+) Tage", text)}

    assert days == {int(TERMS[name] // 86_400) for name in ("KEPT", "SESSION_DAYS", "PURGE_ABANDONED_DAYS")}


def test_page_leads_to_the_own_data(client):
    page = client.get(reverse("privacy")).content.decode()

    for name in ("account_data", "delete_account"):
        assert f'href="{reverse(name)}"' in page
