from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import (
    Kind,
    change_role,
    edit_project,
    leave_team,
    record,
    save_answer,
    save_response,
    seen_of,
    start_survey,
)
from assessments.models import HistoryEntry, Membership
from recommendations import actions
from recommendations.history import GROUPS
from tests.cast import (
    ANNA,
    BERND,
    editor_of,
    log_in,
    make_assessment,
    make_member,
    make_municipality,
    make_respondent,
    open_link,
)
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant():
    return make_municipality()


@pytest.fixture
def assessment(tenant):
    return make_assessment({"B1.1": 3}, tenant=tenant)[0]


@pytest.fixture
def lead(tenant):
    return log_in(make_member(tenant, "lead"))


def history(client, assessment, **query):
    return client.get(reverse("history", args=[assessment.pk]), query)


def team_history(client, tenant, **query):
    return client.get(reverse("team_history", args=[tenant.pk]), query)


def told(response):
    """(who, what, about what, changes) of the entries shown."""
    return [
        (view.who, view.title, view.subject, [(change.label, change.before, change.after) for change in view.changes])
        for view in response.context["entries"]
    ]


def test_every_kind_is_in_one_group():
    grouped = [kind for _, kinds in GROUPS.values() for kind in kinds]

    assert sorted(grouped) == sorted(Kind)


def test_answer_is_told_in_the_words_of_the_question(lead, assessment):
    save_answer(assessment=assessment, item="B1.1", value="unknown", note="Wer?", base_revision=1, editor=BERND)

    who, title, subject, changes = told(history(lead, assessment))[0]

    assert (who, title) == ("ohne Namen", "Antwort")
    assert subject.startswith("Frage B1.1: ")
    assert changes[0][0] == "Antwort"
    assert changes[0][1].startswith("Stufe 3: ")
    assert changes[0][2] == "Weiß nicht"
    assert changes[1] == ("Notiz", "keine Angabe", "Wer?")


@pytest.mark.parametrize("note", ["9999-12-31 23:59:59+00:00", "2027-06-30", "0001-01-01 00:00:00+00:00"])
def test_a_note_that_looks_like_a_day_is_told_as_typed(lead, assessment, note):
    save_answer(assessment=assessment, item="B1.1", value="3", note=note, base_revision=1, editor=BERND)

    assert told(history(lead, assessment))[0][3] == [("Notiz", "keine Angabe", note)]


def test_newest_first(lead, assessment):
    titles = [title for _, title, _, _ in told(history(lead, assessment))]

    assert titles == ["Antwort", "Check angelegt"]


def test_project_and_measure_are_told_in_the_words_of_their_forms(lead, assessment):
    fields = {"phase": "ending", "funding_end": None, "description": "Kurz"}
    edit_project(assessment=assessment, fields=fields, seen=seen_of(assessment.project, fields), editor=ANNA)
    later = {"funding_end": "2027-06-30"}
    assessment.project.refresh_from_db()
    edit_project(assessment=assessment, fields=later, seen=seen_of(assessment.project, later), editor=ANNA)
    measure = actions.add_measure(assessment=assessment, fields={"title": "Betrieb klären"}, editor=ANNA)
    actions.edit_measure(measure=measure, fields={"status": "done"}, base_revision=1, editor=ANNA)

    found = told(history(lead, assessment))[:4]

    assert [entry[1:] for entry in found] == [
        ("Maßnahme geändert", "Betrieb klären", [("Status", "offen", "erledigt")]),
        ("Maßnahme aufgenommen", "Betrieb klären", []),
        ("Angaben zum Vorhaben", "", [("Ende der Förderung", "keine Angabe", "30.06.2027")]),
        (
            "Angaben zum Vorhaben",
            "",
            [("Kurzbeschreibung", "keine Angabe", "Kurz"), ("Phase", "Pilot", "Auslaufende Förderung")],
        ),
    ]


def test_decision_is_told_in_words(lead, assessment):
    actions.save_entries(assessment=assessment, values={"path.benefit": "yes"}, base={}, editor=ANNA)
    actions.save_entries(assessment=assessment, values={"calendar.registration": "2027-06-30"}, base={}, editor=ANNA)
    fields = {"side": "cost", "kind": "hosting", "label": "Funkplattform", "yearly": Decimal("3400.00")}
    line = actions.add_cost(assessment=assessment, fields=fields, editor=ANNA)
    changed = {"yearly": Decimal("3450.50"), "basis": "measured"}
    actions.edit_cost(assessment=assessment, line=line, fields=changed, base_revision=1, editor=ANNA)

    found = [(title, subject, changes) for _, title, subject, changes in told(history(lead, assessment))[:4]]

    assert [found[0], *found[2:]] == [
        (
            "Kostenposition geändert",
            "Funkplattform",
            [("Grundlage", "geschätzt", "belegt"), ("je Jahr in Euro", "3.400", "3.450,5")],
        ),
        ("Angabe zur Entscheidung", "Haushaltsanmeldung: letzter Tag", [("Angabe", "keine Angabe", "30.06.2027")]),
        (
            "Angabe zur Entscheidung",
            "Ist gezeigt, dass die Lösung den Menschen oder der Verwaltung nützt?",
            [("Angabe", "keine Angabe", "ja")],
        ),
    ]


def test_survey_is_told(lead, assessment):
    start_survey(assessment=assessment, anonymous=True, message="Bitte", editor=ANNA)
    start_survey(assessment=assessment, anonymous=True, message="Bitte sehr", editor=ANNA)
    moments = ["2027-06-30 10:00:00+00:00", "2027-07-30 10:00:00+00:00"]
    record(
        kind=Kind.RESPONDENT_RENEWED, editor=ANNA, assessment=assessment, subject="IT", changes={"expires_at": moments}
    )

    assert [entry[1:] for entry in told(history(lead, assessment))[:3]] == [
        (
            "Gültigkeit eines Links geändert",
            "IT",
            [("Link gilt bis", "30.06.2027, 12:00", "30.07.2027, 12:00")],
        ),
        ("Befragung geändert", "", [("Nachricht an die Befragten", "Bitte", "Bitte sehr")]),
        (
            "Befragung angelegt",
            "",
            [("Anonyme Befragung", "keine Angabe", "ja"), ("Nachricht an die Befragten", "keine Angabe", "Bitte")],
        ),
    ]


def test_role_is_told_to_the_lead_alone(lead, tenant, assessment):
    member = make_member(tenant, "edit")
    change_role(
        membership=Membership.objects.get(user=member), role="read", editor=editor_of(tenant.memberships.first().user)
    )
    record(kind=Kind.MEMBER_INVITED, editor=ANNA, municipality=tenant, changes={"role": [None, "lead"]})

    found = told(team_history(lead, tenant))
    assert found[:2] == [
        ("Anna (Bauhof)", "Ins Team eingeladen", "Link ohne Adresse", [("Rolle", "keine", "Leitung")]),
        ("lead Musterbach", "Rolle geändert", "edit Musterbach", [("Rolle", "Bearbeitung", "Lesen")]),
    ]
    assert "Antwort" in [title for _, title, _, _ in found]

    for query in ({}, {"art": "team"}):
        titles = {title for _, title, _, _ in told(team_history(log_in(member), tenant, **query))}
        assert titles == {"Antwort", "Check angelegt"}


def test_filter(lead, assessment):
    actions.add_measure(assessment=assessment, fields={"title": "Betrieb klären"}, editor=ANNA)

    def titles(art):
        return [title for _, title, _, _ in told(history(lead, assessment, art=art))]

    assert titles("antworten") == ["Antwort"]
    assert titles("massnahmen") == ["Maßnahme aufgenommen"]
    assert titles("befragung") == []
    assert titles("team") == titles("x") == ["Maßnahme aufgenommen", "Antwort", "Check angelegt"]


def test_fifty_a_page_in_few_queries(lead, tenant, assessment):
    for number in range(60):
        record(kind=Kind.PROJECT, editor=ANNA, assessment=assessment, subject=f"Nr. {number}")
    other, _ = make_assessment({"K1.2": 1}, tenant=tenant)

    with at_most(7):
        first = team_history(lead, tenant)

    assert len(told(first)) == 50
    assert "Ältere" in first.content.decode()
    last = team_history(lead, tenant, seite="2")
    assert len(told(last)) == 14
    assert "Neuere" in last.content.decode()
    assert told(team_history(lead, tenant, seite="x")) == told(first)
    assert told(team_history(lead, tenant, seite="99")) == told(last)
    assert other.project.name in first.content.decode()


def test_long_text_is_folded_and_complete(lead, assessment):
    note = "Wer weiß das? " * 40
    save_answer(assessment=assessment, item="B1.1", value="3", note=note, base_revision=1, editor=ANNA)

    text = history(lead, assessment).content.decode()

    assert "<summary>Notiz geändert</summary>" in text
    assert note.strip() in text


def test_typed_text_is_shown_as_text(lead, assessment):
    save_answer(assessment=assessment, item="B1.1", value="3", note="<b>x</b>", base_revision=1, editor=ANNA)

    assert "&lt;b&gt;x&lt;/b&gt;" in history(lead, assessment).content.decode()


def test_deleted_check_stays_in_the_history_of_the_team(lead, tenant, assessment):
    lead.post(reverse("delete", args=[assessment.pk]), {"sure": "on"})

    assert told(team_history(lead, tenant)) == [
        ("lead Musterbach", "Check gelöscht", "Glättesensoren im Winterdienst", [])
    ]


def test_holder_of_the_link_sees_it_too(client):
    assessment, token = make_assessment({"B1.1": 3})
    open_link(client, token)

    assert told(history(client, assessment))[0][:2] == ("Anna (Bauhof)", "Antwort")


def test_entry_about_what_is_no_longer_asked_is_told_as_it_is(lead, assessment):
    record(kind=Kind.ANSWER, editor=ANNA, assessment=assessment, subject="Z9.9", changes={"value": ["", "3"]})

    assert told(history(lead, assessment))[0][2:] == ("Z9.9", [("Antwort", "keine Angabe", "3")])


def test_what_respondents_answer_is_not_in_the_history(lead, tenant, assessment):
    respondent, _ = make_respondent(assessment)
    save_answer(assessment=assessment, item="K1.2", value="1", note="Vermerk eins", base_revision=0, editor=ANNA)
    save_response(respondent=respondent, item="K1.2", value="4", note="Geheim vier", base_revision=0)
    assert respondent.responses.get().note == "Geheim vier"

    for response in (history(lead, assessment), team_history(lead, tenant)):
        text = response.content.decode()
        assert "Vermerk eins" in text
        assert "Geheim vier" not in text
    assert "Geheim vier" not in str(list(HistoryEntry.objects.values()))


def test_name_of_who_left_stays(lead, tenant, assessment):
    member = make_member(tenant, "edit")
    save_answer(assessment=assessment, item="B1.1", value="1", note="", base_revision=1, editor=editor_of(member))
    leave_team(municipality=tenant, editor=editor_of(member))
    member.delete()

    assert told(history(lead, assessment))[0][0] == "edit Musterbach"
