import pytest

from recommendations.report.printable import BREAK, CUT, clean, clean_line, drawable, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Größe  ", "Größe"),
        ("a\x00b\x07c", "a b c"),
        ("a\r\nb", "a\nb"),
        ("a\u202eb\u2066c\u200fd\u00ade", "abcde"),
        ("a\ud800b", "ab"),
        ("u\u0308", "ü"),
        ("", ""),
    ],
)
def test_clean_leaves_what_can_be_printed(text, expected):
    assert clean(text) == expected


def test_clean_breaks_words_over_forty_characters():
    assert clean("x" * 40) == "x" * 40
    assert clean("x" * 100) == BREAK.join(["x" * 40, "x" * 40, "x" * 20])


def test_clean_says_where_it_cut():
    assert clean("wort " * 100, 20) == "wort wort wort wort" + CUT
    assert clean("z\n" * 300) == "\n".join(["z"] * 200) + CUT


def test_clean_line_has_no_line_break():
    assert clean_line("a\n\t b") == "a b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße 12 €", "Straße 12 €"),
        ("🚀", "▯"),
        ("שלום", "▯▯▯▯"),
        ("1\u202f000", "1\u00a0000"),
        ("Z\u0489", "Z"),
        ("\ufb01", "\ufb01"),
        ("\ue001", "▯"),
        ("a\nb", "a\nb"),
    ],
)
def test_drawable_replaces_what_the_font_lacks(text, expected):
    assert drawable(text) == expected


def test_shorten_cuts_between_words():
    assert shorten("eins zwei drei", 14) == "eins zwei drei"
    assert shorten("eins zwei drei", 12) == "eins zwei…"
    assert shorten("x" * 20, 5) == "xxxx…"
