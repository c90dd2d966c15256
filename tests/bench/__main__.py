"""`python -m tests.bench`: measures, prints the table, exits 1 where a target is missed."""

import argparse
import json
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import as_data, as_table, missed

NAMES = ("pages", "weight", "pdf", "score", "writers", "release")


def main(arguments=None):
    options = read_options(arguments)
    # Stopped from outside it ends as from within: its servers too, and its folder.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ.update({"BENCH_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"})
        figures = measure(Path(folder), options)
    return conclude(figures, options.json)


def read_options(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures speed against its targets.")
    parser.add_argument("--full", action="store_true", help="score 200,000 lines instead of 12,000")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON as well")
    parser.add_argument("--only", nargs="+", choices=NAMES, help="measure these alone")
    return parser.parse_args(arguments)


def measure(folder, options):
    import django

    django.setup()
    from tests.bench.run import run

    return run(folder, full=options.full, only=options.only or NAMES)


def conclude(figures, file):
    """The exit code."""
    write(as_table(figures))
    if file:
        file.write_text(json.dumps(as_data(figures), indent=2) + "\n", encoding="utf-8")
    failed = missed(figures)
    write(f"{len(failed)} missed" if failed else "every target met")
    return 1 if failed else 0


def write(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
