"""Carries out the Dockerfile instruction by instruction, then starts what it made as compose.yaml would."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.deploy import ROOT
from tests.deploy.container import Container
from tests.deploy.dockerfile import is_ignored, read_stages
from tests.deploy.socket_client import ask

OWNER = "10001:10001"
SOCKET = "/run/verstetigung/web.sock"
VOLUMES = {"/tmp": OWNER, "/run/verstetigung": OWNER, "/data": OWNER, "/backups": OWNER}
VARIABLES = {
    "BASE_URL": "https://check.example.org",
    "BEHIND_PROXY": "1",
    "DATABASE_URL": "sqlite:////data/verstetigung.sqlite3",
    "SECRET_KEY": "deploy-" * 8,
    "BACKUP_FOLDER": "/backups",
    "WEB_SOCKET": SOCKET,
}


def build(folder, below, say):
    """Returns (the last stage, its container)."""
    made = {}
    for number, stage in enumerate(read_stages((ROOT / "Dockerfile").read_text())):
        say(f"stage {stage.name or 'final'}, from {stage.base}")
        container = Container(folder / f"stage-{number}", below)
        carry_out(stage, container, made)
        made[stage.name] = container
    return stage, container


def carry_out(stage, container, made):
    where, environment = "/", {}
    for step in stage.steps:
        if step.name == "WORKDIR":
            where = step.text
            container.inside(where).mkdir(parents=True)
        elif step.name == "ENV":
            environment |= dict(word.split("=", 1) for word in step.words)
        elif step.name == "COPY":
            copy(step.words, container.inside(where), container, made)
        elif step.name == "RUN":
            container.run(["sh", "-c", step.text], cwd=where, environment=environment)


def copy(words, where, container, made):
    *sources, target = words
    if sources[0].startswith("--from="):
        origin = made[sources[0].removeprefix("--from=")].inside(sources[1])
        subprocess.run(["cp", "-a", f"{origin}/.", container.inside(target)], check=True)
        return
    for source in sources:
        copy_context(ROOT / source, where / target)


def copy_context(source, target):
    """What .dockerignore leaves of it."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    for path in [source] if source.is_file() else sorted(source.iterdir()):
        name = path.relative_to(ROOT).as_posix()
        if is_ignored(lines, name):
            continue
        if path.is_dir():
            copy_context(path, target / path.name)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target / path.name)


def check_content(container):
    """Only what is needed, compiled, and no key."""
    app = container.inside("/app")
    names = {path.name for path in app.iterdir()}
    assert names >= {
        ".venv",
        "assessments",
        "deploy",
        "manage.py",
        "recommendations",
        "staticfiles",
        "templates",
        "var",
    }
    assert not names & {".git", ".env", "environment", "node_modules", "secrets", "tests"}, names
    assert {path.name for path in (app / "var").iterdir()} == {"assets"}
    assert not (app / ".venv" / "bin" / "pip").exists()
    for package in ("assessments", "recommendations", "verstetigung"):
        sources, compiled = (len(list((app / package).rglob(f"*.{kind}"))) for kind in ("py", "pyc"))
        assert sources == compiled > 0, package
    return sum(path.lstat().st_size for path in app.rglob("*") if path.is_file()) // 2**20


def start(stage, container, say):
    """As an ordinary user without capabilities and network, all but the volumes read-only; returns seconds to stop."""
    options = {
        "cwd": "/app",
        "environment": {**stage.environment, **VARIABLES},
        "user": stage.last("USER").text,
        "writable": VOLUMES,
        "network": False,
    }
    container.run([".venv/bin/python", "manage.py", "migrate", "--verbosity", "0"], **options)
    command, environment = container.command(stage.last("CMD").command, **options)
    with subprocess.Popen(command, env=environment, start_new_session=True) as server:
        try:
            wait_until_well(stage, container, options)
            say("HEALTHCHECK answers")
            check_pages(container, say)
            container.run(["deploy/backup"], **options)
            assert len(list((container.volume("/backups")).glob("verstetigung-*.zip"))) == 1
            check_read_only(container, options)
        finally:
            seconds = stop(server)
    assert seconds < 30, f"took {seconds:.0f} s to stop"
    say(f"stopped by SIGTERM after {seconds:.1f} s")


def wait_until_well(stage, container, options):
    command, attempts = stage.last("HEALTHCHECK").command, 60
    while attempts:
        try:
            container.run(command, **options)
        except RuntimeError:
            attempts -= 1
            if not attempts:
                raise
            time.sleep(1)
        else:
            return


def check_pages(container, say):
    socket = container.volume("/run/verstetigung") / "web.sock"
    for path, kind in (("/", b"<!doctype html"), ("/readyz", b"ok"), ("/fragebogen.pdf", b"%PDF-")):
        status, _, body = ask(socket, path)
        assert (status, body[: len(kind)].lower()) == (200, kind.lower()), (path, status, body[:200])
        say(f"{path}: {len(body)} bytes")


def check_read_only(container, options):
    done = container.run(["sh", "-c", "touch /app/x /etc/x /var/x 2>&1 | grep -c Read-only"], **options)
    assert done.strip() == "3", done


def stop(server):
    """SIGTERM to the first process inside, as an engine sends it."""
    begin = time.monotonic()
    first = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    os.kill(int(first[0]), signal.SIGTERM) if first else server.kill()
    try:
        server.wait(100)
    except subprocess.TimeoutExpired:
        server.kill()
    return time.monotonic() - begin


def try_image(folder, below, say):
    stage, container = build(folder, below, say)
    say(f"/app: {check_content(container)} MiB")
    start(stage, container, say)
