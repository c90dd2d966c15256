"""What the bench makes of what it measures; and the query counts of the pages that it measures."""

import json
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.bench import sample
from tests.bench.__main__ import NAMES, conclude, read_options
from tests.bench.figures import Figure, as_data, as_table, at_most, exactly, hellos, in_hellos, missed, told
from tests.bench.pages import Saves, check_pages, count_queries
from tests.bench.targets import PAGES
from tests.bench.weight import resolve
from tests.bench.writers import percentile
from tests.cast import open_link

FIGURES = [
    told("hello", 0.25, "ms CPU"),
    exactly("start", 5, "queries", 5),
    in_hellos("start", 0.004, 0.0005, 12),
    in_hellos("portfolio", 0.004, 0.0005),
    at_most("page weight", 120.4, "kB", 450),
]
TABLE = """\
figure          measured  target   CPU
hello        0.25 ms CPU
start          5 queries     = 5        met
start          8 × hello    ≤ 12  4 ms  met
portfolio      8 × hello          4 ms
page weight       120 kB   ≤ 450        met"""


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (at_most("a", 12, "kB", 12), True),
        (at_most("a", 12.01, "kB", 12), False),
        (exactly("a", 5, "queries", 5), True),
        (exactly("a", 4, "queries", 5), False),
        (exactly("a", 6, "queries", 5), False),
        (in_hellos("a", 0.006, 0.0005, 12), True),
        (in_hellos("a", 0.0061, 0.0005, 12), False),
        (in_hellos("a", 9, 0.0005), True),
        (told("a", 9, "s"), True),
    ],
)
def test_figure_meets_its_target(figure, met):
    assert figure.met is met
    assert missed([figure]) == ([] if met else [figure])


def test_target_in_seconds_is_in_hellos_of_2_cores_and_4500_a_second():
    assert hellos(2) == pytest.approx(4_500)


def test_table_of_figures():
    assert as_table(FIGURES) == TABLE


def test_missed_figure_is_named_and_ends_with_1(capsys):
    assert conclude([*FIGURES, exactly("overview", 6, "queries", 4)], None) == 1

    *_, row, said = capsys.readouterr().out.splitlines()
    assert (row.split(), said) == (["overview", "6", "queries", "=", "4", "MISSED"], "1 missed")


def test_nothing_missed_ends_with_0(capsys):
    assert conclude(FIGURES, None) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "every target met"


def test_figures_as_json(tmp_path):
    conclude(FIGURES, tmp_path / "bench.json")

    found = json.loads((tmp_path / "bench.json").read_text())
    assert found == as_data(FIGURES)
    assert [Figure(**{name: value for name, value in row.items() if name != "met"}) for row in found] == FIGURES
    assert [row["met"] for row in found] == [True] * 5


def test_options():
    assert (read_options([]).only, read_options([]).full) == (None, False)
    assert read_options(["--full", "--only", *NAMES]).only == list(NAMES)
    with pytest.raises(SystemExit):
        read_options(["--only", "nothing"])


def test_percentile_is_one_of_the_values():
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3, 1, 2], 95) == 3


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("fonts/a.woff2", "/static/css/fonts/a.woff2"),
        ("../fonts/a.woff2", "/static/fonts/a.woff2"),
        ("./a.svg", "/static/css/a.svg"),
        ("/static/a.svg", "/static/a.svg"),
    ],
)
def test_files_that_a_style_sheet_names(name, address):
    assert resolve("/static/css/site.css", name) == address


@pytest.mark.django_db
def test_pages_of_a_check_ask_the_database_as_often_as_the_bench_expects(client):
    assessment, token = sample.make_check("Messdorf (erfunden)")
    cookies = {name: cookie.value for name, cookie in open_link(client, token).cookies.items()}
    pages = check_pages(SimpleNamespace(assessment=assessment, cookies=cookies))
    client.get(pages[0].address)

    counted = {page.name: count_queries(lambda page=page: visit(page)) for page in pages}

    assert counted == {page.name: PAGES[page.name].queries for page in pages}


def visit(page):
    browser = Client()
    for name, value in page.cookies.items():
        browser.cookies[name] = value
    assert browser.get(page.address).status_code == 200


@pytest.mark.django_db
def test_save_asks_the_database_as_often_as_the_bench_expects(client):
    assessment, token = sample.make_check("Messdorf (erfunden)")
    open_link(client, token)
    saves = Saves(assessment)

    queries = count_queries(lambda: client.post(saves.address, saves.fields(), headers={"HX-Request": "true"}))

    assert queries == PAGES["save one answer with progress"].queries
    assert assessment.answers.get(item="B1.1").revision == 2
