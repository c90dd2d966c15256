"""deploy/install into a folder, twice: what it made answers behind the proxy, is saved, upgraded and rolled back."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager

from tests.deploy import DEPLOY
from tests.deploy.proxy import NGINX, Proxy
from tests.deploy.socket_client import ask

NAME = "verstetigungs-check"


class Installation:
    def __init__(self, folder, say):
        self.prefix, self.say = folder / "system", say
        self.base = self.prefix / "opt" / NAME
        self.environment_file = self.prefix / "etc" / NAME / "environment"
        self.state = self.prefix / "var" / "lib" / NAME
        self.socket = folder / "web.sock"

    def install(self, *options):
        run([DEPLOY / "install", "--prefix", self.prefix, "--no-systemd", *options])
        self.say(f"now {os.readlink(self.base / 'current').rpartition('/')[2]}")

    def configure(self, address):
        text = self.environment_file.read_text()
        self.environment_file.write_text(text.replace("https://check.example.org", address))

    def manage(self, *arguments, **variables):
        command = [self.base / "current" / "deploy" / "manage", *arguments]
        return run(command, INSTALL_PREFIX=str(self.prefix), **variables)

    def environment(self):
        """As the unit hands it over."""
        lines = [line for line in self.environment_file.read_text().splitlines() if line and line[0] != "#"]
        secret = self.prefix / "etc" / NAME / "secret-key"
        own = {"PATH": os.environ["PATH"], "BEHIND_PROXY": "1", "SECRET_KEY_FILE": str(secret), "HOME": "/tmp"}
        return {**dict(line.split("=", 1) for line in lines), **own, "WEB_SOCKET": str(self.socket)}

    @contextmanager
    def running(self):
        command = [self.base / "current" / "deploy" / "serve"]
        with subprocess.Popen(command, env=self.environment(), start_new_session=True) as server:
            try:
                wait_until_well(self.socket)
                yield
            finally:
                os.kill(server.pid, signal.SIGTERM)


def run(command, **variables):
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, timeout=1800)
    if done.returncode:
        raise RuntimeError(f"{command}\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def wait_until_well(socket):
    for _ in range(120):
        try:
            status, _, _ = ask(socket, "/readyz", host="127.0.0.1")
        except OSError:
            status = None
        if status == 200:
            return
        time.sleep(0.5)
    raise RuntimeError(f"/readyz: {status}")


def try_bare(folder, say):
    installed = Installation(folder, say)
    installed.install()
    proxy = Proxy(folder, f"unix:{installed.socket}") if NGINX else None
    installed.configure(f"https://127.0.0.1:{proxy.https}" if proxy else "https://127.0.0.1")
    check_rights(installed)
    with installed.running():
        say("answers at its socket")
        if proxy:
            with proxy.running():
                check_behind_proxy(proxy, say)
    first = os.readlink(installed.base / "current")
    key = (installed.prefix / "etc" / NAME / "secret-key").read_text()
    installed.install()
    assert os.readlink(installed.base / "previous") == first
    assert len(list((installed.base / "releases").iterdir())) == 2
    assert len(list((installed.state / "backups").glob("vor-*.zip"))) == 1
    assert (installed.prefix / "etc" / NAME / "secret-key").read_text() == key
    with installed.running():
        say("answers after the upgrade")
    installed.install("--rollback")
    assert os.readlink(installed.base / "current") == first
    check_backups(installed)
    say("rolled back; backups kept as told")


def check_rights(installed):
    """Secrets are their owner's only; the release holds none."""
    for path in (installed.environment_file, installed.prefix / "etc" / NAME / "secret-key"):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert (installed.state / "verstetigung.sqlite3").exists()
    assert {path.name for path in (installed.base / "current" / "var").iterdir()} == {"assets"}


def check_behind_proxy(proxy, say):
    status, headers, text = proxy.ask("/")
    assert status == 200
    assert "Kurzcheck" in text
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Request-ID"] == proxy.log_lines(0, 1)[0].split()[1]
    style = next(part for part in text.split('"') if part.startswith("/static/") and part.endswith(".css"))
    assert "immutable" in proxy.ask(style)[1]["Cache-Control"]
    for size in (1_000_001, 1_999_999):
        status, _, text = proxy.ask("/", "POST", b"x" * size)
        assert status == 413
        assert "kern-" in text, "not the application's page"
    status, headers, text = proxy.ask("/fragebogen.pdf")
    assert (status, headers["Content-Type"], text[:5]) == (200, "application/pdf", "%PDF-")
    assert proxy.ask("/readyz")[0] == proxy.ask("/metrics")[0] == 404
    say("pages, files, PDF, 413 behind nginx with TLS")


def check_backups(installed):
    folder = installed.state / "kept"
    folder.mkdir()
    variables = {**installed.environment(), "BACKUP_FOLDER": str(folder), "BACKUPS_KEPT": "2"}
    names = []
    for _ in range(3):
        run([installed.base / "current" / "deploy" / "backup"], **variables)
        names = sorted({*names, *(path.name for path in folder.iterdir())})
        time.sleep(1.1)
    assert sorted(path.name for path in folder.iterdir()) == names[1:]
    assert len(names) == 3
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    drill = installed.state / "drill.sqlite3"
    installed.manage("restore", folder / names[-1], DATABASE_URL=f"sqlite:///{drill}")
    assert drill.stat().st_size > 0
