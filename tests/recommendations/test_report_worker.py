"""The process that draws: what it may read, how long, how much."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings

from recommendations.report import render, worker


def job(body):
    html = f"<html lang=de><title>x</title><h1>x</h1>{body}"
    return json.dumps({"html": html, "files": render.named_files(), "attachment": None, "stamp": "2026-01-01"}).encode()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "static:../settings.py", "data:,x"])
def test_fetcher_knows_the_named_files_only(url):
    fetch = worker.make_fetcher(render.named_files())

    assert fetch("static:report.css").read()
    with pytest.raises(ValueError, match="not a file of the report"):
        fetch(url)


def test_picture_from_elsewhere_stops_the_drawing(caplog):
    with pytest.raises(render.ReportError):
        render.run_worker(job("<img alt=x src='file:///etc/hostname'>"))
    assert "FatalURLFetchingError" in caplog.text
    assert "ended with 1." in caplog.text


def test_worker_takes_nothing_down_once_its_pdf_is_written(tmp_path):
    """Pango ends a thread when its fonts are freed: if Python unloads the library before, the process dies (SIGSEGV).

    To see it: strace -f -e trace=futex -e inject=futex:delay_exit=300000 python -m recommendations.report.worker
    """
    code = (
        "import atexit; from recommendations.report import worker; atexit.register(print, 'taken down', flush=True)\n"
        "worker.main()"
    )

    command, environment = [sys.executable, "-c", code], {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, input=job("<p>x</p>"), capture_output=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.endswith(b"%%EOF\n")


def test_worker_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 0.05)

    with pytest.raises(render.ReportError, match="nicht rechtzeitig"):
        render.run_worker(b"{}")


@pytest.mark.parametrize(
    ("body", "seconds", "fails"),
    [
        pytest.param("<p>x</p>", render.SECONDS, False, id="drawn"),
        pytest.param("<img alt=x src='file:///etc/hostname'>", render.SECONDS, True, id="failed"),
        pytest.param("<p>x</p>" * 20_000, 2, True, id="stopped"),
    ],
)
def test_no_file_is_left(tmp_path, monkeypatch, body, seconds, fails):
    """A megabyte of fonts for each PDF would soon fill the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(render, "SECONDS", seconds)
    run, folders = subprocess.run, []

    def watch(command, **options):
        folders.append(Path(options["env"]["TMPDIR"]))
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", watch)

    with pytest.raises(render.ReportError) if fails else nullcontext():
        render.run_worker(job(body))

    assert [folder.parent for folder in folders] == [tmp_path]
    assert list(tmp_path.iterdir()) == []


def test_no_folder_for_its_files_is_no_crash(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))

    with pytest.raises(render.ReportError, match="konnte nicht erstellt werden"):
        render.run_worker(job("<p>x</p>"))


@pytest.mark.parametrize(
    ("limit", "greed", "said"),
    [
        pytest.param("CPU_SECONDS = 1", "while True: pass", "", id="time"),
        pytest.param("MEMORY_BYTES = 1 << 28", "bytearray(1 << 29)", "MemoryError", id="memory"),
        pytest.param(
            "FILE_BYTES = 9", "with open('file', 'w') as file: file.write('x' * 10)", "File too large", id="file"
        ),
        *(
            pytest.param("CPU_SECONDS = 9", greed, "not while drawing", id=greed.split("(")[0])
            for greed in (
                "import socket; socket.create_connection(('127.0.0.1', 1))",
                "import subprocess; subprocess.run(['true'])",
                "import os; os.system('true')",
                "import os; os.fork()",
            )
        ),
    ],
)
def test_worker_limits_itself(tmp_path, limit, greed, said):
    """Without the limits the same is done; but for what would never end."""
    code = f"from recommendations.report import worker; worker.{limit}; worker.limit_itself()\n{greed}"
    # Unmeasured: its limits hold for the file of the measurement too, which would be cut off.
    measuring = {name for name in os.environ if name.startswith("COVERAGE_")}
    environment = {name: os.environ[name] for name in os.environ.keys() - measuring}
    environment["PYTHONPATH"] = str(settings.BASE_DIR)

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, timeout=30)

    assert done.returncode != 0
    assert said in done.stderr.decode()


def test_pango_gets_its_thread():
    """It draws nothing without one. A limit on processes would take it from everybody but root."""
    code = (
        "import os, threading; from recommendations.report import worker\n"
        "os.getuid() or os.setuid(65534); worker.limit_itself()\n"
        "threading.Thread(target=print, args=['drawn']).start()"
    )
    # Not measured: the other user may not write to this folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, timeout=30)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"drawn\n", b"")


def test_worker_knows_no_secret(monkeypatch):
    seen = {}
    monkeypatch.setattr(subprocess, "run", lambda command, **options: seen.update(options) or 1 / 0)

    with pytest.raises(ZeroDivisionError):
        render.run_worker(b"{}")
    assert "SECRET_KEY" in os.environ
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(seen["env"])


def test_missing_font_is_named(settings, tmp_path):
    settings.ASSETS_DIR = tmp_path

    with pytest.raises(render.ReportError, match=r"FiraSans-Regular\.ttf"):
        render.named_files()
