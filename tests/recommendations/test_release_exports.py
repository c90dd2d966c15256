"""Pages, PDF, XLSX, CSV and JSON of a release side by side: each statistic of each figure in each cell, same text."""

import csv
import io
import json
from functools import cache
from html.parser import HTMLParser

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from recommendations.release_files import build_csv, build_xlsx
from recommendations.release_json import build_json
from recommendations.release_table import release_rows
from recommendations.release_texts import CELL_NAMES
from recommendations.report.release import build_release_report
from recommendations.views.files import send
from tests.cast import log_in
from tests.programmes import make_funder
from tests.recommendations.pdf_checks import flat, text_of
from tests.recommendations.release_facts import ANSWERS, TODAY, sample_facts, sample_pdf, store_release


@cache
def expected():
    """{(cell, figure, statistic): what is shown}."""
    return {(row.cell, row.figure, row.statistic): row.text for row in release_rows(sample_facts())}


class Marked(HTMLParser):
    """Texts of the elements that say by data attributes which statistic they show; what an element doesn't say, the
    elements around it do."""

    EMPTY = {"meta", "link", "br", "hr", "img", "input", "source", "wbr"}

    def __init__(self, cell=""):
        super().__init__()
        self.stack, self.found = [{"data-cell": cell}], {}

    def handle_starttag(self, tag, attributes):
        if tag not in self.EMPTY:
            own = {name: value for name, value in attributes if name.startswith("data-")}
            around = {name: value for name, value in self.stack[-1].items() if name in {"data-cell", "data-figure"}}
            self.stack.append({**around, **own, "tag": tag})

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.stack.pop()["tag"] == tag

    def handle_data(self, data):
        said = self.stack[-1]
        if "data-statistic" in said:
            key = (said["data-cell"], said["data-figure"], said["data-statistic"])
            self.found.setdefault(key, []).append(data.strip())


def marked(html, cell=""):
    """Every statistic that is marked in it; one that is shown twice must read the same."""
    parser = Marked(cell)
    parser.feed(html)
    assert {len(set(texts)) for texts in parser.found.values()} <= {1}
    return {key: texts[0] for key, texts in parser.found.items()}


def test_csv():
    lines = csv.DictReader(io.StringIO(build_csv(sample_facts()).decode("utf-8-sig")), delimiter=";")

    assert {
        (line["Gruppe"], line["Kennzahl"], line["Statistik"]): line["Anzeige"] for line in lines if line["Gruppe"]
    } == expected()


def test_json():
    rows = json.loads(build_json(sample_facts()))["rows"]

    assert {(row["cell"], row["figure"], row["statistic"]): row["text"] for row in rows} == expected()


def test_xlsx():
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes()), read_only=True)
    heads, *lines = workbook["Daten"].iter_rows(values_only=True)
    places = [heads.index(title) for title in ("Gruppe", "Kennzahl", "Statistik", "Anzeige")]
    found = {tuple(line[place] for place in places[:3]): line[places[3]] for line in lines}

    assert found == expected()
    assert wide_means(workbook) == {
        (cell, figure): text for (cell, figure, statistic), text in expected().items() if statistic == "mean"
    }


def wide_means(workbook):
    """{(cell, figure): the mean as shown} of the sheets for reading."""
    ids, found = {name: cell for cell, name in CELL_NAMES.items()}, {}
    for title in ("Programm", "Länder", "Größenklassen"):
        heads, *lines = workbook[title].iter_rows(values_only=True)
        cells = {place: ids[head] for place, head in enumerate(heads) if head in ids}
        if title == "Programm":
            cells = {heads.index("Mittelwert"): "programme"}
        found |= {
            (cell, line[0]): str(line[place]).split(" (Stand")[0] for line in lines for place, cell in cells.items()
        }
    return found


@cache
def workbook_bytes():
    return build_xlsx(sample_facts())


@cache
def report():
    return build_release_report(sample_facts(), ANSWERS, TODAY)


def one_by_one(found):
    """What stands together in a cell of the annex („12 / 30 / 55“, or „·“ for all), each by its own statistic."""
    single = {}
    for (cell, figure, statistics), text in found.items():
        names = statistics.split(" ")
        texts = [text] * len(names) if text == "·" else text.split(" / ")
        single |= {(cell, figure, name): shown for name, shown in zip(names, texts, strict=True)}
    return single


def with_parts(found):
    """The parts of a need stand in one cell, „selbst 26, B1 8“: as statistics of their own."""
    sources = {"selbst": "own"}
    parts = {
        (cell, figure, f"part:{sources.get(source, source)}"): shown
        for (cell, figure, statistic), text in found.items()
        if statistic == "parts"
        for source, _, shown in (part.partition(" ") for part in text.split(", "))
    }
    return {key: text for key, text in found.items() if key[2] != "parts"} | parts


def test_html_of_the_pdf():
    found = one_by_one(with_parts(marked(render_to_string("report/release.html", {"report": report(), "print": True}))))

    shown = {cell.id for cell in report().annex}
    silent = {key: text for key, text in expected().items() if key[0] not in shown}
    assert found == {key: text for key, text in expected().items() if key[0] in shown}
    assert set(silent.values()) == {"·"}
    named = {name for beside in (report().laender, report().sizes) for entry in beside.silent for name in entry.names}
    assert named == {CELL_NAMES[cell] for cell, _, _ in silent}


def test_main_part_of_the_pdf_says_what_its_annex_says():
    means = {key[:2]: text for key, text in expected().items() if key[2] == "mean"}
    needs = (*report().needs, *report().municipal)
    single = [*needs, *report().indices]
    beside = [
        (cell.id, figure.id, figure.mean_text)
        for part in (report().laender, report().sizes)
        for cells, groups in part.tables
        for group in groups
        for row in group.rows
        for cell, figure in zip(cells, row.figures, strict=True)
    ]
    bars = {bar.label.split()[0]: bar.text for panel in report().panels for bar in panel.bars}

    assert {view.figure.id: view.figure.mean_text for view in single} == {
        figure: text for (cell, figure), text in means.items() if cell == "programme" and figure not in bars
    }
    assert {figure: text.split(" (")[0].rstrip("*") for figure, text in bars.items()} == {
        figure: means["programme", figure] for figure in bars
    }
    assert {view.id: view.high_text for view in needs} == {
        view.id: expected()["programme", view.id, "share_high"] for view in needs
    }
    assert len(beside) > 56 * 3
    assert {(cell, figure): text for cell, figure, text in beside} == {
        (cell, figure): means[cell, figure] for cell, figure, _ in beside
    }


def together(texts):
    return "·" if set(texts) == {"·"} else " / ".join(texts)


def test_text_of_the_pdf():
    """Row by row in the order of the annex; a row is its name and then what is shown."""
    text = flat(text_of(sample_pdf()[0]))
    place = text.index("Anhang: ganzes Programm")

    for cell in report().annex:
        place = text.index(f"Anhang: {cell.name}", place)
        for line in (line for table in cell.tables for group in table.groups for line in group):
            n, mean, *spread = [expected()[cell.id, row.figure, row.statistic] for row in line.rows]
            texts = [n, mean, together(spread[:3]), together(spread[3:])]
            parts = ", ".join(
                f"{source} {expected()[cell.id, row.figure, row.statistic]}" for source, row in line.parts
            )
            place = text.index(flat(f"{line.id} {line.name} {' '.join(texts)} {parts}"), place)
    for beside in (report().laender, report().sizes):
        for entry in beside.silent:
            assert f"{entry.names_text}: {entry.reason_text}." in text


@pytest.fixture
def released(db):
    return store_release()


@pytest.fixture
def funder(released):
    return log_in(make_funder(released.programme))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_page_of_the_release(released, funder, cell):
    response = funder.get(reverse("release", args=[released.pk]), {"gruppe": cell})

    found = marked(response.content.decode(), cell)

    wanted = {key: text for key, text in expected().items() if key[0] == cell}
    assert {key: text for key, text in found.items() if not key[2].startswith("part:")} == {
        key: text for key, text in wanted.items() if not key[2].startswith("part:")
    }
    assert found.items() <= wanted.items()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_what_is_downloaded_is_what_was_compared(released, funder, ending):
    facts = sample_facts()
    made = {"csv": build_csv, "xlsx": lambda facts: workbook_bytes(), "json": build_json}[ending]

    response = funder.get(reverse(f"release_{ending}", args=[released.pk]))

    own = send(made(facts), response["Content-Type"], "x").content
    assert response.content.replace(str(released.pk).encode(), facts.id.encode()) == own
