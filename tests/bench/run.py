"""One run of the bench: sets up, measures one thing after the other."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from assessments.models import Assessment
from tests.bench import sample
from tests.bench.browser import Answer, Asked, over_wsgi
from tests.bench.clock import Clock
from tests.bench.figures import as_table, told
from tests.bench.pages import measure_pages, open_check
from tests.bench.releases import measure_releases
from tests.bench.reports import measure_pdf
from tests.bench.scoring import FULL, MANY, measure_scoring
from tests.bench.server import APPLICATION, over_http, serving
from tests.bench.weight import measure_weight
from tests.bench.writers import measure_writers


def run(folder, *, full, only):
    """`only`: names of PARTS."""
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    sample.load_example(StringIO())
    with serving(APPLICATION) as page, serving("tests.bench.hello:application") as hello:
        bench = set_up(Clock(page, hello), folder, FULL if full else MANY)
        figures = [figure for name in only for figure in tell(name, bench)]
    hello_ms = 1000 * bench.clock.best_hello
    return [told("hello", hello_ms, "ms CPU"), *figures, told("duration", time.monotonic() - began, "s")]


@dataclass(frozen=True, slots=True)
class Bench:
    """`inside`, `outside`: the two ways a browser can send. `cookies`: of whoever holds `assessment`."""

    clock: Clock
    folder: Path
    lines: int
    inside: Callable[[Asked], Answer]
    outside: Callable[[Asked], Answer]
    assessment: Assessment
    cookies: dict[str, str]


def set_up(clock, folder, lines):
    # Not before: it looks for the collected files once.
    from verstetigung.wsgi import application

    inside, outside = over_wsgi(application), over_http(clock.page.port)
    assessment, token = sample.make_check("Messdorf (erfunden)")
    return Bench(clock, folder, lines, inside, outside, assessment, open_check(inside, assessment, token))


PARTS = {
    "pages": measure_pages,
    "weight": measure_weight,
    "pdf": measure_pdf,
    "score": measure_scoring,
    "writers": measure_writers,
    "release": measure_releases,
}


def tell(name, bench):
    """Told at once as well: the whole takes minutes."""
    sys.stderr.write(f"{name} …\n")
    figures = list(PARTS[name](bench))
    sys.stderr.write(f"{as_table(figures)}\n")
    sys.stderr.flush()
    return figures
