from assessments.disagreement import Sheet, tally_views
from assessments.instrument import CURRENT, load_instrument
from assessments.scoring import score
from recommendations.perspective_indices import PerspectiveTable, perspective_rows, perspective_table
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


def test_table_leaves_out_what_has_no_value_anywhere():
    barriers = {item: 1 for item in IDS if item.startswith("B")}
    views = views_of(("it", barriers), ("treasury", barriers))
    titles = [index.title for index in INSTRUMENT.indices]
    rows = perspective_rows(INSTRUMENT, views, {})
    filled = {cell.title for row in rows for cell in row.cells if cell.value_text != "–"}
    assert filled
    assert filled < set(titles)

    table = perspective_table(INSTRUMENT, views, {})

    assert [[cell.title for cell in row.cells] for row in table.rows] == [sorted(filled, key=titles.index)] * 3
    assert table.missing == tuple(title for title in titles if title not in filled)


def test_table_without_any_value_has_no_rows():
    table = perspective_table(INSTRUMENT, views_of(("it", {"B1.1": 2})), {})

    assert table == PerspectiveTable((), tuple(index.title for index in INSTRUMENT.indices))


def test_table_with_every_value_is_whole():
    views, common = views_of(("it", dict.fromkeys(IDS, 1))), dict.fromkeys(IDS, 2)

    assert perspective_table(INSTRUMENT, views, common) == PerspectiveTable(
        perspective_rows(INSTRUMENT, views, common), ()
    )


def test_table_of_an_anonymous_survey_is_empty():
    views = views_of(*[("it", dict.fromkeys(IDS, 1))] * 5, anonymous=True)

    assert perspective_table(INSTRUMENT, views, {}) == PerspectiveTable((), ())
