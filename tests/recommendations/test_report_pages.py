"""Where the pages of a report may end."""

import io
import json

import pytest
from pypdf import PdfReader

from recommendations.report.render import named_files, run_worker

HEAD = '<html lang="de"><title>Seiten</title><link rel="stylesheet" href="static:report.css">'
ROWS = "".join(f"<tr><td>Zeile {number}</td></tr>" for number in range(6))
SECTION = f"<h2>Titel</h2><p>Einleitung</p><table><thead><tr><th>Kopf</th></tr></thead><tbody>{ROWS}</tbody></table>"


def first_page_with(pages, text):
    return next(number for number, page in enumerate(pages) if text in page)


@pytest.mark.parametrize("height", range(206, 246, 4))
def test_title_and_introduction_stay_with_their_table(height):
    html = f'{HEAD}<div style="height: {height}mm"></div>{SECTION}'
    drawn = run_worker(
        json.dumps({"html": html, "files": named_files(), "attachment": None, "stamp": "2026-01-01"}).encode()
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages]

    assert len({first_page_with(pages, text) for text in ("Titel", "Einleitung", "Zeile 0")}) == 1
