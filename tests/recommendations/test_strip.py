import pytest
from django.template.loader import render_to_string

from assessments.differences import Common, item_views
from assessments.instrument import CURRENT, load_instrument
from recommendations.strip import strip_chart
from tests.assessments.test_disagreement import sheet, views_of

INSTRUMENT = load_instrument(CURRENT)


def strip_of(*sheets, answer=None, anonymous=False):
    common = Common({} if answer is None else {"K1.2": answer})
    return strip_chart(item_views(INSTRUMENT, ["K1.2"], views_of(*sheets, anonymous=anonymous), common)[0])


def test_plate_stands_above_its_level_with_letters_and_number():
    strip = strip_of(sheet("it", K1_2=0), sheet("treasury", K1_2=4), sheet("treasury", K1_2=4))

    assert [(plate.middle, plate.text) for plate in strip.plates] == [(29, "IT"), (213, "KÄ 2")]
    assert (strip.span, strip.dots) == ((29, 184), ())


def test_plates_of_one_level_are_stacked():
    strip = strip_of(sheet("it", K1_2=2), sheet("treasury", K1_2=2), sheet("politics", K1_2="unknown"))

    assert [(plate.middle, plate.y, plate.text) for plate in strip.plates] == [
        (121, 25, "IT"),
        (121, 4, "KÄ"),
        (273, 25, "PO"),
    ]
    assert (strip.base, strip.span) == (46, None)


def test_anonymous_strip_has_a_dot_for_each_and_no_letters():
    strip = strip_of(*(sheet("it", K1_2=level) for level in (1, 1, 3, 3, 3, 3)), anonymous=True)

    assert strip.plates == ()
    assert [(dot.x, dot.y) for dot in strip.dots] == [(68, 22), (81, 22), (154, 22), (167, 22), (180, 22), (167, 9)]
    assert "Kämmerei" not in strip.description
    assert "IT:" not in strip.description


@pytest.mark.parametrize(
    ("answer", "framed"),
    [(None, []), (2, ["2"]), ("unknown", ["weiß nicht"]), ("not_applicable", ["entfällt"])],
)
def test_common_answer_is_framed(answer, framed):
    strip = strip_of(sheet("it", K1_2=0), answer=answer)

    assert [column.label for column in strip.columns if column.common] == framed


def test_description_says_all_that_the_picture_shows():
    strip = strip_of(sheet("it", K1_2=0), sheet("treasury", K1_2="unknown"), answer="unknown")

    assert strip.description == (
        "Antworten zu K1.2 Zuständigkeit nach dem Förderende auf der Skala von 0 bis 4. "
        "IT: Stufe 0; Kämmerei: weiß nicht. Gemeinsame Antwort: Weiß nicht"
    )
    svg = render_to_string("charts/strip.html", {"strip": strip})
    assert f"<title>{strip.description}</title>" in svg
    assert "style" not in svg


def test_everything_lies_inside_the_view_box():
    sheets = [sheet(name, K1_2=level) for name in ("it", "treasury", "politics") for level in (0, 4, "unknown")]
    sheets += [sheet("external", K1_2="not_applicable")] * 20

    for anonymous in (False, True):
        strip = strip_of(*sheets, anonymous=anonymous)
        assert all(dot.x - strip.radius > 0 and dot.y - strip.radius >= 0 for dot in strip.dots)
        assert all(dot.x + strip.radius < strip.width and dot.y < strip.base for dot in strip.dots)
        assert all(plate.x > 0 and plate.x + strip.plate_width < strip.width for plate in strip.plates)
        assert all(plate.y >= 0 and plate.y + strip.plate_height < strip.base for plate in strip.plates)
