import pytest

from recommendations.path_guide import OUTCOMES, PATH_GUIDE
from tests.cast import BERND, make_assessment, open_link
from tests.recommendations.path_story import at, save, stored, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    assessment, token = make_assessment()
    open_link(client, token)
    return assessment


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_its_form(client, story, outcome):
    text = text_of(client.get(at("edit_checklist", story, outcome)))

    points = PATH_GUIDE.points_of(outcome)
    assert [point.key for point in points if point.text not in text] == []
    assert PATH_GUIDE.outcomes[outcome].text in text
    assert [point.key for point in PATH_GUIDE.points if point not in points and point.text in text] == []


def test_outcome_that_is_none_is_not_found(client, story):
    assert client.get(at("edit_checklist", story, "forever")).status_code == 404


def test_states_and_notes_are_stored_and_lead_back_to_the_list(client, story):
    address = at("edit_checklist", story, "close")
    values = typed(
        client, address, path__close_data="done", path__close_data_note="Archiv: Akte 12", path__close_thanks="skipped"
    )

    response = client.post(address, values, follow=True)

    assert response.redirect_chain == [(f"{at('path', story)}#close", 302)]
    assert "Die Liste „Geordnet beenden“ ist gespeichert." in text_of(response)
    assert stored(story) == {
        "path.close_data": "done",
        "path.close_data_note": "Archiv: Akte 12",
        "path.close_thanks": "skipped",
    }


def test_change_made_meanwhile_is_shown_in_words(client, story):
    save(story, path__close_day="open")
    address = at("edit_checklist", story, "close")
    values = typed(client, address, path__close_day="skipped")
    save(story, editor=BERND, path__close_day="done")

    response = client.post(address, values)

    assert response.status_code == 409
    assert "<strong>Stand: Letzter Betriebstag:</strong> erledigt" in text_of(response)
    assert stored(story) == {"path.close_day": "done"}
