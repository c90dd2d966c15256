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


def test_closed_survey_leads_back_from_every_page(client, check, asked):
    person, _ = started(asked, "Nicht fertig")
    pages = [
        reverse("invite_respondent", args=[check.pk]),
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
