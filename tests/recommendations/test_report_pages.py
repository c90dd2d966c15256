"""Where the pages of a report may end."""

import io

import pytest
from django.conf import settings
from pypdf import PdfReader
from weasyprint import CSS, HTML

ROWS = "".join(f"<tr><td>Zeile {number}</td></tr>" for number in range(6))
SECTION = f"<h2>Titel</h2><p>Einleitung</p><table><thead><tr><th>Kopf</th></tr></thead><tbody>{ROWS}</tbody></table>"


def first_page_with(pages, text):
    return next(number for number, page in enumerate(pages) if text in page)


@pytest.mark.parametrize("height", range(206, 246, 4))
def test_title_and_introduction_stay_with_their_table(height):
    style = CSS(filename=settings.BASE_DIR / "static" / "css" / "report.css")
    drawn = HTML(string=f'<div style="height: {height}mm"></div>{SECTION}').write_pdf(stylesheets=[style])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages]

    assert len({first_page_with(pages, text) for text in ("Titel", "Einleitung", "Zeile 0")}) == 1
