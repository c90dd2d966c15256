from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.portfolio import (
    COLUMNS,
    Choice,
    Round,
    Totals,
    Waiting,
    add_months,
    choose_rows,
    count_totals,
    end_text,
    headings,
    read_choice,
    waiting_for,
)
from recommendations.trend import Trend
from tests.recommendations.portfolio_samples import TODAY, make_check, make_row, with_readiness

SUBMITTED = make_check(submitted=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, "kein Datum"),
        (143, "endet in 143 Tagen"),
        (1, "endet in 1 Tag"),
        (0, "endet heute"),
        (-1, "vor 1 Tag geendet"),
        (-12, "vor 12 Tagen geendet"),
    ],
)
def test_end_text(days, text):
    assert end_text(days) == text


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 2), 6, date(2026, 9, 2)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_add_months(day, months, expected):
    assert add_months(day, months) == expected


def survey(*, anonymous=False, is_open=False, invited=3, needed=2, unfinished=()):
    return Round(anonymous, is_open, invited, needed, tuple(unfinished))


@pytest.mark.parametrize(
    ("check", "round_", "expected"),
    [
        pytest.param(SUBMITTED, None, None, id="submitted"),
        pytest.param(SUBMITTED, survey(unfinished=["IT"]), None, id="submitted with an unopened survey"),
        pytest.param(make_check(unanswered=12), None, Waiting(3, 12, "12 Antworten"), id="answers"),
        pytest.param(make_check(unanswered=1), None, Waiting(3, 1, "1 Antwort"), id="one answer"),
        pytest.param(make_check(), None, Waiting(4, 0, "Abschluss des Checks"), id="submission"),
        pytest.param(
            make_check(unanswered=54),
            survey(unfinished=["Kämmerei", "IT", "Kämmerei"], invited=7),
            Waiting(0, 3, "3 von 7 Befragten (Kämmerei 2, IT 1)"),
            id="respondents by perspective",
        ),
        pytest.param(
            make_check(),
            survey(unfinished=["Kämmerei"], invited=1),
            Waiting(0, 1, "1 von 1 befragten Person (Kämmerei 1)"),
            id="one respondent",
        ),
        pytest.param(
            make_check(),
            survey(unfinished=["Kämmerei", "IT"], invited=7, anonymous=True, needed=5),
            Waiting(0, 2, "2 von 7 Befragten"),
            id="anonymous respondents without perspective",
        ),
        pytest.param(
            make_check(), survey(), Waiting(1, 0, "Öffnen des Vergleichs (fertig: 3 von 3)"), id="all finished"
        ),
        pytest.param(
            make_check(), survey(invited=0), Waiting(1, 0, "Befragte: mindestens 2, eingeladen 0"), id="nobody invited"
        ),
        pytest.param(
            make_check(),
            survey(invited=4, needed=5, anonymous=True),
            Waiting(1, 0, "Befragte: mindestens 5, eingeladen 4"),
            id="too few to open",
        ),
        pytest.param(
            make_check(unanswered=7), survey(is_open=True), Waiting(2, 7, "7 gemeinsame Antworten"), id="consensus"
        ),
        pytest.param(
            make_check(unanswered=1), survey(is_open=True), Waiting(2, 1, "1 gemeinsame Antwort"), id="last consensus"
        ),
        pytest.param(
            make_check(), survey(is_open=True), Waiting(4, 0, "Abschluss des Checks"), id="consensus on everything"
        ),
    ],
)
def test_waiting_for(check, round_, expected):
    assert waiting_for(check, round_) == expected


def test_totals_count_what_ends_within_a_year_and_every_overdue_measure():
    rows = [make_row(days=days, overdue=1) for days in (None, -1, 0, 365, 366)]

    assert count_totals(rows, TODAY) == Totals(projects=5, ending=2, overdue=5)


ROWS = (
    make_row("Ärzteportal", number=1, days=100, phase="operation", check=with_readiness(40.0), open_measures=3),
    make_row("Bauakte", number=2, days=None, phase="idea", check=with_readiness(None), overdue=2),
    make_row("bürgerbüro", number=3, days=-5, phase="ending", check=with_readiness(60.0), trend=Trend(4, "+4")),
    make_row("Mobilität", number=4, days=400, check=with_readiness(40.0), waiting=Waiting(3, 9, "9 Antworten")),
)


def order(**choice):
    return [row.id.int for row in choose_rows(ROWS, Choice(**choice), TODAY)]


@pytest.mark.parametrize(
    ("sort", "falling", "expected"),
    [
        ("name", False, [1, 2, 3, 4]),
        ("name", True, [4, 3, 2, 1]),
        ("phase", False, [2, 4, 3, 1]),
        ("reife", False, [1, 4, 3, 2]),
        ("reife", True, [3, 1, 4, 2]),
        ("trend", False, [3, 1, 2, 4]),
        ("trend", True, [3, 1, 2, 4]),
        ("ende", False, [3, 1, 4, 2]),
        ("ende", True, [4, 1, 3, 2]),
        ("offen", True, [1, 2, 3, 4]),
        ("ueberfaellig", True, [2, 1, 3, 4]),
        ("wartet", False, [4, 1, 2, 3]),
        ("wartet", True, [4, 1, 2, 3]),
        ("stand", False, [1, 2, 3, 4]),
        ("druck", False, [1, 2, 3, 4]),
        ("umfeld", True, [1, 2, 3, 4]),
    ],
)
def test_rows_are_sorted_with_missing_values_last(sort, falling, expected):
    assert order(sort=sort, falling=falling) == expected


def test_state_sorts_submitted_ones_by_day_before_open_ones():
    days = [None, date(2026, 1, 2), date(2025, 1, 2)]
    rows = [make_row(number=place, check=make_check(submitted=day)) for place, day in enumerate(days)]

    assert [row.id.int for row in choose_rows(rows, Choice(sort="stand"), TODAY)] == [2, 1, 0]


def test_waiting_sorts_people_first_and_more_before_fewer():
    waiting = [Waiting(4, 0, ""), Waiting(0, 1, ""), Waiting(3, 2, ""), Waiting(0, 3, "")]
    rows = [make_row(number=place, waiting=entry) for place, entry in enumerate(waiting)]

    assert [row.id.int for row in choose_rows(rows, Choice(sort="wartet"), TODAY)] == [3, 1, 2, 0]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"phase": "pilot"}, [4]),
        ({"months": 6}, [1]),
        ({"months": 12}, [1]),
        ({"phase": "idea", "months": 12}, []),
    ],
)
def test_rows_are_filtered(choice, expected):
    assert order(**choice) == expected


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, Choice()),
        ({"sort": "ende"}, Choice(sort="ende")),
        ({"sort": "offen"}, Choice(sort="offen", falling=True)),
        ({"sort": "offen", "richtung": "auf"}, Choice(sort="offen")),
        ({"sort": "ende", "richtung": "ab"}, Choice(sort="ende", falling=True)),
        ({"phase": "pilot", "frist": "6"}, Choice(phase="pilot", months=6)),
        ({"phase": "alle", "frist": "alle"}, Choice()),
        ({"sort": "\x00", "richtung": "x", "phase": "'; --", "frist": "999"}, Choice()),
    ],
)
def test_choice_is_read_from_the_address(params, expected):
    assert read_choice(params) == expected


@given(
    st.builds(
        Choice,
        sort=st.sampled_from([column.id for column in COLUMNS]),
        falling=st.booleans(),
        phase=st.sampled_from(["", "idea", "pilot"]),
        months=st.sampled_from([None, 6, 12]),
    )
)
def test_choice_comes_back_from_its_own_query(choice):
    assert read_choice(dict(part.split("=") for part in choice.query.split("&"))) == choice


def test_heading_sorts_by_its_column_and_turns_the_one_in_use():
    found = {heading.title: heading for heading in headings(Choice(sort="ende", phase="pilot"))}

    assert found["Förderende"].direction == "ascending"
    assert found["Förderende"].query == "sort=ende&richtung=ab&phase=pilot"
    assert (found["Reife"].direction, found["Reife"].query) == ("", "sort=reife&richtung=auf&phase=pilot")
    assert found["Maßnahmen offen"].query == "sort=offen&richtung=ab&phase=pilot"
    assert headings(Choice(falling=True))[0].direction == "descending"


def test_row_in_words():
    row = make_row(days=-3, phase="ending", check=with_readiness(40.0))

    assert (row.phase_text, row.end_text) == ("Auslaufende Förderung", "vor 3 Tagen geendet")
    assert (row.readiness.value, row.pressure, row.funding) == (40.0, None, None)
