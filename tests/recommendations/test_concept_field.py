import pytest

from recommendations.concept import FIELD_GUIDES
from tests.cast import BERND, log_in, make_assessment, make_member, make_municipality, open_link
from tests.recommendations.path_story import at, save, stored, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    return assessment


def test_list_says_how_far_the_concept_is(client, story):
    save(story, concept__core="Weniger Fahrten")

    text = text_of(client.get(at("concept", story)))

    assert "1 von 12 Feldern ist ausgefüllt." in text
    assert "Entwurf, 15 Zeichen" in text
    assert text.count(">leer<") == 11
    assert "Weiter mit „Zielgruppe“" in text


def test_empty_list_begins_with_the_first_field(client, story):
    text = text_of(client.get(at("concept", story)))

    assert "0 von 12 Feldern sind ausgefüllt." in text
    assert "Beginnen mit „Kernnutzen“" in text


def test_reader_reads_the_concept_but_cannot_write_it():
    tenant = make_municipality()
    assessment, _ = make_assessment(tenant=tenant)
    save(assessment, concept__core="Weniger Fahrten")
    reader, editor = log_in(make_member(tenant, "read")), log_in(make_member(tenant, "edit"))
    address = at("concept_field", assessment, "core")

    assert address in text_of(editor.get(at("concept", assessment)))
    text = text_of(reader.get(at("concept", assessment)))
    assert "Weniger Fahrten" in text
    assert address not in text


@pytest.mark.parametrize("guide", FIELD_GUIDES, ids=lambda guide: guide.key)
def test_every_field_has_its_page(client, story, guide):
    text = text_of(client.get(at("concept_field", story, guide.key)))

    parts = (guide.question, guide.belongs, guide.not_belongs, guide.example, guide.example_of)
    assert [part for part in parts if part not in text] == []
    assert "Beispiel (erfunden):" in text


def test_field_that_is_none_is_not_found(client, story):
    assert client.get(at("concept_field", story, "vision")).status_code == 404


def test_saving_keeps_one_on_the_way(client, story):
    address = at("concept_field", story, "core")

    response = client.post(address, typed(client, address, concept__core="Weniger Fahrten", go="next"))

    assert response.url == at("concept_field", story, "audience")
    assert stored(story) == {"concept.core": "Weniger Fahrten"}


@pytest.mark.parametrize(("field", "go"), [("core", "list"), ("schedule", "next")])
def test_saving_leads_to_the_list_on_wish_and_after_the_last_field(client, story, field, go):
    address = at("concept_field", story, field)

    response = client.post(address, typed(client, address, go=go, **{f"concept__{field}": "Text"}))

    assert response.url == at("concept", story)


def test_neighbours_of_a_field(client, story):
    first = client.get(at("concept_field", story, "core")).context
    last = client.get(at("concept_field", story, "schedule")).context

    assert (first["place"], first["before"], first["following"].key) == (1, None, "audience")
    assert (last["place"], last["before"].key, last["following"]) == (12, "risks", None)


def test_what_is_known_stands_beside_the_field_and_not_in_it(client, story):
    response = client.get(at("concept_field", story, "core"))

    assert "Vorhaben „Glättesensoren im Winterdienst“." in text_of(response)
    assert response.context["form"]["concept-core"].value() == ""


def test_field_without_anything_known_says_so(client, story):
    assert "Dazu steht in diesem Check noch nichts." in text_of(client.get(at("concept_field", story, "technology")))


def test_text_that_is_too_long_is_refused_and_kept(client, story):
    address = at("concept_field", story, "core")

    response = client.post(address, typed(client, address, concept__core="Fahrten " * 626))

    assert response.status_code == 422
    assert "Höchstens 5.000 Zeichen, es sind 5.007." in text_of(response)
    assert "Fahrten Fahrten" in text_of(response)


def test_change_made_meanwhile_is_shown_and_nothing_lost(client, story):
    address = at("concept_field", story, "core")
    values = typed(client, address, concept__core="Meine Fassung")
    save(story, editor=BERND, concept__core="Bernds Fassung")

    response = client.post(address, values)

    assert response.status_code == 409
    assert "Bernds Fassung" in text_of(response)
    assert "Meine Fassung" in text_of(response)
    assert stored(story) == {"concept.core": "Bernds Fassung"}
