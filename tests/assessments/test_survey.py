"""The survey as its team sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import HistoryEntry, Respondent, Survey
from tests.assessments.survey_story import begin, finished, invite, opened, respond, started
from tests.cast import log_in, make_assessment, make_member, make_municipality
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def url(assessment):
    return reverse("survey", args=[assessment.pk])


def text(client, assessment):
    return client.get(url(assessment)).content.decode()


def test_page_before_there_is_one_explains_and_offers_to_begin(client, check):
    shown = text(client, check)

    assert "Befragung anlegen" in shown
    assert "Anonymität wird nicht zugesagt" in shown
    assert "mindestens fünf Befragte fertig" in shown


def test_begins_a_survey(client, check):
    response = client.post(url(check), {"anonymous": "anonymous", "message": " Bis Freitag\u202e "})

    assert response.url == url(check)
    assert Survey.objects.values_list("anonymous", "message").get() == (True, "Bis Freitag")
    assert "Laden Sie jetzt die Befragten ein" in text(client, check)
    assert "Änderung speichern" in text(client, check)


BAD = {
    "nothing": ({}, "Bitte wählen Sie, was nach dem Öffnen zu sehen ist."),
    "unknown terms": ({"anonymous": "x"}, "Bitte wählen Sie, was nach dem Öffnen zu sehen ist."),
    "long message": ({"anonymous": "open", "message": "x" * 1001}, "Höchstens 1.000 Zeichen, es sind 1.001."),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_bad_terms_are_refused(client, check, data, message):
    response = client.post(url(check), data)

    shown = response.content.decode()
    assert response.status_code == 422
    assert message in shown
    assert "<title>Fehler: " in shown
    assert data.get("message", "") in shown
    assert not Survey.objects.exists()


def test_terms_do_not_change_once_somebody_is_invited(client, check):
    invite(begin(check))

    response = client.post(url(check), {"anonymous": "anonymous"})

    assert response.status_code == 422
    assert "Was dieser Person zugesagt ist, bleibt." in response.content.decode()
    assert not Survey.objects.get().anonymous


def test_list_says_who_is_where_and_nothing_of_the_answers(client, check):
    survey = begin(check)
    invite(survey, "Leitung Bauhof", perspective="department")
    person, _ = started(survey, "Kämmerei", parts=["barriers", "drivers"])
    respond(person, "B1.1", 4, "geheime Notiz")
    finished(survey, "IT-Abteilung", {"B1.1": 2}, perspective="it")
    Respondent.objects.filter(name="Leitung Bauhof").update(expires_at=timezone.now() - timedelta(days=1))

    shown = text(client, check)

    assert "1 von 3 Befragten ist fertig" in shown
    for word in ("eingeladen</span>", "begonnen</span>", "fertig</span>", "abgelaufen", "2 von 5 Teilen", "Fachamt"):
        assert word in shown
    assert "geheime Notiz" not in shown


def test_page_takes_few_queries_however_many_are_asked(client, check):
    survey = begin(check)
    for number in range(12):
        invite(survey, f"Person {number}")

    with at_most(4):
        client.get(url(check))


def test_reader_sees_the_list_without_controls():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)
    invite(begin(assessment))
    shown = {role: text(log_in(make_member(municipality, role)), assessment) for role in ("edit", "read")}

    assert all("eingeladen</span>" in page for page in shown.values())
    links = [reverse(name, args=[assessment.pk]) for name in ("invite_respondent", "open_comparison")]
    links.append(reverse("remove_respondent", args=[assessment.pk, Respondent.objects.get().pk]))
    assert [link in shown["edit"] for link in links] == [True] * 3
    assert [link in shown["read"] for link in links] == [False] * 3


def test_reader_learns_that_nobody_is_invited():
    municipality = make_municipality()
    assessment, _ = make_assessment(tenant=municipality)

    shown = text(log_in(make_member(municipality, "read")), assessment)

    assert "Noch ist niemand eingeladen" in shown
    assert "<form" not in shown


def test_submitted_check_without_a_survey(client, check):
    client.post(reverse("submit", args=[check.pk]))

    assert "Zu diesem Check gab es keine Befragung" in text(client, check)
    assert client.post(url(check), {"anonymous": "open"}).status_code == 409


def test_opened_survey_leads_to_the_views(client, check):
    survey = begin(check)
    for name in ("IT", "Fachamt"):
        finished(survey, name, {"B1.1": 3})
    opened(survey)

    shown = text(client, check)
    assert reverse("perspectives", args=[check.pk]) in shown
    assert reverse("invite_respondent", args=[check.pk]) not in shown


def test_overview_names_the_survey(client, check):
    overview = reverse("overview", args=[check.pk])
    assert "Befragung beginnen" in client.get(overview).content.decode()
    survey = begin(check)
    finished(survey, "IT")
    invite(survey)

    assert "2 Personen sind eingeladen, davon 1 fertig" in client.get(overview).content.decode()
    with at_most(4):
        client.get(overview)


def test_submitting_says_that_the_comparison_was_not_opened(client, check):
    submit = reverse("submit", args=[check.pk])
    assert "Der Vergleich der Befragung ist nicht geöffnet" not in client.get(submit).content.decode()
    invite(begin(check))

    assert "Der Vergleich der Befragung ist nicht geöffnet" in client.get(submit).content.decode()

    client.post(submit)
    assert "Der Vergleich wurde nicht geöffnet" in text(client, check)


def test_deleting_names_the_survey(client, check):
    delete = reverse("delete", args=[check.pk])
    assert "Befragten" not in client.get(delete).content.decode()
    invite(begin(check))

    assert "die Befragung mit 1 Befragten" in client.get(delete).content.decode()


@pytest.fixture
def asked(check):
    return begin(check)


def invite_url(assessment):
    return reverse("invite_respondent", args=[assessment.pk])


def test_nobody_is_invited_before_there_is_a_survey(client, check):
    assert client.get(invite_url(check)).status_code == 404


def test_invites_and_shows_the_link_once(client, check, asked):
    data = {"name": "Leitung Bauhof", "perspective": "department", "parts": ["barriers"], "days": "14"}

    shown = client.post(invite_url(check), data, follow=True)

    respondent = Respondent.objects.get()
    assert (respondent.name, respondent.perspective, respondent.parts) == ("Leitung Bauhof", "department", ["barriers"])
    link = shown.context["link"]
    assert link.startswith("http://127.0.0.1:8000/b/")
    assert link in shown.content.decode()
    assert "Musterbach (erfunden)" in shown.context["text"]

    page = reverse("respondent_link", args=[check.pk, respondent.pk])
    assert client.post(page, {"do": "saved"}).url == url(check)
    assert client.get(page).context["link"] is None


def test_invitation_text_says_who_what_how_long_and_until_when(client, check):
    survey = begin(check, message="Wir brauchen die Antworten für den Ausschuss.")
    client.post(invite_url(check), {"name": "IT", "perspective": "it", "parts": ["barriers"], "days": "30"})
    respondent = Respondent.objects.get(survey=survey)

    text = client.get(reverse("respondent_link", args=[check.pk, respondent.pk])).context["text"]

    assert "Musterbach (erfunden)" in text
    assert "„Glättesensoren im Winterdienst“" in text
    assert "Wir brauchen die Antworten für den Ausschuss." in text
    assert "10 Fragen, das dauert etwa 4 Minuten" in text
    assert f"gültig bis {timezone.localtime(respondent.expires_at):%d.%m.%Y}" in text


BAD_INVITATIONS = {
    "nothing": ({}, "Bitte geben Sie einen Namen oder eine Funktion ein."),
    "no perspective": ({"name": "Kämmerei", "days": "30"}, "Bitte wählen Sie die Sichtweise."),
    "unknown perspective": ({"name": "IT", "perspective": "x", "days": "30"}, "Bitte wählen Sie die Sichtweise."),
    "unknown part": ({"name": "IT", "perspective": "it", "days": "30", "parts": ["x"]}, "Diesen Teil gibt es nicht."),
    "365 days": ({"name": "IT", "perspective": "it", "days": "365"}, "Bitte wählen Sie 14, 30 oder 60 Tage."),
    "long name": ({"name": "x" * 121, "perspective": "it", "days": "30"}, "Höchstens 120 Zeichen, es sind 121."),
}


@pytest.mark.parametrize(("data", "message"), BAD_INVITATIONS.values(), ids=BAD_INVITATIONS)
def test_bad_invitation_is_refused_and_kept_in_the_fields(client, check, asked, data, message):
    response = client.post(invite_url(check), data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert data.get("name", "") in response.content.decode()
    assert not Respondent.objects.exists()


def test_sixty_first_is_refused(client, check, asked):
    for number in range(60):
        invite(asked, f"Person {number}")

    response = client.post(invite_url(check), {"name": "IT", "perspective": "it", "days": "30"})

    assert response.status_code == 422
    assert "Mehr als 60 Befragte" in response.content.decode()
    assert "Mehr als 60 Befragte" in text(client, check)


def test_quick_check_offers_its_own_parts(client):
    from tests.cast import open_link

    assessment, token = make_assessment(scope="quick")
    open_link(client, token)
    begin(assessment)

    shown = client.get(invite_url(assessment)).content.decode()
    assert 'value="barriers"' in shown
    assert 'value="prerequisites"' not in shown


def test_anonymous_survey_offers_no_parts(client, check):
    begin(check, anonymous=True)

    assert 'name="parts"' not in client.get(invite_url(check)).content.decode()


def test_closed_survey_leads_back_from_every_page(client, check, asked):
    person, _ = started(asked, "Nicht fertig")
    pages = [
        invite_url(check),
        reverse("open_comparison", args=[check.pk]),
        reverse("respondent_link", args=[check.pk, person.pk]),
        reverse("remind_respondent", args=[check.pk, person.pk]),
    ]
    assert {client.get(page).status_code for page in pages} == {200}
    for name in ("IT", "Fachamt"):
        finished(asked, name)
    opened(asked)

    assert [client.get(page).url for page in pages] == [url(check)] * 4
    posts = [
        (pages[0], {"name": "IT", "perspective": "it", "days": "30"}),
        (pages[2], {"do": "renew", "days": "30"}),
        (pages[2], {"do": "extend", "days": "30"}),
    ]
    for page, data in posts:
        assert "inzwischen geöffnet" in client.post(page, data, follow=True).content.decode()


def test_respondent_of_another_check_is_not_found(client, check):
    foreign, _ = invite(begin(make_assessment()[0]))

    for name in ("respondent_link", "remind_respondent", "remove_respondent"):
        page = reverse(name, args=[check.pk, foreign.pk])
        assert client.get(page).status_code == 404
        assert client.post(page, {"do": "renew", "days": "30"}).status_code == 404
    assert Respondent.objects.count() == 1


def open_url(assessment):
    return reverse("open_comparison", args=[assessment.pk])


def test_comparison_is_opened_after_saying_whose_answers_count(client, check, asked):
    for name in ("IT-Abteilung", "Bauhof"):
        finished(asked, name, {"B1.1": 3})
    started(asked, "Kämmerei")

    shown = client.get(open_url(check)).content.decode()
    assert "Fertig: 2" in shown
    assert "Ihre Antworten zählen dann nicht" in shown
    assert "Kämmerei, begonnen" in shown

    response = client.post(open_url(check))
    assert response.url == reverse("perspectives", args=[check.pk])
    assert Survey.objects.get().opened_at


def test_comparison_with_too_few_is_not_opened(client, check):
    survey = begin(check, anonymous=True)
    for number in range(4):
        finished(survey, f"Amt {number}")

    shown = client.get(open_url(check)).content.decode()
    assert "mindestens 5 Befragte fertig sein" in shown
    assert 'method="post"' not in shown

    response = client.post(open_url(check))
    assert response.status_code == 422
    assert "Der Vergleich ist nicht geöffnet" in response.content.decode()


def test_comparison_of_a_check_without_a_survey(client, check):
    assert client.get(open_url(check)).status_code == 404


def test_removes_after_a_question(client, check, asked):
    person, _ = finished(asked, "Kämmerei", {"B1.1": 3})
    page = reverse("remove_respondent", args=[check.pk, person.pk])

    assert "alle Antworten und Notizen" in client.get(page).content.decode()
    assert Respondent.objects.exists()
    assert client.post(page).url == url(check)
    assert not Respondent.objects.exists()
    assert HistoryEntry.objects.filter(kind="respondent_removed", subject="Kämmerei").exists()
