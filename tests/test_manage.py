"""manage.py as it is called in a shell: the reader of its output leaves, its streams are closed, its disk is full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

MANAGE = f"{sys.executable} manage.py"


def shell(line):
    """(exit code, standard error) of a line of bash; the code is that of the first command of a pipe that failed."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "verstetigung.settings"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stderr


RECORD = '{"instrument": "verstetigung-2026.1", "answers": {}}'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"yes '{RECORD}' | head -2000 | {MANAGE} score --lines - | head -1", (141, "")),
        (f"{MANAGE} score - <<< '{RECORD}' > /dev/full", (1, "Ausgabe: No space left on device\n")),
        (f"{MANAGE} score - <<< '{RECORD}' >&-", (0, "")),
        (f"{MANAGE} score - <&-", (2, "Eingabe: Kein gültiges JSON (Zeile 1, Spalte 1)\n")),
        (f"timeout --preserve-status -s INT 3 {MANAGE} score - < <(sleep 8)", (130, "")),
    ],
    ids=["reader left", "disk full", "no stdout", "no stdin", "interrupted"],
)
def test_no_traceback(line, expected):
    assert shell(line) == expected


def test_report_writes_to_a_device_and_does_not_replace_it(tmp_path):
    target = tmp_path / "pipe"
    os.mkfifo(target)

    code, _ = shell(f"{MANAGE} report - -o {target} <<< '{RECORD}' & head -c 5 {target} > {tmp_path}/seen; wait $!")

    assert (tmp_path / "seen").read_bytes() == b"%PDF-"
    assert target.is_fifo()
    assert code in {0, 1}
    assert sorted(path.name for path in Path(tmp_path).iterdir()) == ["pipe", "seen"]
