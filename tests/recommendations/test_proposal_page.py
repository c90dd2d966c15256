import pytest

from recommendations.papers.proposal_guide import load_proposal_guide
from tests.cast import BERND, log_in, make_assessment, make_member, make_municipality, open_link
from tests.queries import at_most
from tests.recommendations.path_story import at, save, stored, text_of, typed

pytestmark = pytest.mark.django_db
SECTIONS = load_proposal_guide().sections


@pytest.fixture
def story(client):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    return assessment


def test_page_shows_all_sections_with_state_and_gaps(client, story):
    save(
        story, proposal__facts="Eigener Sachverhalt mit [Bitte ergänzen: Zahl der Sensoren].", proposal__office="Bauhof"
    )

    with at_most(12):
        response = client.get(at("proposal", story))
    text, proposal = text_of(response), response.context["proposal"]

    assert [title for title in (section.title for section in SECTIONS) if f">{title}</h2>" not in text] == []
    assert f"Der Entwurf hat noch {proposal.gaps} Lücken." in text
    assert text.count("Ihr Text") == 1
    assert 'mit <strong class="gap">[Bitte ergänzen: Zahl der Sensoren]</strong>.' in text
    assert text.count('<strong class="gap">') == proposal.gaps
    assert at("proposal_docx", story) in text
    assert at("proposal_pdf", story) in text


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({}, "Welcher Weg vorgeschlagen wird, ist noch offen"),
        ({"path__benefit": "no"}, "den die Prüfsteine nahelegen: <strong>Geordnet beenden</strong>"),
        ({"path__outcome": "adapt"}, "auf den Sie sich verständigt haben: <strong>Anpassen</strong>"),
    ],
    ids=["open", "suggested", "chosen"],
)
def test_page_says_where_the_outcome_comes_from(client, story, entries, words):
    save(story, **entries)

    assert words in text_of(client.get(at("proposal", story)))


def test_typed_text_is_escaped(client, story):
    save(story, proposal__facts="<script>alert(1)</script>")

    text = text_of(client.get(at("proposal", story)))

    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_reader_reads_the_proposal_but_cannot_write_it():
    tenant = make_municipality()
    assessment, _ = make_assessment(tenant=tenant)
    reader, editor = log_in(make_member(tenant, "read")), log_in(make_member(tenant, "edit"))
    address = at("proposal_field", assessment, "decision")

    assert address in text_of(editor.get(at("proposal", assessment)))
    text = text_of(reader.get(at("proposal", assessment)))
    assert "Beschlussvorschlag" in text
    assert address not in text


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_section_has_its_page_with_its_entries_and_the_draft(client, story, section):
    response = client.get(at("proposal_field", story, section.key))

    assert response.status_code == 200
    assert [spec.key for spec in response.context["form"].specs.values()] == list(section.entries)
    assert "So steht es heute in der Vorlage" in text_of(response)
    if section.source:
        assert f'href="{at(section.source, story)}"' in text_of(response)


def test_section_that_is_none_is_not_found(client, story):
    assert client.get(at("proposal_field", story, "vision")).status_code == 404


def test_saving_leads_back_to_the_section(client, story):
    address = at("proposal_field", story, "head")

    response = client.post(address, typed(client, address, proposal__body="Stadtrat", proposal__meeting="18.06.2027"))

    assert response.url == f"{at('proposal', story)}#head"
    assert stored(story) == {"proposal.body": "Stadtrat", "proposal.meeting": "2027-06-18"}
    assert "Stadtrat, Sitzung am 18.\u00a0Juni 2027" in text_of(client.get(at("proposal", story)))


def test_text_that_is_too_long_is_refused_and_kept(client, story):
    address = at("proposal_field", story, "climate")

    response = client.post(address, typed(client, address, proposal__climate_reason="Strom " * 400))

    assert response.status_code == 422
    assert "<title>Fehler:" in text_of(response)
    assert "Strom Strom" in text_of(response)
    assert stored(story) == {}


def test_change_made_meanwhile_is_shown_and_nothing_lost(client, story):
    address = at("proposal_field", story, "facts")
    values = typed(client, address, proposal__facts="Meine Fassung")
    save(story, editor=BERND, proposal__facts="Bernds Fassung")

    response = client.post(address, values)

    assert response.status_code == 409
    assert "Bernds Fassung" in text_of(response)
    assert "Meine Fassung" in text_of(response)
    assert stored(story) == {"proposal.facts": "Bernds Fassung"}
