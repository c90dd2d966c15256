"""One run from the first process to the proof."""

import secrets
import sqlite3
import tempfile
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from django.db.backends.sqlite3._functions import register

from tests.load import proof
from tests.load.browser import Browser, OutOfTime, Site
from tests.load.figures import Figures
from tests.load.processes import free_port
from tests.load.servers import Application, PostgresqlDatabase, Proxy, SqliteDatabase, collect_static, find_nginx
from tests.load.slow import SlowSenders
from tests.load.team import Team

# Of the time that the teams mean to take: when what is killed. All are ready after the last of these parts, and
# whoever is not by three times the time is stopped.
WORKER, DATABASE, READY, STOPPED = 0.35, 0.55, 0.9, 3
SECONDS_WITHOUT = 3


@dataclass
class Options:
    teams: int = 200
    seconds: int = 120
    sqlite: bool = False
    proxy: bool = True


@dataclass
class Setup:
    database: object
    application: Application
    site: Site


@dataclass
class Outcome:
    figures: Figures
    ledgers: list
    wrong: list
    killed: list = field(default_factory=list)

    @property
    def failures(self):
        return [*self.wrong, *self.figures.leaks, *self.figures.faults]


def run(options):
    # Beside TMPDIR, whose path may be too long for a socket, and where another user cannot get.
    with tempfile.TemporaryDirectory(prefix="verstetigung-load-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with started(folder, options) as setup:
            figures = Figures()
            teams, killed = play(setup, options, figures)
            ledgers = [team.ledger for team in teams]
            wrong = [*proof.find_wrong(proof.read(setup.application), ledgers), *find_damage(setup.database)]
        return Outcome(figures, ledgers, [*wrong, *unexpected(folder / "application.log")], killed)


@contextmanager
def started(folder, options):
    """The set-up while the block runs; afterwards nothing of it runs any more, however the block was left."""
    database = (SqliteDatabase if options.sqlite else PostgresqlDatabase)(folder)
    port = free_port()
    proxy = Proxy(folder, port) if options.proxy and find_nginx() else None
    site = Site(port, proxy and proxy.certificate)
    application = Application(folder, database.url, site)
    servers = [database, application, *([proxy] if proxy else [])]
    try:
        database.start()
        application.manage("migrate", "--verbosity", "0")
        collect_static(application)
        for server in servers[1:]:
            server.start()
        yield Setup(database, application, site)
    finally:
        for server in reversed(servers):
            server.stop()


def play(setup, options, figures):
    """The teams, ready or stopped, and what was killed."""
    begun = time.monotonic()
    end = begun + options.seconds * STOPPED
    teams = [make_team(number, setup.site, options, figures, begun, end) for number in range(options.teams)]
    threads = [Thread(target=work, args=(team, figures), daemon=True) for team in teams]
    # It is the proxy that takes them off the application's hands.
    with SlowSenders(setup.site) if setup.site.is_proxy else nullcontext():
        for thread in threads:
            thread.start()
        killed = kill_in_mid_run(setup, options, begun)
        for thread in threads:
            thread.join(end + 90 - time.monotonic())
    return teams, killed


def make_team(number, site, options, figures, begun, end):
    """Each from an address of its own: what limits one address must not stop all."""
    source = f"127.0.{1 + number // 250}.{1 + number % 250}"
    browser = Browser(site, source, f"Marke-{secrets.token_hex(6)}", figures, end)
    return Team(number, browser, figures, begun + options.seconds * READY)


def work(team, figures):
    try:
        team.run()
    except OutOfTime:
        figures.count("teams stopped before they were ready")
    except Exception as error:
        figures.fault(f"{team.ledger.mark}: {type(error).__name__} {error}")
    finally:
        team.browser.close()


def kill_in_mid_run(setup, options, begun):
    """What was killed, with the second at which it happened."""
    steps = [(WORKER, "a worker", setup.application.kill_worker)]
    if options.sqlite:
        steps = [(DATABASE, "the application with all workers", lambda: kill_and_start(setup.application))]
    else:
        steps += [(DATABASE, "the database with all its processes", lambda: kill_and_start(setup.database))]
    killed = []
    for part, what, kill in steps:
        time.sleep(max(begun + part * options.seconds - time.monotonic(), 0))
        killed.append(f"{what} (second {time.monotonic() - begun:.0f})")
        kill()
    return killed


def kill_and_start(server):
    server.kill()
    time.sleep(SECONDS_WITHOUT)
    server.start()


def find_damage(database):
    """What SQLite finds wrong with its file; PostgreSQL was read to the last row."""
    if not isinstance(database, SqliteDatabase):
        return []
    connection = sqlite3.connect(database.url.removeprefix("sqlite:///"))
    # Those that Django's own conditions of the tables ask for.
    register(connection)
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    connection.close()
    return [] if found == ["ok"] else found


def unexpected(log):
    """What must not be in the log of the application: an error that is none of the database, a traceback."""
    lines = log.read_text(errors="replace").splitlines()
    return [f"log: {line} {last_line(lines[number + 1 :])}" for number, line in enumerate(lines) if is_unexpected(line)]


def is_unexpected(line):
    if "Traceback (most recent call last)" in line:
        return True
    return (" ERROR " in line or " CRITICAL " in line) and "Database unavailable: " not in line


def last_line(following):
    """Of a traceback: what was raised."""
    return next((line for line in following if not line.startswith(" ")), "")
