import pytest

from assessments.models import HistoryEntry
from recommendations.decision_path import GATES
from tests.cast import BERND, make_assessment, open_link
from tests.recommendations.path_story import at, save, stored, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    return assessment


def test_form_asks_every_gate_with_what_is_meant(client, story):
    response = client.get(at("edit_gates", story))

    assert list(response.context["form"].specs) == [
        name for key in GATES for name in (f"path-{key}", f"path-{key}_note")
    ]
    text = text_of(response)
    assert "Dass das System fertig gebaut ist, zählt noch nicht als Nutzen." in text
    assert "Der Nutzen wurde geprüft und war nicht zu erkennen, oder er ist kleiner als der Aufwand." in text
    assert "K1.2 Zuständigkeit nach dem Förderende:" in text


def test_answers_are_stored_with_their_history(client, story):
    address = at("edit_gates", story)
    values = typed(client, address, path__benefit="yes", path__benefit_note="Auswertung\nvom 12.03.", path__taker="no")

    response = client.post(address, values, follow=True)

    assert response.redirect_chain == [(at("path", story), 302)]
    assert "Die Prüfsteine sind gespeichert." in text_of(response)
    assert stored(story) == {
        "path.benefit": "yes",
        "path.benefit_note": "Auswertung\nvom 12.03.",
        "path.taker": "no",
    }
    told = HistoryEntry.objects.filter(assessment=story, kind="entry").order_by("pk")
    assert [entry.subject for entry in told] == [
        "Ist gezeigt, dass die Lösung den Menschen oder der Verwaltung nützt?",
        "Nutzen: Worauf stützt sich die Antwort?",
        "Würde jemand anderes die Lösung übernehmen?",
    ]


def test_hints_never_answer_a_gate(client, story):
    save(story, path__usage="yes")

    form = client.get(at("edit_gates", story)).context["form"]

    assert [key for key in GATES if form[f"path-{key}"].value()] == ["usage"]


def test_answer_that_is_none_is_refused_and_the_note_kept(client, story):
    address = at("edit_gates", story)

    response = client.post(address, typed(client, address, path__benefit="perhaps", path__benefit_note="Bleibt stehen"))

    assert response.status_code == 422
    assert "<title>Fehler: Prüfsteine beantworten" in text_of(response)
    assert "Bleibt stehen" in text_of(response)
    assert stored(story) == {}


def test_note_that_is_too_long_is_refused(client, story):
    address = at("edit_gates", story)

    response = client.post(address, typed(client, address, path__benefit_note="x" * 1001))

    assert response.status_code == 422
    assert "Höchstens 1.000 Zeichen, es sind 1.001." in text_of(response)


def test_change_made_meanwhile_is_shown_and_nothing_lost(client, story):
    save(story, path__benefit_note="Anna")
    address = at("edit_gates", story)
    values = typed(client, address, path__benefit_note="Meine Fassung")
    save(story, editor=BERND, path__benefit_note="Bernds Fassung")

    response = client.post(address, values)

    assert response.status_code == 409
    text = text_of(response)
    assert "Diese Angaben wurden inzwischen geändert" in text
    assert "Bernds Fassung" in text
    assert "Meine Fassung" in text
    assert stored(story) == {"path.benefit_note": "Bernds Fassung"}


def test_gates_stay_editable_after_the_check_is_submitted(client, story):
    story.status = "submitted"
    story.save()
    address = at("edit_gates", story)

    client.post(address, typed(client, address, path__operator="no"))

    assert stored(story) == {"path.operator": "no"}


def test_outcome_is_stored_whatever_is_suggested(client, story):
    save(story, path__benefit="no")
    address = at("edit_outcome", story)
    assert "Aus den Prüfsteinen folgt der Vorschlag „Geordnet beenden“." in text_of(client.get(address))
    values = {
        "path__outcome": "adapt",
        "path__outcome_reason": "Zweiter Winter abwarten",
        "path__outcome_by": "Amtsleitungsrunde",
        "path__outcome_day": "2027-02-28",
        "path__decide_by": "",
    }

    response = client.post(address, typed(client, address, **values), follow=True)

    assert "Ihr Weg ist gespeichert." in text_of(response)
    assert "Gewählter Weg: Anpassen" in text_of(response)
    assert stored(story)["path.outcome_day"] == "2027-02-28"


def test_outcome_without_a_suggestion_says_so(client, story):
    assert "Aus den Prüfsteinen folgt noch kein Vorschlag." in text_of(client.get(at("edit_outcome", story)))


def test_outcome_with_an_impossible_day_is_refused(client, story):
    address = at("edit_outcome", story)

    response = client.post(address, typed(client, address, path__outcome="adapt", path__outcome_day="31.02.2027"))

    assert response.status_code == 422
    assert "Bitte ein Datum wie 30.06.2027 angeben." in text_of(response)
