import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.papers.paper import (
    Bullets,
    Note,
    Numbers,
    Paper,
    Paragraph,
    Piece,
    Section,
    Subheading,
    Table,
    count_gaps,
    gap,
    pieces,
    plain_text,
    prose,
    texts,
)
from recommendations.templatetags.papers import marked, printed
from tests.recommendations.paper_samples import TODAY

TABLE = Table("Kosten", ("Jahr", "Euro"), (("2027", "1 €"), ("Summe", gap("Betrag"))), (70, 30), figures=1, sums=True)


def paper(*blocks, facts=()):
    section = Section("money", "Geld", blocks)
    return Paper("Vorlage", "Titel", "Ort", "Ort", None, TODAY, facts, (section,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("ohne", (Piece("ohne", False),)),
        (
            f"vor {gap('Amt')} nach",
            (Piece("vor ", False), Piece("[Bitte ergänzen: Amt]", True), Piece(" nach", False)),
        ),
        (gap("a") + gap("b"), (Piece(gap("a"), True), Piece(gap("b"), True))),
        ("[Bitte ergänzen: ]", (Piece("[Bitte ergänzen: ]", False),)),
        ("[Bitte ergänzen: a\nb]", (Piece("[Bitte ergänzen: a\nb]", False),)),
        ("[bitte ergänzen: a]", (Piece("[bitte ergänzen: a]", False),)),
    ],
)
def test_pieces(text, found):
    assert pieces(text) == found
    assert "".join(piece.text for piece in pieces(text)) == text
    assert count_gaps(text) == sum(piece.is_gap for piece in found)


@given(st.lists(st.text(), max_size=4))
def test_pieces_and_gaps_of_any_text(parts):
    text = gap("x").join(parts)

    assert "".join(piece.text for piece in pieces(text)) == text
    assert count_gaps(text) >= len(parts) - 1
    assert count_gaps(gap(text)) <= 1


def test_gap_of_a_text_with_brackets_and_lines_stays_one_gap():
    assert gap("Betrag für [Gerät\nA]") == "[Bitte ergänzen: Betrag für (Gerät A)]"
    assert count_gaps(gap("Betrag für [Gerät\nA]")) == 1


def test_prose_makes_paragraphs_of_lines_and_lists_of_hyphens():
    text = "Erstens.\n\n- Haushalt\n• Stelle \n  * Vertrag\nZuletzt - mit Strich.\n– noch einer"

    assert prose(text) == (
        Paragraph("Erstens."),
        Bullets(("Haushalt", "Stelle", "Vertrag")),
        Paragraph("Zuletzt - mit Strich."),
        Bullets(("noch einer",)),
    )
    assert prose(" \n ") == ()


def test_plain_text_is_what_would_be_typed():
    blocks = (
        Subheading("Kopf"),
        Paragraph("Satz."),
        Bullets(("a", "b")),
        TABLE,
        Note("klein"),
        Numbers(("eins", "zwei")),
    )

    assert plain_text(blocks) == "Kopf\nSatz.\n- a\n- b\neins\nzwei"
    assert prose(plain_text(blocks[1:3])) == blocks[1:3]


@pytest.mark.parametrize(
    ("head", "rows", "widths"),
    [(("a",), (("1", "2"),), (100,)), (("a", "b"), (), (100,)), (("a", "b"), (), (50, 40))],
    ids=["row too long", "width missing", "not the whole page"],
)
def test_table_whose_columns_do_not_match_is_refused(head, rows, widths):
    with pytest.raises(ValueError, match="„Kosten“"):
        Table("Kosten", head, rows, widths)


def test_table_tells_which_columns_are_figures():
    assert TABLE.columns == (("Jahr", 70), ("Euro", 30))
    assert TABLE.marked_head == (("Jahr", False), ("Euro", True))
    assert TABLE.marked_rows[0] == (("2027", False, "Jahr"), ("1 €", True, "Euro"))


def test_texts_are_all_that_is_read_in_order():
    blocks = (Subheading("Unter"), Paragraph("Absatz"), Note("Anmerkung"), Bullets(("x",)), Numbers(("y",)), TABLE)

    assert list(texts(paper(*blocks, facts=(("Amt", "Bauamt"),)))) == [
        *("Vorlage", "Titel", "Ort", "Amt", "Bauamt", "Geld", "Unter", "Absatz", "Anmerkung", "x", "y"),
        *("Kosten", "Jahr", "Euro", "2027", "1 €", "Summe", "[Bitte ergänzen: Betrag]"),
    ]


@pytest.mark.parametrize(
    ("facts", "gaps", "begin"),
    [
        ((), 0, ""),
        ((("Amt", gap("Amt")),), 1, "Entwurf: An einer Stelle fehlt"),
        ((("Amt", gap("Amt")), ("Tag", gap("a") + gap("b"))), 3, "Entwurf: An 3 Stellen fehlt"),
    ],
)
def test_gaps_are_counted_and_told(facts, gaps, begin):
    found = paper(Paragraph("ohne"), facts=facts)

    assert found.gaps == gaps
    assert found.gap_note[: len(begin)] == begin
    assert bool(found.gap_note) == bool(gaps)
    assert count_gaps(found.gap_note) == 0


def test_marked_text_is_escaped_and_its_gaps_are_framed():
    text = f"<b>{gap('<Amt>')}"

    assert marked(text) == '&lt;b&gt;<strong class="gap">[Bitte ergänzen: &lt;Amt&gt;]</strong>'
    assert printed("a\x00b\u202e") == "a b"
