import pytest

from tests.cast import log_in, make_assessment, make_member, make_municipality, open_link
from tests.recommendations.path_story import at, save, text_of

pytestmark = pytest.mark.django_db
ALL_YES = {
    f"path__{key}": "yes"
    for key in ("benefit", "usage", "operator", "technology", "rights", "costs_known", "costs_financed")
}


@pytest.fixture
def story(client):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    return assessment


def page(client, story):
    return text_of(client.get(at("path", story)))


def test_path_without_answers_says_what_to_clear_first(client, story):
    text = page(client, story)

    assert "Noch nicht entscheidbar" in text
    assert "Noch ist kein Prüfstein beantwortet. Möglich sind noch alle vier Wege." in text
    assert "Klären Sie zuerst: Nutzen." in text
    assert "Fragen Sie: Leitung des Fachamts, Bürgerbüro." in text


def test_path_says_that_gates_are_no_score(client, story):
    assert "Die Prüfsteine gehen nicht in Verstetigungsreife und Hemmnisdruck ein. Es gibt keinen Mittelwert" in page(
        client, story
    )


def test_one_open_gate_leaves_two_ways(client, story):
    save(story, **{**ALL_YES, "path__costs_financed": "open"})

    text = page(client, story)

    assert "2 von 8 Prüfsteinen sind offen. Möglich sind noch: Verstetigen, Anpassen." in text
    assert "Klären Sie zuerst: Kosten finanziert." in text


def test_single_open_gate_is_said_in_the_singular(client, story):
    save(story, **{**ALL_YES, "path__costs_financed": "open"}, path__taker="no")

    assert "1 von 8 Prüfsteinen ist offen." in page(client, story)


def test_suggestion_shows_reasons_and_notes(client, story):
    save(story, **ALL_YES, path__operator_note="Verfügung vom 03.02.")

    text = page(client, story)

    assert "Vorschlag: Verstetigen" in text
    assert text.count("Ihre Notiz: Verfügung vom 03.02.") == 1
    assert 'Verstetigen <span class="outcome__mark">vorgeschlagen</span>' in text
    assert "Klären Sie zuerst" not in text


def test_chosen_way_that_differs_says_so(client, story):
    save(
        story, **ALL_YES, path__outcome="close", path__outcome_reason="Kein Geld", path__outcome_by="Amtsleitungsrunde"
    )

    text = page(client, story)

    assert "Gewählter Weg: Geordnet beenden" in text
    assert "Kein Geld" in text
    assert "Verständigung: Amtsleitungsrunde" in text
    assert "Geordnet beenden ist ein Erfolg:" in text
    assert "Der Vorschlag aus den Prüfsteinen lautet anders: Verstetigen." in text
    assert 'Geordnet beenden <span class="outcome__mark">gewählt</span>' in text


def test_chosen_way_that_the_answers_rule_out_says_what_is_possible(client, story):
    save(story, **{**ALL_YES, "path__costs_financed": "open"}, path__outcome="transfer")

    text = page(client, story)

    assert "Die Prüfsteine sprechen dagegen." in text
    assert "Nach Ihren Antworten möglich sind noch: Verstetigen, Anpassen." in text


def test_chosen_way_without_a_suggestion_counts_the_open_gates(client, story):
    save(story, path__outcome="adapt", path__outcome_day="2027-02-28")

    text = page(client, story)

    assert "Aus den Prüfsteinen allein folgt noch kein Vorschlag; 8 von 8 sind offen." in text
    assert "Verständigung am 28.02.2027" in text
    assert "Klären Sie zuerst" not in text


def test_own_day_goes_before_the_day_of_the_clock(client, story):
    story.project.funding_end = "2090-12-31"
    story.project.save()
    assert "Nach den Fristen muss der Weg spätestens am" in page(client, story)

    save(story, path__decide_by="2089-01-31")

    text = page(client, story)
    assert "Über den Weg wollen Sie bis zum 31.01.2089 entscheiden." in text
    assert "Nach den Fristen muss" not in text


def test_day_of_the_clock_that_is_over_is_said_plainly(client, story):
    story.project.funding_end = "2020-12-31"
    story.project.save()

    assert "entscheiden Sie deshalb so bald wie möglich." in page(client, story)


def test_page_shows_answers_of_the_check_beside_the_gates(client, story):
    shown = "<strong>K1.2 Zuständigkeit nach dem Förderende:</strong> Stufe 1: Ein Amt gilt als naheliegend"

    assert page(client, story).count(shown) == 1


def test_checklist_counts_and_marks_its_points(client, story):
    save(story, path__close_day="done", path__close_thanks="skipped", path__close_day_note="31.12.2027")

    text = page(client, story)

    assert "Liste „Geordnet beenden“: 1 von 9 Punkten erledigt" in text
    assert "Notiz: 31.12.2027" in text


def test_reader_sees_no_way_to_change_it(story):
    tenant = make_municipality()
    assessment, _ = make_assessment(tenant=tenant)
    reader, editor = log_in(make_member(tenant, "read")), log_in(make_member(tenant, "edit"))
    addresses = [
        at("edit_gates", assessment),
        at("edit_outcome", assessment),
        at("edit_checklist", assessment, "close"),
    ]

    assert [address in page(editor, assessment) for address in addresses] == [True] * 3
    assert [address in page(reader, assessment) for address in addresses] == [False] * 3


def test_path_takes_few_queries(client, story, django_assert_max_num_queries):
    save(story, **ALL_YES)

    with django_assert_max_num_queries(12):
        client.get(at("path", story))
