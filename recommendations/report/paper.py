"""Papers (recommendations.papers) as PDF."""

from recommendations.papers.paper import Paper
from recommendations.report.cover import LONGEST_RUNNING
from recommendations.report.printable import clean_line, shorten
from recommendations.report.render import render_pdf
from recommendations.report.wording import midnight


def render_paper(paper: Paper) -> bytes:
    """Raises render.ReportError."""
    values = {"paper": paper, "running": shorten(clean_line(paper.title), LONGEST_RUNNING)}
    return render_pdf("report/paper.html", values, stamp=midnight(paper.day))
