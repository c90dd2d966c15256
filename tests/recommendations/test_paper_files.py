"""Both papers as DOCX and PDF: what is downloaded, that both say what the value says, and that the PDF conforms."""

import io
import re
from datetime import date

import pytest
from django.utils import timezone
from docx import Document as open_docx
from docx.oxml.ns import qn

from recommendations.export import get_document
from recommendations.papers.concept_paper import build_concept_paper
from recommendations.papers.docx_file import draw_docx
from recommendations.papers.paper import texts
from recommendations.papers.proposal import build_proposal_paper
from recommendations.report.paper import render_paper
from tests.cast import make_assessment, open_link
from tests.recommendations.paper_samples import TODAY, decided
from tests.recommendations.path_story import at, save
from tests.recommendations.pdf_checks import failures, text_of, weasyprint_messages
from tests.recommendations.report_samples import bare_document, full_document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BUILDERS = {"proposal": build_proposal_paper, "concept": build_concept_paper}
DOCUMENTS = {
    "bare": bare_document(),
    "decided": decided({"concept.core": "Erstens.\n- Fahrten\n- Salz"}),
    "close": decided({"path.outcome": "close"}),
}
BAD = (
    "A" * 200 + " Rakete 🚀 ❤️ \x07\x1b[31mrot\u202e\u2066um\ufffe مشروع 智慧 Z\u0335a\u0301 "
    "<script>alert(1)</script> [Bitte ergänzen: <b>] {{ x }}"
)


def plain(text):
    """Without spaces, which a page breaks and a list indents."""
    return re.sub(r"[\s\u200b•]", "", text)


def docx_text(content):
    file = open_docx(io.BytesIO(content))
    return plain("".join(node.text or "" for node in file.element.body.iter(qn("w:t"))))


def missing(paper, text):
    """Texts of the paper that are not in it, each looked for behind the one before."""
    place, lost = 0, []
    for wanted in map(plain, texts(paper)):
        found = text.find(wanted, place)
        if found < 0:
            lost.append(wanted)
        else:
            place = found + len(wanted)
    return lost


def without_margins(pdf):
    """Its text without the lines at the top and the bottom of every page."""
    lines = text_of(pdf).split("\n")
    margins = re.compile(r"(Beschlussvorlage|Verstetigungskonzept) · .*|Verstetigungs-Check|Seite \d+ von \d+")
    return plain("".join(line for line in lines if not margins.fullmatch(line.strip())))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", BUILDERS)
def test_docx_and_pdf_say_what_the_paper_says(kind, name):
    paper = BUILDERS[kind](DOCUMENTS[name], TODAY)
    with weasyprint_messages() as messages:
        pdf = render_paper(paper)

    assert missing(paper, docx_text(draw_docx(paper))) == []
    assert missing(paper, without_margins(pdf)) == []
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    assert text_of(pdf).count("[Bitte") >= min(1, paper.gaps)


@pytest.mark.parametrize("kind", BUILDERS)
def test_bad_text_breaks_neither_file(kind):
    keys = (
        "concept.core",
        "proposal.facts",
        "proposal.body",
        "proposal.involved",
        "path.benefit_note",
        "costs.financing",
    )
    document = full_document(entries={**dict.fromkeys(keys, BAD), "path.benefit": "yes"})
    paper = BUILDERS[kind](document, TODAY)
    with weasyprint_messages() as messages:
        pdf = render_paper(paper)

    assert plain("<script>alert(1)</script>[Bitte ergänzen: <b>]{{ x }}") in docx_text(draw_docx(paper))
    assert plain("<script>alert(1)</script>[Bitte ergänzen: <b>]{{ x }}") in without_margins(pdf)
    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])


def test_pdf_is_the_same_bytes_again():
    paper = build_proposal_paper(decided(), TODAY)

    assert render_paper(paper) == render_paper(paper)


def test_proposal_of_a_decided_project_takes_at_most_four_pages():
    text = text_of(render_paper(build_proposal_paper(decided({"proposal.alternatives": ""}), TODAY)))

    assert int(re.search(r"Seite 1 von (\d)", text)[1]) <= 4


# The downloads


@pytest.fixture
def story(client, db):
    assessment, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    save(assessment, proposal__body="Stadtrat", concept__core="Weniger Fahrten.")
    return assessment


@pytest.mark.parametrize(
    ("name", "file_name", "content_type"),
    [
        ("proposal_docx", "ratsvorlage-musterbach-erfunden-{day}.docx", DOCX),
        ("proposal_pdf", "ratsvorlage-musterbach-erfunden-{day}.pdf", "application/pdf"),
        ("concept_docx", "verstetigungskonzept-musterbach-erfunden-{day}.docx", DOCX),
        ("concept_pdf", "verstetigungskonzept-musterbach-erfunden-{day}.pdf", "application/pdf"),
    ],
)
def test_download_has_a_plain_name_and_type(client, story, name, file_name, content_type):
    response = client.get(at(name, story))

    day = timezone.localdate(story.created_at)
    assert response["Content-Disposition"] == f'attachment; filename="{file_name.format(day=f"{day:%Y-%m-%d}")}"'
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "build"),
    [("proposal_docx", build_proposal_paper), ("concept_docx", build_concept_paper)],
)
def test_download_is_the_paper_of_today(client, story, name, build):
    expected = draw_docx(build(get_document(story), timezone.localdate()))

    assert client.get(at(name, story)).content == expected
    assert client.get(at(name, story)).content == expected


def test_download_of_a_changed_text_is_another_file(client, story):
    before = docx_text(client.get(at("proposal_docx", story)).content)
    save(story, proposal__body="Kreistag")

    after = docx_text(client.get(at("proposal_docx", story)).content)

    assert ("Stadtrat" in before, "Stadtrat" in after, "Kreistag" in after) == (True, False, True)


def test_docx_is_limited_by_address(client, story, settings):
    settings.RATE_LIMITS = {"docx": "1/h/ip"}
    save(story, proposal__number="not drawn before")

    assert client.get(at("proposal_docx", story)).status_code == 200
    assert client.get(at("proposal_docx", story)).status_code == 200
    response = client.get(at("concept_docx", story))

    assert response.status_code == 429
    assert "sehr viele Textdokumente erstellt" in response.content.decode()


@pytest.mark.parametrize("name", ["proposal_pdf", "concept_pdf"])
def test_pdf_that_cannot_be_drawn_says_so(client, story, name, settings, tmp_path):
    settings.ASSETS_DIR = tmp_path
    save(story, proposal__number=f"not drawn before: {name}")

    response = client.get(at(name, story))

    assert response.status_code == 503
    assert "Für das PDF fehlen" in response.content.decode()


def test_paper_of_another_day_is_another_value():
    assert draw_docx(build_proposal_paper(decided(), date(2026, 5, 26))) != draw_docx(
        build_proposal_paper(decided(), TODAY)
    )
