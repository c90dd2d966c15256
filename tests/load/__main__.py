"""`python -m tests.load`: exit code 1 where anything was lost, shown to others, or failed unexplained."""

import argparse
import signal
import sys

from tests.load.figures import percentile
from tests.load.processes import NotStarted
from tests.load.run import Options, run
from tests.load.servers import find_nginx
from tests.postgresql import NoServer

SHOWN = 20


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    options = read_options()
    if options.proxy and not find_nginx():
        say("nginx is missing (apt-get install nginx-light): the teams speak to the application directly.")
        options.proxy = False
    say(describe(options))
    try:
        outcome = run(options)
    except (NoServer, NotStarted) as error:
        sys.exit(str(error))
    say("\n".join(lines(outcome)))
    return 1 if outcome.failures else 0


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def read_options():
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--teams", type=int, default=200)
    parser.add_argument(
        "--seconds", type=int, default=120, help="that the teams mean to take; three times as many end it"
    )
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL")
    parser.add_argument("--no-proxy", dest="proxy", action="store_false", help="without nginx")
    return Options(**vars(parser.parse_args()))


def describe(options):
    parts = [f"{options.teams} teams, {options.seconds} seconds", "granian, 2 processes"]
    parts += ["behind nginx with TLS"] if options.proxy else ["without a proxy"]
    return ", ".join([*parts, "SQLite" if options.sqlite else "PostgreSQL"])


def lines(outcome):
    figures = outcome.figures
    yield from (f"  killed: {text}" for text in outcome.killed)
    yield from (f"  {name}: {number}" for name, number in sorted(figures.counts.items()))
    yield from (f"  repeated after {kind}: {number}" for kind, number in sorted(figures.errors.items()))
    for percent in (50, 95, 99):
        yield f"  p{percent} of all answers: {percentile(figures.seconds, percent) * 1000:.0f} ms"
    yield f"  longest outage that a team saw: {max(figures.outages, default=0):.1f} s"
    yield f"  lost, half saved, shown to others, unexplained: {len(outcome.failures)}"
    yield from (f"    {text}" for text in outcome.failures[:SHOWN])


if __name__ == "__main__":
    sys.exit(main())
