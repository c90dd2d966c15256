from dataclasses import replace

from recommendations.concept import FIELD_GUIDES
from recommendations.papers.concept_paper import build_concept_paper
from recommendations.papers.paper import Bullets, Note, Paragraph, texts
from tests.recommendations.paper_samples import TODAY
from tests.recommendations.report_samples import PROJECT, bare_document, full_document


def test_bare_document_has_every_field_as_a_gap():
    paper = build_concept_paper(bare_document(), TODAY)

    assert [section.title for section in paper.sections] == [
        f"{place}. {guide.title}" for place, guide in enumerate(FIELD_GUIDES, 1)
    ]
    assert [section.gaps for section in paper.sections] == [1] * 12
    assert paper.gaps == 14
    assert (paper.title, paper.subtitle, paper.author) == ("Vorhaben ohne Namen", "", "")
    assert dict(paper.facts) == {
        "Förderung": "[Bitte ergänzen: Fördergeber und Programm]",
        "Ende der Förderung": "[Bitte ergänzen: Tag]",
        "Bearbeitet": "0 von 12 Abschnitten",
        "Stand": "25.\u00a0Mai 2026",
    }


def test_field_stands_as_it_was_written_below_its_question():
    document = full_document(entries={"concept.core": "Erstens.\n- Fahrten\n- Salz"})
    paper = build_concept_paper(document, TODAY)

    assert paper.sections[0].blocks == (
        Note(FIELD_GUIDES[0].question),
        Paragraph("Erstens."),
        Bullets(("Fahrten", "Salz")),
    )
    assert paper.gaps == 11
    facts = dict(paper.facts)
    assert (facts["Förderung"], facts["Bearbeitet"]) == ("Modellprojekte Smart Cities (Bund)", "1 von 12 Abschnitten")
    assert facts["Ende der Förderung"] == "31.\u00a0Dezember 2026"
    assert (paper.title, paper.author) == ("Glättesensoren für den Winterdienst", "Musterstadt an der Aue")


def test_what_is_only_known_is_never_written_into_the_concept():
    without_funding = full_document(project=replace(PROJECT, funding="", funding_end=None))
    found = list(texts(build_concept_paper(full_document(), TODAY)))

    assert "Sensoren an zwölf Brücken melden dem Bauhof Temperatur und Feuchte." not in found
    assert build_concept_paper(without_funding, TODAY).gaps == build_concept_paper(full_document(), TODAY).gaps + 2
