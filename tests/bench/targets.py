"""What is asked for. Query counts are exact: whoever changes one, up or down, writes the new one here."""

from dataclasses import dataclass

from tests.bench.figures import hellos


@dataclass(frozen=True, slots=True)
class PageTarget:
    """`queries`: exactly, without what frames a transaction. `hellos`: at most; None: only told."""

    queries: int
    hellos: float | None = None


PAGES = {
    "save one answer with progress": PageTarget(5, 12),
    "question page": PageTarget(3, 25),
    "result page with all reasons": PageTarget(5, 60),
    "start": PageTarget(0),
    "overview of a check": PageTarget(4),
    "portfolio of a municipality": PageTarget(10),
    "differing views of a survey": PageTarget(6),
    "programme of a funder": PageTarget(9),
    "page that makes a release": PageTarget(9),
    "release (example)": PageTarget(5),
}
RELEASE_QUERIES = 5
# The page reads a stored release: what it costs with the most municipalities against the fewest that fill every group.
RELEASE_GROWTH = 1.25
COMPUTE_RELEASE = hellos(2)
COMPUTE_GROWTH = 12
PDF = hellos(1.2)
PDF_CACHED = 60
SCORE = hellos(0.0005)
# More lines need hardly more memory: what is remembered of dimensions fills up (scoring.py).
MEMORY_GROWTH = 1.15
WRITERS_P95 = hellos(0.5)
FIRST_VISIT_KB, LATER_KB = 450, 40
