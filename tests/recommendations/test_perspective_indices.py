from assessments.disagreement import Sheet, tally_views
from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import score
from recommendations.perspective_indices import perspective_rows
from tests.assessments.test_disagreement import DAY

INSTRUMENT = load_instrument(CURRENT)
IDS = [item.id for item in INSTRUMENT.items]


def views_of(*people, anonymous=False):
    sheets = [Sheet(perspective, answers, frozenset(IDS)) for perspective, answers in people]
    return tally_views(DAY, IDS, sheets, anonymous)


def test_each_perspective_has_the_indices_of_its_medians():
    low, high = dict.fromkeys(IDS, 1), dict.fromkeys(IDS, 3)
    common = dict.fromkeys(IDS, 2)

    rows = perspective_rows(INSTRUMENT, views_of(("it", low), ("it", high), ("treasury", high)), common)

    # Of 1 and 3 the lower counts.
    assert [(row.title, row.count, [cell.value_text for cell in row.cells]) for row in rows] == [
        ("IT", 2, ["25", "25", "25"]),
        ("Kämmerei", 1, ["75", "75", "75"]),
        ("Gemeinsame Antworten", 0, ["50", "50", "50"]),
    ]
    assert rows[0].cells[0].stage_text == f"Stufe 2 {score(INSTRUMENT, low).indices['readiness'].stage.title}"
    assert rows[0].cells[1].stage_text == ""


def test_value_is_hidden_below_the_coverage_and_the_band_stays():
    rows = perspective_rows(INSTRUMENT, views_of(("it", {"B1.1": 2})), {})

    assert {cell.value_text for row in rows for cell in row.cells} == {"–"}
    assert rows[0].cells[2].band_text == "0–100"


def test_anonymous_survey_has_no_rows():
    people = [("it", dict.fromkeys(IDS, 1))] * 5

    assert perspective_rows(INSTRUMENT, views_of(*people), {}) != ()
    assert perspective_rows(INSTRUMENT, views_of(*people, anonymous=True), {}) == ()
